import IR
import Support

extension MemRef {
  public struct Load: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "memref.load" }
    public static var documentation: String { "One element." }
    public static var form: Form? { "$memref `[` $indices `]` attr-dict `:` type($memref)" }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [.init("memref", .memref), .init("indices", .index, .variadic)],
        results: [.init("result", .any)],
        properties: [.init("nontemporal", .bool, optional: true, implied: .bool(false))])
    }

    public var memref: ValueID
    public var indices: [ValueID]

    public init(_ memref: ValueID, _ indices: [ValueID]) {
      self.memref = memref
      self.indices = indices
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      memref = module.operandOrMissing(0, of: operation)
      indices = Array(module.operands(of: operation).dropFirst())
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [memref] + indices)
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: memref).elementType] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let load = Load(operation, in: module)
      verifyAccess(
        operation, module.type(of: load.memref), indices: load.indices.count,
        element: module.resultTypeOrNone(of: operation), in: module, &diagnostics)
    }
  }

  public struct Store: VerifiableOperation {
    public static var mnemonic: String { "memref.store" }
    public static var documentation: String { "Writes one element." }
    public static var form: Form? {
      "$value `,` $memref `[` $indices `]` attr-dict `:` type($memref)"
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("value", .any), .init("memref", .memref), .init("indices", .index, .variadic),
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
      verifyAccess(
        operation, module.type(of: store.memref), indices: store.indices.count,
        element: module.type(of: store.value), in: module, &diagnostics)
    }
  }

  public struct Prefetch: VerifiableOperation {
    public static var mnemonic: String { "memref.prefetch" }
    public static var documentation: String { "Says that an element will be needed soon." }
    public static var form: Form? {
      Form(
        """
        $memref `[` $indices `]` `,` custom<Access>($isWrite, $localityHint, $isDataCache)
        attr-dict `:` type($memref)
        """, ["Access": access])
    }

    /// `read, locality<3>, data`.
    private static var access: FormDirective {
      FormDirective(
        accepts: { operation, module in
          if case .integer(_, .i32)? = module.property("localityHint", of: operation) {
            true
          } else {
            false
          }
        },
        write: { operation, writer in
          let properties = writer.module.properties(of: operation)
          writer.write(properties["isWrite"]?.boolValue == true ? "write" : "read")
          writer.write(", locality<\(properties["localityHint"]?.integerValue ?? 0)>, ")
          writer.write(properties["isDataCache"]?.boolValue == true ? "data" : "instr")
        },
        read: { (reader) throws(FormFailure) in
          let writes = reader.accept("write")
          if !writes { try reader.expect("read") }
          for part in [",", "locality", "<"] { try reader.expect(part) }
          let hint = try reader.readInteger(fitting: .i32)
          for part in [">", ","] { try reader.expect(part) }
          let isData = reader.accept("data")
          if !isData { try reader.expect("instr") }
          reader.set("isWrite", .bool(writes))
          reader.set("localityHint", .integer(hint, .i32))
          reader.set("isDataCache", .bool(isData))
        })
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("memref", .memref), .init("indices", .index, .variadic)],
        properties: [
          .init("isWrite", .bool), .init("localityHint", .integer(0...3, .i32)),
          .init("isDataCache", .bool),
        ])
    }

    public var memref: ValueID
    public var indices: [ValueID]
    public var isWrite: Bool
    /// From 0, not kept, to 3, kept in all caches.
    public var locality: Int

    public init(
      _ memref: ValueID, _ indices: [ValueID], isWrite: Bool = false, locality: Int = 3
    ) {
      self.memref = memref
      self.indices = indices
      self.isWrite = isWrite
      self.locality = locality
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      memref = module.operandOrMissing(0, of: operation)
      indices = Array(module.operands(of: operation).dropFirst())
      isWrite = module.property("isWrite", of: operation)?.boolValue ?? false
      locality = module.property("localityHint", of: operation)?.integerValue ?? 3
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [memref] + indices,
        properties: [
          "isWrite": .bool(isWrite), "localityHint": .integer(locality, .i32),
          "isDataCache": .bool(true),
        ])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let prefetch = Prefetch(operation, in: module)
      let type = module.type(of: prefetch.memref)
      verifyAccess(
        operation, type, indices: prefetch.indices.count, element: type.elementType, in: module,
        &diagnostics)
    }
  }

  /// Checks the number of indices and the element type of an access.
  static func verifyAccess(
    _ operation: OperationID, _ type: Type, indices: Int, element: Type, in module: Module,
    _ diagnostics: inout Diagnostics
  ) {
    guard let memref = type.memrefType else { return }
    let place = module.location(of: operation)
    if indices != memref.shape.count {
      diagnostics.error(
        "'\(module.name(of: operation))' must have \(memref.shape.count) indices, one for each"
          + " dimension of the memref; it has \(indices)", at: place)
    }
    if element.elementType != memref.element.elementType {
      diagnostics.error(
        "'\(module.name(of: operation))' must read or write the memref's element type", at: place)
    }
  }
}
