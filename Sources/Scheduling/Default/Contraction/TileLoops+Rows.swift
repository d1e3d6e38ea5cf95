import Dialects
import IR
import Support

// How the rows of a unit become tiles.

extension TileLoops {
  /// Tiles of rows.
  var rowTiles: IndexExpression { plan.rows.ceilDivided(by: height) }

  /// Those that are not one row lower.
  var tallTiles: IndexExpression {
    mixesHeights ? .maximum(0, plan.rows - rowTiles * (height - 1)) : rowTiles
  }

  /// The rows of all tiles, those that two of them compute counted twice.
  var computedRows: IndexExpression {
    mixesHeights ? .maximum(plan.rows, rowTiles * (height - 1)) : rowTiles * height
  }

  /// At least zero where these loops may run: there are as many rows as the lowest tile has, and, if one tile
  /// is to hold all columns, no more than it has lanes; without lanes there are no masks, so just as many.
  var condition: IndexExpression {
    let least = mixesHeights ? shape.height - 1 : shape.height
    let rows = least == 1 ? 0 : plan.rows - IndexExpression(least)
    guard isNarrow else { return rows }
    let room = IndexExpression(columns) - plan.columns
    return .minimum(rows, width == 1 ? .minimum(room, -room) : room)
  }

  /// The names of loops with one of the two heights each; none if there is one.
  var parts: [String] {
    guard mixesHeights else { return [] }
    var tall = self
    tall.mixesHeights = false
    return [tall.name, lower.name]
  }

  /// These loops with tiles that are one row lower behind them.
  var mixed: TileLoops {
    var loops = self
    loops.mixesHeights = true
    return loops
  }

  /// The loops of the tiles that are one row lower.
  var lower: TileLoops {
    var loops = self
    loops.shape.height -= 1
    loops.mixesHeights = false
    return loops
  }

  /// The unit's tiles of rows, one after the other, each written by `write` if that is given.
  func insertRows(
    _ unit: Unit, _ source: TilePlan.Source, into build: inout Builder, write: Writer? = nil
  ) {
    insertRowTiles(unit, into: &build) { loops, unit, _, build in
      loops.insertTile(unit, source, into: &build, write: write)
    }
  }

  /// The unit's tiles of rows, one after the other, with the loops that write them and their number in the
  /// unit.
  ///
  /// Of tiles of one height the last one is moved back inside:
  ///
  ///     for i in rows ceildiv 6 { the rows from min(6 i, rows - 6) }
  ///
  /// With two heights `tall = max(0, rows - 5 * (rows ceildiv 6))` of them have six:
  ///
  ///     for i in tall { the rows from 6 i }
  ///     for i in rows ceildiv 6 - tall { five rows from min(5 (tall + i) + tall, rows - 5) }
  ///
  /// Then no row is computed twice but where all tiles are low and have more rows than there are: 13 of
  /// them are 5, 5 and 5.
  func insertRowTiles(
    _ unit: Unit, into build: inout Builder,
    _ body: (TileLoops, Unit, ValueID, inout Builder) -> Void
  ) {
    let marks = unit.rows.map { [$0.begin, $0.end] } ?? []
    guard mixesHeights else {
      let extent = marks.isEmpty ? assumptions.simplified(rowTiles) : .dimension(1) - .dimension(0)
      let loop = Program.For(extent: extent, name: "rows", indices: marks)
      build.insertProgramLoop(loop) { build, counter in
        let tile = marks.isEmpty ? .dimension(0) : IndexExpression.dimension(0) + .dimension(1)
        let number = shape.height == 1 ? tile : .minimum(tile * height, plan.rows - height)
        insertRowTile(number, [counter] + marks.prefix(1), unit, into: &build) {
          body(self, $0, counter, &$1)
        }
      }
      return
    }
    let (begin, end): (IndexExpression, IndexExpression) =
      marks.isEmpty ? (0, rowTiles) : (.dimension(0), .dimension(1))
    let tall = Program.For(
      extent: assumptions.simplified(.maximum(0, .minimum(end, tallTiles) - begin)), name: "rows",
      indices: marks)
    build.insertProgramLoop(tall) { build, counter in
      let tile = marks.isEmpty ? .dimension(0) : IndexExpression.dimension(0) + .dimension(1)
      insertRowTile(tile * height, [counter] + marks.prefix(1), unit, into: &build) {
        body(self, $0, counter, &$1)
      }
    }
    let low = Program.For(
      extent: assumptions.simplified(end - .maximum(begin, .minimum(end, tallTiles))),
      name: "lower", indices: marks)
    build.insertProgramLoop(low) { build, counter in
      // The number in the unit: after those that are tall.
      let start: IndexExpression = marks.isEmpty ? 0 : .dimension(1)
      let stop: IndexExpression = marks.isEmpty ? rowTiles : .dimension(2)
      let before = IndexExpression.maximum(0, .minimum(stop, tallTiles) - start)
      let number: ValueID = build.insert(
        Program.Index(assumptions.simplified(.dimension(0) + before), [counter] + marks))
      let tile = marks.isEmpty ? .dimension(0) : IndexExpression.dimension(0) + .dimension(1)
      let first = tile * (height - 1) + tallTiles
      insertRowTile(
        shape.height == 2 ? first : .minimum(first, plan.rows - (height - 1)),
        [number] + marks.prefix(1), unit, into: &build
      ) { body(lower, $0, number, &$1) }
    }
  }

  /// A tile that begins at row `first`, an expression over `operands`.
  private func insertRowTile(
    _ first: IndexExpression, _ operands: [ValueID], _ unit: Unit, into build: inout Builder,
    _ body: (Unit, inout Builder) -> Void
  ) {
    let row: ValueID = build.insert(Program.Index(plan.part?.row(first) ?? first, operands))
    var inner = unit
    inner.nest.bindings[plan.rowAxis] = inner.nest.add(row)
    body(inner, &build)
  }
}
