import IR

extension SCF.If: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let condition = known(module.operand(0, of: operation))
    flow.ways = []
    for (number, region) in module.regions(of: operation).enumerated() {
      // The first region is for true, which is -1.
      guard condition.map({ ($0 != 0) == (number == 0) }) ?? true else { continue }
      flow.runOnce(region, in: module)
      flow.regions.append(region)
      let given = RegionFlow.Assumption.condition(
        module.operand(0, of: operation), holds: number == 0)
      flow.assumptions[region] = given
      flow.yield(from: region, to: module.results(of: operation), given: given, in: module)
    }
    return flow
  }
}

extension SCF.IndexSwitch: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let cases = SCF.IndexSwitch(operation, in: module).cases
    let chosen = known(module.operand(0, of: operation)).map { value in
      cases.firstIndex(of: value).map { $0 + 1 } ?? 0
    }
    flow.ways = []
    for (number, region) in module.regions(of: operation).enumerated()
    where chosen ?? number == number {
      flow.runOnce(region, in: module)
      flow.regions.append(region)
      flow.yield(from: region, to: module.results(of: operation), in: module)
    }
    return flow
  }
}

extension SCF.For: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let loop = SCF.For(operation, in: module)
    let results = module.results(of: operation)
    // Whether it runs at all, if that is known.
    var runs: Bool?
    if let first = known(loop.lowerBound), let end = known(loop.upperBound) { runs = first < end }
    if runs != true { flow.moves += zip(loop.initial, results).map { (from: $0, to: $1) } }
    flow.ways = runs == true ? [] : [(nil, nil)]
    guard runs != false, let body = module.body(of: operation) else { return flow }
    let arguments = module.arguments(of: body)
    let region = module.region(of: operation)
    flow.regions = [region]
    flow.ways? += [(nil, region), (region, region), (region, nil)]
    flow.counters = [
      .init(
        arguments[0], from: .value(loop.lowerBound), to: .value(loop.upperBound),
        by: .value(loop.step))
    ]
    flow.moves += zip(loop.initial, arguments.dropFirst()).map { (from: $0, to: $1) }
    flow.yield(
      from: module.region(of: operation), to: Array(arguments.dropFirst()), in: module)
    flow.yield(from: module.region(of: operation), to: results, in: module)
    return flow
  }
}

extension SCF.Parallel: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let loop = SCF.Parallel(operation, in: module)
    flow.regions = module.regions(of: operation)
    flow.unknown = module.results(of: operation)
    let counters = module.body(of: operation).map { module.arguments(of: $0) } ?? []
    for (index, counter) in counters.enumerated() {
      guard index < min(loop.lowerBounds.count, loop.upperBounds.count, loop.steps.count) else {
        flow.unknown.append(counter)
        continue
      }
      flow.counters.append(
        .init(
          counter, from: .value(loop.lowerBounds[index]), to: .value(loop.upperBounds[index]),
          by: .value(loop.steps[index])))
    }
    return flow
  }
}

extension SCF.While: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let regions = module.regions(of: operation)
    flow.regions = regions
    flow.ways = [
      (nil, regions[0]), (regions[0], regions[1]), (regions[1], regions[0]), (regions[0], nil),
    ]
    guard let before = module.entryBlock(of: regions[0]),
      let after = module.entryBlock(of: regions[1]), let end = module.lastOperation(in: before)
    else { return flow }
    let carried = module.arguments(of: before)
    flow.moves += zip(module.operands(of: operation), carried).map { (from: $0, to: $1) }
    flow.yield(from: regions[1], to: carried, in: module)
    guard let condition = module.operands(of: end).first else { return flow }
    let passed = module.operands(of: end).dropFirst()
    for (targets, holds) in [
      (module.arguments(of: after), true), (module.results(of: operation), false),
    ] {
      let given = RegionFlow.Assumption.condition(condition, holds: holds)
      flow.guardedMoves += zip(passed, targets).map { (from: $0, to: $1, given: given) }
    }
    return flow
  }
}

extension RegionFlow {
  /// A region that runs once if it is chosen; one that is empty does nothing.
  mutating func runOnce(_ region: RegionID, in module: Module) {
    if module.entryBlock(of: region) == nil {
      ways?.append((nil, nil))
    } else {
      ways? += [(nil, region), (region, nil)]
    }
  }

  /// What a region's terminator gives becomes `targets`.
  mutating func yield(
    from region: RegionID, to targets: [ValueID], given assumption: Assumption? = nil,
    in module: Module
  ) {
    guard let block = module.entryBlock(of: region), let last = module.lastOperation(in: block)
    else { return }
    for (source, target) in zip(module.operands(of: last), targets) {
      if let assumption {
        guardedMoves.append((source, target, assumption))
      } else {
        moves.append((source, target))
      }
    }
  }
}
