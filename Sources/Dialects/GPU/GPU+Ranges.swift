import IR

extension GPU {
  /// The most blocks, or threads of a block, in one direction.
  static var greatestSize: Int { Int(UInt32.max) }
  /// The most blocks of a cluster in one direction.
  static var greatestClusterSize: Int { 8 }
  /// The most threads of a subgroup.
  static var greatestSubgroupSize: Int { 128 }

  /// How many there are of something in one direction.
  enum Extent {
    case block, grid, cluster

    /// The numbers of them around `operation`, as the kernel or the launch around it says.
    func range(_ dimension: Dimension, around operation: OperationID, in module: Module)
      -> ClosedRange<Int>
    {
      let greatest = self == .cluster ? greatestClusterSize : greatestSize
      var place = module.parent(of: operation)
      while let current = place {
        if let size = known(dimension, of: current, in: module), (1...greatest).contains(size) {
          return size...size
        }
        place = module.isIsolated(current) ? nil : module.parent(of: current)
      }
      return 1...greatest
    }

    private func known(
      _ dimension: Dimension, of operation: OperationID, in module: Module
    ) -> Int? {
      let axis: Int =
        switch dimension {
        case .x: 0
        case .y: 1
        case .z: 2
        }
      if let launch = module.match(operation, as: Launch.self) {
        let size: Size? =
          switch self {
          case .block: launch.block
          case .grid: launch.grid
          case .cluster: launch.cluster
          }
        return size.flatMap { module.constantValue(of: $0.values[axis])?.integerValue }
      }
      let name: String
      switch self {
      case .block: name = knownBlockSize
      case .grid: name = knownGridSize
      case .cluster: return nil
      }
      let sizes =
        module.property(name, of: operation) ?? module.attribute("gpu." + name, of: operation)
      guard let sizes = sizes?.integerArrayValue, axis < sizes.count else { return nil }
      return sizes[axis]
    }
  }
}

extension GPU.Position: IntegerRangeOperation {
  /// As far as the launch, or the kernel's known sizes, say; else what a device can have.
  ///
  /// A number's own upper bound comes before what is around it; a size's own comes behind, as in MLIR.
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    let position = Self(operation, in: module)
    let bound = position.upperBound.flatMap { $0 > 0 ? $0 : nil }
    func count(_ extent: GPU.Extent) -> ClosedRange<Int> {
      let range = extent.range(position.dimension, around: operation, in: module)
      guard let bound, range.count > 1 else { return range }
      return 1...bound
    }
    func below(_ end: Int) -> ClosedRange<Int> { 0...max(0, (bound ?? end) - 1) }
    let numbers: ClosedRange<Int>
    switch Kind.mnemonic {
    case GPU.ThreadIdKind.mnemonic: numbers = below(count(.block).upperBound)
    case GPU.BlockIdKind.mnemonic: numbers = below(count(.grid).upperBound)
    case GPU.BlockDimKind.mnemonic: numbers = count(.block)
    case GPU.GridDimKind.mnemonic: numbers = count(.grid)
    case GPU.ClusterDimKind.mnemonic, GPU.ClusterDimBlocksKind.mnemonic: numbers = count(.cluster)
    case GPU.ClusterIdKind.mnemonic, GPU.ClusterBlockIdKind.mnemonic:
      numbers = below(count(.cluster).upperBound)
    case GPU.GlobalIdKind.mnemonic:
      let (all, overflow) = count(.grid).upperBound
        .multipliedReportingOverflow(by: count(.block).upperBound)
      numbers = below(overflow ? .max : all)
    default: return [nil]
    }
    return [IntegerRange(signed: numbers, width: 64)]
  }
}

extension GPU.PlainPosition: IntegerRangeOperation {
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    let bound = Self(operation, in: module).upperBound.flatMap { $0 > 0 ? $0 : nil }
    let numbers: ClosedRange<Int>
    switch Kind.mnemonic {
    case GPU.LaneIdKind.mnemonic: numbers = 0...(bound ?? GPU.greatestSubgroupSize) - 1
    case GPU.SubgroupSizeKind.mnemonic: numbers = 1...(bound ?? GPU.greatestSubgroupSize)
    case GPU.SubgroupIdKind.mnemonic: numbers = 0...(bound ?? GPU.greatestSize) - 1
    case GPU.NumSubgroupsKind.mnemonic: numbers = 1...(bound ?? GPU.greatestSize)
    default: return [nil]
    }
    return [IntegerRange(signed: numbers, width: 64)]
  }
}

extension GPU.Launch: RegionFlowOperation {
  /// The numbers of blocks and threads stay below the sizes, which are passed on.
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    flow.regions = module.regions(of: operation)
    flow.unknown = module.results(of: operation)
    let launch = GPU.Launch(operation, in: module)
    let arguments = module.body(of: operation).map { module.arguments(of: $0) } ?? []
    flow.unknown += arguments.dropFirst(12)
    for (start, size) in [(0, launch.grid), (3, launch.block)] {
      for (axis, value) in size.values.enumerated() where start + 6 + axis < arguments.count {
        let (number, count) = (arguments[start + axis], arguments[start + 6 + axis])
        flow.counters.append(.init(number, from: .number(0), to: .value(value)))
        flow.limits[number] = 0...GPU.greatestSize - 1
        flow.moves.append((from: value, to: count))
        flow.limits[count] = 1...GPU.greatestSize
      }
    }
    return flow
  }
}
