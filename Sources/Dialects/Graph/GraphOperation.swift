import IR
import Support

extension Graph {
  /// An operation of the graph level: a pure function of tensors whose result types follow from
  /// its operands and properties.
  public protocol Operation: VerifiableOperation {
    /// The result types as they are.
    var resultTypes: [Type] { get }
    /// The result types as they must be. Where the result's sizes are part of what the operation
    /// says (reshape, slice, …) this checks them and gives them back.
    ///
    /// - Throws: a diagnostic, without a location, when the operands do not fit.
    func inferredResultTypes(in module: Module) throws(Diagnostic) -> [Type]
  }

  /// A graph operation with one result.
  public protocol SingleResultOperation: Operation {
    var resultType: Type { get set }
    /// The result type as it must be; see `Operation.inferredResultTypes`.
    func inferredResultType(in module: Module) throws(Diagnostic) -> Type
  }

  /// Each element of the result is computed from the elements of the operands at the same
  /// position, after NumPy broadcasting.
  public protocol ElementwiseOperation: SingleResultOperation {}

  /// Each element of the result is one element of an operand: nothing is computed.
  public protocol MovementOperation: SingleResultOperation {}
}

extension Graph.Operation {
  public static var traits: Traits { .pure }
  public static var form: Form? { .listing(signature, ending: "`:` brief-type") }

  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let place = module.location(of: operation)
    do throws(Diagnostic) {
      let snapshot = Self(operation, in: module)
      let inferred = try snapshot.inferredResultTypes(in: module)
      for (index, (actual, expected)) in zip(snapshot.resultTypes, inferred).enumerated()
      where !Graph.agree(actual, expected, in: module) {
        diagnostics.error(
          "result \(index) of '\(mnemonic)' has type '\(actual)', but its operands give "
            + "'\(expected)'; give the result that type", at: place)
      }
    } catch {
      diagnostics.error(error.message, at: place, notes: error.notes)
    }
  }
}

extension Graph.SingleResultOperation {
  public var resultTypes: [Type] { [resultType] }

  public func inferredResultTypes(in module: Module) throws(Diagnostic) -> [Type] {
    [try inferredResultType(in: module)]
  }

  /// Sets the result type to what the operands give.
  mutating func inferResultType(in module: Module) throws(Diagnostic) {
    resultType = try inferredResultType(in: module)
  }
}

extension Graph {
  /// Whether two types are the same for every allowed value of the symbols.
  static func agree(_ left: Type, _ right: Type, in module: Module) -> Bool {
    if left == right { return true }
    guard let a = left.sizes, let b = right.sizes, a.count == b.count,
      left.elementType == right.elementType
    else { return false }
    return zip(a, b).allSatisfy { equal($0, $1, in: module) }
  }

  /// Whether two sizes are the same for every allowed value of the symbols.
  static func equal(_ left: IndexExpression, _ right: IndexExpression, in module: Module) -> Bool {
    left == right || module.graphAssumptions.simplified(left - right) == 0
  }

  /// The sizes of an operand.
  ///
  /// - Throws: when the operand's type has no known sizes.
  static func sizes(
    of value: ValueID, _ name: String, of mnemonic: String, in module: Module
  ) throws(Diagnostic) -> [IndexExpression] {
    if let sizes = module.type(of: value).sizes { return sizes }
    throw .error(
      "operand '\(name)' of '\(mnemonic)' must be \(TypeConstraint.sizedTensor.summary), "
        + "found '\(module.type(of: value))'")
  }

  /// `axis` counted from the front; negative axes count from the back.
  ///
  /// - Throws: when it is outside `-rank ..< rank`.
  static func normalized(
    axis: Int, rank: Int, of mnemonic: String
  ) throws(Diagnostic) -> Int {
    let result = axis < 0 ? axis + rank : axis
    if (0..<rank).contains(result) { return result }
    throw .error(
      "axis \(axis) of '\(mnemonic)' is out of range for rank \(rank); expected "
        + (rank == 0 ? "a tensor that has axes" : "-\(rank) to \(rank - 1)"))
  }

  /// Sizes as a person reads them.
  static func text(_ sizes: [IndexExpression]) -> String {
    "[" + sizes.map(\.description).joined(separator: ", ") + "]"
  }
}

extension Graph {
  /// Reads the parts of an operation that may not verify: what is missing reads as a neutral
  /// value, so that making a snapshot never traps.
  struct Reader {
    let operation: OperationID
    let module: Module

    init(_ operation: OperationID, _ module: Module) {
      (self.operation, self.module) = (operation, module)
    }

    func operand(_ index: Int) -> ValueID { optionalOperand(index) ?? ValueID(raw: .max) }

    func optionalOperand(_ index: Int) -> ValueID? {
      index < module.operandCount(of: operation) ? module.operand(index, of: operation) : nil
    }

    /// Operand groups by `operandSegmentSizes`.
    func segments(_ count: Int) -> [ValueID?] {
      let sizes = property("operandSegmentSizes")?.integerArrayValue ?? []
      var next = 0
      return (0..<count).map { group in
        guard group < sizes.count, sizes[group] == 1 else { return nil }
        defer { next += 1 }
        return optionalOperand(next)
      }
    }

    func resultType(_ index: Int = 0) -> Type {
      index < module.resultCount(of: operation)
        ? module.type(of: module.result(index, of: operation)) : .none
    }

    func property(_ name: String) -> Attribute? { module.property(name, of: operation) }
    func integer(_ name: String, default value: Int = 0) -> Int {
      property(name)?.integerValue ?? value
    }
    func bool(_ name: String) -> Bool { property(name)?.boolValue ?? false }
    func double(_ name: String, default value: Double = 0) -> Double {
      property(name)?.floatValue ?? value
    }
    func string(_ name: String) -> String { property(name)?.stringValue ?? "" }
    func integers(_ name: String) -> [Int] { property(name)?.integerArrayValue ?? [] }
    func sizes(_ name: String) -> [IndexExpression] { property(name)?.sizesValue ?? [] }
    func choice<Choice: RawRepresentable<String>>(_ name: String, default value: Choice) -> Choice {
      Choice(rawValue: string(name)) ?? value
    }
  }
}

extension AttributeConstraint {
  /// `#graph.sizes<…>`.
  static let sizes = AttributeConstraint(
    "'#graph.sizes<[…]>'", spelling: .body(SizesAttribute.self)
  ) { $0.sizesValue != nil }
  /// An array of 64-bit floats.
  static let doubles = AttributeConstraint("an array of f64") {
    if case .denseArray(.float(.f64), _) = $0 { true } else { false }
  }
  /// A string out of those that an enumeration lists.
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) -> AttributeConstraint {
    let names = Set(Choice.allCases.map(\.rawValue))
    let listed = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return AttributeConstraint("one of \(listed)", spelling: .word) {
      $0.stringValue.map(names.contains) ?? false
    }
  }
}

extension Attribute {
  /// An `f64`.
  static func double(_ value: Double) -> Attribute { .float(value, .f64) }
  /// `array<f64: …>`.
  static func doubleArray(_ values: [Double]) -> Attribute {
    .denseArray(.f64, values.map { Int(bitPattern: UInt($0.bitPattern)) })
  }
  /// The numbers of `array<f64: …>`.
  var doubleArrayValue: [Double]? {
    guard case .denseArray(.float(.f64), let bits) = self else { return nil }
    return bits.map { Double(bitPattern: UInt64(UInt(bitPattern: $0))) }
  }
}
