import IR
import Support

extension MemRef {
  public struct View: VerifiableOperation {
    public static var mnemonic: String { "memref.view" }
    public static var documentation: String {
      "Typed memory at a byte offset into a buffer of `i8`."
    }
    public static var form: Form? {
      "$source `[` $byte_shift `]` `` `[` $sizes `]` attr-dict `:` type($source) `to` type($result)"
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("source", .memref), .init("byte_shift", .index), .init("sizes", .index, .variadic),
        ], results: [.init("result", .memref)])
    }

    public var source: ValueID
    public var offset: ValueID
    /// The dynamic sizes of `type`, in order.
    public var sizes: [ValueID]
    public var type: Type

    public init(_ source: ValueID, at offset: ValueID, sizes: [ValueID], as type: MemRefType) {
      self.source = source
      self.offset = offset
      self.sizes = sizes
      self.type = .memref(type)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      source = module.operandOrMissing(0, of: operation)
      offset = module.operandOrMissing(1, of: operation)
      sizes = Array(module.operands(of: operation).dropFirst(2))
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [source, offset] + sizes, resultTypes: [type])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let view = View(operation, in: module)
      let place = module.location(of: operation)
      let source = module.type(of: view.source)
      if source.memrefType?.element != .i8 || source.memrefType?.shape.count != 1 {
        diagnostics.error("'memref.view' must be of a 1-D memref of i8, not '\(source)'", at: place)
      }
      let count = view.type.memrefType?.shape.count { $0 == nil } ?? 0
      if view.sizes.count != count {
        diagnostics.error(
          "'memref.view' must have \(count) sizes, one for each '?' of its type; it has "
            + "\(view.sizes.count)", at: place)
      }
    }
  }

  public struct Dim: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "memref.dim" }
    public static var documentation: String { "A size of a memref." }
    public static var form: Form? { "$source `,` $index attr-dict `:` type($source)" }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", anyMemref), .init("index", .index)],
        results: [.init("result", .index)])
    }

    public var source: ValueID
    public var axis: ValueID

    public init(_ source: ValueID, _ axis: ValueID) {
      self.source = source
      self.axis = axis
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      source = module.operandOrMissing(0, of: operation)
      axis = module.operandOrMissing(1, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [source, axis])
    }

    public func resultTypes(in module: Module) -> [Type] { [.index] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard module.operandTypes(of: operation)[0].memrefType?.shape.isEmpty == true else { return }
      diagnostics.error(
        "'memref.dim' of memory without dimensions", at: module.location(of: operation))
    }
  }

  /// A way to see memory with other offsets, sizes and strides.
  public protocol StridedViewKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
    static var form: Form? { get }
  }

  /// Memory seen with other offsets, sizes and strides; each is a number or, where `nil` in its
  /// static list, the next of the dynamic values.
  public struct StridedView<Kind: StridedViewKind>: OperationDefinition {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? { Kind.form }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("source", anyMemref), .init("offsets", .index, .variadic),
          .init("sizes", .index, .variadic), .init("strides", .index, .variadic),
        ], results: [.init("result", .memref)],
        properties: [
          .init("static_offsets", .integerArray), .init("static_sizes", .integerArray),
          .init("static_strides", .integerArray), Signature.operandSegmentSizes,
        ])
    }

    /// Numbers known at compile time, with `nil` where a value is given.
    public typealias Static = [Int?]

    public var source: ValueID
    public var offsets: [ValueID]
    public var sizes: [ValueID]
    public var strides: [ValueID]
    public var staticOffsets: Static
    public var staticSizes: Static
    public var staticStrides: Static
    public var type: Type

    public init(
      _ source: ValueID, offsets: [ValueID] = [], sizes: [ValueID] = [], strides: [ValueID] = [],
      staticOffsets: Static, staticSizes: Static, staticStrides: Static, as type: MemRefType
    ) {
      self.source = source
      self.offsets = offsets
      self.sizes = sizes
      self.strides = strides
      self.staticOffsets = staticOffsets
      self.staticSizes = staticSizes
      self.staticStrides = staticStrides
      self.type = .memref(type)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 4)
      source = groups[0].first ?? .missing
      offsets = groups[1]
      sizes = groups[2]
      strides = groups[3]
      func numbers(_ name: String) -> Static {
        (module.property(name, of: operation)?.integerArrayValue ?? []).map {
          $0 == Int.min ? nil : $0
        }
      }
      staticOffsets = numbers("static_offsets")
      staticSizes = numbers("static_sizes")
      staticStrides = numbers("static_strides")
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      // MLIR writes the least number where a value is dynamic.
      func numbers(_ list: Static) -> Attribute { .i64Array(list.map { $0 ?? Int.min }) }
      var state = OperationState(
        name: Self.mnemonic, resultTypes: [type],
        properties: [
          "static_offsets": numbers(staticOffsets), "static_sizes": numbers(staticSizes),
          "static_strides": numbers(staticStrides),
        ])
      state.setOperandSegments([[source], offsets, sizes, strides])
      return state
    }
  }

  public typealias SubView = StridedView<SubViewKind>
  public enum SubViewKind: StridedViewKind {
    public static var mnemonic: String { "memref.subview" }
    public static var documentation: String {
      "A part of memory: every offset, size and stride is in elements of the source's dimensions."
    }
    public static var form: Form? {
      Form(
        """
        $source `` custom<Offsets>($offsets, $static_offsets) custom<Sizes>($sizes, $static_sizes)
        custom<Strides>($strides, $static_strides) attr-dict `:` type($source) `to` type($result)
        """, StridedViewForm.directives)
    }
  }

  public typealias ReinterpretCast = StridedView<ReinterpretCastKind>
  public enum ReinterpretCastKind: StridedViewKind {
    public static var mnemonic: String { "memref.reinterpret_cast" }
    public static var documentation: String {
      "The same memory with one offset, and sizes and strides of any rank."
    }
    public static var form: Form? {
      Form(
        """
        $source `to` `offset` `` `:` custom<Offsets>($offsets, $static_offsets) `` `,` `sizes` ``
        `:` custom<Sizes>($sizes, $static_sizes) `` `,` `strides` `` `:`
        custom<Strides>($strides, $static_strides) attr-dict `:` type($source) `to` type($result)
        """, StridedViewForm.directives)
    }
  }
}
