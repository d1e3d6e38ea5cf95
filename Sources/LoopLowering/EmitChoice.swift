import Dialects
import IR
import Support

// Which of several alternatives runs.

extension LoopEmitter {
  private struct Alternative {
    var cost: IndexExpression
    var condition: IndexExpression
    var body: BlockID
  }

  /// Finds the smallest cost of those that may run, and runs that.
  ///
  /// Before: `program.choose "wide" cost [m * 4] { … } or "narrow" cost [m * 7] { … }`. After:
  ///
  ///     %best = func.call @kernel.choice(%m)
  ///     scf.index_switch %best case 1 { … } default { … }
  ///
  /// Where there are many, and sizes alone decide, that is a function, which remembers what it found last.
  mutating func emit(_ choice: Program.Choose, _ operation: OperationID) throws(Diagnostic) {
    var alternatives = zip(
      source.regions(of: operation), zip(choice.costs, choice.conditions)
    ).compactMap { region, formulas in
      source.entryBlock(of: region).map {
        Alternative(
          cost: assumptions.simplified(formulas.0),
          condition: assumptions.simplified(formulas.1), body: $0)
      }
    }
    guard let first = alternatives.first else { return }
    if alternatives.count == 1 { return try emit(first.body) }
    // What all of them have makes no difference.
    for term in first.cost.terms where alternatives.allSatisfy({ $0.cost.terms.contains(term) }) {
      let product = IndexExpression.product(term.factors.map { IndexExpression(single: $0) })
      for place in alternatives.indices {
        alternatives[place].cost += product * IndexExpression(-term.coefficient)
      }
    }
    let best = callChoice(alternatives) ?? cheapest(alternatives)
    let others = alternatives.indices.dropFirst()
    let branch = build.insertOperation(SCF.IndexSwitch(best, cases: Array(others)))
    for (number, alternative) in alternatives.enumerated() {
      let block = build.module.appendBlock(to: build.module.region(number, of: branch))
      try inside(block) { emitter throws(Diagnostic) in
        try emitter.emit(alternative.body)
        emitter.build.insertOperation(SCF.Yield())
      }
    }
  }

  /// The number of the alternative that costs least of those that may run.
  private mutating func cheapest(_ alternatives: [Alternative]) -> ValueID {
    var best = build.insertIndex(0)
    var least = value(of: alternatives[0].cost)
    for (number, alternative) in alternatives.enumerated().dropFirst() {
      let cost = value(of: alternative.cost)
      var isLess: ValueID = build.insert(Arith.CmpI(.signedLess, cost, least))
      if !assumptions.isNonNegative(alternative.condition) {
        let (condition, zero) = (value(of: alternative.condition), build.insertIndex(0))
        let holds: ValueID = build.insert(Arith.CmpI(.signedGreaterOrEqual, condition, zero))
        isLess = build.insert(Arith.AndI(isLess, holds))
      }
      let index = build.insertIndex(number)
      best = build.insert(Arith.Select(isLess, index, best))
      least = build.insert(Arith.Select(isLess, cost, least))
    }
    return best
  }

  /// Of fewer, to find out takes no longer than to remember.
  private static let leastRemembered = 3

  /// Writes a function that finds the number, and calls it; `nil` where that would not pay.
  private mutating func callChoice(_ alternatives: [Alternative]) -> ValueID? {
    let formulas = alternatives.flatMap { [$0.cost, $0.condition] }
    let names = Set(formulas.flatMap(\.symbolNames)).sorted()
    let arguments = names.compactMap { symbols[$0] }
    guard alternatives.count >= Self.leastRemembered, launch == nil, computed.count == 1,
      !names.isEmpty, arguments.count == names.count,
      formulas.allSatisfy(\.dimensionNumbers.isEmpty), let function
    else { return nil }
    var name = function.name + ".choice"
    while build.module.lookup(symbol: name) != nil { name += "_" }
    let (point, known) = (build.point, (symbols, computed))
    build.point = .before(function.operation)
    let indices = arguments.map { _ in Type.index }
    let target = build.insertOperation(
      Func.Function(name, type: FunctionType(indices, [.index]), isPrivate: true))
    let bits = names.map { bitCount(upTo: assumptions.interval(of: .symbol($0)).upper) }
    build.module.setAttribute(
      Func.rememberedAttribute, of: target,
      to: .i64Array(bits + [bitCount(upTo: alternatives.count)]))
    let entry = build.module.appendBlock(
      to: build.module.region(of: target), argumentTypes: indices)
    symbols = Dictionary(
      zip(names, build.module.arguments(of: entry)), uniquingKeysWith: { $1 })
    computed = [[:]]
    build.point = .atEnd(of: entry)
    let best = cheapest(alternatives)
    build.insertOperation(Func.Return([best]))
    (symbols, computed) = known
    build.point = point
    return build.insert(Func.Call(name, arguments, resultTypes: [.index]))
  }

  private func bitCount(upTo most: Int?) -> Int {
    Int.bitWidth - max(1, most ?? .max).leadingZeroBitCount
  }
}
