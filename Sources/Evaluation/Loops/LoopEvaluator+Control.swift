import Dialects
import IR
import Support

extension LoopEvaluator {
  /// Begins an operation with regions, or a call; `false` if it is neither.
  mutating func evaluateControl(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) -> Bool {
    if let loop: SCF.For = module.match(operation) {
      let bounds = try integers(
        [loop.lowerBound, loop.upperBound, loop.step], thread, at: operation)
      try beginLoop(operation, bounds[0], bounds[1], bounds[2], loop.initial, &thread)
    } else if let loop: Affine.For = module.match(operation) {
      let lower = try results(of: loop.lower.map, loop.lower.operands, thread, at: operation)
      let upper = try results(of: loop.upper.map, loop.upper.operands, thread, at: operation)
      try beginLoop(
        operation, lower.max() ?? 0, upper.min() ?? 0, loop.step, loop.initial, &thread)
    } else if let branch: SCF.If = module.match(operation) {
      let holds = try integers([branch.condition], thread, at: operation)[0] != 0
      beginBranch(operation, region: holds ? 0 : 1, &thread)
    } else if let branch: Affine.If = module.match(operation) {
      let point = try integers(branch.operands, thread, at: operation)
      guard let holds = branch.set.contains(point) else {
        throw failure(operation, "the set cannot be computed for these operands")
      }
      beginBranch(operation, region: holds ? 0 : 1, &thread)
    } else if let choice: SCF.IndexSwitch = module.match(operation) {
      let number = try integers([choice.operand], thread, at: operation)[0]
      beginBranch(
        operation, region: choice.cases.firstIndex(of: number).map { $0 + 1 } ?? 0, &thread)
    } else if module.isA(operation, SCF.ExecuteRegion.self)
      || module.isA(operation, MemRef.AllocaScope.self)
    {
      beginBranch(operation, region: 0, &thread)
    } else if let loop: SCF.While = module.match(operation) {
      let initial = try values(loop.initial, thread, at: operation)
      try begin(module.region(0, of: operation), initial, .whileCondition(operation), &thread)
    } else if let loop: SCF.Parallel = module.match(operation) {
      let lower = try integers(loop.lowerBounds, thread, at: operation)
      let upper = try integers(loop.upperBounds, thread, at: operation)
      let steps = try integers(loop.steps, thread, at: operation)
      let initial = try values(loop.initial, thread, at: operation)
      try beginParallel(operation, lower, upper, steps, initial, &thread)
    } else if let loop: Affine.Parallel = module.match(operation) {
      var lower: [Int] = []
      var upper: [Int] = []
      for (first, end) in zip(loop.lower.maps, loop.upper.maps) {
        lower.append(
          try results(of: first, loop.lower.operands, thread, at: operation).max() ?? 0)
        upper.append(try results(of: end, loop.upper.operands, thread, at: operation).min() ?? 0)
      }
      let initial = zip(loop.reductions, loop.resultTypes).compactMap { kind, type in
        kind.neutral(type).map { LoopValue.constant($0) }
      }
      try beginParallel(operation, lower, upper, loop.steps, initial, &thread)
    } else if let call: Func.Call = module.match(operation) {
      guard let target = symbols.symbol(named: call.callee, in: module.top, of: module),
        let body = module.body(of: target)
      else { throw failure(operation, "'\(call.callee)' has no body") }
      guard thread.activations.count < 1000 else {
        throw failure(operation, "calls are nested too deeply")
      }
      let arguments = try values(call.arguments, thread, at: operation)
      thread.activations.append(.init(values: [:], call: operation))
      enter(body, arguments, .function, &thread)
    } else {
      return false
    }
    return true
  }

  private func begin(
    _ region: RegionID, _ arguments: [LoopValue], _ purpose: LoopThread.Purpose,
    _ thread: inout LoopThread
  ) throws(Diagnostic) {
    guard let block = module.entryBlock(of: region) else {
      throw failure(module.owner(of: region), "a region is empty")
    }
    enter(block, arguments, purpose, &thread)
  }

  private func beginBranch(
    _ operation: OperationID, region number: Int, _ thread: inout LoopThread
  ) {
    // The region for what is not there does nothing.
    if let block = module.entryBlock(of: module.region(number, of: operation)) {
      enter(block, [], .branch(operation), &thread)
    }
  }

  private func beginLoop(
    _ operation: OperationID, _ first: Int, _ end: Int, _ step: Int, _ initial: [ValueID],
    _ thread: inout LoopThread
  ) throws(Diagnostic) {
    guard step > 0 else { throw failure(operation, "the step must be positive, not \(step)") }
    let carried = try values(initial, thread, at: operation)
    guard first < end else { return define(operation, as: carried, &thread) }
    try begin(
      module.region(of: operation), [.index(first)] + carried,
      .loop(operation, counter: first, end: end, step: step), &thread)
  }

