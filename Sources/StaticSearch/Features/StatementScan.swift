import Dialects
import IR
import Support

/// Reads the statements of a scheduled program whose sizes are known.
struct StatementScan {
  private let module: Module
  private let sizes: [String: Int]
  /// What values are over the counters of the loops around, by depth.
  private var values = SecondaryMap<ValueTag, IndexExpression?>(default: nil)
  private var loops: [StatementSummary.Loop] = []
  private var allocations: [ValueID: Int] = [:]
  private var shapes: [ValueID: StatementSummary.Use] = [:]
  /// Blocks that are not looked at.
  private let others: Set<String>
  /// The outermost loops and blocks that are looked at; `nil` for all.
  private let nests: Set<OperationID>?
  private(set) var statements: [StatementSummary] = []

  /// Reads all of a program.
  ///
  /// - Parameters:
  ///   - function: a tensor program.
  ///   - module: holds it.
  ///   - sizes: a value of every symbol; those of a range of one number may be left out.
  ///   - others: blocks that are not looked at.
  ///   - nests: the outermost loops and blocks that are looked at; `nil` for all.
  init(
    _ function: OperationID, in module: Module, sizes: [String: Int] = [:],
    leavingOut others: Set<String> = [], nests: Set<OperationID>? = nil
  ) {
    (self.module, self.others, self.nests) = (module, others, nests)
    var all = sizes
    for symbol in module.match(function, as: Program.Function.self)?.symbols ?? []
    where all[symbol.name] == nil {
      all[symbol.name] = symbol.range.lower
    }
    self.sizes = all
    if let body = module.body(of: function) { scan(body) }
  }

  private mutating func scan(_ block: BlockID) {
    for operation in module.operations(in: block) {
      if loops.isEmpty, let nests, !nests.contains(operation),
        !module.isA(operation, Program.Allocate.self), !module.isA(operation, Program.Index.self)
      {
        continue
      }
      if let loop = module.match(operation, as: Program.For.self) {
        scan(loop, operation)
      } else if let block = module.match(operation, as: Program.Block.self) {
        scan(block, operation)
      } else if let index = module.match(operation, as: Program.Index.self) {
        values[module.result(of: operation)] = resolved(index.expression, index.indices)
      } else if module.isA(operation, Program.Allocate.self) {
        allocations[module.result(of: operation)] = loops.count
      } else if let choice = module.match(operation, as: Program.Choose.self) {
        scan(choice, operation)
      }
    }
  }

  private mutating func scan(_ loop: Program.For, _ operation: OperationID) {
    guard let body = module.body(of: operation), let counter = module.arguments(of: body).first
    else { return }
    // Of a loop that depends on others the greatest length counts, near enough.
    let extent = resolved(loop.extent, loop.indices)
    let ends = loops.map { $0.extent - 1 }
    let length = max(
      extent.evaluate(symbols: sizes, dimensions: ends.map { _ in 0 }) ?? 1,
      extent.evaluate(symbols: sizes, dimensions: ends) ?? 1)
    values[counter] = .dimension(loops.count)
    // What one thread takes at least is all: no other thread is asked.
    let grain = loop.grain.evaluate(symbols: sizes, dimensions: []) ?? 1
    let isAlone = loop.kind == .parallel && grain >= length
    loops.append(
      StatementSummary.Loop(
        extent: max(0, length), kind: isAlone ? .serial : loop.kind,
        axis: module.threadAxis(of: operation)))
    scan(body)
    loops.removeLast()
  }

  /// The alternative that runs at these sizes.
  private mutating func scan(_ choice: Program.Choose, _ operation: OperationID) {
    var best: (cost: Int, place: Int)?
    for (place, (cost, condition)) in zip(choice.costs, choice.conditions).enumerated() {
      guard condition.evaluate(symbols: sizes) ?? -1 >= 0,
        let cost = cost.evaluate(symbols: sizes), cost < best?.cost ?? .max
      else { continue }
      best = (cost, place)
    }
    let regions = module.regions(of: operation)
    guard let place = best?.place, regions.indices.contains(place),
      let body = module.entryBlock(of: regions[place])
    else { return }
    scan(body)
  }

  private mutating func scan(_ block: Program.Block, _ operation: OperationID) {
    let bindings = block.bindings.map { resolved($0, block.counters) }
    for (place, region) in module.regions(of: operation).enumerated() {
      guard let body = module.entryBlock(of: region) else { continue }
      for (argument, value) in zip(module.arguments(of: body), bindings) {
        values[argument] = value
      }
      if module.holdsBlocks(operation) {
        scan(body)
      } else if place == 0, !others.contains(block.name) {
        // The initialisation runs once where the statement runs many times.
        statement(body, block, bindings)
      }
    }
  }

  private mutating func statement(
    _ body: BlockID, _ block: Program.Block, _ bindings: [IndexExpression]
  ) {
    var operations = OperationCounts()
    var uses: [StatementSummary.Use] = []
    var depth = 0
    for operation in module.operations(in: body) {
      if let index = module.match(operation, as: Program.Index.self) {
        values[module.result(of: operation)] = resolved(index.expression, index.indices)
      } else if let load = module.match(operation, as: Program.Load.self) {
        add(load.buffer, load.map, load.indices, isWrite: false, to: &uses)
      } else if let store = module.match(operation, as: Program.Store.self) {
        add(store.buffer, store.map, store.indices, isWrite: true, to: &uses)
        depth = max(depth, allocations[store.buffer] ?? 0)
      } else {
        operations.count(module.name(of: operation))
      }
    }
    var all = loops
    for (kind, binding) in zip(block.kinds, bindings) where kind == .reduction {
      for number in binding.dimensionNumbers where number < all.count {
        all[number].isReduced = true
      }
    }
    // A multiply-add that was fused is no reduction by its name; its steps write the same element.
    uses.sort { $0.elements(from: 0) > $1.elements(from: 0) }
    statements.append(
      StatementSummary(
        name: block.name, loops: all, operations: operations, uses: uses,
        conditionCount: block.predicate.count,
        allocationDepth: depth))
  }

