import IR
import Support

extension Affine {
  public struct VectorLoad: Access {
    public static var mnemonic: String { "affine.vector_load" }
    public static var documentation: String {
      """
      Consecutive elements, starting at the results of a map.

          %1 = "affine.vector_load"(%m, %i) <{map = affine_map<(d0) -> (d0 * 8)>}> : (memref<64xf32>, index) -> vector<8xf32>
      """
    }
    public static var form: Form? {
      Form(
        "$memref `` custom<Indices>($map, $indices) attr-dict `:` type($memref) `,` type($result)",
        ["Indices": AffineForm.indices])
    }
    public static var traits: Traits { [.readsMemory] }
    public static var leadingOperands: Int { 1 }
    public static var signature: Signature {
      Signature(
        operands: [.init("memref", .memref), .init("indices", .index, .variadic)],
        results: [.init("result", .vector)], properties: [.init("map", .affineMap)])
    }

    public var memref: ValueID
    public var map: AffineMap
    public var operands: [ValueID]
    public var type: Type

    public init(_ memref: ValueID, _ map: AffineMap, _ operands: [ValueID], as type: Type) {
      self.memref = memref
      self.map = map
      self.operands = operands
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      memref = module.operandOrMissing(0, of: operation)
      map = module.affineMap("map", of: operation)
      operands = Array(module.operands(of: operation).dropFirst())
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [memref] + operands, resultTypes: [type],
        properties: ["map": .affineMap(map)])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      verifyAccess(
        operation, element: module.resultTypeOrNone(of: operation), in: module, &diagnostics)
    }
  }

  public struct VectorStore: Access {
    public static var mnemonic: String { "affine.vector_store" }
    public static var documentation: String {
      """
      Writes consecutive elements, starting at the results of a map.
      """
    }
    public static var form: Form? {
      Form(
        """
        $value `,` $memref `` custom<Indices>($map, $indices) attr-dict `:` type($memref) `,`
        type($value)
        """, ["Indices": AffineForm.indices])
    }
    public static var traits: Traits { [] }
    public static var leadingOperands: Int { 2 }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("value", .vector), .init("memref", .memref), .init("indices", .index, .variadic),
        ], properties: [.init("map", .affineMap)])
    }

    public var value: ValueID
    public var memref: ValueID
    public var map: AffineMap
    public var operands: [ValueID]

    public init(_ value: ValueID, to memref: ValueID, _ map: AffineMap, _ operands: [ValueID]) {
      self.value = value
      self.memref = memref
      self.map = map
      self.operands = operands
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      memref = module.operandOrMissing(1, of: operation)
      map = module.affineMap("map", of: operation)
      operands = Array(module.operands(of: operation).dropFirst(2))
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [value, memref] + operands,
        properties: ["map": .affineMap(map)])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      verifyAccess(
        operation, element: module.type(of: module.operand(0, of: operation)), in: module,
        &diagnostics)
    }
  }
}
