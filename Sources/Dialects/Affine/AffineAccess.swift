import IR
import Support

extension Affine {
  /// An operation that reads or writes memory at the results of a map.
  public protocol Access: VerifiableOperation, InPlaceFoldableOperation, MapUser {
    /// How many operands come before those of the map, the last of them the memory.
    static var leadingOperands: Int { get }
  }

  public struct Load: ResultTypeInferring, Access {
    public static var mnemonic: String { "affine.load" }
    public static var documentation: String {
      """
      One element, at the results of a map of the operands after the memory.

          %1 = "affine.load"(%m, %i) <{map = affine_map<(d0) -> (d0 + 1)>}> : (memref<8xf32>, index) -> f32
      """
    }
    public static var form: Form? {
      Form(
        "$memref `` custom<Indices>($map, $indices) attr-dict `:` type($memref)",
        ["Indices": AffineForm.indices])
    }
    public static var traits: Traits { [.readsMemory] }
    public static var leadingOperands: Int { 1 }
    public static var signature: Signature {
      Signature(
        operands: [.init("memref", .memref), .init("indices", .index, .variadic)],
        results: [.init("result", .any)], properties: [.init("map", .affineMap)])
    }

    public var memref: ValueID
    public var map: AffineMap
    public var operands: [ValueID]

    public init(_ memref: ValueID, _ map: AffineMap, _ operands: [ValueID]) {
      self.memref = memref
      self.map = map
      self.operands = operands
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      memref = module.operandOrMissing(0, of: operation)
      map = module.affineMap("map", of: operation)
      operands = Array(module.operands(of: operation).dropFirst())
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [memref] + operands, properties: ["map": .affineMap(map)])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: memref).elementType] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      verifyAccess(
        operation, element: module.resultTypeOrNone(of: operation), in: module, &diagnostics)
    }
  }

  public struct Store: Access {
    public static var mnemonic: String { "affine.store" }
    public static var documentation: String {
      """
      Writes one element, at the results of a map of the operands after the memory.

          "affine.store"(%x, %m, %i) <{map = affine_map<(d0) -> (d0 + 1)>}> : (f32, memref<8xf32>, index) -> ()
      """
    }
    public static var form: Form? {
      Form(
        "$value `,` $memref `` custom<Indices>($map, $indices) attr-dict `:` type($memref)",
        ["Indices": AffineForm.indices])
    }
    public static var traits: Traits { [] }
    public static var leadingOperands: Int { 2 }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("value", .any), .init("memref", .memref), .init("indices", .index, .variadic),
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

  public struct Prefetch: Access {
    public static var mnemonic: String { "affine.prefetch" }
    public static var documentation: String { "Says that an element will be needed soon." }
    public static var traits: Traits { [] }
    public static var leadingOperands: Int { 1 }
    public static var signature: Signature {
      Signature(
        operands: [.init("memref", .memref), .init("indices", .index, .variadic)],
        properties: [
          .init("isWrite", .bool), .init("localityHint", .integer(0...3, .i32)),
          .init("isDataCache", .bool),
          .init("map", .affineMap),
        ])
    }

    public var memref: ValueID
    public var map: AffineMap
    public var operands: [ValueID]
    public var isWrite: Bool
    /// From 0, not kept, to 3, kept in all caches.
    public var locality: Int
    public var isDataCache: Bool

    public init(_ operation: OperationID, in module: borrowing Module) {
      memref = module.operandOrMissing(0, of: operation)
      map = module.affineMap("map", of: operation)
      operands = Array(module.operands(of: operation).dropFirst())
      isWrite = module.property("isWrite", of: operation)?.boolValue ?? false
      locality = module.property("localityHint", of: operation)?.integerValue ?? 3
      isDataCache = module.property("isDataCache", of: operation)?.boolValue ?? true
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [memref] + operands,
        properties: [
          "isWrite": .bool(isWrite), "localityHint": .integer(locality, .i32),
          "isDataCache": .bool(isDataCache), "map": .affineMap(map),
        ])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let prefetch = Prefetch(operation, in: module)
      verifyAccess(
        operation, element: module.type(of: prefetch.memref).elementType, in: module, &diagnostics)
    }
  }
}

extension Affine.Access {
  public static func mapOperands(of operation: OperationID, in module: Module) -> [Affine
    .MapOperands]
  {
    [
      Affine.MapOperands(
        module.affineMap("map", of: operation),
        Array(module.operands(of: operation).dropFirst(leadingOperands)))
    ]
  }

  /// Checks the map of an access against its operands and the memory.
  static func verifyAccess(
    _ operation: OperationID, element: Type, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    verifyMapOperands(of: operation, in: module, &diagnostics)
    MemRef.verifyAccess(
      operation, module.type(of: module.operand(leadingOperands - 1, of: operation)),
      indices: module.affineMap("map", of: operation).results.count, element: element, in: module,
      &diagnostics)
  }
}
