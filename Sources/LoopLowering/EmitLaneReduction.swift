import Dialects
import IR
import Scheduling
import Support

// Vectorised loops over which a block reduces: the terms of all lanes are combined in pairs.

extension LoopEmitter {
  /// Writes the statement of a block in a vectorised loop.
  ///
  /// Where all lanes accumulate into one element, their terms are combined half by half, and what is
  /// left with the element, once:
  ///
  ///     vectorized for l in 4 { y = y + x[l] }  ->  y = y + ((x[0] + x[2]) + (x[1] + x[3]))
  mutating func emitInLanes(_ operation: OperationID, _ body: BlockID) throws(Diagnostic) {
    let step = source.reductionStep(of: operation)
    var shared = 0
    for statement in source.operations(in: body) {
      if let step, step.loads.contains(statement),
        let load = source.match(statement, as: Program.Load.self),
        let type = source.bufferType(of: load.buffer),
        !varies(linearAddress(load.map, load.indices, type))
      {
        shared += 1
      }
      guard let step, shared == step.loads.count else {
        try emitScalar(statement)
        continue
      }
      if statement == step.combination {
        try emitReduced(step)
      } else if step.stores.contains(statement) {
        let lanes = (lane, mask)
        (lane, mask) = (nil, nil)
        try emitScalar(statement)
        (lane, mask) = lanes
      } else {
        try emitScalar(statement)
      }
    }
  }

  /// Combines the terms of all lanes, and the result with what the element held.
  private mutating func emitReduced(_ step: ReductionStep) throws(Diagnostic) {
    guard var width = lane?.width else { return }
    let results = source.results(of: step.combination)
    let operands = source.operands(of: step.combination)
    let held = step.loads.map { source.result(of: $0) }
    var terms: [ValueID] = []
    for operand in operands where !held.contains(operand) {
      terms.append(try inEveryLane(splat(operandValue(operand)), step.rule))
    }
    guard terms.count == results.count else {
      throw .error("a reduction in lanes needs a term for each component", at: build.location)
    }
    // Of an odd number of lanes the last is combined by itself.
    var last: [[ValueID]] = []
    while width > 1 {
      let half = width / 2
      if width % 2 == 1 { last.append(terms.map { part($0, width - 1, 1) }) }
      terms = try combine(
        step, terms.map { part($0, 0, half) }, terms.map { part($0, half, half) }, width: half)
      width = half
    }
    if lane?.width == 1 { terms = terms.map { part($0, 0, 1) } }
    for single in last.reversed() { terms = try combine(step, terms, single, width: 1) }
    terms = try combine(step, held.map { operandValue($0) }, terms, width: 1)
    for (result, value) in zip(results, terms) { values[result] = value }
  }

  /// A term that changes nothing in lanes that are switched off.
  private mutating func inEveryLane(
    _ term: ValueID, _ rule: String
  ) throws(Diagnostic) -> ValueID {
    guard let mask else { return term }
    guard let nothing = build.insertNeutral(of: rule, build.module.type(of: term).elementType)
    else {
      throw .error(
        "lanes of a reduction by a rule are switched off, and it has no neutral term; split so that all "
          + "run, with the tail 'cut' or 'partition'", at: build.location)
    }
    let all = splat(nothing)
    return build.insert(Arith.Select(mask, term, all))
  }

  /// Some neighbouring lanes of a vector; one of them as a scalar.
  private mutating func part(_ vector: ValueID, _ first: Int, _ count: Int) -> ValueID {
    count == 1
      ? build.insert(Vector.Extract(vector, at: [first]))
      : build.insert(Vector.Shuffle(vector, vector, mask: Array(first..<first + count)))
  }

  /// Combines partial results component by component, in vectors of `width` lanes or as scalars.
  private mutating func combine(
    _ step: ReductionStep, _ left: [ValueID], _ right: [ValueID], width: Int
  ) throws(Diagnostic) -> [ValueID] {
    let outer = (lane, mask)
    lane = width == 1 ? nil : lane.map { ($0.leaf, width) }
    mask = nil
    defer { (lane, mask) = outer }
    guard source.isA(step.combination, Program.Combine.self) else {
      let copy = build.insert(
        OperationState(
          name: source.name(of: step.combination), operands: [left[0], right[0]],
          resultTypes: [build.module.type(of: left[0])],
          properties: source.properties(of: step.combination),
          attributes: source.attributes(of: step.combination), location: build.location))
      return [build.module.result(of: copy)]
    }
    return try emitRule(of: step.combination, left + right)
  }
}
