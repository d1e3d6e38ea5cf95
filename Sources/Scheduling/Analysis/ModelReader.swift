import Dialects
import IR
import Support

/// Reads a program into the statements of its model.
final class ModelReader {
  private let module: Module
  private(set) var statements: [Statement] = []
  private(set) var outerBlocks: [Statement] = []
  private(set) var lifetimes: [ValueID: Int] = [:]
  /// What each statement was read from, by its block; see `known`.
  private(set) var states: [OperationID: (state: [UInt32], place: Int)] = [:]
  /// A model of the program before it was changed: statements that are as they were are taken from it.
  private let known: ProgramModel?

  /// What leads to the statements that are read; everything if `nil`.
  private let wanted: Set<OperationID>?

  private var fused: [Int: FusedCounter] = [:]
  private static let fusedMarker = 1 << 20
  /// What each loop was when it was read.
  private(set) var readLoops: [OperationID: ReadLoop] = [:]
  /// A number that no loop's version has.
  private(set) var nextVersion: UInt32
  private var row: [UInt32] = []

  init(
    _ function: OperationID, in module: Module, touching buffer: ValueID?,
    knowing known: ProgramModel?
  ) {
    (self.module, self.known, nextVersion) = (module, known, known?.nextVersion ?? 0)
    wanted = buffer.map { buffer in
      var around: Set<OperationID> = []
      for user in module.users(of: buffer) {
        var place = module.parent(of: user)
        while let operation = place, operation != function, around.insert(operation).inserted {
          place = module.parent(of: operation)
        }
      }
      return around
    }
  }

  /// Reads the body of the function.
  func read(_ body: BlockID) {
    var walk = Walk()
    read(body, &walk)
  }

  /// The loops around the operation being read.
  private struct Walk {
    /// What is known of index values; a value has one for all of the walk.
    var values = SecondaryMap<ValueTag, IndexExpression?>(default: nil)
    var loops: [OperationID] = []
    var digits: [[Int]] = []
    var counters: [IndexExpression] = []
    var names: [String] = []
    var domain: [IndexExpression] = []
    /// For each loop how many conditions there are once it is entered.
    var ends: [Int] = []
    /// What leads here, as `Module.appendState` has it.
    var state: [UInt32] = []
    /// What the blocks around demand.
    var conditions: [IndexExpression] = []
    /// The blocks around, outermost first.
    var blocks: [OperationID] = []
    /// Of each dimension how many values it has; `nil` if that is not known.
    var extents: [IndexExpression?] = []

    /// How many loops, conditions and dimensions there are around what is being read.
    var place: (loops: Int, conditions: Int, dimensions: Int, state: Int) {
      (loops.count, domain.count, extents.count, state.count)
    }

    /// Forgets what was entered since.
    mutating func leave(to place: (loops: Int, conditions: Int, dimensions: Int, state: Int)) {
      loops.removeSubrange(place.loops...)
      digits.removeSubrange(place.loops...)
      counters.removeSubrange(place.loops...)
      names.removeSubrange(place.loops...)
      ends.removeSubrange(place.loops...)
      domain.removeSubrange(place.conditions...)
      extents.removeSubrange(place.dimensions...)
      state.removeSubrange(place.state...)
    }

    func resolved(_ map: IndexExpression, _ operands: [ValueID]) -> IndexExpression? {
      var isKnown = true
      let result = map.substituting { leaf in
        guard case .dimension(let number) = leaf else { return nil }
        guard number < operands.count, let value = values[operands[number]] else {
          isKnown = false
          return nil
        }
        return value
      }
      return isKnown ? result : nil
    }
  }

  // MARK: Structure

  private func read(_ block: BlockID, _ walk: inout Walk) {
    for operation in module.operations(in: block) {
      if let wanted, !wanted.contains(operation), module.regionCount(of: operation) > 0 { continue }
      if module.isA(operation, Program.For.self) {
        let outside = walk.place
        enter(operation, &walk)
        walk.leave(to: outside)
      } else if module.isA(operation, Program.Block.self) {
        if !module.holdsBlocks(operation) {
          append(operation, &walk)
        } else if let block = module.match(operation, as: Program.Block.self) {
          enter(block, operation, walk)
        }
      } else if let index = module.match(operation, as: Program.Index.self) {
        walk.values[module.result(of: operation)] = walk.resolved(index.expression, index.indices)
        module.appendState(of: operation, to: &walk.state)
      } else if module.isA(operation, Program.Allocate.self) {
        lifetimes[module.result(of: operation)] = walk.loops.count
      } else if module.isA(operation, Program.Choose.self) {
        for (place, region) in module.regions(of: operation).enumerated() {
          guard let body = module.entryBlock(of: region) else { continue }
          let outside = walk.place
          module.appendState(of: operation, to: &walk.state)
          walk.state.append(UInt32(place))
          walk.domain += module.condition(of: operation, inRegion: place)
          read(body, &walk)
          walk.leave(to: outside)
        }
      }
    }
  }

