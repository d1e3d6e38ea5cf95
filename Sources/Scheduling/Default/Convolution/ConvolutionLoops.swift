import Dialects
import IR
import Support

/// The loops of a convolution: units, and in each the strip and the tiles.
struct ConvolutionLoops {
  let plan: TilePlan
  /// The axis whose rows are shared among units; the tiles' rows are positions within such a row.
  let rowAxis: Int
  /// Rows in a unit.
  let rows: IndexExpression
  /// Panels in a unit.
  let group: Int
  let panelVectors: Int
  let width: Int
  let assumptions: Assumptions
  /// What a unit copies, if the input is padded, and where to.
  let strip: InputStrip?
  let memory: ValueID?

  private var panelColumns: Int { panelVectors * width }
  private var groups: IndexExpression {
    plan.columns.ceilDivided(by: IndexExpression(group * panelColumns))
  }
  /// The axes of which a unit has one place.
  private var single: [Int] { plan.outerAxes.filter { $0 != rowAxis } }

  /// Where a unit stands: the slot, a place on each single axis, its first row, its first column.
  private struct Unit {
    var slot: ValueID
    var single: [ValueID]
    var row: ValueID
    var group: ValueID
    var column: ValueID
  }

  /// The tiles of all units, for a decider.
  func count(_ way: TileLoops, in decider: Decider) {
    let times = single.map { plan.anchor.spatial[$0] } + [plan.anchor.spatial[rowAxis]]
    way.count(in: decider, times: .product(times))
  }

  func insert(_ ways: [TileLoops], _ slots: SlotLoops, into build: inout Builder) {
    let units = plan.anchor.spatial[rowAxis].ceilDivided(by: rows)
    // Neighbouring units have the same filters, or where those are few the same rows.
    let places = single.map { plan.anchor.spatial[$0] } + [units]
    let extents = plan.isElementwise ? places + [groups] : [groups] + places
    let step = max(1, group * panelVectors / 2)
    let work = rows * plan.rows * plan.depthCount * IndexExpression(step)
    slots.insert(over: extents, work: work, into: &build) { place, build in
      var indices = place.indices
      let group = plan.isElementwise ? indices.removeLast() : indices.removeFirst()
      let unit = Unit(
        slot: place.slot,
        single: single.indices.map { place.value(indices[$0], &build) },
        row: place.value((indices.last ?? 0) * rows, &build),
        group: place.value(group, &build),
        column: place.value(group * IndexExpression(self.group * panelColumns), &build))
      if let strip, let memory {
        let spatial = SpatialSchedule(width: width, assumptions: assumptions)
        strip.insertCopy(
          to: memory, slot: unit.slot, starts: starts(unit, of: strip), spatial, into: &build)
      }
      let alternatives = ways.map { way in
        Alternative(name: way.name, cost: way.cost, condition: way.condition) {
          insertTiles(of: unit, by: way, into: &$0)
        }
      }
      build.insertCheapest(of: alternatives, assumptions)
    }
  }

  private func starts(_ unit: Unit, of strip: InputStrip) -> [ValueID] {
    strip.blocks.map { block in
      if block.axis == rowAxis { return unit.row }
      if let place = single.firstIndex(of: block.axis) { return unit.single[place] }
      return unit.column
    }
  }

  /// All tiles of a unit, tile of columns by tile of columns.
  private func insertTiles(of unit: Unit, by way: TileLoops, into build: inout Builder) {
    let perGroup = IndexExpression(max(1, group * panelVectors / way.shape.vectors))
    let count = plan.columns.ceilDivided(by: IndexExpression(way.columns))
    let first = .dimension(0) * perGroup
    let isEven = assumptions.simplified(count.remainder(by: perGroup)) == 0
    let tiles = Program.For(
      extent: isEven ? perGroup : .minimum(perGroup, count - first), name: "tiles",
      indices: isEven ? [] : [unit.group])
    build.insertProgramLoop(tiles) { build, tile in
      let number: ValueID = build.insert(
        Program.Index(.dimension(0) * perGroup + .dimension(1), [unit.group, tile]))
      let left = plan.anchor.spatial[rowAxis] - .dimension(0)
      let all = Program.For(
        extent: .minimum(rows, left), name: "rows", indices: [unit.row])
      build.insertProgramLoop(all) { build, row in
        var nest = Nest(plan.anchor, source: plan.source)
        for (axis, value) in zip(single, unit.single) { nest.bindings[axis] = nest.add(value) }
        nest.bindings[rowAxis] = nest.add(unit.row) + nest.add(row)
        let isWhole =
          assumptions.simplified(plan.columns.remainder(by: IndexExpression(way.columns))) == 0
        var inner = way.unit(
          nest, tile: number, limit: isWhole ? nil : plan.columns, into: &build)
        if let strip {
          inner.more = ([unit.slot] + starts(unit, of: strip)).map { inner.nest.add($0) }
        }
        way.insertRows(inner, .packed, into: &build)
      }
    }
  }
}