  private mutating func add(
    _ buffer: ValueID, _ map: [IndexExpression], _ operands: [ValueID], isWrite: Bool,
    to uses: inout [StatementSummary.Use]
  ) {
    guard var use = empty(buffer) else { return }
    if let depth = allocations[buffer] { (use.isAllocated, use.allocationDepth) = (true, depth) }
    let walks = map.map { walk(of: resolved($0, operands)) }
    use.spans = walks.map(\.spans)
    var (stride, strides) = (1, [Int](repeating: 0, count: loops.count))
    for (axis, walk) in walks.enumerated().reversed() {
      for (loop, step) in walk.steps.enumerated() { strides[loop] += step * stride }
      stride *= axis < use.shape.count ? max(1, use.shape[axis]) : 1
    }
    use.strides = strides
    use.places = [walks.map(\.middle)]
    use.reach = walks.map { _ in 0 }
    use.boundedCount = walks.contains(where: \.isBounded) ? 1 : 0
    (use.isRead, use.isWritten) = (!isWrite, isWrite)
    guard let place = uses.firstIndex(where: { $0.buffer == buffer }) else {
      uses.append(use)
      return
    }
    uses[place].isRead = uses[place].isRead || use.isRead
    uses[place].isWritten = uses[place].isWritten || use.isWritten
    if !uses[place].places.contains(use.places[0]) {
      uses[place].places += use.places
      uses[place].accessCount += 1
      uses[place].boundedCount += use.boundedCount
      for axis in use.reach.indices {
        let all = uses[place].places.map { $0[axis] }
        uses[place].reach[axis] = (all.max() ?? 0) - (all.min() ?? 0)
      }
    }
    if uses[place].spans != use.spans {
      for axis in use.spans.indices {
        for loop in use.spans[axis].indices {
          uses[place].spans[axis][loop] = max(uses[place].spans[axis][loop], use.spans[axis][loop])
        }
      }
    }
  }

  /// A buffer of which nothing is touched yet.
  private mutating func empty(_ buffer: ValueID) -> StatementSummary.Use? {
    if let known = shapes[buffer] { return known }
    guard let type = module.bufferType(of: buffer) else { return nil }
    let use = StatementSummary.Use(
      buffer: buffer, elementBytes: max(1, (type.element.bitWidth ?? 8) / 8), scope: type.scope,
      shape: type.shape.map { max(1, $0.evaluate(symbols: sizes) ?? 1) }, spans: [], strides: [])
    shapes[buffer] = use
    return use
  }

  /// How an index goes while loops run.
  private struct Walk {
    /// By loop: how far it goes while the loop runs, and in a step in the middle, the others standing in
    /// their middle, where no edge is near.
    var spans: [Int]
    var steps: [Int]
    /// Where it is in the middle of all loops.
    var middle: Int
    /// Whether a bound may come between the lanes.
    var isBounded = false
  }

  /// Exact where the index is a sum of multiples; near it where it has bounds, quotients and remainders.
  private func walk(of index: IndexExpression) -> Walk {
    let none = [Int](repeating: 0, count: loops.count)
    var walk = Walk(spans: none, steps: none, middle: index.constant)
    if index.terms.allSatisfy({ $0.factors.single.flatMap(loopNumber) != nil }) {
      for term in index.terms {
        guard let loop = term.factors.single.flatMap(loopNumber) else { continue }
        let last = loops[loop].extent - 1
        walk.middle += term.coefficient * (last / 2)
        if last < 1 { continue }
        walk.steps[loop] = term.coefficient
        walk.spans[loop] = abs(term.coefficient) * last
      }
      return walk
    }
    var point = loops.map { ($0.extent - 1) / 2 }
    guard let origin = index.evaluate(symbols: sizes, dimensions: point) else {
      // What is loaded may be anywhere.
      walk.spans = loops.map { max(0, $0.extent - 1) }
      return walk
    }
    walk.middle = origin
    for loop in index.dimensionNumbers.sorted() where loop < loops.count && loops[loop].extent > 1 {
      let middle = point[loop]
      func at(_ counter: Int) -> Int {
        point[loop] = counter
        return index.evaluate(symbols: sizes, dimensions: point) ?? origin
      }
      let extent = loops[loop].extent
      walk.steps[loop] = at(middle + 1) - origin
      let (first, last) = (at(0), at(extent - 1))
      walk.spans[loop] = max(abs(last - first), abs(last - origin), abs(first - origin))
      point[loop] = middle
    }
    if let last = loops.indices.last, loops[last].kind == .vectorized,
      index.dimensionNumbers.contains(last)
    {
      walk.isBounded = index.linear(in: last) == nil
    }
    return walk
  }

  /// The loop that a factor is the counter of.
  private func loopNumber(_ factor: IndexExpression.Factor) -> Int? {
    guard case .dimension(let number) = factor, loops.indices.contains(number) else { return nil }
    return number
  }

  private func resolved(_ expression: IndexExpression, _ operands: [ValueID]) -> IndexExpression {
    if expression.terms.isEmpty { return expression }
    return expression.substituting { leaf in
      guard case .dimension(let number) = leaf, number < operands.count else { return nil }
      return values[operands[number]] ?? Self.unknown
    }
  }
  /// A value that is not known before a program runs; it has none when indices are evaluated.
  private static let unknown = IndexExpression.symbol("%")
}
