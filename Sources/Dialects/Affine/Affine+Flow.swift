import IR

extension Affine.If: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let branch = Affine.If(operation, in: module)
    let numbers = branch.operands.compactMap { known($0) }
    let holds = numbers.count == branch.operands.count ? branch.set.contains(numbers) : nil
    flow.ways = []
    for (number, region) in module.regions(of: operation).enumerated()
    where holds.map({ $0 == (number == 0) }) ?? true {
      flow.runOnce(region, in: module)
      flow.regions.append(region)
      let given = RegionFlow.Assumption.point(
        branch.operands, of: branch.set, holds: number == 0)
      flow.assumptions[region] = given
      flow.yield(from: region, to: module.results(of: operation), given: given, in: module)
    }
    return flow
  }
}

extension Affine.For: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let loop = Affine.For(operation, in: module)
    let initial = loop.initial
    let results = module.results(of: operation)
    flow.moves += zip(initial, results).map { (from: $0, to: $1) }
    guard let body = module.body(of: operation) else { return flow }
    let arguments = module.arguments(of: body)
    flow.regions = [module.region(of: operation)]
    flow.counters = arguments.prefix(1).map {
      .init(
        $0, from: .greatest(loop.lower.map, loop.lower.operands),
        to: .least(loop.upper.map, loop.upper.operands), by: .number(loop.step))
    }
    flow.moves += zip(initial, arguments.dropFirst()).map { (from: $0, to: $1) }
    flow.yield(from: flow.regions[0], to: Array(arguments.dropFirst()), in: module)
    flow.yield(from: flow.regions[0], to: results, in: module)
    return flow
  }
}

extension Affine.Parallel: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let loop = Affine.Parallel(operation, in: module)
    flow.regions = module.regions(of: operation)
    flow.unknown = module.results(of: operation)
    let counters = module.body(of: operation).map { module.arguments(of: $0) } ?? []
    let (lower, upper) = (loop.lower.maps, loop.upper.maps)
    for (index, counter) in counters.enumerated() {
      guard index < min(lower.count, upper.count, loop.steps.count) else {
        flow.unknown.append(counter)
        continue
      }
      flow.counters.append(
        .init(
          counter, from: .greatest(lower[index], loop.lower.operands),
          to: .least(upper[index], loop.upper.operands), by: .number(loop.steps[index])))
    }
    return flow
  }
}
