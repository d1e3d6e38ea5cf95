import Dialects
import IR
import Support

/// One of several ways to compute the same.
struct Alternative {
  let name: String
  let cost: IndexExpression
  /// It may run where this is 0 or more.
  let condition: IndexExpression
  /// Writes its program.
  let insert: (inout Builder) -> Void
  /// Tells a decider what it does.
  let count: (Decider) -> Void

  init(
    name: String, cost: IndexExpression, condition: IndexExpression,
    insert: @escaping (inout Builder) -> Void, count: @escaping (Decider) -> Void = { _ in }
  ) {
    (self.name, self.cost, self.condition) = (name, cost, condition)
    (self.insert, self.count) = (insert, count)
  }

  /// Tiles of `height` rows, of which there must be as many.
  init(
    name: String, cost: IndexExpression, rows: IndexExpression, height: Int,
    insert: @escaping (inout Builder) -> Void, count: @escaping (Decider) -> Void = { _ in }
  ) {
    (self.name, self.cost, self.insert, self.count) = (name, cost, insert, count)
    condition = height == 1 ? 0 : rows - IndexExpression(height)
  }
}

extension Builder {
  /// Writes ways of which the cheapest for the size at hand runs; of one, its program alone.
  ///
  /// There is at least one, and the first may always run.
  mutating func insertCheapest(of ways: [Alternative], _ assumptions: Assumptions) {
    if ways.count == 1 { return ways[0].insert(&self) }
    let choice = insertOperation(
      Program.Choose(
        costs: ways.map { assumptions.simplified($0.cost) },
        conditions: ways.map { assumptions.simplified($0.condition) }, names: ways.map(\.name)))
    for (way, region) in zip(ways, module.regions(of: choice)) {
      let block = module.appendBlock(to: region)
      at(.atEnd(of: block)) { way.insert(&$0) }
    }
  }
}
