import IR

extension Affine.If: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let branch = Affine.If(operation, in: module)
    let numbers = branch.operands.compactMap { known($0) }
    let holds = numbers.count == branch.operands.count ? branch.set.contains(numbers) : nil
    for (number, region) in module.regions(of: operation).enumerated()
    where holds.map({ $0 == (number == 0) }) ?? true {
      flow.regions.append(region)
      flow.yield(from: region, to: module.results(of: operation), in: module)
    }
    return flow
  }
}

extension Affine.For: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let initial = Affine.For(operation, in: module).initial
    let results = module.results(of: operation)
    flow.moves += zip(initial, results).map { (from: $0, to: $1) }
    guard let body = module.body(of: operation) else { return flow }
    let arguments = module.arguments(of: body)
    flow.regions = [module.region(of: operation)]
    flow.unknown = Array(arguments.prefix(1))
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
    flow.regions = module.regions(of: operation)
    flow.unknown =
      (module.body(of: operation).map { module.arguments(of: $0) } ?? [])
      + module.results(of: operation)
    return flow
  }
}
