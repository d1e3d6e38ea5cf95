import Dialects
import IR
import Support

/// The loops of a depth-wise convolution that reads its input where it is.
///
///     for every group of panels, image and row of the output (runs of them in parallel)
///       for every position at the row's edges
///         for every tile of channels { Y[row, position, channels] = … over the steps inside of the input }
///       for every tile of positions between them
///         for every tile of channels { Y[row, positions, channels] = … over all steps along the row }
///
/// So nothing is copied, and no step of the reduction has a condition.
struct DepthwiseLoops {
  let plan: TilePlan
  /// Panels in a unit.
  let group: Int
  let panelVectors: Int
  let width: Int
  let contraction: ContractionSchedule

  private var assumptions: Assumptions { contraction.assumptions }
  private var places: [Int] { plan.outerAxes }
  private var groups: IndexExpression {
    plan.columns.ceilDivided(by: IndexExpression(group * panelVectors * width))
  }

  func insert(into build: inout Builder) {
    let extents = [groups] + places.map { plan.anchor.spatial[$0] }
    let work =
      plan.anchor.spatial[plan.rowAxis] * plan.depthCount
      * IndexExpression(max(1, group * panelVectors / 2))
    let (inside, edges) = parts
    let slots = SlotLoops(hardware: contraction.hardware, assumptions: assumptions)
    let ways = contraction.decided(
      contraction.ways(of: inside, isPacked: true, group: self.group)
    ) { $0.count(in: contraction.decider, times: .product(places.map { plan.anchor.spatial[$0] })) }
    slots.insert(over: extents, work: work, into: &build) { place, build in
      let group = place.value(place.indices[0], &build)
      var nest = Nest(plan.anchor, source: plan.source)
      for (axis, index) in zip(places, place.indices.dropFirst()) {
        nest.bindings[axis] = nest.add(place.value(index, &build))
      }
      if let edges {
        // One position has little work in flight, so several vectors of it go together.
        let ways = contraction.ways(of: edges, isPacked: true, group: self.group, heights: [1])
        insertTiles(nest, group: group, by: ways[0], into: &build)
      }
      let alternatives = ways.map { way in
        Alternative(name: way.name, cost: way.cost, condition: way.condition) {
          insertTiles(nest, group: group, by: way, into: &$0)
        }
      }
      build.insertCheapest(of: alternatives, assumptions)
    }
  }

  /// The positions of a row whose steps along it are all inside of the input, and the others.
  private var parts: (inside: TilePlan, edges: TilePlan?) {
    guard let (axis, steps) = plan.paddedSteps.first(where: { $0.value.axis == plan.rowAxis })
    else { return (plan, nil) }
    let all = plan.anchor.spatial[plan.rowAxis]
    let whole = steps.whole(of: all, count: plan.anchor.reduction[axis])
    let (first, end) = (assumptions.simplified(whole.first), assumptions.simplified(whole.end))
    let count = assumptions.simplified(end - first)
    var (inside, edges) = (plan, plan)
    inside.paddedSteps[axis] = nil
    inside.part = .init(count: count) { $0 + first }
    edges.part = .init(count: assumptions.simplified(all - count)) { number in
      number + count * .minimum(.maximum(number - first + 1, 0), 1)
    }
    return (inside, edges)
  }

  /// All tiles of a row of the output: tile of positions by tile of positions, in each tile of channels by
  /// tile of channels, so that memory is read in its order.
  private func insertTiles(
    _ nest: Nest, group: ValueID, by way: TileLoops, into build: inout Builder
  ) {
    let perGroup = IndexExpression(max(1, self.group * panelVectors / way.shape.vectors))
    let isWhole =
      assumptions.simplified(plan.columns.remainder(by: IndexExpression(way.columns))) == 0
    way.insertRowTiles(.init(nest: nest), into: &build) { way, unit, _, build in
      let tiles = Program.For(extent: perGroup, name: "tiles")
      build.insertProgramLoop(tiles) { build, tile in
        let number: ValueID = build.insert(
          Program.Index(.dimension(0) * perGroup + .dimension(1), [group, tile]))
        let own = way.unit(
          unit.nest, tile: number, limit: isWhole ? nil : plan.columns, into: &build)
        way.insertTile(own, .packed, into: &build)
      }
    }
  }
}
