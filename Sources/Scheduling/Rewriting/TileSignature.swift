import Dialects
import IR
import Support

/// The loops around a block that become a block of their own, and what the iterators of that one are.
///
/// Expressions are over dimensions: the values `outside`, then the counters of the tile's own loops.
struct TileSignature {
  /// An iterator of the new block.
  struct Iterator {
    /// Over `outside`.
    let binding: IndexExpression
    let extent: IndexExpression
    let kind: Program.IteratorKind
    /// The binding of the inner block whose tiles it counts, and how many values are in a tile.
    var tile: (iterator: Int, size: IndexExpression)?
  }

  let loop: OperationID
  let block: OperationID
  /// The tile's loops, outermost first.
  let loops: [OperationID]
  /// What the inner block depends on besides them.
  private(set) var outside: [ValueID] = []
  private var counters: [ValueID] = []
  private let inner: Program.Block
  private var bindings: [IndexExpression] = []
  private var predicate: [IndexExpression] = []
  private let assumptions: Assumptions
  private let module: Module
  private var running: [Int: IndexExpression] = [:]
  private(set) var outer: [Iterator] = []

  /// Reads the nest of a loop.
  ///
  /// - Throws: a refusal if it is more than loops around one block.
  init(at loop: OperationID, in program: ScheduledProgram) throws(Refusal) {
    var (loops, current) = ([OperationID](), loop)
    while program.module.isA(current, Program.For.self) {
      guard let only = program.onlyChild(of: current) else {
        throw Refusal(
          "the loop '\(program.loopName(current))' holds more than a nest around one block; distribute it "
            + "first")
      }
      loops.append(current)
      current = only
    }
    guard let inner = program.module.match(current, as: Program.Block.self) else {
      throw Refusal("the loop '\(program.loopName(loop))' is around no block")
    }
    (self.loop, block, self.loops, self.inner) = (loop, current, loops, inner)
    module = program.module
    for loop in loops { counters.append(try program.counter(of: loop)) }
    outside = inner.counters.filter { [counters] in !counters.contains($0) }
    var known = program.assumptions
    for (place, value) in outside.enumerated() {
      if let extent = program.extent(of: value) { known.setExtent(of: place, to: extent) }
    }
    for (place, loop) in loops.enumerated() {
      let snapshot = try program.snapshot(loop)
      guard snapshot.indices.isEmpty else { continue }
      running[outside.count + place] = snapshot.extent
      known.setExtent(of: outside.count + place, to: snapshot.extent)
    }
    assumptions = known
    let places = inner.counters.map { [outside, counters] value -> IndexExpression in
      .dimension(
        outside.firstIndex(of: value) ?? outside.count + (counters.firstIndex(of: value) ?? 0))
    }
    bindings = inner.bindings.map { known.simplified($0.substituting(dimensions: places)) }
    predicate = inner.predicate.map { known.simplified($0.substituting(dimensions: places)) }
  }

  private var finder: RangeFinder { RangeFinder(assumptions: assumptions, running: running) }

  private func isOutside(_ expression: IndexExpression) -> Bool {
    expression.dimensionNumbers.allSatisfy { $0 < outside.count }
  }

  // MARK: Iterators

  /// Finds the iterators of the new block: the tiles of the inner block's, and the values outside that
  /// are left over.
  mutating func divide() {
    for (place, binding) in bindings.enumerated() {
      guard let (whole, size) = tiles(of: binding) else { continue }
      let number = size == 1 ? whole : assumptions.simplified(whole.floorDivided(by: size))
      let extent = assumptions.simplified(inner.extents[place].ceilDivided(by: size))
      outer.append(
        Iterator(
          binding: number, extent: extent, kind: inner.kinds[place], tile: (place, size)))
    }
    var rest: Set<Int> = []
    for expression in bindings + predicate {
      rest.formUnion(rewritten(expression).dimensionNumbers.filter { $0 < outside.count })
    }
    for place in rest.sorted() {
      guard let bounds = assumptions.dimensions[place] else { continue }
      outer.append(
        Iterator(
          binding: .dimension(place), extent: bounds.upper + 1, kind: kind(of: place), tile: nil))
    }
  }