  private func beginParallel(
    _ operation: OperationID, _ lower: [Int], _ upper: [Int], _ steps: [Int],
    _ initial: [LoopValue], _ thread: inout LoopThread
  ) throws(Diagnostic) {
    guard steps.allSatisfy({ $0 > 0 }) else {
      throw failure(operation, "the steps must be positive")
    }
    let points = lower.indices.reduce([[]]) { points, axis in
      points.flatMap { point in
        stride(from: lower[axis], to: upper[axis], by: steps[axis]).map { point + [$0] }
      }
    }
    try nextPoint(operation, points[...], initial, &thread)
  }

  private func nextPoint(
    _ operation: OperationID, _ points: ArraySlice<[Int]>, _ results: [LoopValue],
    _ thread: inout LoopThread
  ) throws(Diagnostic) {
    guard let point = points.first else { return define(operation, as: results, &thread) }
    try begin(
      module.region(of: operation), point.map { .index($0) },
      .parallel(operation, points: points.dropFirst(), results: results), &thread)
  }

  // MARK: Terminators

  /// Ends a block.
  mutating func leave(
    _ terminator: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) -> LoopThread.Stop? {
    if let (block, values) = try successor(of: terminator, thread) {
      guard let frame = thread.current.frames.popLast() else { return nil }
      enter(block, values, frame.purpose, &thread)
      return nil
    }
    let given = try values(module.operands(of: terminator), thread, at: terminator)
    guard let frame = thread.current.frames.popLast() else { return nil }
    switch frame.purpose {
    case .function:
      let call = thread.current.call
      guard thread.activations.count > 1, let call else { return .finished(given) }
      thread.activations.removeLast()
      define(call, as: given, &thread)
    case .branch(let operation): define(operation, as: given, &thread)
    case .loop(let operation, let counter, let end, let step):
      let (next, overflow) = counter.addingReportingOverflow(step)
      guard !overflow, next < end else {
        define(operation, as: given, &thread)
        return nil
      }
      try begin(
        module.region(of: operation), [.index(next)] + given,
        .loop(operation, counter: next, end: end, step: step), &thread)
    case .whileCondition(let operation):
      let passed = Array(given.dropFirst())
      if given.first?.integer == 0 {
        define(operation, as: passed, &thread)
      } else {
        try begin(module.region(1, of: operation), passed, .whileBody(operation), &thread)
      }
    case .whileBody(let operation):
      try begin(module.region(0, of: operation), given, .whileCondition(operation), &thread)
    case .parallel(let operation, let points, let results):
      let joined = try reduce(results, with: given, by: terminator, of: operation, thread)
      try nextPoint(operation, points, joined, &thread)
    }
    return nil
  }

  /// Where a branch goes, and with what; `nil` for other terminators.
  private func successor(
    of terminator: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> (BlockID, [LoopValue])? {
    let targets = module.successors(of: terminator)
    guard !targets.isEmpty,
      let definition = module.definition(of: terminator) as? any BranchOperation.Type
    else { return nil }
    let branch = definition.init(terminator, in: module)
    var number = 0
    if let selector = branch.selector {
      let chosen = try integers([selector], thread, at: terminator)[0]
      number = branch.successor(selectedBy: chosen) ?? 0
    }
    guard targets.indices.contains(number) else {
      throw failure(terminator, "the branch leads nowhere")
    }
    return (
      targets[number], try values(branch.values(forSuccessor: number), thread, at: terminator)
    )
  }

  /// Combines what an iteration gives with the results so far.
  private mutating func reduce(
    _ results: [LoopValue], with given: [LoopValue], by terminator: OperationID,
    of operation: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> [LoopValue] {
    var joined: [LoopValue] = []
    for (number, (old, new)) in zip(results, given).enumerated() {
      if let loop: Affine.Parallel = module.match(operation) {
        let kind = loop.reductions[number]
        joined.append(try combine(old, new, at: operation) { $0.insert(kind, $1, $2) })
      } else {
        joined += try runRegion(module.region(number, of: terminator), [old, new], thread)
      }
    }
    return joined
  }

  /// Runs a region that only computes, such as that of a reduction.
  mutating func runRegion(
    _ region: RegionID, _ arguments: [LoopValue], _ thread: LoopThread
  ) throws(Diagnostic) -> [LoopValue] {
    var inner = LoopThread(
      activations: [.init(values: thread.current.values)], position: thread.position)
    try begin(region, arguments, .function, &inner)
    switch try run(&inner) {
    case .finished(let values): return values
    case .meeting(let operation):
      throw failure(operation, "threads cannot meet inside of a reduction")
    }
  }
}