  private func enter(_ operation: OperationID, _ walk: inout Walk) {
    guard let body = module.body(of: operation), let counter = module.arguments(of: body).first,
      let loop = loop(operation, walk)
    else { return }
    readLoops[operation] = loop
    walk.extents += loop.extents
    walk.state.append(operation.index)
    walk.state.append(loop.version)
    walk.loops.append(operation)
    walk.names.append(loop.facts.name.isEmpty ? "loop \(walk.loops.count)" : loop.facts.name)
    walk.digits.append(loop.digits)
    walk.counters.append(loop.value)
    walk.domain += loop.conditions
    walk.ends.append(walk.domain.count)
    if let counters = loop.fused {
      // Quotients and remainders of the counter are looked up, not computed.
      walk.values[counter] = .dimension(Self.fusedMarker + loop.first)
      fused[Self.fusedMarker + loop.first] = counters
    } else {
      walk.values[counter] = loop.value
    }
    read(body, &walk)
  }

  /// A loop whose dimensions come after those around, read or taken from the model that is known.
  private func loop(_ operation: OperationID, _ walk: borrowing Walk) -> ReadLoop? {
    let (first, old) = (walk.extents.count, known?.readLoops[operation])
    row.removeAll(keepingCapacity: true)
    module.appendState(of: operation, to: &row)
    if let old, old.row == row, old.isAlone, old.first == first { return old }
    guard let snapshot = module.match(operation, as: Program.For.self) else { return nil }
    let parts = ProgramModel.fusedParts(of: operation, in: module)
    let facts = ReadLoop.Facts(
      extent: snapshot.extent, indices: snapshot.indices, name: snapshot.name, parts: parts)
    let isOld = old?.facts == facts
    if !isOld { nextVersion += 1 }
    return ReadLoop(
      facts, row: row, version: isOld ? old?.version ?? 0 : nextVersion, first: first,
      extents: parts.isEmpty ? [linear(snapshot.extent, snapshot.indices, walk)] : parts)
  }

  /// Sees through a block that holds blocks: its iterators are what they are bound to, and its
  /// initialisation runs, first, where all of them that are reduced over are zero.
  private func enter(_ block: Program.Block, _ operation: OperationID, _ walk: Walk) {
    let values = block.bindings.map { walk.resolved($0, block.counters) }
    var inner = walk
    outerBlocks.append(statement(block, operation, &inner))
    inner.blocks.append(operation)
    inner.conditions += block.predicate.compactMap { walk.resolved($0, block.counters) }
    for (place, region) in module.regions(of: operation).enumerated().reversed() {
      guard let body = module.entryBlock(of: region) else { continue }
      var own = inner
      for (iterator, value) in zip(module.arguments(of: body), values) {
        own.values[iterator] = value
      }
      if place == 1 {
        own.conditions += zip(block.kinds, values).compactMap { kind, value in
          kind == .reduction ? value.map { -$0 } : nil
        }
      }
      read(body, &own)
    }
  }

  // MARK: Statements

  /// Reads a statement, or takes it from the model that is known.
  private func append(_ operation: OperationID, _ walk: inout Walk) {
    func read() {
      guard let signature = module.match(operation, as: Program.Block.self) else { return }
      statements.append(statement(signature, operation, &walk))
    }
    // What is in blocks depends on what those are bound to.
    guard wanted == nil, walk.blocks.isEmpty else { return read() }
    var state = walk.state
    module.appendState(of: operation, to: &state)
    for region in module.regions(of: operation) {
      guard let body = module.entryBlock(of: region) else { continue }
      for inner in module.operations(in: body) { module.appendState(of: inner, to: &state) }
      state.append(.max)
    }
    states[operation] = (state, statements.count)
    guard let known, let old = known.states[operation], old.state == state else { return read() }
    statements.append(known.statements[old.place].numbered(statements.count))
  }

