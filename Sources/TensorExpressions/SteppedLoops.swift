import Dialects
import IR
import Support

/// A value that expressions may use as `d0…`: the counter of a loop around, or one found between loops.
struct OpenLoop: Sendable {
  var value: ValueID
  var kind: Program.IteratorKind
}

// Algorithms that are no definitions of elements: loops and statements, one after another, that keep
// what they find in buffers. They are no stages and stay as they are written; a schedule leaves them
// alone, so they say themselves what runs in parallel and what in vectors.

extension ProgramWriter {
  /// A loop around what `body` writes; `counter` is its counter.
  ///
  /// The iterations of a parallel or vectorised one must not depend on each other, but for a
  /// statement that reduces the lanes of a vector into one element.
  public mutating func loop(
    _ name: String, _ extent: IndexExpression, _ kind: Program.LoopKind = .serial,
    grain: IndexExpression = 1,
    _ body: (inout ProgramWriter, _ counter: IndexExpression) -> Void
  ) {
    let (extent, indices) = overUsed(extent)
    let loop = Program.For(
      extent: extent, kind: kind, name: name, indices: indices, grain: grain)
    let operation = build.insertOperation(loop)
    let block = build.module.appendBlock(
      to: build.module.region(of: operation), argumentTypes: [.index])
    let counter = build.module.arguments(of: block)[0]
    inside(block) { writer in
      let place = writer.open(counter, kind == .serial ? .scan : .spatial)
      body(&writer, place)
    }
  }

  /// The value of an expression, computed once.
  public mutating func bind(_ expression: IndexExpression) -> IndexExpression {
    if expression.constantValue != nil || expression.dimensionNumber != nil { return expression }
    let (used, indices) = overUsed(expression)
    return open(build.insert(Program.Index(used, indices)), .spatial)
  }

  /// An integer that was stored, to count or address by.
  public mutating func bind(
    _ tensor: Tensor, at place: [IndexExpression]
  ) -> IndexExpression {
    guard let buffer = tensor.buffer else { return 0 }
    let stored = build.insert(Program.Load(buffer, openLoops.map(\.value), map: place))
    return open(build.insert(Arith.IndexCast(stored, to: .index)), .spatial)
  }

  /// Elements that are written together: all values are computed before the first is stored.
  public mutating func statement(
    _ name: String, _ writes: (target: Tensor, place: [Index], value: Scalar)...
  ) {
    let block = Program.Block(
      name: unique(name), counters: openLoops.map(\.value),
      bindings: openLoops.indices.map { .dimension($0) },
      extents: openLoops.map { _ in IndexExpression(1 << 40) }, kinds: openLoops.map(\.kind))
    build.insertBlock(block) { build, iterators in
      var emission = ScalarEmission(iterators: iterators)
      var stores: [Program.Store] = []
      for write in writes {
        guard let buffer = write.target.buffer else { continue }
        var (operands, map) = (iterators, [IndexExpression]())
        for index in write.place {
          switch index {
          case .at(let expression): map.append(expression)
          case .value(let scalar):
            map.append(.dimension(operands.count))
            operands.append(emission.emit(scalar, &build))
          }
        }
        let value = emission.emit(write.value.converted(to: write.target.element), &build)
        let stored = build.stored(value, write.target.element)
        stores.append(Program.Store(stored, to: buffer, operands, map: map))
      }
      for store in stores { build.insertOperation(store) }
    }
  }

  /// Several ways to the same, of which the cheapest that may run does; see `Program.Choose`.
  public mutating func choose(
    _ ways: [(name: String, cost: IndexExpression, condition: IndexExpression)],
    _ body: (inout ProgramWriter, _ way: Int) -> Void
  ) {
    let choice = build.insertOperation(
      Program.Choose(
        costs: ways.map(\.cost), conditions: ways.map(\.condition), names: ways.map(\.name)))
    for way in ways.indices {
      let block = build.module.appendBlock(to: build.module.region(way, of: choice))
      inside(block) { body(&$0, way) }
    }
  }

  /// A buffer of constant size that lives while the statements around it run.
  public mutating func allocate(
    _ shape: [Int], _ element: Type, in scope: Program.BufferType.Scope
  ) -> Tensor {
    let sizes = shape.map { IndexExpression($0) }
    let type = Program.BufferType(sizes, element.inBuffer, scope: scope)
    let buffer = build.insert(Program.Allocate(type))
    return Tensor(buffer: buffer, shape: sizes, element: element)
  }

  /// An expression over those of the loops that it mentions, and they.
  private func overUsed(_ expression: IndexExpression) -> (IndexExpression, [ValueID]) {
    let used = expression.dimensionNumbers.sorted()
    var numbers: [Int: IndexExpression] = [:]
    for (place, number) in used.enumerated() { numbers[number] = .dimension(place) }
    return (expression.substituting(axes: numbers), used.map { openLoops[$0].value })
  }

  private mutating func inside(_ block: BlockID, _ body: (inout ProgramWriter) -> Void) {
    let (point, loops) = (build.point, openLoops)
    build.point = .atEnd(of: block)
    body(&self)
    (build.point, openLoops) = (point, loops)
  }

  private mutating func open(
    _ value: ValueID, _ kind: Program.IteratorKind
  ) -> IndexExpression {
    openLoops.append(OpenLoop(value: value, kind: kind))
    return .dimension(openLoops.count - 1)
  }
}
