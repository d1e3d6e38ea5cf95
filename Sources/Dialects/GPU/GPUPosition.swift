import IR

extension GPU {
  /// What sets a number that a thread knows apart.
  public protocol PositionKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
    /// Whether the form of a number without a direction has its type.
    static var isTyped: Bool { get }
  }

  /// A number that a thread knows, for one direction of the grid or block.
  public struct Position<Kind: PositionKind>: ResultTypeInferring {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? {
      Form(
        "custom<Dimension>($dimension) (`upper_bound` $upper_bound^)? attr-dict",
        ["Dimension": .gpuDimension])
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        results: [.init("result", .index)],
        properties: [
          .init("dimension", AttributeConstraint("#gpu<dim …>") { $0.gpuDimension != nil }),
          GPU.upperBound,
        ])
    }

    public var dimension: Dimension
    /// What the number, or for an extent the extent, is promised not to exceed.
    public var upperBound: Int?

    public init(_ dimension: Dimension, upperBound: Int? = nil) {
      self.dimension = dimension
      self.upperBound = upperBound
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      dimension = module.property("dimension", of: operation)?.gpuDimension ?? .x
      upperBound = module.property("upper_bound", of: operation)?.integerValue
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, properties: ["dimension": .of(Keyword.dimension(dimension))])
      state.properties["upper_bound"] = upperBound.map { .integer($0, .index) }
      return state
    }

    public func resultTypes(in module: Module) -> [Type] { [.index] }
  }

  /// A number that a thread knows.
  public struct PlainPosition<Kind: PositionKind>: ResultTypeInferring {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? {
      Form("(`upper_bound` $upper_bound^)? attr-dict" + (Kind.isTyped ? " `:` type($result)" : ""))
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(results: [.init("result", .index)], properties: [GPU.upperBound])
    }

    /// What the number, or for a size the size, is promised not to exceed.
    public var upperBound: Int?

    public init(upperBound: Int? = nil) { self.upperBound = upperBound }

    public init(_ operation: OperationID, in module: borrowing Module) {
      upperBound = module.property("upper_bound", of: operation)?.integerValue
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic)
      state.properties["upper_bound"] = upperBound.map { .integer($0, .index) }
      return state
    }

    public func resultTypes(in module: Module) -> [Type] { [.index] }
  }

  public typealias ThreadId = Position<ThreadIdKind>
  public enum ThreadIdKind: PositionKind {
    public static var mnemonic: String { "gpu.thread_id" }
    public static var documentation: String { "The number of the thread in its block." }
  }

  public typealias BlockId = Position<BlockIdKind>
  public enum BlockIdKind: PositionKind {
    public static var mnemonic: String { "gpu.block_id" }
    public static var documentation: String { "The number of the block in the grid." }
  }

  public typealias BlockDim = Position<BlockDimKind>
  public enum BlockDimKind: PositionKind {
    public static var mnemonic: String { "gpu.block_dim" }
    public static var documentation: String { "How many threads a block has." }
  }

  public typealias GridDim = Position<GridDimKind>
  public enum GridDimKind: PositionKind {
    public static var mnemonic: String { "gpu.grid_dim" }
    public static var documentation: String { "How many blocks the grid has." }
  }

  public typealias GlobalId = Position<GlobalIdKind>
  public enum GlobalIdKind: PositionKind {
    public static var mnemonic: String { "gpu.global_id" }
    public static var documentation: String { "The number of the thread in the grid." }
  }

  public typealias ClusterId = Position<ClusterIdKind>
  public enum ClusterIdKind: PositionKind {
    public static var mnemonic: String { "gpu.cluster_id" }
    public static var documentation: String { "The number of the cluster in the grid." }
  }

  public typealias ClusterDim = Position<ClusterDimKind>
  public enum ClusterDimKind: PositionKind {
    public static var mnemonic: String { "gpu.cluster_dim" }
    public static var documentation: String { "How many clusters the grid has." }
  }

  public typealias ClusterDimBlocks = Position<ClusterDimBlocksKind>
  public enum ClusterDimBlocksKind: PositionKind {
    public static var mnemonic: String { "gpu.cluster_dim_blocks" }
    public static var documentation: String { "How many blocks a cluster has." }
  }

  public typealias ClusterBlockId = Position<ClusterBlockIdKind>
  public enum ClusterBlockIdKind: PositionKind {
    public static var mnemonic: String { "gpu.cluster_block_id" }
    public static var documentation: String { "The number of the block in its cluster." }
  }

  public typealias LaneId = PlainPosition<LaneIdKind>
  public enum LaneIdKind: PositionKind {
    public static var mnemonic: String { "gpu.lane_id" }
    public static var documentation: String { "The number of the thread in its subgroup." }
  }

  public typealias SubgroupId = PlainPosition<SubgroupIdKind>
  public enum SubgroupIdKind: PositionKind {
    public static var mnemonic: String { "gpu.subgroup_id" }
    public static var documentation: String { "The number of the subgroup in its block." }
    public static var isTyped: Bool { true }
  }

  public typealias NumSubgroups = PlainPosition<NumSubgroupsKind>
  public enum NumSubgroupsKind: PositionKind {
    public static var mnemonic: String { "gpu.num_subgroups" }
    public static var documentation: String { "How many subgroups the block has." }
    public static var isTyped: Bool { true }
  }

  public typealias SubgroupSize = PlainPosition<SubgroupSizeKind>
  public enum SubgroupSizeKind: PositionKind {
    public static var mnemonic: String { "gpu.subgroup_size" }
    public static var documentation: String { "How many threads a subgroup has." }
    public static var isTyped: Bool { true }
  }
}

extension GPU {
  /// The property of a number that a thread knows: what it counts is no more than that.
  static var upperBound: Signature.Property {
    .init("upper_bound", .number(.index), optional: true)
  }
}

extension GPU.PositionKind {
  public static var isTyped: Bool { false }
}