  private func statement(
    _ signature: Program.Block, _ operation: OperationID, _ walk: inout Walk
  ) -> Statement {
    var (domain, extents) = (walk.domain, walk.extents)
    for condition in walk.conditions { domain.append(linear(condition)) }
    let values = signature.bindings.map { linear($0, signature.counters, walk) }
    let iterators = values.map { value in
      if let value { return value }
      // Not known: any number.
      extents.append(nil)
      return .dimension(extents.count - 1)
    }
    for condition in signature.predicate {
      if let known = linear(condition, signature.counters, walk) { domain.append(known) }
    }
    // Who asks for the statements of one buffer does not ask how they accumulate.
    let reduction = wanted == nil ? module.reductionStep(of: operation) : nil
    var accesses: [Statement.Access] = []
    var regions: [Statement.Region] = []
    for (place, region) in module.regions(of: operation).enumerated() {
      guard let body = module.entryBlock(of: region) else { continue }
      for (argument, value) in zip(module.arguments(of: body), values) {
        walk.values[argument] = value
      }
      for inner in module.operations(in: body) {
        if let index = module.match(inner, as: Program.Index.self) {
          walk.values[module.result(of: inner)] = walk.resolved(index.expression, index.indices)
        }
        if let region = module.match(inner, as: Program.Region.self) {
          regions.append(
            Statement.Region(
              buffer: region.buffer, isWrite: region.access == .writes,
              lower: region.map.map { linear($0, region.indices, walk) },
              extents: region.extents))
        }
        guard var access = access(inner, walk) else { continue }
        access.isInitial = place == 1
        access.onlyAtZero = place == 1 ? signature.reductions(among: iterators) : []
        access.accumulates = place == 0 && (reduction?.contains(inner) ?? false)
        accesses.append(access)
      }
    }
    if signature.kinds.contains(.opaque) { accesses += Statement.Access.ofTheWorld(operation) }
    return Statement(
      block: operation, signature: signature, loops: walk.loops, outerBlocks: walk.blocks,
      digits: walk.digits, counters: walk.counters, loopNames: walk.names, extents: extents,
      number: statements.count, domain: domain, loopConditionCount: walk.domain.count,
      loopConditionEnds: walk.ends, iterators: iterators, accesses: accesses, regions: regions,
      combination: reduction?.rule, isAtomic: module.isAtomic(operation))
  }

  private func access(_ operation: OperationID, _ walk: Walk) -> Statement.Access? {
    if let load = module.match(operation, as: Program.Load.self) {
      return Statement.Access(
        buffer: load.buffer, isWrite: false,
        indices: load.map.map { linear($0, load.indices, walk) },
        operation: operation)
    }
    if let store = module.match(operation, as: Program.Store.self) {
      return Statement.Access(
        buffer: store.buffer, isWrite: true,
        indices: store.map.map { linear($0, store.indices, walk) },
        operation: operation)
    }
    return nil
  }

  /// What a map of operands comes to, over digits; `nil` where an operand is not known.
  private func linear(
    _ map: IndexExpression, _ operands: [ValueID], _ walk: borrowing Walk
  ) -> IndexExpression? {
    guard let value = walk.resolved(map, operands) else { return nil }
    return linear(value)
  }

  /// `expression` over digits instead of fused counters.
  private func linear(_ expression: IndexExpression) -> IndexExpression {
    if fused.isEmpty { return expression }
    guard expression.hasDimension(from: Self.fusedMarker) else { return expression }
    return expression.replacingFactors { factor in
      switch factor {
      case .dimension(let number): return number < Self.fusedMarker ? nil : fused[number]?.value
      case .floorDivision(let value, let by):
        return fusedParts(of: value, by)?.quotient
      case .remainder(let value, let by):
        return fusedParts(of: value, by)?.remainder
      default: return nil
      }
    }
  }

  /// The quotient and remainder of a fused counter, or of a quotient of one.
  private func fusedParts(
    of value: IndexExpression, _ by: IndexExpression
  ) -> (quotient: IndexExpression, remainder: IndexExpression)? {
    if let number = value.dimensionNumber {
      return fused[number]?.halves.first { $0.by == by }.map { ($0.quotient, $0.remainder) }
    }
    var value = value
    var dropped: [IndexExpression] = []
    while case .floorDivision(let inner, let divisor)? = value.singleFactor {
      dropped.append(divisor)
      value = inner
    }
    guard let number = value.dimensionNumber, let counter = fused[number] else { return nil }
    var end = counter.parts.count
    for divisor in dropped.reversed() {
      guard let next = Self.take(divisor, from: counter.parts, end) else { return nil }
      end = next
    }
    guard let start = Self.take(by, from: counter.parts, end) else { return nil }
    return (
      FusedCounter.weigh(0..<start, counter.parts, counter.digits),
      FusedCounter.weigh(start..<end, counter.parts, counter.digits)
    )
  }

  /// Where the last parts before `end` whose product is `divisor` begin.
  private static func take(
    _ divisor: IndexExpression, from parts: [IndexExpression], _ end: Int
  ) -> Int? {
    var product = IndexExpression.one
    for start in (0..<end).reversed() {
      product *= parts[start]
      if product == divisor { return start }
    }
    return nil
  }
}
