import IR
import Support

extension MemRef {
  /// A way to get memory.
  public protocol AllocationKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
  }

  /// Memory of a given type; `sizes` are its dynamic sizes, in order.
  public struct Allocation<Kind: AllocationKind>: VerifiableOperation {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? {
      """
      `(` $dynamicSizes `)` (`` `[` $symbolOperands^ `]`)? attr-dict `:` type($memref)
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("dynamicSizes", .index, .variadic), .init("symbolOperands", .index, .variadic),
        ], results: [.init("memref", .memref)],
        properties: [
          .init("alignment", MemRef.alignment, optional: true), Signature.operandSegmentSizes,
        ])
    }

    public var type: Type
    public var sizes: [ValueID]
    /// In bytes; a power of two.
    public var alignment: Int?

    public init(_ type: MemRefType, sizes: [ValueID] = [], alignment: Int? = 64) {
      self.type = .memref(type)
      self.sizes = sizes
      self.alignment = alignment
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      type = module.resultTypeOrNone(of: operation)
      sizes = module.operandSegments(of: operation, count: 2)[0]
      alignment = module.property("alignment", of: operation)?.integerValue
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic, resultTypes: [type])
      state.setOperandSegments([sizes, []])
      state.properties["alignment"] = alignment.map { .i64($0) }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let allocation = Allocation(operation, in: module)
      guard let type = allocation.type.memrefType else { return }
      let count = type.shape.count { $0 == nil }
      if allocation.sizes.count != count {
        diagnostics.error(
          "'\(mnemonic)' must have \(count) sizes, one for each '?' of its type; it has "
            + "\(allocation.sizes.count)", at: module.location(of: operation))
      }
      let symbols = module.operandSegments(of: operation, count: 2)[1].count
      if symbols != type.layoutSymbolCount {
        diagnostics.error(
          "'\(mnemonic)' must have \(type.layoutSymbolCount) values in '[…]', one for each that the"
            + " layout of its type leaves open; it has \(symbols)",
          at: module.location(of: operation))
      }
    }
  }

  public typealias Alloc = Allocation<AllocKind>
  public enum AllocKind: AllocationKind {
    public static var mnemonic: String { "memref.alloc" }
    public static var documentation: String { "Memory from the heap, until `memref.dealloc`." }
  }

  public typealias Alloca = Allocation<AllocaKind>
  public enum AllocaKind: AllocationKind {
    public static var mnemonic: String { "memref.alloca" }
    public static var documentation: String { "Memory of the function's frame." }
  }

  public struct Dealloc: OperationDefinition {
    public static var mnemonic: String { "memref.dealloc" }
    public static var documentation: String { "Gives back what `memref.alloc` gave." }
    public static var form: Form? { "$memref attr-dict `:` type($memref)" }
    public static var traits: Traits { [] }
    public static var signature: Signature { Signature(operands: [.init("memref", .memref)]) }

    public var memref: ValueID

    public init(_ memref: ValueID) { self.memref = memref }

    public init(_ operation: OperationID, in module: borrowing Module) {
      memref = module.operandOrMissing(0, of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: [memref]) }
  }
}

extension MemRef {
  /// What memory is aligned to.
  static var alignment: AttributeConstraint {
    AttributeConstraint("a number of bytes, not negative") {
      $0.integerValue.map { $0 >= 0 } ?? false
    }
  }
}

extension MemRefType {
  /// How many numbers the layout leaves open.
  fileprivate var layoutSymbolCount: Int {
    switch layout {
    case .affineMap(let map)?: map.symbolCount
    case .strided(let strides, let offset)?: strides.count { $0 == nil } + (offset == nil ? 1 : 0)
    default: 0
    }
  }
}
