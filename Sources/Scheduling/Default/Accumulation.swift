import Dialects
import IR
import Support

/// Rows, or vectors of one row, that are accumulated side by side.
struct RowTile {
  /// The spatial axis they are along.
  var axis: Int
  var height: Int
  /// The reduction's axes, outermost first, if not in their own order.
  var order: [Int]?
  /// Elements from one to the next.
  var step = 1
}

/// A vector of sums, or one for each row of a tile, in registers: cleared, added to, written once.
struct Accumulation {
  /// What is done of sums that wait for the rest of their terms where they are written.
  enum Part {
    /// They begin.
    case beginning
    /// Some terms along the last reduced axis are added to those before them.
    case terms(first: IndexExpression, count: IndexExpression)
  }

  let spatial: SpatialSchedule
  /// The spatial axis along which vectors lie, and where the vector starts.
  let axis: Int
  let start: IndexExpression
  /// How many lanes count, if not all.
  let limit: IndexExpression?
  let tile: RowTile?
  let redirect: Redirection
  /// Which part of each sum; `nil` for all of it.
  var part: Part?

  func insert(_ nest: Nest, into build: inout Builder) {
    guard let type = nest.source.bufferType(of: nest.stage.output) else { return }
    let shape = [IndexExpression(tile?.height ?? 1), IndexExpression(spatial.width)]
    let accumulator = build.insert(
      Program.Allocate(.init(shape, type.element, scope: .register)))
    func insertLanes(_ nest: Nest, _ part: Nest.Part, _ build: inout Builder) {
      insertRows(nest, &build) { nest, build in
        var inner = nest
        if part == .initialization { inner.predicate = [] }
        inner.insert(part, into: &build) { copy, _, extra in
          redirect.apply(to: &copy)
          copy.redirect[nest.stage.output] = { _, _ in
            (accumulator, extra, [.dimension(0), .dimension(1)])
          }
        }
      }
    }
    insertLanes(nest, .initialization, &build)
    func kind(_ terms: IndexExpression) -> Program.LoopKind {
      terms.constantValue ?? .max <= SpatialSchedule.mostUnrolled ? .unrolled : .serial
    }
    switch part {
    case nil:
      spatial.insertReductionLoops(
        nest, over: tile?.order, kind: kind(.product(nest.stage.reduction)), into: &build
      ) { nest, build in
        insertLanes(nest, .statement, &build)
      }
    case .beginning: break
    case .terms(let first, let count):
      insertRows(nest, &build) { insertMove($0, of: accumulator, isRead: true, &$1) }
      let loop = Program.For(extent: count, kind: kind(count), name: "reduce")
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        let term = first + inner.add(counter)
        inner.bindings[inner.bindings.count - 1] = term
        insertLanes(inner, .statement, &build)
      }
    }
    insertRows(nest, &build) { insertMove($0, of: accumulator, isRead: false, &$1) }
  }

  /// The lanes of every row; the nest's `extra` is then the row in the tile and the lane.
  private func insertRows(
    _ nest: Nest, _ build: inout Builder, _ body: (Nest, inout Builder) -> Void
  ) {
    let height = IndexExpression(tile?.height ?? 1)
    let rows = Program.For(extent: height, kind: .unrolled, name: "row")
    build.insertProgramLoop(rows) { build, row in
      build.insertProgramLoop(spatial.lanes) { build, lane in
        var inner = nest
        let (row, lane) = (inner.add(row), inner.add(lane))
        inner.bindings[axis] = start + lane
        if let tile {
          let offset = row * IndexExpression(tile.step)
          inner.bindings[tile.axis] += offset
        }
        inner.extra = [row, lane]
        if let limit { inner.predicate = [limit - 1 - lane] }
        body(inner, &build)
      }
    }
  }

  /// A vector of sums to where they are written, or from there.
  private func insertMove(
    _ nest: Nest, of accumulator: ValueID, isRead: Bool, _ build: inout Builder
  ) {
    let rank = nest.stage.spatial.count
    let unlimited = IndexExpression(1 << 30)
    let block = Program.Block(
      name: nest.stage.signature.name + (isRead ? ".read" : ".write"), counters: nest.counters,
      bindings: Array(nest.bindings.prefix(rank)) + nest.extra,
      extents: nest.stage.spatial + nest.extra.map { _ in unlimited },
      kinds: Array(repeating: .spatial, count: rank + nest.extra.count),
      predicate: nest.predicate)
    build.insertBlock(block) { build, iterators in
      let own = Array(iterators.prefix(rank))
      let map = (0..<rank).map { IndexExpression.dimension($0) }
      let memory: StatementCopy.Place =
        redirect.places[nest.stage.output]?(own, map) ?? (nest.stage.output, own, map)
      let register: StatementCopy.Place = (
        accumulator, Array(iterators.dropFirst(rank)), [.dimension(0), .dimension(1)]
      )
      let (from, to) = isRead ? (memory, register) : (register, memory)
      let value: ValueID = build.insert(Program.Load(from.buffer, from.indices, map: from.map))
      build.insertOperation(Program.Store(value, to: to.buffer, to.indices, map: to.map))
    }
  }
}
