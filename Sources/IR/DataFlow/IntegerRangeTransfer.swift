/// Which integers a value may be.
public enum IntegerRangeFact: Fact {
  case unreached
  case range(IntegerRange)
  /// Anything, or no integer.
  case unknown

  /// The range, if the fact is one.
  public var range: IntegerRange? { if case .range(let range) = self { range } else { nil } }

  public func joined(with other: IntegerRangeFact) -> IntegerRangeFact {
    switch (self, other) {
    case (.unreached, let known), (let known, .unreached): return known
    case (.range(let a), .range(let b)) where a.width == b.width: return .range(a.union(b))
    default: return .unknown
    }
  }

  public func met(with other: IntegerRangeFact) -> IntegerRangeFact {
    switch (self, other) {
    case (.unreached, _), (_, .unreached): return .unreached
    case (.unknown, let known), (let known, .unknown): return known
    case (.range(let a), .range(let b)):
      guard a.width == b.width else { return self }
      return a.intersection(b).map { .range($0) } ?? .unreached
    }
  }

  public func widened(from earlier: IntegerRangeFact) -> IntegerRangeFact {
    guard let range, let old = earlier.range else { return self }
    return .range(range.widened(from: old))
  }

  public var integer: Int? { range?.constant }
}

/// Ranges of integers, by what operations say of themselves as an `IntegerRangeOperation`.
///
///     let ranges = context.analysis(SparseAnalysis<IntegerRangeTransfer>.self, of: root, in: module)
///     ranges[value].range
public struct IntegerRangeTransfer: FactTransfer {
  public init() {}

  public func fact(ofAnythingOf type: Type) -> IntegerRangeFact {
    IntegerRange(of: type).map { .range($0) } ?? .unknown
  }

  public func facts(
    of operation: OperationID, operands: [IntegerRangeFact], in module: Module,
    known: (ValueID) -> IntegerRangeFact
  ) -> [IntegerRangeFact] {
    let results = module.results(of: operation)
    guard results.contains(where: { IntegerRange(of: module.type(of: $0)) != nil }) else {
      return []
    }
    let folded = folded(operation, operands: operands, in: module, known)
    guard let definition = module.definition(of: operation) as? any IntegerRangeOperation.Type
    else { return folded }
    let ranges = definition.ranges(of: operation, operands: operands.map(\.range), in: module)
    return zip(ranges, results).enumerated().map { index, known in
      let all = fact(ofAnythingOf: module.type(of: known.1))
      guard let range = known.0, range.width == all.range?.width else { return all }
      guard index < folded.count, case .range(let other) = folded[index] else {
        return .range(range)
      }
      return .range(range.intersection(other) ?? range)
    }
  }

  /// What folding says: a number, or another value.
  private func folded(
    _ operation: OperationID, operands: [IntegerRangeFact], in module: Module,
    _ known: (ValueID) -> IntegerRangeFact
  ) -> [IntegerRangeFact] {
    guard let foldable = module.definition(of: operation)?.foldable else {
      return []
    }
    let constants = zip(module.operands(of: operation), operands).map {
      value, fact -> Attribute? in
      switch module.type(of: value) {
      case .integer, .index: fact.integer.map { .integer($0, module.type(of: value)) }
      default: nil
      }
    }
    let results = module.results(of: operation)
    return zip(foldable.fold(operation, in: module, constants: constants) ?? [], results).map {
      folded, result in
      let all = fact(ofAnythingOf: module.type(of: result))
      switch folded {
      case .value(let value):
        let fact = known(value)
        return fact == .unreached ? all : fact
      case .constant(let value):
        guard let number = value.integerValue, let width = all.range?.width else { return all }
        return .range(IntegerRange(number, width: width))
      }
    }
  }

  public func fact(ofNumbers numbers: ClosedRange<Int>, of type: Type) -> IntegerRangeFact {
    guard let all = IntegerRange(of: type) else { return .unknown }
    return IntegerRange(signed: numbers, width: all.width).map { .range($0) } ?? .unreached
  }

  public func fact(
    of bound: RegionFlow.Counter.Bound, known: (ValueID) -> IntegerRangeFact
  ) -> IntegerRangeFact {
    switch bound {
    case .value(let value): return known(value)
    case .number(let number): return .range(IntegerRange(number, width: 64))
    case .greatest(let map, let values):
      let all = map.ranges(of: values.map { known($0).range })
      return all.isEmpty ? .unknown : .range(all.dropFirst().reduce(all[0]) { $0.greater($1) })
    case .least(let map, let values):
      let all = map.ranges(of: values.map { known($0).range })
      return all.isEmpty ? .unknown : .range(all.dropFirst().reduce(all[0]) { $0.lesser($1) })
    }
  }

  public func fact(
    ofCounterFrom lower: IntegerRangeFact, to upper: IntegerRangeFact, by step: IntegerRangeFact
  ) -> IntegerRangeFact {
    // Signed, and below the upper bound; where no counter is, the loop does not run.
    guard let lower = lower.range, let upper = upper.range, lower.width == upper.width,
      upper.signed.upperBound > Int.min
    else { return .unknown }
    let first = lower.signed.lowerBound
    var last = upper.signed.upperBound - 1
    guard first <= last else { return .unreached }
    if let start = lower.constant, let step = step.range?.constant, step > 0 {
      let (distance, overflow) = last.subtractingReportingOverflow(start)
      if !overflow { last = start + distance / step * step }
    }
    return IntegerRange(signed: first...last, width: lower.width).map { .range($0) } ?? .unreached
  }

  public func facts(
    given assumption: RegionFlow.Assumption, in module: Module,
    known: (ValueID) -> IntegerRangeFact
  ) -> [(value: ValueID, fact: IntegerRangeFact)] {
    switch assumption {
    case .condition(let condition, let holds):
      return facts(where: condition, is: holds, in: module, known: known)
    case .point(let values, let set, let holds):
      let ranges = set.narrowing(values.map { known($0).range }, holds: holds)
      return values.enumerated().map { index, value in
        (value, ranges.map { $0[index].map { .range($0) } ?? .unknown } ?? .unreached)
      }
    }
  }

  private func facts(
    where condition: ValueID, is holds: Bool, in module: Module,
    known: (ValueID) -> IntegerRangeFact
  ) -> [(value: ValueID, fact: IntegerRangeFact)] {
    var facts: [(value: ValueID, fact: IntegerRangeFact)] = [
      (condition, .range(IntegerRange(holds ? -1 : 0, width: 1)))
    ]
    guard let definer = module.definingOperation(of: condition),
      let definition = module.definition(of: definer) as? any IntegerConditionOperation.Type
    else { return facts }
    for clue in definition.clues(from: definer, being: holds, in: module) {
      switch clue {
      case .condition(let value, let holds):
        facts += self.facts(where: value, is: holds, in: module, known: known)
      case .order(let left, let predicate, let right):
        guard let a = known(left).range, let b = known(right).range, a.width == b.width else {
          continue
        }
        let (lower, upper) = predicate.narrowing(a, b)
        facts.append((left, lower.map { .range($0) } ?? .unreached))
        facts.append((right, upper.map { .range($0) } ?? .unreached))
      }
    }
    return facts
  }
}
