import IR
import Support

extension Vector {
  public struct Load: VerifiableOperation {
    public static var mnemonic: String { "vector.load" }
    public static var documentation: String {
      "Consecutive elements of memory, starting at the indices."
    }
    public static var form: Form? {
      "$base `[` $indices `]` attr-dict `:` type($base) `,` type($result)"
    }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [.init("base", .memref), .init("indices", .index, .variadic)],
        results: [.init("result", .vector)],
        properties: [.init("nontemporal", .bool, optional: true, implied: .bool(false))])
    }

    public var memref: ValueID
    public var indices: [ValueID]
    public var type: Type

    public init(_ memref: ValueID, _ indices: [ValueID], as type: Type) {
      self.memref = memref
      self.indices = indices
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      memref = module.operandOrMissing(0, of: operation)
      indices = Array(module.operands(of: operation).dropFirst())
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [memref] + indices, resultTypes: [type])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let load = Load(operation, in: module)
      MemRef.verifyAccess(
        operation, module.type(of: load.memref), indices: load.indices.count, element: load.type,
        in: module, &diagnostics)
      verifyConsecutive(operation, module.type(of: load.memref), in: module, &diagnostics)
    }
  }

  public struct Store: VerifiableOperation {
    public static var mnemonic: String { "vector.store" }
    public static var documentation: String {
      "Writes consecutive elements of memory, starting at the indices."
    }
    public static var form: Form? {
      "$valueToStore `,` $base `[` $indices `]` attr-dict `:` type($base) `,` type($valueToStore)"
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("valueToStore", .vector), .init("base", .memref),
          .init("indices", .index, .variadic),
        ], properties: [.init("nontemporal", .bool, optional: true, implied: .bool(false))])
    }

    public var value: ValueID
    public var memref: ValueID
    public var indices: [ValueID]

    public init(_ value: ValueID, to memref: ValueID, _ indices: [ValueID]) {
      self.value = value
      self.memref = memref
      self.indices = indices
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      memref = module.operandOrMissing(1, of: operation)
      indices = Array(module.operands(of: operation).dropFirst(2))
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [value, memref] + indices)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let store = Store(operation, in: module)
      MemRef.verifyAccess(
        operation, module.type(of: store.memref), indices: store.indices.count,
        element: module.type(of: store.value), in: module, &diagnostics)
      verifyConsecutive(operation, module.type(of: store.memref), in: module, &diagnostics)
    }
  }

  /// The elements of a vector are beside each other in memory, so those of the last dimension must be.
  private static func verifyConsecutive(
    _ operation: OperationID, _ type: Type, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    guard let memref = type.memrefType else { return }
    let value = module.resultTypes(of: operation).first ?? module.operandTypes(of: operation)[0]
    let place = module.location(of: operation)
    if case .vector = memref.element, memref.element != value {
      diagnostics.error(
        "'\(module.name(of: operation))' must move the vectors that '\(type)' holds, not '\(value)'",
        at: place)
    }
    if memref.lastStride == 1 { return }
    var found = memref.lastStride.map(String.init) ?? "?"
    if case .affineMap? = memref.layout { found = "a map that does not tell one" }
    diagnostics.error(
      "'\(module.name(of: operation))' needs a last dimension of stride 1, found \(found) in"
        + " '\(type)'; 'vector.gather' reads with others", at: place)
  }

  public struct MaskedLoad: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "vector.maskedload" }
    public static var documentation: String {
      """
      Consecutive elements where the mask holds, `passThrough` elsewhere;
      memory behind a false mask is not touched.
      """
    }
    public static var form: Form? {
      """
      $base `[` $indices `]` `,` $mask `,` $pass_thru attr-dict `:` type($base) `,` type($mask)
      `,` type($pass_thru) `into` type($result)
      """
    }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("base", .memref), .init("indices", .index, .variadic),
          .init("mask", .booleanLike), .init("pass_thru", .vector),
        ], results: [.init("result", .vector)])
    }

    public var memref: ValueID
    public var indices: [ValueID]
    public var mask: ValueID
    public var passThrough: ValueID

    public init(
      _ memref: ValueID, _ indices: [ValueID], mask: ValueID, passThrough: ValueID
    ) {
      self.memref = memref
      self.indices = indices
      self.mask = mask
      self.passThrough = passThrough
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let operands = module.operands(of: operation)
      memref = operands.first ?? .missing
      indices = Array(operands.dropFirst().dropLast(2))
      mask = operands.fromEnd(2)
      passThrough = operands.last ?? .missing
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [memref] + indices + [mask, passThrough])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: passThrough)] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let load = MaskedLoad(operation, in: module)
      let type = module.type(of: load.passThrough)
      if module.resultTypeOrNone(of: operation) != type {
        diagnostics.error(
          "'vector.maskedload' must give the type of what it passes through, '\(type)'",
          at: module.location(of: operation))
      }
      verifyMasked(
        operation, load.memref, indices: load.indices.count, mask: load.mask, type, in: module,
        &diagnostics)
    }
  }

  /// Checks consecutive elements under a mask: one dimension, a lane of the mask for each.
  private static func verifyMasked(
    _ operation: OperationID, _ memref: ValueID, indices: Int, mask: ValueID, _ type: Type,
    in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let mask = module.type(of: mask)
    if type.shape?.count != 1 || mask != type.withElement(.i1) {
      diagnostics.error(
        "'\(module.name(of: operation))' takes a vector of one dimension and an 'i1' for each of its"
          + " elements, not '\(type)' and '\(mask)'", at: module.location(of: operation))
    }
    MemRef.verifyAccess(
      operation, module.type(of: memref), indices: indices, element: type, in: module,
      &diagnostics)
  }

  public struct MaskedStore: VerifiableOperation {
    public static var mnemonic: String { "vector.maskedstore" }
    public static var documentation: String { "Writes consecutive elements where the mask holds." }
    public static var form: Form? {
      """
      $base `[` $indices `]` `,` $mask `,` $valueToStore attr-dict `:` type($base) `,` type($mask)
      `,` type($valueToStore)
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("base", .memref), .init("indices", .index, .variadic),
          .init("mask", .booleanLike), .init("valueToStore", .vector),
        ])
    }

    public var memref: ValueID
    public var indices: [ValueID]
    public var mask: ValueID
    public var value: ValueID

    public init(_ value: ValueID, to memref: ValueID, _ indices: [ValueID], mask: ValueID) {
      self.memref = memref
      self.indices = indices
      self.mask = mask
      self.value = value
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let operands = module.operands(of: operation)
      memref = operands.first ?? .missing
      indices = Array(operands.dropFirst().dropLast(2))
      mask = operands.fromEnd(2)
      value = operands.last ?? .missing
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [memref] + indices + [mask, value])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let store = MaskedStore(operation, in: module)
      verifyMasked(
        operation, store.memref, indices: store.indices.count, mask: store.mask,
        module.type(of: store.value), in: module, &diagnostics)
    }
  }
}

extension [ValueID] {
  /// The value `distance` places before the end, or `missing`.
  func fromEnd(_ distance: Int) -> ValueID {
    distance <= count ? self[count - distance] : .missing
  }
}
