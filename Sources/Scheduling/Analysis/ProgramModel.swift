import Dialects
import IR
import Polyhedra
import Support

/// A program, or part of one, as statements over integer sets.
struct ProgramModel {
  let module: Module
  let symbols: [String: SymbolRange]
  private(set) var statements: [Statement] = []
  /// The blocks that hold blocks, each as one statement without accesses of its own: `statements` has
  /// those in it, as if they stood in the loops around it.
  private(set) var outerBlocks: [Statement] = []
  /// How many of the loops around a statement are also around the buffer's allocation, so that each
  /// of their iterations has a buffer of its own.
  private(set) var lifetimes: [ValueID: Int] = [:]

  /// What leads to the statements that are read; everything if `nil`.
  private var wanted: Set<OperationID>?

  /// Reads the body of a function: everything, or only the statements that touch a buffer, without how
  /// they accumulate.
  init(_ function: OperationID, in module: Module, touching buffer: ValueID? = nil) {
    self.module = module
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
    symbols = module.match(function, as: Program.Function.self)?.assumptions.symbols ?? [:]
    if let body = module.body(of: function) {
      var walk = Walk()
      read(body, &walk)
    }
  }

  /// The loops around the operation being read.
  private struct Walk {
    /// What is known of index values; a value has one for all of the walk.
    var values: [ValueID: IndexExpression] = [:]
    var loops: [OperationID] = []
    var digits: [[Int]] = []
    var counters: [IndexExpression] = []
    var names: [String] = []
    var domain: [IndexExpression] = []
    /// For each loop how many conditions there are once it is entered.
    var ends: [Int] = []
    /// What the blocks around demand.
    var conditions: [IndexExpression] = []
    /// The blocks around, outermost first.
    var blocks: [OperationID] = []
    /// Of each dimension how many values it has; `nil` if that is not known.
    var extents: [IndexExpression?] = []

    /// How many loops, conditions and dimensions there are around what is being read.
    var place: (loops: Int, conditions: Int, dimensions: Int) {
      (loops.count, domain.count, extents.count)
    }

