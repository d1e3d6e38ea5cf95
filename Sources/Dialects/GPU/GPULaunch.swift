import IR
import Support

extension GPU {
  /// How many blocks, or threads of a block, in each direction.
  public struct Size: Hashable, Sendable {
    public var x, y, z: ValueID

    public init(_ x: ValueID, _ y: ValueID, _ z: ValueID) { (self.x, self.y, self.z) = (x, y, z) }

    init(_ values: some Collection<ValueID>) {
      let values = Array(values)
      func value(_ index: Int) -> ValueID { index < values.count ? values[index] : .missing }
      self.init(value(0), value(1), value(2))
    }

    public var values: [ValueID] { [x, y, z] }
  }

  public struct Launch: VerifiableOperation {
    public static var mnemonic: String { "gpu.launch" }
    public static var documentation: String {
      """
      Runs its region in every thread of a grid of blocks.

      The arguments of the region are the number of the block in three directions, that of the thread
      in its block, how many blocks and how many threads there are; with clusters, the number of the
      cluster and how many there are; then memory of the block and memory of the thread.
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("asyncDependencies", token, .variadic)]
          + ["gridSizeX", "gridSizeY", "gridSizeZ", "blockSizeX", "blockSizeY", "blockSizeZ"].map {
            .init($0, .index)
          }
          + ["clusterSizeX", "clusterSizeY", "clusterSizeZ"].map { .init($0, .index, .optional) }
          + [.init("dynamicSharedMemorySize", .integer, .optional)],
        results: [.init("asyncToken", token, .optional)],
        properties: [
          .init("kernelFunc", .any, optional: true), .init("kernelModule", .any, optional: true),
          Signature.operandSegmentSizes,
        ], regions: 1)
    }

    public var dependencies: [ValueID]
    public var grid: Size
    public var block: Size
    public var cluster: Size?
    /// Bytes of memory of the block beyond what is declared.
    public var dynamicMemory: ValueID?
    /// How many arguments of the region are memory of the block.
    public var workgroupCount: Int
    public var givesToken: Bool

    public init(
      grid: Size, block: Size, dependencies: [ValueID] = [], dynamicMemory: ValueID? = nil,
      workgroupCount: Int = 0, givesToken: Bool = false
    ) {
      self.grid = grid
      self.block = block
      self.dependencies = dependencies
      self.dynamicMemory = dynamicMemory
      self.workgroupCount = workgroupCount
      self.givesToken = givesToken
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 11)
      dependencies = groups[0]
      grid = Size(groups[1...3].compactMap(\.first))
      block = Size(groups[4...6].compactMap(\.first))
      let cluster = groups[7...9].compactMap(\.first)
      self.cluster = cluster.isEmpty ? nil : Size(cluster)
      dynamicMemory = groups[10].first
      workgroupCount = module.attribute(workgroupAttributions, of: operation)?.integerValue ?? 0
      givesToken = module.resultCount(of: operation) > 0
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, resultTypes: givesToken ? [.of(AsyncToken())] : [],
        attributes: [workgroupAttributions: .i64(workgroupCount)], regionCount: 1)
      state.setOperandSegments(
        [dependencies] + (grid.values + block.values).map { [$0] }
          + (cluster?.values.map { [$0] } ?? [[], [], []]) + [dynamicMemory.map { [$0] } ?? []])
      return state
    }

    /// How many arguments of the region tell numbers.
    public var positionCount: Int { cluster == nil ? 12 : 18 }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let launch = Launch(operation, in: module)
      let place = module.location(of: operation)
      verifyClusters(operation, from: 7, in: module, &diagnostics)
      guard let body = module.body(of: operation) else {
        diagnostics.error("'gpu.launch' must have a body", at: place)
        return
      }
      let types = module.arguments(of: body).map { module.type(of: $0) }
      let positions = launch.positionCount
      if types.count < positions || types.prefix(positions).contains(where: { $0 != .index }) {
        diagnostics.error(
          "the body of 'gpu.launch' must begin with \(positions) arguments of type 'index'",
          at: place)
        return
      }
      verifyAttributions(
        Array(types.dropFirst(positions)), workgroup: launch.workgroupCount, of: operation,
        in: module, &diagnostics)
      for block in module.blocks(in: module.region(of: operation)) {
        guard let last = module.lastOperation(in: block), module.successors(of: last).isEmpty,
          !module.isA(last, Terminator.self)
        else { continue }
        diagnostics.error(
          "a block of 'gpu.launch' ends in '\(module.name(of: last))'; it must end in"
            + " 'gpu.terminator' or a branch", at: module.location(of: last))
      }
    }
  }

  /// Checks that the sizes of clusters are given all or not at all.
  static func verifyClusters(
    _ operation: OperationID, from segment: Int, in module: Module,
    _ diagnostics: inout Diagnostics
  ) {
    let sizes = module.property("operandSegmentSizes", of: operation)?.integerArrayValue ?? []
    let given = sizes.dropFirst(segment).prefix(3).reduce(0, +)
    if given != 0, given != 3 {
      diagnostics.error(
        "'\(module.name(of: operation))' must have three sizes of clusters, or none",
        at: module.location(of: operation))
    }
  }

  public struct Terminator: OperationDefinition {
    public static var mnemonic: String { "gpu.terminator" }
    public static var documentation: String { "Ends the region of a `gpu.launch`." }
    public static var form: Form? { "attr-dict" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature { Signature(parents: [Launch.mnemonic]) }

    public init() {}
    public init(_ operation: OperationID, in module: borrowing Module) {}

    public var state: OperationState { OperationState(name: Self.mnemonic) }
  }
}
