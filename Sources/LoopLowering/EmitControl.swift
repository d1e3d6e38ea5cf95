import Dialects
import IR
import Support

// Loops and conditions.

extension LoopEmitter {
  mutating func emit(_ loop: Program.For, _ operation: OperationID) throws(Diagnostic) {
    if try emitBound(loop, operation, simplified(loop.extent, loop.indices)) { return }
    if try emitInstruction(at: operation) { return }
    try emitPlainly(operation)
  }

  /// Writes a loop as what it is.
  mutating func emitPlainly(_ operation: OperationID) throws(Diagnostic) {
    guard let body = source.body(of: operation),
      let loop = source.match(operation, as: Program.For.self)
    else { return }
    let extent = simplified(loop.extent, loop.indices)
    let counter = source.arguments(of: body)[0]
    switch loop.kind {
    case .unrolled:
      guard let count = extent.constantValue else { throw notConstant(loop, extent, operation) }
      try emitUnrolled(body, counter, count: count)
    case .vectorized:
      guard let count = extent.constantValue else { throw notConstant(loop, extent, operation) }
      guard lane == nil else {
        throw .error(
          "loop '\(loop.name)' is vectorised inside another vectorised loop",
          at: source.location(of: operation))
      }
      // What never runs has no vectors: there are none without elements. One lane is no vector either.
      guard count > 1 else {
        indices[counter] = 0
        return try count == 1 ? emit(body) : ()
      }
      let leaf = makeLeaf()
      assumptions.setExtent(of: leaf, to: extent)
      indices[counter] = .dimension(leaf)
      lane = (leaf, count)
      try emit(body)
      lane = nil
    case .serial, .parallel:
      if extent == 1 {
        indices[counter] = 0
        try emit(body)
      } else if extent != 0 {
        try emitUnderCommonConditions(body, counter) { emitter throws(Diagnostic) in
          try emitter.emitCounted(loop, body, counter, extent)
        }
      }
    }
  }

  private mutating func emitCounted(
    _ loop: Program.For, _ body: BlockID, _ counter: ValueID, _ extent: IndexExpression
  ) throws(Diagnostic) {
    let (zero, upper) = (build.insertIndex(0), value(of: extent))
    guard loop.kind == .parallel, launch == nil else {
      return try emitSerial(body, counter, extent, from: zero, to: upper)
    }
    // To find out how to share nothing takes as long as a small tile.
    guard assumptions.interval(of: extent).lower ?? 0 > 0 || loop.grain == 1 else {
      let isAny: ValueID = build.insert(Arith.CmpI(.signedGreater, upper, zero))
      return try when(isAny) { emitter throws(Diagnostic) in
        try emitter.emitParallel(loop, body, counter, extent, from: zero, to: upper)
      }
    }
    try emitParallel(loop, body, counter, extent, from: zero, to: upper)
  }

  private mutating func emitParallel(
    _ loop: Program.For, _ body: BlockID, _ counter: ValueID, _ extent: IndexExpression,
    from zero: ValueID, to upper: ValueID
  ) throws(Diagnostic) {
    let grain = simplified(loop.grain, loop.indices)
    let step = value(of: grain)
    let operation = build.insertOperation(
      SCF.Parallel(from: [zero], to: [upper], steps: [step]))
    let block = build.module.appendBlock(
      to: build.module.region(of: operation), argumentTypes: [.index])
    let first = build.module.arguments(of: block)[0]
    try inside(block) { emitter throws(Diagnostic) in
      if grain == 1 {
        emitter.bindCounter(counter, to: first, extent)
        try emitter.emitBody(body, of: counter)
      } else {
        let next: ValueID = emitter.build.insert(Arith.AddI(first, step))
        let end: ValueID = emitter.build.insert(Arith.MinSI(next, upper))
        try emitter.emitSerial(body, counter, extent, from: first, to: end)
      }
      emitter.build.insertOperation(SCF.Reduce())
    }
  }

  /// The iterations `start ..< end` of a loop over `extent`, in order.
  private mutating func emitSerial(
    _ body: BlockID, _ counter: ValueID, _ extent: IndexExpression, from start: ValueID,
    to end: ValueID
  ) throws(Diagnostic) {
    if try emitInParts(body, counter, extent, from: start, to: end) { return }
    try emitLoop(body, counter, extent, from: start, to: end) { emitter throws(Diagnostic) in
      try emitter.emitBody(body, of: counter)
    }
  }

  /// A loop over `start ..< end` with what `write` puts into it, where the counter is bound.
  mutating func emitLoop(
    _ body: BlockID, _ counter: ValueID, _ extent: IndexExpression, from start: ValueID,
    to end: ValueID, _ write: (inout LoopEmitter) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let step = build.insertIndex(1)
    let operation = build.insertOperation(SCF.For(from: start, to: end, step: step))
    let block = build.module.appendBlock(
      to: build.module.region(of: operation), argumentTypes: [.index])
    bindCounter(counter, to: build.module.arguments(of: block)[0], extent)
    try inside(block) { emitter throws(Diagnostic) in
      try write(&emitter)
      emitter.build.insertOperation(SCF.Yield())
    }
  }

  mutating func bindCounter(
    _ counter: ValueID, to value: ValueID, _ extent: IndexExpression
  ) {
    let leaf = makeLeaf()
    leaves[leaf] = value
    assumptions.setExtent(of: leaf, to: extent)
    indices[counter] = .dimension(leaf)
  }

  private func notConstant(
    _ loop: Program.For, _ extent: IndexExpression, _ operation: OperationID
  ) -> Diagnostic {
    .error(
      "loop '\(loop.name)' is \(loop.kind.rawValue) but its extent '\(extent)' is no constant; "
        + "split it by a constant first", at: source.location(of: operation))
  }

  /// Writes `body` under a condition.
  mutating func when(
    _ condition: ValueID, _ body: (inout LoopEmitter) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let operation = build.insertOperation(SCF.If(condition))
    let block = build.module.appendBlock(to: build.module.region(0, of: operation))
    try inside(block) { emitter throws(Diagnostic) in
      try body(&emitter)
      emitter.build.insertOperation(SCF.Yield())
    }
  }
}