    /// Forgets what was entered since.
    mutating func leave(to place: (loops: Int, conditions: Int, dimensions: Int)) {
      loops.removeSubrange(place.loops...)
      digits.removeSubrange(place.loops...)
      counters.removeSubrange(place.loops...)
      names.removeSubrange(place.loops...)
      ends.removeSubrange(place.loops...)
      domain.removeSubrange(place.conditions...)
      extents.removeSubrange(place.dimensions...)
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

  private mutating func read(_ block: BlockID, _ walk: inout Walk) {
    for operation in module.operations(in: block) {
      if let wanted, !wanted.contains(operation), module.regionCount(of: operation) > 0 { continue }
      if let loop = module.match(operation, as: Program.For.self) {
        let outside = walk.place
        enter(loop, operation, &walk)
        walk.leave(to: outside)
      } else if let block = module.match(operation, as: Program.Block.self) {
        if module.holdsBlocks(operation) {
          enter(block, operation, walk)
        } else {
          statements.append(statement(block, operation, &walk))
        }
      } else if let index = module.match(operation, as: Program.Index.self) {
        walk.values[module.result(of: operation)] = walk.resolved(index.expression, index.indices)
      } else if module.isA(operation, Program.Allocate.self) {
        lifetimes[module.result(of: operation)] = walk.loops.count
      } else if module.isA(operation, Program.Choose.self) {
        for (place, region) in module.regions(of: operation).enumerated() {
          guard let body = module.entryBlock(of: region) else { continue }
          let outside = walk.place
          walk.domain += module.condition(of: operation, inRegion: place)
          read(body, &walk)
          walk.leave(to: outside)
        }
      }
    }
  }

  private mutating func enter(_ loop: Program.For, _ operation: OperationID, _ walk: inout Walk) {
    guard let body = module.body(of: operation), let counter = module.arguments(of: body).first
    else { return }
    let first = walk.extents.count
    let parts = Self.fusedParts(of: operation, in: module)
    let extents: [IndexExpression?] =
      parts.isEmpty ? [walk.resolved(loop.extent, loop.indices).map(linear)] : parts
    var value = IndexExpression.zero
    var digits: [Int] = []
    for (place, extent) in extents.enumerated() {
      let digit = IndexExpression.dimension(first + place)
      digits.append(first + place)
      value = value * (extent ?? 1) + digit
      walk.domain.append(digit)
      if let extent { walk.domain.append(extent - 1 - digit) }
    }
    walk.extents += extents
    walk.loops.append(operation)
    walk.names.append(loop.name.isEmpty ? "loop \(walk.loops.count)" : loop.name)
    walk.digits.append(digits)
    walk.counters.append(value)
    walk.ends.append(walk.domain.count)
    if parts.count > 1 {
      // Quotients and remainders of the counter are looked up, not computed.
      walk.values[counter] = .dimension(Self.fusedMarker + first)
      fused[Self.fusedMarker + first] = (parts: parts, digits: digits, value: value)
    } else {
      walk.values[counter] = value
    }
    read(body, &walk)
  }

  /// Sees through a block that holds blocks: its iterators are what they are bound to, and its
  /// initialisation runs, first, where all of them that are reduced over are zero.
  private mutating func enter(_ block: Program.Block, _ operation: OperationID, _ walk: Walk) {
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

  /// Counters of fused loops while expressions are put together.
  private var fused: [Int: (parts: [IndexExpression], digits: [Int], value: IndexExpression)] = [:]
  private static let fusedMarker = 1 << 20

  /// The extents that a loop was fused from, if one of the inner ones is a symbol.
  static func fusedParts(of loop: OperationID, in module: Module) -> [IndexExpression] {
    guard let parts = module.attribute("fused", of: loop)?.mapExpressions, parts.count > 1,
      let extent = module.property("extent", of: loop)?.mapExpressions.first,
      IndexExpression.product(parts) == extent
    else { return [] }
    return parts
  }

  // MARK: Statements

  private func statement(
    _ signature: Program.Block, _ operation: OperationID, _ walk: inout Walk
  ) -> Statement {
    var result = Statement(block: operation, signature: signature)
    result.loops = walk.loops
    result.digits = walk.digits
    result.counters = walk.counters
    result.loopNames = walk.names
    result.extents = walk.extents
    result.number = statements.count
    result.domain = walk.domain
    result.loopConditionCount = walk.domain.count
    result.loopConditionEnds = walk.ends
    result.outerBlocks = walk.blocks
    result.domain += walk.conditions.map(linear)
    let iterators = signature.bindings.map { walk.resolved($0, signature.counters).map(linear) }
    result.iterators = iterators.map { value in
      if let value { return value }
      // Not known: any number.
      result.extents.append(nil)
      return .dimension(result.dimensionCount - 1)
    }
    for condition in signature.predicate {
      if let known = walk.resolved(condition, signature.counters) {
        result.domain.append(linear(known))
      }
    }
    // Who asks for the statements of one buffer does not ask how they accumulate.
    let reduction = wanted == nil ? module.reductionStep(of: operation) : nil
    result.combination = reduction?.rule
    result.isAtomic = module.isAtomic(operation)
    for (place, region) in module.regions(of: operation).enumerated() {
      guard let body = module.entryBlock(of: region) else { continue }
      for (argument, value) in zip(module.arguments(of: body), iterators) {
        walk.values[argument] = value
      }
      for inner in module.operations(in: body) {
        if let index = module.match(inner, as: Program.Index.self) {
          walk.values[module.result(of: inner)] = walk.resolved(index.expression, index.indices)
        }
        if let region = module.match(inner, as: Program.Region.self) {
          result.regions.append(
            Statement.Region(
              buffer: region.buffer, isWrite: region.access == .writes,
              lower: region.map.map { walk.resolved($0, region.indices).map(linear) },
              extents: region.extents))
        }
        guard var access = access(inner, walk) else { continue }
        access.isInitial = place == 1
        access.onlyAtZero = place == 1 ? result.reductions : []
        access.accumulates = place == 0 && (reduction?.contains(inner) ?? false)
        result.accesses.append(access)
      }
    }
    if signature.kinds.contains(.opaque) {
      result.accesses += Statement.Access.ofTheWorld(operation)
    }
    return result
  }

  private func access(_ operation: OperationID, _ walk: Walk) -> Statement.Access? {
    if let load = module.match(operation, as: Program.Load.self) {
      return Statement.Access(
        buffer: load.buffer, isWrite: false,
        indices: load.map.map { walk.resolved($0, load.indices).map(linear) },
        operation: operation)
    }
    if let store = module.match(operation, as: Program.Store.self) {
      return Statement.Access(
        buffer: store.buffer, isWrite: true,
        indices: store.map.map { walk.resolved($0, store.indices).map(linear) },
        operation: operation)
    }
    return nil
  }

  /// `expression` over digits instead of fused counters.
  private func linear(_ expression: IndexExpression) -> IndexExpression {
    if fused.isEmpty { return expression }
    return expression.mapFactors { factor in
      switch factor {
      case .dimension(let number): return fused[number]?.value
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
    func weigh(_ range: Range<Int>, _ part: (parts: [IndexExpression], digits: [Int]))
      -> IndexExpression
    {
      range.reduce(IndexExpression.zero) { $0 * part.parts[$1] + .dimension(part.digits[$1]) }
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
    let part = (counter.parts, counter.digits)
    return (weigh(0..<start, part), weigh(start..<end, part))
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

  // MARK: Questions

  /// The statement of a block.
  func statement(of block: OperationID) -> Statement? {
    statements.first { $0.block == block } ?? outerBlocks.first { $0.block == block }
  }

  /// Whether an expression over the dimensions of `loop` and those around it is at least zero in every
  /// iteration.
  func holds(_ expression: IndexExpression, inside loop: OperationID) -> Bool {
    guard let statement = statements.first(where: { $0.loops.contains(loop) }),
      let place = statement.loops.firstIndex(of: loop)
    else { return false }
    let outer = Set(statement.digits[...place].flatMap { $0 })
    var system = IntegerSystem(dimensions: statement.dimensionCount, symbols: symbols)
    // Not what an alternative inside of the loop has for itself.
    for condition in statement.domain.prefix(statement.loopConditionEnds[place])
    where condition.dimensionNumbers.isSubset(of: outer) {
      system.require(nonNegative: condition)
    }
    system.require(nonNegative: -1 - expression)
    return system.isImpossible
  }

  /// The statements under a loop or block.
  func statements(under operation: OperationID) -> [Statement] {
    statements.filter {
      $0.block == operation || $0.loops.contains(operation) || $0.outerBlocks.contains(operation)
    }
  }

  /// How messages call a buffer.
  func bufferName(_ buffer: ValueID) -> String {
    if buffer == .missing { return "the world outside" }
    if case .argument(_, let index) = module.definition(of: buffer) { return "argument \(index)" }
    let writer = statements.first { statement in
      statement.accesses.contains { $0.isWrite && $0.buffer == buffer }
    }
    return writer.map { "the buffer of block '\($0.name)'" } ?? "a buffer"
  }
}

extension Module {
  /// What holds of the sizes in an alternative of a choice that a specialisation made.
  func condition(of choice: OperationID, inRegion place: Int) -> [IndexExpression] {
    guard let condition = attribute("condition", of: choice)?.mapExpressions.first else {
      return []
    }
    return [place == 0 ? condition : -1 - condition]
  }
}

extension IndexExpression {
  /// This with factors replaced, outer ones first; `nil` looks inside the factor.
  func mapFactors(_ replacement: (Factor) -> IndexExpression?) -> IndexExpression {
    var result = IndexExpression(constant)
    for term in terms {
      var product = IndexExpression(term.coefficient)
      for factor in term.factors { product *= factor.mapped(replacement) }
      result += product
    }
    return result
  }
}

extension IndexExpression.Factor {
  fileprivate func mapped(_ replacement: (Self) -> IndexExpression?) -> IndexExpression {
    if let whole = replacement(self) { return whole }
    switch self {
    case .symbol, .dimension: return IndexExpression(single: self)
    case .floorDivision(let value, let by):
      return value.mapFactors(replacement).floorDivided(by: by.mapFactors(replacement))
    case .remainder(let value, let by):
      return value.mapFactors(replacement).remainder(by: by.mapFactors(replacement))
    case .minimum(let a, let b):
      return .minimum(a.mapFactors(replacement), b.mapFactors(replacement))
    case .maximum(let a, let b):
      return .maximum(a.mapFactors(replacement), b.mapFactors(replacement))
    }
  }
}
