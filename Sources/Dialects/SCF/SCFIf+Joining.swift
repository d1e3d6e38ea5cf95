import IR

extension SCF.If {
  /// `if c { if d { a } }  -->  if (c and d) { a }`.
  static let nested = RewriteRule("join-nested-ifs", on: SCF.If.self) {
    branch, operation, rewriter in
    guard rewriter.module.isPlainIf(operation),
      let body = rewriter.module.entryBlock(of: rewriter.module.region(0, of: operation)),
      let first = rewriter.module.firstOperation(in: body),
      let inner: SCF.If = rewriter.module.match(first), rewriter.module.isPlainIf(first),
      rewriter.module.next(after: first).map({ rewriter.module.isTerminator($0) }) ?? false
    else { return .noMatch("it holds more than a condition, or something happens otherwise") }
    let joined = rewriter.insert(Arith.AndI(branch.condition, inner.condition), before: operation)
    let both = rewriter.module.result(of: joined)
    rewriter.modify(first) { module in
      module.setOperand(0, of: first, to: both)
      module.move(first, to: .before(operation))
    }
    rewriter.erase(operation)
    return .rewritten
  }

  /// Two choices by one condition, with nothing in between, are one.
  ///
  ///     %0 = if c { yield a } else { yield b }     %0, %1 = if c { yield a, f(a) }
  ///     %1 = if c { yield f(%0) }             -->           else { yield b, d }
  ///          else { yield d }
  static let adjacent = RewriteRule("join-adjacent-ifs", on: SCF.If.self) {
    branch, operation, rewriter in
    guard let second = rewriter.module.next(after: operation),
      let other: SCF.If = rewriter.module.match(second), other.condition == branch.condition
    else { return .noMatch("no choice by the same condition follows") }
    let pair = [operation, second]
    let types = pair.map { rewriter.module.resultTypes(of: $0) }
    let joined = rewriter.insert(
      SCF.If(branch.condition, resultTypes: types[0] + types[1]), before: operation)
    for number in 0...1 {
      let (region, regions) = (
        rewriter.module.region(number, of: joined),
        pair.map { rewriter.module.region(number, of: $0) }
      )
      rewriter.modify(joined) { $0.join(regions, results: $0.results(of: operation), into: region) }
    }
    let results = rewriter.module.results(of: joined)
    // The second one may use what the first gives no more, but both are replaced from the end.
    rewriter.replace(second, with: Array(results.dropFirst(types[0].count)))
    rewriter.replace(operation, with: Array(results.prefix(types[0].count)))
    return .rewritten
  }
}

extension Module {
  /// Whether an `scf.if` gives nothing and does nothing otherwise.
  fileprivate func isPlainIf(_ operation: OperationID) -> Bool {
    resultCount(of: operation) == 0 && entryBlock(of: region(1, of: operation)) == nil
  }

  /// Moves what two regions hold, one after the other, into an empty one, which gives what both give;
  /// `results` is what the second knows of the first.
  fileprivate mutating func join(
    _ regions: [RegionID], results: [ValueID], into target: RegionID
  ) {
    let blocks = regions.map { entryBlock(of: $0) }
    guard blocks.contains(where: { $0 != nil }) else { return }
    let body = appendBlock(to: target)
    var given: [ValueID] = []
    for (number, block) in blocks.enumerated() {
      guard let block else { continue }
      if number == 1 {
        for (result, value) in zip(results, given) {
          for use in uses(of: result) where isInside(use.operation, regions[1]) {
            setOperand(use.index, of: use.operation, to: value)
          }
        }
      }
      if let end = lastOperation(in: body) { erase(end) }
      moveOperations(from: block, to: body)
      if let end = lastOperation(in: body) {
        given += operands(of: end)
        setOperands(of: end, to: given)
      }
    }
  }
}
