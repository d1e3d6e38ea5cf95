import IR
import Support

extension Vector {
  public struct CreateMask: VerifiableOperation {
    public static var mnemonic: String { "vector.create_mask" }
    public static var documentation: String {
      "Holds for the positions below the operands, one for each dimension."
    }
    public static var form: Form? { "operands attr-dict `:` type(results)" }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("operands", .index, .variadic)], results: [.init("result", .booleanLike)])
    }

    public var sizes: [ValueID]
    public var type: Type

    /// A vector of `count` of which the first `size` hold.
    public init(_ size: ValueID, count: Int) {
      self.sizes = [size]
      self.type = .vector(count, .i1)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      sizes = module.operands(of: operation)
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: sizes, resultTypes: [type])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let mask = CreateMask(operation, in: module)
      guard let vector = mask.type.vectorType else { return }
      let count = max(1, vector.shape.count)
      if mask.sizes.count != count {
        diagnostics.error(
          "'\(mnemonic)' must have \(count) operands, one for each dimension of '\(mask.type)'; it"
            + " has \(mask.sizes.count)", at: module.location(of: operation))
      }
    }
  }

  public struct ConstantMask: VerifiableOperation {
    public static var mnemonic: String { "vector.constant_mask" }
    public static var documentation: String { "Holds for the positions below the given sizes." }
    public static var form: Form? { "$mask_dim_sizes attr-dict `:` type(results)" }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        results: [.init("result", .booleanLike)],
        properties: [.init("mask_dim_sizes", .integerList)])
    }

    public var sizes: [Int]
    public var type: Type

    /// A vector of `count` of which the first `size` hold.
    public init(_ size: Int, count: Int) {
      self.sizes = [size]
      self.type = .vector(count, .i1)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      sizes = module.property("mask_dim_sizes", of: operation)?.integerArrayValue ?? []
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      // MLIR 19 keeps the sizes as an array of attributes.
      OperationState(
        name: Self.mnemonic, resultTypes: [type],
        properties: ["mask_dim_sizes": .array(sizes.map { .i64($0) })])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let mask = ConstantMask(operation, in: module)
      guard let problem = mask.problem else { return }
      diagnostics.error("'\(mnemonic)' \(problem)", at: module.location(of: operation))
    }

    private var problem: String? {
      guard let vector = type.vectorType else { return "must give a vector, not '\(type)'" }
      // A vector of no dimensions has one element.
      let shape = vector.shape.isEmpty ? [1] : vector.shape
      guard sizes.count == shape.count else {
        return "must have \(shape.count) sizes, one for each dimension of '\(type)'; it has"
          + " \(sizes.count)"
      }
      for (number, (size, whole)) in zip(sizes, shape).enumerated() {
        guard (0...whole).contains(size) else {
          return "has the size \(size) for dimension \(number) of '\(type)'; it must be from 0 to"
            + " \(whole)"
        }
        let isScalable = number < vector.scalable.count && vector.scalable[number]
        if isScalable, size != 0, size != whole {
          return "has the size \(size) for dimension \(number) of '\(type)', which is scalable;"
            + " it must be 0 or \(whole)"
        }
      }
      let isNothing = sizes.contains(0) && sizes.contains { $0 != 0 }
      return isNothing ? "has a size of 0, so nothing holds, and all sizes must be 0" : nil
    }
  }
}
