import IR

extension LLVM {
  /// How an intrinsic is called: by its name, the values of its operands and those of some
  /// properties.
  public struct IntrinsicCall: Sendable {
    /// A type that the name is overloaded on.
    public enum Overload: Sendable {
      case result
      /// That of an argument of the call, properties included.
      case argument(Int)
    }

    /// A property that is a constant argument.
    public struct Immediate: Sendable {
      public var position: Int
      public var property: String

      public init(_ position: Int, _ property: String) {
        self.position = position
        self.property = property
      }
    }

    /// LLVM's name, where that is not MLIR's.
    public var name: String?
    public var overloads: [Overload]
    /// Sorted by their positions among the arguments.
    public var immediates: [Immediate]

    public init(
      name: String? = nil, overloads: [Overload] = [], immediates: [Immediate] = []
    ) {
      self.name = name
      self.overloads = overloads
      self.immediates = immediates
    }
  }

  /// An operation that says itself which intrinsic it calls.
  public protocol IntrinsicCalling: OperationDefinition {
    /// `nil` if its arguments are not those of the intrinsic.
    static var call: IntrinsicCall? { get }
  }

  /// Integers, or vectors of them, of one type, to which the result belongs.
  public protocol SameIntegers: IntrinsicKind {
    /// How many operands.
    static var count: Int { get }
  }

  /// Two integers to a structure of another, and a bit.
  public protocol OverflowKind: IntrinsicKind {}

  /// Vectors of which the elements are computed where a mask holds, and up to a length.
  public protocol Predicated: IntrinsicKind {
    static var element: TypeConstraint { get }
  }
  public protocol PredicatedIntegers: Predicated {}
  public protocol PredicatedFloats: Predicated {}
  public protocol PredicatedPointers: Predicated {}
  public protocol PredicatedUnary: Predicated {}
  public protocol PredicatedBinary: Predicated {}
  public protocol PredicatedTernary: Predicated {}
  public protocol PredicatedCast: Predicated {}
  public protocol PredicatedReduction: Predicated {}
  public protocol PredicatedChoice: IntrinsicKind {}

  /// A part of a vector.
  public protocol VectorPart: IntrinsicKind {}
}

extension LLVM.SameIntegers {
  public static var traits: Traits { [.pure, .sameOperandsAndResultType] }
  public static var operands: [Signature.Slot] {
    ["a", "b", "c"].prefix(count).map { .init($0, LLVM.integerLike) }
  }
  public static var results: [Signature.Slot] { [.init("res", LLVM.integerLike)] }
  public static var properties: [Signature.Property] { [] }
  public static var form: Form? { LLVM.intrinsicForm }
  public static var call: LLVM.IntrinsicCall? {
    LLVM.IntrinsicCall(overloads: [.argument(0)])
  }
}

extension LLVM.OverflowKind {
  public static var traits: Traits { [.pure, .sameOperandTypes] }
  public static var operands: [Signature.Slot] {
    [.init("a", LLVM.integerLike), .init("b", LLVM.integerLike)]
  }
  public static var results: [Signature.Slot] { [.init("res", LLVM.valueType)] }
  public static var properties: [Signature.Property] { [] }
  public static var call: LLVM.IntrinsicCall? {
    LLVM.IntrinsicCall(overloads: [.argument(0)])
  }
  public static func problems(_ operands: [Type], _ results: [Type]) -> [String] {
    guard let type = operands.first else { return [] }
    let expected = Type.of(LLVM.StructType([type, type.withElement(.i1)]))
    return results == [expected] ? [] : ["must give '\(expected)'"]
  }
}

extension LLVM.VectorPart {
  /// As MLIR's: of at most 2^17 bits.
  public static func problems(_ operands: [Type], _ results: [Type]) -> [String] {
    var problems: [String] = []
    if operands.count == 2, operands.first != results.first {
      problems.append("must give the type of the vector that it changes")
    }
    let isTooWide = (operands + results).compactMap(\.vectorType).contains { vector in
      var bits = vector.element.bitWidth ?? 64
      return vector.shape.contains { size in
        let product = bits.multipliedReportingOverflow(by: size)
        bits = product.partialValue
        return product.overflow || bits > 1 << 17
      }
    }
    if isTooWide {
      problems.append("takes vectors of at most 131072 bits")
    }
    let (part, whole) =
      operands.count == 2 ? (operands.last, results.first) : (results.first, operands.first)
    if part?.vectorType?.scalable.contains(true) == true,
      whole?.vectorType?.scalable.contains(true) != true
    {
      problems.append("cannot have a scalable vector as part of one that is not")
    }
    return problems
  }
}

extension LLVM.Predicated {
  public static var traits: Traits { [.pure] }
  public static var results: [Signature.Slot] { [.init("res", LLVM.valueType)] }
  public static var properties: [Signature.Property] { [] }
  static func predicated(_ names: [String]) -> [Signature.Slot] {
    names.map { .init($0, element) } + [.init("mask", LLVM.maskVector), .init("evl", LLVM.word)]
  }
}

extension LLVM.PredicatedIntegers {
  public static var element: TypeConstraint { LLVM.integerVector }
}

extension LLVM.PredicatedFloats {
  public static var element: TypeConstraint { LLVM.floatVector }
}

extension LLVM.PredicatedPointers {
  public static var element: TypeConstraint { LLVM.pointerVector }
}

extension LLVM.PredicatedUnary {
  public static var operands: [Signature.Slot] { predicated(["op"]) }
  public static var call: LLVM.IntrinsicCall? { LLVM.IntrinsicCall(overloads: [.result]) }
}

extension LLVM.PredicatedBinary {
  public static var operands: [Signature.Slot] { predicated(["lhs", "rhs"]) }
  public static var call: LLVM.IntrinsicCall? { LLVM.IntrinsicCall(overloads: [.result]) }
}

extension LLVM.PredicatedTernary {
  public static var operands: [Signature.Slot] { predicated(["op1", "op2", "op3"]) }
  public static var call: LLVM.IntrinsicCall? { LLVM.IntrinsicCall(overloads: [.result]) }
}

extension LLVM.PredicatedCast {
  public static var operands: [Signature.Slot] { predicated(["src"]) }
  public static var call: LLVM.IntrinsicCall? {
    LLVM.IntrinsicCall(overloads: [.result, .argument(0)])
  }
}

extension LLVM.PredicatedReduction {
  public static var operands: [Signature.Slot] {
    [.init("start_value", LLVM.valueType)] + predicated(["val"])
  }
  public static var call: LLVM.IntrinsicCall? { LLVM.IntrinsicCall(overloads: [.argument(1)]) }
}

extension LLVM.PredicatedChoice {
  public static var traits: Traits { [.pure] }
  public static var operands: [Signature.Slot] {
    [
      .init("cond", LLVM.maskVector), .init("true_val", LLVM.anyVector),
      .init("false_val", LLVM.anyVector), .init("evl", LLVM.word),
    ]
  }
  public static var results: [Signature.Slot] { [.init("res", LLVM.valueType)] }
  public static var properties: [Signature.Property] { [] }
  public static var call: LLVM.IntrinsicCall? { LLVM.IntrinsicCall(overloads: [.argument(1)]) }
}
