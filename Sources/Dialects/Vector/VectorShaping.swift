import IR
import Support

extension Vector {
  /// A value repeated to a vector.
  public protocol RepetitionKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
    static var form: Form? { get }
    static var operandName: String { get }
  }

  /// Every element of the result is the operand, or a row of it.
  public struct Repetition<Kind: RepetitionKind>: VerifiableOperation {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? { Kind.form }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(operands: [.init(Kind.operandName, .any)], results: [.init("vector", .vector)])
    }

    public var operand: ValueID
    public var type: Type

    public init(_ operand: ValueID, to type: Type) {
      self.operand = operand
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      operand = module.operandOrMissing(0, of: operation)
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [operand], resultTypes: [type])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let repetition = Self(operation, in: module)
      let source = module.type(of: repetition.operand)
      guard let target = repetition.type.vectorType else { return }
      let place = module.location(of: operation)
      guard source.elementType == target.element, source.memrefType == nil else {
        return diagnostics.error(
          "'\(mnemonic)' must repeat the element type of its result, '\(target.element)', not "
            + "'\(source)'", at: place)
      }
      guard let vector = source.vectorType else { return }
      // Each size of the operand, from the last, is that of the result, or one.
      let fits =
        vector.shape.count <= target.shape.count
        && zip(vector.sizes.reversed(), target.sizes.reversed()).allSatisfy {
          $0 == $1 || $0 == (1, false)
        }
      if !fits {
        diagnostics.error(
          "'\(mnemonic)' must repeat sizes of one, or rows: '\(source)' is no row of "
            + "'\(repetition.type)'", at: place)
      }
    }
  }

  public typealias Broadcast = Repetition<BroadcastKind>
  public enum BroadcastKind: RepetitionKind {
    public static var mnemonic: String { "vector.broadcast" }
    public static var documentation: String { "A scalar or smaller vector, repeated." }
    public static var form: Form? { "$source attr-dict `:` type($source) `to` type($vector)" }
    public static var operandName: String { "source" }
  }

  public typealias Splat = Repetition<SplatKind>
  public enum SplatKind: RepetitionKind {
    public static var mnemonic: String { "vector.splat" }
    public static var documentation: String { "A scalar, repeated." }
    public static var form: Form? { "$input attr-dict `:` type($vector)" }
    public static var operandName: String { "input" }
  }

  public struct Shuffle: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "vector.shuffle" }
    public static var documentation: String {
      "Elements picked from two vectors, numbered through both."
    }
    public static var form: Form? { "$v1 `,` $v2 $mask attr-dict `:` type($v1) `,` type($v2)" }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("v1", .vector), .init("v2", .vector)],
        results: [.init("vector", .vector)], properties: [.init("mask", .integerList)])
    }

    public var first: ValueID
    public var second: ValueID
    public var mask: [Int]

    public init(_ first: ValueID, _ second: ValueID, mask: [Int]) {
      self.first = first
      self.second = second
      self.mask = mask
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      first = module.operandOrMissing(0, of: operation)
      second = module.operandOrMissing(1, of: operation)
      mask = module.property("mask", of: operation)?.integerArrayValue ?? []
    }

    public var state: OperationState {
      // MLIR 19 keeps the mask as an array of attributes.
      OperationState(
        name: Self.mnemonic, operands: [first, second],
        properties: ["mask": .array(mask.map { .i64($0) })])
    }

    public func resultTypes(in module: Module) -> [Type] {
      let shape = module.type(of: first).vectorType?.shape ?? []
      return [
        .vector(
          VectorType([mask.count] + shape.dropFirst(), module.type(of: first).elementType))
      ]
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let shuffle = Shuffle(operation, in: module)
      let sizes = [shuffle.first, shuffle.second].map {
        module.type(of: $0).vectorType?.shape.first ?? 1
      }
      let total = sizes[0] + sizes[1]
      if shuffle.mask.isEmpty || shuffle.mask.contains(where: { $0 < 0 || $0 >= total }) {
        diagnostics.error(
          "the mask of 'vector.shuffle' must hold numbers from 0 to \(total - 1)",
          at: module.location(of: operation))
      }
    }
  }

  public typealias ShapeCast = Cast<ShapeCastMember>
  public enum ShapeCastMember: CastMember {
    public static var mnemonic: String { "vector.shape_cast" }
    public static var documentation: String { "The same elements in another shape." }
    public static var operandConstraint: TypeConstraint { .vector }
    public static var resultConstraint: TypeConstraint { .vector }
    public static var keepsShape: Bool { false }
    public static func objection(from source: Type, to target: Type) -> String? {
      source == target ? nil : "must keep the element type"
    }
    public static func wholeObjection(from source: Type, to target: Type) -> String? {
      guard let source = source.vectorType, let target = target.vectorType else { return nil }
      let counts = (source.shape.reduce(1, &*), target.shape.reduce(1, &*))
      return counts.0 == counts.1
        ? nil
        : "must keep the number of elements: the operand has \(counts.0), the result \(counts.1)"
    }
  }

  public typealias Bitcast = Cast<BitcastMember>
  public enum BitcastMember: CastMember {
    public static var mnemonic: String { "vector.bitcast" }
    public static var documentation: String { "The same bits as a vector of another element type." }
    public static var operandConstraint: TypeConstraint { .vector }
    public static var resultConstraint: TypeConstraint { .vector }
    public static var keepsShape: Bool { false }
    public static func wholeObjection(from source: Type, to target: Type) -> String? {
      guard let source = source.vectorType, let target = target.vectorType else { return nil }
      guard source.sizes.count == target.sizes.count,
        zip(source.sizes, target.sizes).dropLast().allSatisfy({ $0 == $1 }),
        source.sizes.last?.isScalable == target.sizes.last?.isScalable
      else { return "must keep all sizes but the last" }
      guard let from = source.element.bitWidth, let to = target.element.bitWidth else { return nil }
      let bits = (from &* (source.shape.last ?? 1), to &* (target.shape.last ?? 1))
      return bits.0 == bits.1
        ? nil : "must keep the bits of a row: the operand has \(bits.0), the result \(bits.1)"
    }
  }
}

extension VectorType {
  /// The sizes, with whether each is scalable.
  fileprivate var sizes: [(size: Int, isScalable: Bool)] {
    shape.indices.map { (shape[$0], $0 < scalable.count && scalable[$0]) }
  }
}
