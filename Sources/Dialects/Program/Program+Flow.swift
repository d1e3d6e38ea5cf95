import IR
import Support

extension Program.For: RegionFlowOperation {
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let loop = Program.For(operation, in: module)
    flow.regions = module.regions(of: operation)
    flow.ways = [(nil, nil)]
    for region in flow.regions { flow.ways? += [(nil, region), (region, region), (region, nil)] }
    let sizes = module.declaredSizes(around: operation)
    let last = Program.bound(of: loop.extent, loop.indices, sizes) { .least($0, $1) }
    for region in flow.regions {
      flow.counters += (module.entryBlock(of: region).map { module.arguments(of: $0) } ?? []).map {
        .init(
          $0, from: .number(0), to: last ?? .number(sizes.interval(of: loop.extent).upper ?? .max))
      }
    }
    return flow
  }
}

extension Program.Block: RegionFlowOperation {
  /// An iterator is what it is bound to: a counter of one step.
  public static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow {
    var flow = RegionFlow()
    let block = Program.Block(operation, in: module)
    let sizes = module.declaredSizes(around: operation)
    flow.regions = module.regions(of: operation)
    for body in flow.regions.compactMap({ module.entryBlock(of: $0) }) {
      for (place, iterator) in module.arguments(of: body).enumerated() {
        guard place < block.bindings.count,
          let first = Program.bound(
            of: block.bindings[place], block.counters, sizes, { .greatest($0, $1) }),
          let end = Program.bound(
            of: block.bindings[place] + 1, block.counters, sizes, { .least($0, $1) })
        else {
          flow.unknown.append(iterator)
          continue
        }
        flow.counters.append(.init(iterator, from: first, to: end))
      }
    }
    return flow
  }
}

extension Program {
  /// An expression over `values` as a bound, by `make`; `nil` if it mentions sizes, of which analyses
  /// know only the values that pass them.
  fileprivate static func bound(
    of expression: IndexExpression, _ values: [ValueID], _ sizes: Assumptions,
    _ make: (AffineMap, [ValueID]) -> RegionFlow.Counter.Bound
  ) -> RegionFlow.Counter.Bound? {
    let settled = sizes.simplified(expression)
    guard settled.symbolNames.isEmpty,
      settled.dimensionNumbers.allSatisfy({ $0 < values.count })
    else { return nil }
    return make(AffineMap(dimensionCount: values.count, [settled]), values)
  }
}

extension Module {
  /// What the tensor program, or the model, that an operation is part of declares of its sizes.
  func declaredSizes(around operation: OperationID) -> Assumptions {
    var current = parent(of: operation)
    while let outer = current {
      if let function: Program.Function = match(outer) { return function.assumptions }
      current = parent(of: outer)
    }
    return graphAssumptions
  }
}