  /// The part of a binding that stands still in the tile, if tiles of it follow each other, and how
  /// many values there are in one.
  private func tiles(
    of binding: IndexExpression
  ) -> (whole: IndexExpression, size: IndexExpression)? {
    var (whole, part) = (IndexExpression(binding.constant), IndexExpression.zero)
    for term in binding.terms {
      let single = term.factors.reduce(IndexExpression(term.coefficient)) {
        $0 * IndexExpression(single: $1)
      }
      if isOutside(single) {
        whole += single
      } else if single.dimensionNumbers.allSatisfy({ $0 >= outside.count }) {
        part += single
      } else {
        return nil
      }
    }
    guard whole != 0, let range = finder.range(of: part), range.lower == 0 else { return nil }
    let size = assumptions.simplified(range.extent)
    // Tiles of nothing do not follow each other.
    guard let count = size.constantValue, count > 0 else { return nil }
    return assumptions.isMultiple(whole, of: count) ? (whole, size) : nil
  }

  /// What the values outside are for.
  private func kind(of place: Int) -> Program.IteratorKind {
    let kinds = zip(inner.kinds, bindings).filter { $0.1.dimensionNumbers.contains(place) }.map(\.0)
    return [.opaque, .scan, .reduction].first { kinds.contains($0) } ?? .spatial
  }

  /// An expression over what stands for the iterators of the new block, from `base` on, where it
  /// follows from tiles; other values outside are left in it.
  private func rewritten(_ expression: IndexExpression) -> IndexExpression {
    var result = expression
    for (number, iterator) in outer.enumerated() {
      guard let tile = iterator.tile else { continue }
      let whole = tiles(of: bindings[tile.iterator])?.whole ?? 0
      guard let first = whole.terms.first,
        let same = result.terms.first(where: { $0.factors == first.factors }),
        same.coefficient % first.coefficient == 0
      else { continue }
      let ratio = IndexExpression(same.coefficient / first.coefficient)
      let less = assumptions.simplified(result - whole * ratio)
      guard less.terms.count <= result.terms.count - whole.terms.count else { continue }
      result = less + .dimension(base + number) * tile.size * ratio
    }
    return result
  }

  /// Dimensions from here on stand for the new block's iterators.
  private var base: Int { outside.count + counters.count }

  // MARK: Signatures

  /// The new block, over the values outside.
  func outerBlock(named name: String) -> Program.Block {
    var conditions: [IndexExpression] = []
    func require(_ condition: IndexExpression) {
      let condition = assumptions.simplified(condition)
      guard !assumptions.isNonNegative(condition), !conditions.contains(condition) else { return }
      conditions.append(condition)
    }
    for condition in predicate {
      // What the easiest of the tile's iterations needs, the others need as well.
      if isOutside(condition) {
        require(condition)
      } else if let range = finder.range(of: condition), isOutside(range.lower + range.span) {
        require(range.lower + range.span)
      }
    }
    let guarded = Set(conditions.flatMap(\.dimensionNumbers))
    for iterator in outer where guarded.isDisjoint(with: iterator.binding.dimensionNumbers) {
      require(iterator.extent - 1 - iterator.binding)
      require(iterator.binding)
    }
    return Program.Block(
      name: name, counters: outside, bindings: outer.map(\.binding), extents: outer.map(\.extent),
      kinds: outer.map(\.kind), predicate: conditions)
  }

  /// The inner block, over the iterators of the new one, its own loops, and what is left outside.
  func innerBlock(over iterators: [ValueID]) -> Program.Block {
    let values = outside + counters + iterators
    let raw = outer.enumerated().filter { $0.element.tile == nil }
    func expression(_ old: IndexExpression) -> IndexExpression {
      rewritten(old).substituting { leaf in
        guard case .dimension(let number) = leaf,
          let place = raw.first(where: { $0.element.binding == .dimension(number) })
        else { return nil }
        return .dimension(base + place.offset)
      }
    }
    var result = inner
    // The new block asks what stands still in it.
    let bindings = bindings.map(expression)
    let predicate = predicate.filter { !isOutside($0) }.map(expression)
    let used = Set((bindings + predicate).flatMap(\.dimensionNumbers)).sorted()
    let numbers = values.indices.map { place -> IndexExpression in
      .dimension(used.firstIndex(of: place) ?? 0)
    }
    result.counters = used.map { values[$0] }
    result.bindings = bindings.map { $0.substituting(dimensions: numbers) }
    result.predicate = predicate.map { $0.substituting(dimensions: numbers) }
    return result
  }

