import IR
import Support

extension Vector {
  public struct Gather: ResultTypeInferring {
    public static var mnemonic: String { "vector.gather" }
    public static var documentation: String {
      "The elements at the indices plus each of `offsets`, where the mask holds."
    }
    public static var form: Form? {
      """
      $base `[` $indices `]` `[` $index_vec `]` `,` $mask `,` $pass_thru attr-dict `:` type($base)
      `,` type($index_vec) `,` type($mask) `,` type($pass_thru) `into` type($result)
      """
    }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("base", .memref), .init("indices", .index, .variadic),
          .init("index_vec", .integerLike), .init("mask", .booleanLike),
          .init("pass_thru", .vector),
        ], results: [.init("result", .vector)])
    }

    public var memref: ValueID
    public var indices: [ValueID]
    /// A vector of integers or indices, in elements.
    public var offsets: ValueID
    public var mask: ValueID
    public var passThrough: ValueID

    public init(
      _ memref: ValueID, _ indices: [ValueID], offsets: ValueID, mask: ValueID,
      passThrough: ValueID
    ) {
      self.memref = memref
      self.indices = indices
      self.offsets = offsets
      self.mask = mask
      self.passThrough = passThrough
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let operands = module.operands(of: operation)
      memref = operands.first ?? .missing
      indices = Array(operands.dropFirst().dropLast(3))
      offsets = operands.fromEnd(3)
      mask = operands.fromEnd(2)
      passThrough = operands.last ?? .missing
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [memref] + indices + [offsets, mask, passThrough])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: passThrough)] }
  }

  public struct Scatter: OperationDefinition {
    public static var mnemonic: String { "vector.scatter" }
    public static var documentation: String {
      """
      Writes the elements at the indices plus each of `offsets`, where the mask
      holds; of equal offsets the last is written last.
      """
    }
    public static var form: Form? {
      """
      $base `[` $indices `]` `[` $index_vec `]` `,` $mask `,` $valueToStore attr-dict `:`
      type($base) `,` type($index_vec) `,` type($mask) `,` type($valueToStore)
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("base", .memref), .init("indices", .index, .variadic),
          .init("index_vec", .integerLike), .init("mask", .booleanLike),
          .init("valueToStore", .vector),
        ])
    }

    public var memref: ValueID
    public var indices: [ValueID]
    /// A vector of integers or indices, in elements.
    public var offsets: ValueID
    public var mask: ValueID
    public var value: ValueID

    public init(
      _ value: ValueID, to memref: ValueID, _ indices: [ValueID], offsets: ValueID, mask: ValueID
    ) {
      self.memref = memref
      self.indices = indices
      self.offsets = offsets
      self.mask = mask
      self.value = value
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let operands = module.operands(of: operation)
      memref = operands.first ?? .missing
      indices = Array(operands.dropFirst().dropLast(3))
      offsets = operands.fromEnd(3)
      mask = operands.fromEnd(2)
      value = operands.last ?? .missing
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [memref] + indices + [offsets, mask, value])
    }
  }
}
