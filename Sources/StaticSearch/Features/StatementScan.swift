import Dialects
import IR
import Support

/// Reads the statements of a scheduled program whose sizes are known.
struct StatementScan {
  private let module: Module
  private let sizes: [String: Int]
  /// What values are over the counters of the loops around, by depth.
  private var values: [ValueID: IndexExpression] = [:]
  private var loops: [StatementSummary.Loop] = []
  private var allocations: [ValueID: Int] = [:]
  private var shapes: [ValueID: StatementSummary.Use] = [:]
  private(set) var statements: [StatementSummary] = []

  /// Reads all of a program.
  ///
  /// - Parameters:
  ///   - function: a tensor program.
  ///   - module: holds it.
  ///   - sizes: a value of every symbol; those of a range of one number may be left out.
  init(_ function: OperationID, in module: Module, sizes: [String: Int] = [:]) {
    self.module = module
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
    loops.append(
      StatementSummary.Loop(
        extent: max(0, length), kind: loop.kind, axis: module.threadAxis(of: operation)))
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
      } else if place == 0 {
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
        loops: all, operations: operations, uses: uses, conditionCount: block.predicate.count,
        allocationDepth: depth))
  }

  private mutating func add(
    _ buffer: ValueID, _ map: [IndexExpression], _ operands: [ValueID], isWrite: Bool,
    to uses: inout [StatementSummary.Use]
  ) {
    guard var use = empty(buffer) else { return }
    use.spans = map.map { spans(of: resolved($0, operands)).spans }
    var (stride, strides) = (1, [Int](repeating: 0, count: loops.count))
    for (axis, index) in map.enumerated().reversed() {
      let steps = spans(of: resolved(index, operands)).steps
      for (loop, step) in steps.enumerated() { strides[loop] += step * stride }
      stride *= axis < use.shape.count ? max(1, use.shape[axis]) : 1
    }
    use.strides = strides
    (use.isRead, use.isWritten) = (!isWrite, isWrite)
    guard let place = uses.firstIndex(where: { $0.buffer == buffer }) else {
      uses.append(use)
      return
    }
    uses[place].isRead = uses[place].isRead || use.isRead
    uses[place].isWritten = uses[place].isWritten || use.isWritten
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

  /// By loop: how far an index goes while it runs, and in its first step.
  ///
  /// Exact where the index is a sum of multiples; near it where it has quotients and remainders.
  private func spans(of index: IndexExpression) -> (spans: [Int], steps: [Int]) {
    var point = [Int](repeating: 0, count: loops.count)
    var (spans, steps) = (point, point)
    guard let origin = index.evaluate(symbols: sizes, dimensions: point) else {
      // What is loaded may be anywhere.
      return (loops.map { $0.extent - 1 }, steps)
    }
    for loop in index.dimensionNumbers.sorted() where loop < loops.count && loops[loop].extent > 1 {
      point[loop] = 1
      let first = index.evaluate(symbols: sizes, dimensions: point) ?? origin
      point[loop] = loops[loop].extent - 1
      let last = index.evaluate(symbols: sizes, dimensions: point) ?? origin
      point[loop] = 0
      steps[loop] = first - origin
      spans[loop] = max(abs(first - origin), abs(last - origin))
    }
    return (spans, steps)
  }

  private func resolved(_ expression: IndexExpression, _ operands: [ValueID]) -> IndexExpression {
    if expression.terms.isEmpty { return expression }
    return expression.substituting { leaf in
      guard case .dimension(let number) = leaf, number < operands.count else { return nil }
      return values[operands[number]] ?? .symbol(Self.unknown)
    }
  }
  /// A value that is not known before a program runs; it has none when indices are evaluated.
  private static let unknown = "%"
}
