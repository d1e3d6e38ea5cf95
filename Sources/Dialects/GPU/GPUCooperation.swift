import IR
import Support

extension GPU {
  public struct Barrier: OperationDefinition {
    public static var mnemonic: String { "gpu.barrier" }
    public static var documentation: String {
      """
      Waits until every thread of the block is here; what each wrote before, all see after.
      """
    }
    public static var form: Form? { "attr-dict" }
    public static var traits: Traits { [] }
    public static var signature: Signature { Signature() }

    public init() {}
    public init(_ operation: OperationID, in module: borrowing Module) {}

    public var state: OperationState { OperationState(name: Self.mnemonic) }
  }

  public struct Shuffle: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "gpu.shuffle" }
    public static var documentation: String {
      """
      The value of another thread of the subgroup, and whether there is such a thread.

      Of each `width` threads, the thread takes the value of the one whose number differs by `offset`
      as the mode says: `xor`, less (`up`), more (`down`), or is `offset` (`idx`).

          %1:2 = "gpu.shuffle"(%x, %offset, %width) <{mode = #gpu<shuffle_mode xor>}>
            : (f32, i32, i32) -> (f32, i1)
      """
    }
    public static var form: Form? {
      Form(
        """
        custom<Mode>($mode) $value `,` $offset `,` $width attr-dict `:` custom<Types>(type($value),
        type($shuffleResult), type($valid))
        """, ["Mode": .gpuShuffle, "Types": .types(of: ["value"]) { [$0[0], .i1] }])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("value", .any), .init("offset", .integer), .init("width", .integer),
        ], results: [.init("shuffleResult", .any), .init("valid", .boolean)],
        properties: [
          .init(
            "mode", AttributeConstraint("#gpu<shuffle_mode …>") { $0.gpuShuffle != nil })
        ])
    }

    public var mode: ShuffleMode
    public var value: ValueID
    public var offset: ValueID
    public var width: ValueID

    public init(_ mode: ShuffleMode, _ value: ValueID, offset: ValueID, width: ValueID) {
      self.mode = mode
      self.value = value
      self.offset = offset
      self.width = width
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      mode = module.property("mode", of: operation)?.gpuShuffle ?? .idx
      value = module.operandOrMissing(0, of: operation)
      offset = module.operandOrMissing(1, of: operation)
      width = module.operandOrMissing(2, of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [value, offset, width],
        properties: ["mode": .of(Keyword.shuffle(mode))])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: value), .i1] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let shuffle = Shuffle(operation, in: module)
      let place = module.location(of: operation)
      let type = module.type(of: shuffle.value)
      if type != .i32, type != .i64, type != .f32, type != .f64 {
        diagnostics.error("'gpu.shuffle' takes i32, i64, f32 or f64, not '\(type)'", at: place)
      }
      if module.type(of: shuffle.offset) != .i32 || module.type(of: shuffle.width) != .i32 {
        diagnostics.error("the offset and width of 'gpu.shuffle' must be i32", at: place)
      }
      if module.type(of: module.result(of: operation)) != type {
        diagnostics.error("'gpu.shuffle' must give the type that it takes", at: place)
      }
    }
  }

  public struct AllReduce: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "gpu.all_reduce" }
    public static var documentation: String {
      """
      The values of all threads of the block combined, by `op` or by the region.

          %1 = "gpu.all_reduce"(%x) <{op = #gpu<all_reduce_op add>, uniform}> ({
          }) : (f32) -> f32
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("value", .any)], results: [.init("result", .any)],
        properties: [.init("op", reductionConstraint, optional: true), uniformProperty],
        regions: 1)
    }

    public var kind: ReductionKind?
    public var value: ValueID
    /// Whether the threads of a block are all here or none is.
    public var isUniform: Bool

    public init(_ kind: ReductionKind?, _ value: ValueID, isUniform: Bool = false) {
      self.kind = kind
      self.value = value
      self.isUniform = isUniform
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      kind = module.property("op", of: operation)?.gpuReduction
      value = module.operandOrMissing(0, of: operation)
      isUniform = module.property("uniform", of: operation) != nil
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic, operands: [value], regionCount: 1)
      state.properties["op"] = kind.map { .of(Keyword.reduction($0)) }
      if isUniform { state.properties["uniform"] = .unit }
      return state
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: value)] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let reduction = AllReduce(operation, in: module)
      let place = module.location(of: operation)
      let type = module.type(of: reduction.value)
      if module.type(of: module.result(of: operation)) != type {
        diagnostics.error("'gpu.all_reduce' must give the type that it takes", at: place)
      }
      let body = module.body(of: operation)
      if (reduction.kind == nil) == (body == nil) {
        diagnostics.error(
          "'gpu.all_reduce' must have either the property 'op' or a body", at: place)
      } else if let kind = reduction.kind, !kind.takes(type) {
        diagnostics.error("'\(kind.rawValue)' does not combine '\(type)'", at: place)
      } else if let body,
        module.arguments(of: body).map({ module.type(of: $0) }) != [type, type]
          || module.yieldedTypes(of: module.region(of: operation)) != [type]
      {
        diagnostics.error(
          "the body of 'gpu.all_reduce' must take two values of type '\(type)' and yield one",
          at: place)
      }
    }
  }

  private static let reductionConstraint = AttributeConstraint("#gpu<all_reduce_op …>") {
    $0.gpuReduction != nil
  }

  private static let uniformProperty = Signature.Property("uniform", .unit, optional: true)

  public struct SubgroupReduce: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { "gpu.subgroup_reduce" }
    public static var documentation: String {
      "The values of all threads of the subgroup combined."
    }
    public static var form: Form? {
      Form(
        """
        custom<Kind>($op) $value (`uniform` $uniform^)? attr-dict `:`
        functional-type(operands, results)
        """, ["Kind": .gpuReduction()])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("value", .any)], results: [.init("result", .any)],
        properties: [.init("op", reductionConstraint), uniformProperty])
    }

    public var kind: ReductionKind
    public var value: ValueID
    /// Whether the threads of a subgroup are all here or none is.
    public var isUniform: Bool

    public init(_ kind: ReductionKind, _ value: ValueID, isUniform: Bool = false) {
      self.kind = kind
      self.value = value
      self.isUniform = isUniform
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      kind = module.property("op", of: operation)?.gpuReduction ?? .add
      value = module.operandOrMissing(0, of: operation)
      isUniform = module.property("uniform", of: operation) != nil
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, operands: [value],
        properties: ["op": .of(Keyword.reduction(kind))])
      if isUniform { state.properties["uniform"] = .unit }
      return state
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: value)] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let reduction = SubgroupReduce(operation, in: module)
      let type = module.type(of: reduction.value)
      if module.type(of: module.result(of: operation)) != type {
        diagnostics.error(
          "'gpu.subgroup_reduce' must give the type that it takes",
          at: module.location(of: operation))
      }
      if let shape = type.shape, shape.count != 1 {
        diagnostics.error(
          "'gpu.subgroup_reduce' takes numbers and vectors of one dimension, not '\(type)'",
          at: module.location(of: operation))
      }
      if !reduction.kind.takes(type.elementType) {
        diagnostics.error(
          "'\(reduction.kind.rawValue)' does not combine '\(type)'",
          at: module.location(of: operation))
      }
    }
  }

  public struct Yield: OperationDefinition {
    public static var mnemonic: String { "gpu.yield" }
    public static var documentation: String { "What the body of `gpu.all_reduce` gives." }
    public static var form: Form? { "attr-dict ($values^ `:` type($values))?" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("values", .any, .variadic)])
    }

    public var values: [ValueID]

    public init(_ values: [ValueID]) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: values) }
  }
}

extension Builder {
  /// Inserts the operation that combines the values of two threads.
  public mutating func insert(_ kind: GPU.ReductionKind, _ a: ValueID, _ b: ValueID) -> ValueID {
    let isFloat = module.type(of: a).elementType.isFloat
    return switch kind {
    case .add: isFloat ? insert(Arith.AddF(a, b)) : insert(Arith.AddI(a, b))
    case .mul: isFloat ? insert(Arith.MulF(a, b)) : insert(Arith.MulI(a, b))
    case .minui: insert(Arith.MinUI(a, b))
    case .minsi: insert(Arith.MinSI(a, b))
    case .minnumf: insert(Arith.MinNumF(a, b))
    case .maxui: insert(Arith.MaxUI(a, b))
    case .maxsi: insert(Arith.MaxSI(a, b))
    case .maxnumf: insert(Arith.MaxNumF(a, b))
    case .and: insert(Arith.AndI(a, b))
    case .or: insert(Arith.OrI(a, b))
    case .xor: insert(Arith.XOrI(a, b))
    case .minimumf: insert(Arith.MinimumF(a, b))
    case .maximumf: insert(Arith.MaximumF(a, b))
    }
  }
}
