import Dialects
import IR
import Support

// Blocks: their predicate, their initialisation, their statement.

extension LoopEmitter {
  mutating func emit(_ block: Program.Block, _ operation: OperationID) throws(Diagnostic) {
    let bindings = block.bindings.map { simplified($0, block.counters) }
    let saved = (build.location, mask)
    build.location = source.location(of: operation)
    var uniform: [IndexExpression] = []
    for (number, condition) in block.predicate.enumerated()
    where !held.contains(HeldCondition(block: operation, number: number)) {
      let condition = simplified(condition, block.counters)
      if assumptions.isNonNegative(condition) { continue }
      if varies(condition) { narrowMask(to: condition) } else { uniform.append(condition) }
    }
    try when(allNonNegative: uniform) { emitter throws(Diagnostic) in
      try emitter.emitInitial(block, operation, bindings)
      emitter.update = try emitter.atomicUpdate(of: operation, block)
      try emitter.emitStatement(region: 0, of: operation, bindings)
      emitter.update = nil
    }
    (build.location, mask) = saved
  }

  /// Switches off the lanes where `condition` is negative.
  private mutating func narrowMask(to condition: IndexExpression) {
    guard let lane else { return }
    let lanes: ValueID
    if let (coefficient, rest) = condition.linear(in: lane.leaf), coefficient == -1, !varies(rest) {
      let count = value(of: rest + 1)
      lanes = build.insert(Vector.CreateMask(count, count: lane.width))
    } else {
      let (left, zero) = (vector(of: condition), splat(build.insertIndex(0)))
      lanes = build.insert(Arith.CmpI(.signedGreaterOrEqual, left, zero))
    }
    mask = mask.map { build.insert(Arith.AndI($0, lanes)) } ?? lanes
  }

  private mutating func when(
    allNonNegative conditions: [IndexExpression],
    _ body: (inout LoopEmitter) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var all: ValueID?
    for condition in conditions {
      let (left, zero) = (value(of: condition), build.insertIndex(0))
      let holds: ValueID = build.insert(Arith.CmpI(.signedGreaterOrEqual, left, zero))
      all = all.map { build.insert(Arith.AndI($0, holds)) } ?? holds
    }
    if let all { try when(all, body) } else { try body(&self) }
  }

  /// The initialisation runs when every reduction iterator is at its start.
  private mutating func emitInitial(
    _ block: Program.Block, _ operation: OperationID, _ bindings: [IndexExpression]
  ) throws(Diagnostic) {
    guard source.entryBlock(of: source.region(1, of: operation)) != nil else { return }
    let starts = zip(block.kinds, bindings).filter { $0.0 == .reduction && $0.1 != 0 }.map(\.1)
    if starts.contains(where: { ($0.constantValue ?? 0) != 0 }) { return }
    if starts.contains(where: { varies($0) }) {
      throw .error(
        "block '\(block.name)' reduces over a vectorised loop; reduce over a buffer of lanes instead",
        at: build.location)
    }
    try when(allNonNegative: starts.map { -$0 }) { emitter throws(Diagnostic) in
      try emitter.emitStatement(region: 1, of: operation, bindings)
    }
  }

  private mutating func emitStatement(
    region: Int, of operation: OperationID, _ bindings: [IndexExpression]
  ) throws(Diagnostic) {
    guard let body = source.entryBlock(of: source.region(region, of: operation)) else { return }
    for (iterator, binding) in zip(source.arguments(of: body), bindings) {
      indices[iterator] = binding
    }
    if source.holdsBlocks(operation) { return try emit(body) }
    if region == 0, lane != nil { return try emitInLanes(operation, body) }
    for statement in source.operations(in: body) { try emitScalar(statement) }
  }

  /// One operation of a statement, for one element or for all lanes.
  mutating func emitScalar(_ operation: OperationID) throws(Diagnostic) {
    if let update, try emitPart(of: update, operation) { return }
    if let load = source.match(operation, as: Program.Load.self) {
      values[source.result(of: operation)] = loadedColumn(operation) ?? emit(load)
    } else if let store = source.match(operation, as: Program.Store.self) {
      try emit(store, at: source.location(of: operation))
    } else if let prefetch = source.match(operation, as: Program.Prefetch.self) {
      emit(prefetch)
    } else if let index = source.match(operation, as: Program.Index.self) {
      indices[source.result(of: operation)] = simplified(index.expression, index.indices)
    } else if source.isA(operation, Program.Combine.self) {
      try emitCombination(operation)
    } else {
      try emitArithmetic(operation)
    }
  }

  /// Writes the rule of a combination in its place.
  private mutating func emitCombination(_ operation: OperationID) throws(Diagnostic) {
    let whole = try emitRule(of: operation, source.operands(of: operation).map { operandValue($0) })
    for (result, value) in zip(source.results(of: operation), whole) { values[result] = value }
  }

  /// Writes the rule of a combination for two partial results, one behind the other; gives the whole.
  mutating func emitRule(
    of operation: OperationID, _ parts: [ValueID]
  ) throws(Diagnostic) -> [ValueID] {
    guard let body = source.body(of: operation), let last = source.lastOperation(in: body) else {
      return []
    }
    for (argument, part) in zip(source.arguments(of: body), parts) { values[argument] = part }
    for inner in source.operations(in: body) where inner != last { try emitArithmetic(inner) }
    return source.operands(of: last).map { operandValue($0) }
  }

  /// Copies an arithmetic operation; if an operand differs between lanes, all do.
  private mutating func emitArithmetic(_ operation: OperationID) throws(Diagnostic) {
    guard source.regionCount(of: operation) == 0, source.resultCount(of: operation) == 1 else {
      throw .error(
        "'\(source.name(of: operation))' cannot be lowered in a block",
        at: source.location(of: operation))
    }
    var operands = source.operands(of: operation).map { operandValue($0) }
    let result = source.result(of: operation)
    var type = source.type(of: result)
    if let lane, operands.contains(where: { isVector($0) }) {
      for place in operands.indices { operands[place] = splat(operands[place]) }
      type = .vector(VectorType([lane.width], type))
    }
    let copy = build.insert(
      OperationState(
        name: source.name(of: operation), operands: operands, resultTypes: [type],
        properties: source.properties(of: operation),
        attributes: source.attributes(of: operation), location: build.location))
    let value = build.module.result(of: copy)
    if source.type(of: result) == .index {
      let leaf = makeLeaf()
      leaves[leaf] = value
      indices[result] = .dimension(leaf)
    } else {
      values[result] = value
    }
  }

  mutating func operandValue(_ value: ValueID) -> ValueID {
    if let index = indices[value] {
      return varies(index) ? vector(of: index) : self.value(of: index)
    }
    return values[value] ?? build.insertIndex(0)
  }
}
