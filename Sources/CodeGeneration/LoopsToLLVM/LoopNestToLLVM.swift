import Dialects
import IR
import Support

extension LoopLowering {
  /// One loop of a nest: where it begins, where it ends, and by what it counts.
  struct Axis {
    var lower: ValueID
    var upper: ValueID
    var step: ValueID
  }

  /// Writes loops inside one another that carry values; gives the last ones.
  mutating func emitNest(
    _ axes: ArraySlice<Axis>, counters: [ValueID] = [], carrying carried: [ValueID] = [],
    _ body: (inout LoopLowering, _ counters: [ValueID], _ carried: [ValueID]) throws(Diagnostic) ->
      [ValueID]
  ) throws(Diagnostic) -> [ValueID] {
    guard let axis = axes.first else { return try body(&self, counters, carried) }
    return try emitLoop(
      from: axis.lower, to: axis.upper, step: axis.step, carrying: carried
    ) { lowering, counter, carried throws(Diagnostic) in
      try lowering.emitNest(
        axes.dropFirst(), counters: counters + [counter], carrying: carried, body)
    }
  }

  /// The loops of an `scf.parallel`.
  func axes(of loop: SCF.Parallel) throws(Diagnostic) -> [Axis] {
    var axes: [Axis] = []
    for (index, lower) in loop.lowerBounds.enumerated() {
      axes.append(
        Axis(
          lower: try value(lower), upper: try value(loop.upperBounds[index]),
          step: try value(loop.steps[index])))
    }
    return axes
  }

  /// The body of an `scf.parallel`: what it gives to `scf.reduce` joins what was combined before.
  mutating func lowerParallelBody(
    _ operation: OperationID, counters: [ValueID], carried: [ValueID]
  ) throws(Diagnostic) -> [ValueID] {
    let body = try onlyBlock(of: source.region(of: operation), at: operation)
    try bind(source.arguments(of: body), to: counters, at: operation)
    let reduce = try lowerBody(body)
    var next: [ValueID] = []
    for (index, region) in source.regions(of: reduce).enumerated() {
      let block = try onlyBlock(of: region, at: reduce)
      let found = try operand(index, of: reduce)
      try bind(source.arguments(of: block), to: [carried[index], found], at: reduce)
      let end = try lowerBody(block)
      next.append(try operand(0, of: end))
    }
    return next
  }

  /// `scf.forall` without shared results: loops inside one another, in this thread.
  mutating func lowerForall(_ operation: OperationID) throws(Diagnostic) {
    guard source.resultCount(of: operation) == 0 else {
      throw failure(operation, "shared results \(Self.tensorAdvice)")
    }
    let groups = source.operandSegments(of: operation, count: 4)
    var bounds: [[ValueID]] = []
    for (name, dynamic) in zip(["staticLowerBound", "staticUpperBound", "staticStep"], groups) {
      var left = dynamic[...]
      var values: [ValueID] = []
      for number in source.property(name, of: operation)?.integerArrayValue ?? [] {
        if number == Int.min, let next = left.popFirst() {
          values.append(try value(next))
        } else {
          values.append(constant(number))
        }
      }
      bounds.append(values)
    }
    let axes = bounds[0].indices.map {
      Axis(lower: bounds[0][$0], upper: bounds[1][$0], step: bounds[2][$0])
    }
    let body = try onlyBlock(of: source.region(of: operation), at: operation)
    _ = try emitNest(axes[...]) { lowering, counters, _ throws(Diagnostic) in
      try lowering.bind(lowering.source.arguments(of: body), to: counters, at: operation)
      _ = try lowering.lowerBody(body)
      return []
    }
  }

  /// A region of one block or several that runs once; its last operations say the results.
  mutating func lowerRegion(
    of operation: OperationID, endingIn terminator: String
  ) throws(Diagnostic) {
    let results = source.results(of: operation)
    var types: [Type] = []
    for result in results { types.append(try lowered(source.type(of: result), at: operation)) }
    let inner = source.blocks(in: source.region(of: operation))
    for block in inner {
      var types: [Type] = []
      for argument in source.arguments(of: block) {
        types.append(try lowered(source.type(of: argument), at: operation))
      }
      blocks[block] = makeBlock(types)
    }
    let exit = makeBlock(types)
    guard let first = inner.first.flatMap({ blocks[$0] }) else {
      throw failure(operation, "the region is empty")
    }
    build.insertOperation(LLVM.Branch(to: first))
    for block in blocksByDominance(of: source.region(of: operation)) {
      guard let place = blocks[block] else { continue }
      moveTo(place)
      try bind(source.arguments(of: block), to: build.module.arguments(of: place), at: operation)
      let last = try lowerBody(block)
      if source.name(of: last) == terminator {
        let passed = try values(of: source.operands(of: last))
        build.insertOperation(LLVM.Branch(to: exit, passed))
      } else {
        try lower(last)
      }
    }
    moveTo(exit)
    try bind(results, to: build.module.arguments(of: exit), at: operation)
  }
}
