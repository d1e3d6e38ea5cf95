import IR
import Support

public enum GPU {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "gpu",
    documentation: """
      MLIR's `gpu` dialect: kernels, what launches them, and what their threads know and share.

      A launch runs a grid of blocks, each of which is a number of threads that share memory and can
      wait for one another.
      """,
    operations: [
      ThreadId.self, BlockId.self, BlockDim.self, GridDim.self, GlobalId.self, ClusterId.self,
      ClusterDim.self, ClusterDimBlocks.self, ClusterBlockId.self, LaneId.self, SubgroupId.self,
      NumSubgroups.self, SubgroupSize.self, ModuleOp.self, ModuleEnd.self, Func.self, Return.self,
      Launch.self, Terminator.self, LaunchFunc.self, Barrier.self, Shuffle.self, AllReduce.self,
      SubgroupReduce.self, Yield.self, Alloc.self, Dealloc.self, Memcpy.self, Memset.self,
      Wait.self, HostRegister.self, HostUnregister.self, DynamicSharedMemory.self, Printf.self,
      SetDefaultDevice.self, MatrixLoad.self, MatrixStore.self, MatrixCompute.self,
      MatrixConstant.self, MatrixElementwise.self,
    ], types: [AsyncToken.self, MatrixType.self],
    attributes: [
      Keyword.self, AddressSpace.self, LLVM.KeptAttribute<BlockMapping>.self,
      LLVM.KeptAttribute<ThreadMapping>.self, LLVM.KeptAttribute<WarpMapping>.self,
      LLVM.KeptAttribute<WarpgroupMapping>.self, LLVM.KeptAttribute<LoopMapping>.self,
      LLVM.KeptAttribute<SelectedObject>.self,
    ], makeConstant: Arith.makeConstant)

  public struct AsyncToken: TypeDefinition {
    public static var mnemonic: String { "gpu.async.token" }
    public static var documentation: String { "Something under way that others can wait for." }
    public var body: String? { nil }

    public init() {}

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> AsyncToken {
      guard body == nil else { throw .error("'!gpu.async.token' has no parameters") }
      return AsyncToken()
    }
  }

  public enum AddressSpace: String, AttributeDefinition, CaseIterable {
    case global, workgroup, `private`

    public static var mnemonic: String { "gpu.address_space" }
    public static var documentation: String {
      "Who sees memory: every thread, those of a block, or one."
    }
    public var body: String? { rawValue }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> AddressSpace {
      guard let space = AddressSpace(rawValue: body ?? "") else {
        throw .error("expected 'global', 'workgroup' or 'private', found '\(body ?? "")'")
      }
      return space
    }
  }

  /// The type of tokens.
  static let token = TypeConstraint("!gpu.async.token", onlyType: .of(AsyncToken())) {
    $0 == .of(AsyncToken())
  }

  /// A number of blocks or threads.
  static let launchIndex = TypeConstraint("index, i32 or i64") {
    $0 == .index || $0 == .i32 || $0 == .i64
  }

  /// A module that holds kernels says so with this attribute.
  public static var containerAttribute: String { "gpu.container_module" }
  /// A function that is launched has this attribute.
  public static var kernelAttribute: String { "gpu.kernel" }
  /// The property of a kernel that tells how many threads a block has, as `array<i32: x, y, z>`.
  public static var knownBlockSize: String { "known_block_size" }
  /// The property of a kernel that tells how many blocks it is launched with.
  public static var knownGridSize: String { "known_grid_size" }

  public enum BlockMapping: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "gpu.block" }
    public static var documentation: String { "The blocks that a loop becomes." }
  }

  public enum ThreadMapping: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "gpu.thread" }
    public static var documentation: String { "The threads that a loop becomes." }
  }

  public enum WarpMapping: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "gpu.warp" }
    public static var documentation: String { "The warps that a loop becomes." }
  }

  public enum WarpgroupMapping: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "gpu.warpgroup" }
    public static var documentation: String { "The groups of warps that a loop becomes." }
  }

  public enum LoopMapping: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "gpu.loop_dim_map" }
    public static var documentation: String { "What the counter of a parallel loop becomes." }
  }
}