  // MARK: Initialisation

  /// How the new block begins.
  struct Initialisation {
    /// The loops of the tile that are not reduced over.
    let loops: [OperationID]
    /// The counters of those that are.
    let reduced: Set<ValueID>

    /// The conditions of a block under which its first term runs.
    func conditions(of block: Program.Block) -> [IndexExpression] {
      let start = block.counters.enumerated().map { place, value -> IndexExpression in
        reduced.contains(value) ? 0 : .dimension(place)
      }
      return block.predicate.map { $0.substituting(dimensions: start) }
    }
  }

  /// How the initialisation of the inner block becomes one of the new block: for all of the tile before
  /// its first terms; `nil` where it stays, because the new block is not reduced over, or not only the
  /// elements that are accumulated into are touched.
  func initialisation(in program: ScheduledProgram) throws(Refusal) -> Initialisation? {
    guard program.hasInitial(block), outer.contains(where: { $0.kind == .reduction }),
      outer.allSatisfy({ $0.kind == .spatial || $0.tile != nil }),
      program.accumulatesOnly(block)
    else { return nil }
    var (reduced, spatial, used) = (Set<Int>(), Set<Int>(), Set<Int>())
    for (kind, binding) in zip(inner.kinds, bindings) {
      let own = binding.dimensionNumbers.filter { $0 >= outside.count }
      used.formUnion(own)
      if kind == .reduction {
        reduced.formUnion(own)
        // It is zero in one iteration only.
        for number in own {
          guard let step = binding.linear(in: number)?.coefficient.constantValue, step > 0 else {
            return nil
          }
        }
      } else {
        spatial.formUnion(own)
      }
    }
    guard reduced.isDisjoint(with: spatial), used.count == counters.count,
      zip(inner.kinds, bindings).allSatisfy({ kind, binding in
        kind != .reduction || isOutside(binding) || startsAtZero(binding)
      })
    else { return nil }
    let reducedCounters = Set(reduced.map { counters[$0 - outside.count] })
    var kept: [OperationID] = []
    for (loop, counter) in zip(loops, counters) where !reducedCounters.contains(counter) {
      let indices = try program.snapshot(loop).indices
      guard reducedCounters.isDisjoint(with: indices) else { return nil }
      kept.append(loop)
    }
    return Initialisation(loops: kept, reduced: reducedCounters)
  }

  /// Whether a binding is the start of its tile where the tile's counters are zero.
  private func startsAtZero(_ binding: IndexExpression) -> Bool {
    if tiles(of: binding) != nil { return true }
    return binding.dimensionNumbers.allSatisfy { $0 >= outside.count } && binding.constant == 0
  }
}

extension ScheduledProgram {
  /// Below what a counter or an iterator stays; `nil` where that depends on other loops.
  func extent(of value: ValueID) -> IndexExpression? {
    guard case .argument(let body, let place) = module.definition(of: value),
      let region = module.region(of: body)
    else { return nil }
    let owner = module.owner(of: region)
    if let loop = module.match(owner, as: Program.For.self) {
      return loop.indices.isEmpty ? loop.extent : nil
    }
    let block = module.match(owner, as: Program.Block.self)
    return block.flatMap { place < $0.extents.count ? $0.extents[place] : nil }
  }

  /// Whether every statement in a block accumulates, so that elements may be set before terms of others
  /// are added.
  fileprivate func accumulatesOnly(_ block: OperationID) -> Bool {
    guard let body = module.entryBlock(of: module.region(0, of: block)) else { return false }
    var statements = module.operations(in: body).flatMap { blocks(under: $0) }
    if !module.holdsBlocks(block) { statements = [block] }
    let terms = statements.allSatisfy { statement in
      guard let step = module.reductionStep(of: statement) else { return false }
      let written = Set(step.buffers)
      return accesses(of: statement).allSatisfy {
        $0.isInitial || step.contains($0.operation) || !written.contains($0.buffer)
      }
    }
    return terms && accesses(of: block).allSatisfy { !$0.isInitial || $0.isWrite }
  }
}
