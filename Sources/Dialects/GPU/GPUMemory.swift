import IR
import Support

extension GPU {
  public struct Alloc: VerifiableOperation {
    public static var mnemonic: String { "gpu.alloc" }
    public static var documentation: String {
      "Memory of the device, or with `hostShared` of both, until `gpu.dealloc`."
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("asyncDependencies", token, .variadic), .init("dynamicSizes", .index, .variadic),
          .init("symbolOperands", .index, .variadic),
        ], results: [.init("memref", .memref), .init("asyncToken", token, .optional)],
        properties: [
          .init("hostShared", .unit, optional: true), Signature.operandSegmentSizes,
        ])
    }

    public var type: Type
    public var sizes: [ValueID]
    public var symbols: [ValueID]
    public var dependencies: [ValueID]
    public var isHostShared: Bool
    public var givesToken: Bool

    public init(
      _ type: MemRefType, sizes: [ValueID] = [], dependencies: [ValueID] = [],
      isHostShared: Bool = false, givesToken: Bool = false
    ) {
      self.type = .memref(type)
      self.sizes = sizes
      symbols = []
      self.dependencies = dependencies
      self.isHostShared = isHostShared
      self.givesToken = givesToken
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 3)
      (dependencies, sizes, symbols) = (groups[0], groups[1], groups[2])
      type = module.resultTypeOrNone(of: operation)
      isHostShared = module.property("hostShared", of: operation) != nil
      givesToken = module.resultCount(of: operation) > 1
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, resultTypes: [type] + (givesToken ? [.of(AsyncToken())] : []))
      if isHostShared { state.properties["hostShared"] = .unit }
      state.setOperandSegments([dependencies, sizes, symbols])
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let allocation = Alloc(operation, in: module)
      let count = allocation.type.memrefType?.shape.filter { $0 == nil }.count ?? 0
      if allocation.sizes.count != count {
        diagnostics.error(
          "'gpu.alloc' must have the \(count) dynamic sizes of its type; it has"
            + " \(allocation.sizes.count)", at: module.location(of: operation))
      }
    }
  }

  /// What sets an operation apart that works on memory, after others and perhaps beside the host.
  public protocol TransferKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
    /// The form of what stands behind the tokens.
    static var form: String { get }
    /// The operands after the tokens that it waits for.
    static var operands: [Signature.Slot] { get }
    static func objection(to types: [Type]) -> String?
  }

  /// Works on memory, after what it waits for; with a token, beside the host.
  public struct Transfer<Kind: TransferKind>: VerifiableOperation {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? {
      Form(
        "custom<Async>($asyncDependencies, type($asyncToken)) \(Kind.form)", ["Async": .gpuAsync])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("asyncDependencies", token, .variadic)] + Kind.operands,
        results: [.init("asyncToken", token, .optional)])
    }

    public var dependencies: [ValueID]
    /// The operands after the tokens.
    public var operands: [ValueID]
    public var givesToken: Bool

    public init(_ operands: [ValueID], dependencies: [ValueID] = [], givesToken: Bool = false) {
      self.operands = operands
      self.dependencies = dependencies
      self.givesToken = givesToken
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let all = module.operands(of: operation)
      operands = Array(all.suffix(Kind.operands.count))
      dependencies = all.dropLast(Kind.operands.count)
      givesToken = module.resultCount(of: operation) > 0
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: dependencies + operands,
        resultTypes: givesToken ? [.of(AsyncToken())] : [])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let transfer = Self(operation, in: module)
      if let objection = Kind.objection(to: transfer.operands.map({ module.type(of: $0) })) {
        diagnostics.error("'\(mnemonic)' \(objection)", at: module.location(of: operation))
      }
    }
  }

  public typealias Dealloc = Transfer<DeallocKind>
  public enum DeallocKind: TransferKind {
    public static var mnemonic: String { "gpu.dealloc" }
    public static var documentation: String { "Gives back what `gpu.alloc` gave." }
    public static var form: String {
      "$memref attr-dict `:` type($memref)"
    }
    public static var operands: [Signature.Slot] { [.init("memref", .memref)] }
    public static func objection(to types: [Type]) -> String? { nil }
  }

  public typealias Memcpy = Transfer<MemcpyKind>
  public enum MemcpyKind: TransferKind {
    public static var mnemonic: String { "gpu.memcpy" }
    public static var documentation: String {
      "Copies memory to memory, first operand from second, between host and device or within one."
    }
    public static var form: String {
      "$dst `,` $src attr-dict `:` type($dst) `,` type($src)"
    }
    public static var operands: [Signature.Slot] {
      [.init("dst", .memref), .init("src", .memref)]
    }
    public static func objection(to types: [Type]) -> String? {
      guard types.count == 2, let target = types[0].memrefType, let source = types[1].memrefType
      else { return nil }
      return target.element != source.element
        ? "must copy between memory of one element type"
        : target.shape.fits(source.shape) ? nil : "must copy between memory of one shape"
    }
  }

  public typealias Memset = Transfer<MemsetKind>
  public enum MemsetKind: TransferKind {
    public static var mnemonic: String { "gpu.memset" }
    public static var documentation: String { "Writes one value to every element of memory." }
    public static var form: String {
      "$dst `,` $value attr-dict `:` type($dst) `,` type($value)"
    }
    public static var operands: [Signature.Slot] {
      [.init("dst", .memref), .init("value", .any)]
    }
    public static func objection(to types: [Type]) -> String? {
      types.count == 2 && types[0].elementType != types[1].elementType
        ? "must write a value of the memory's element type" : nil
    }
  }

  public struct DynamicSharedMemory: VerifiableOperation {
    public static var mnemonic: String { "gpu.dynamic_shared_memory" }
    public static var documentation: String {
      "The memory of the block whose size the launch says, as bytes."
    }
    public static var form: Form? { "attr-dict `:` type($resultMemref)" }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature { Signature(results: [.init("resultMemref", .memref)]) }

    public var type: Type

    public init(_ operation: OperationID, in module: borrowing Module) {
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, resultTypes: [type])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let type = module.resultTypes(of: operation)[0].memrefType
      if type?.shape == [nil], type?.element == .i8,
        type?.memorySpace?.cast(to: AddressSpace.self) == .workgroup
      {
        return
      }
      diagnostics.error(
        "'gpu.dynamic_shared_memory' must give 'memref<?xi8, #gpu.address_space<workgroup>>'",
        at: module.location(of: operation))
    }
  }
}

extension [Int?] {
  /// Whether two shapes may be one: as many sizes, and none known to differ.
  func fits(_ other: [Int?]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }
}
