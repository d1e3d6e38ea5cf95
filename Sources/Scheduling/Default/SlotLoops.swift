import Dialects
import IR
import Support

/// Loops over units of work that share memory in turn.
///
/// Before: a loop over units, each with a buffer of its own. After: a parallel loop over slots, each with
/// one buffer and a run of units that use it one after the other.
struct SlotLoops {
  /// How many slots there are; each is used by one thread at a time.
  let count: Int
  let assumptions: Assumptions

  /// So many that a machine with more cores than this one can use them.
  init(hardware: HardwareDescription, assumptions: Assumptions) {
    count = max(Self.least, 4 * hardware.cores)
    self.assumptions = assumptions
  }
  private static let least = 16

  /// A place in the space of units.
  struct Place {
    var slot: ValueID
    /// The place along each axis, over `counters`.
    var indices: [IndexExpression]
    var counters: [ValueID]

    /// An expression over `counters`, as a value.
    func value(_ expression: IndexExpression, _ build: inout Builder) -> ValueID {
      build.insert(Program.Index(expression, counters))
    }
  }

  /// Writes the loops over all units of a space of `extents`.
  ///
  /// `work` is what a unit takes, in cycles: few units of little work go to fewer threads.
  func insert(
    over extents: [IndexExpression], work: IndexExpression, into build: inout Builder,
    _ body: (Place, inout Builder) -> Void
  ) {
    let units = assumptions.simplified(.product(extents))
    let slots = IndexExpression(min(count, units.constantValue ?? count))
    let least = IndexExpression(TileLoops.leastThreadCycles)
    let slotWork = units.ceilDivided(by: slots) * work
    let grain = assumptions.simplified(
      .maximum(1, least.ceilDivided(by: .maximum(1, slotWork))))
    let loop = Program.For(extent: slots, kind: .parallel, name: "slots", grain: grain)
    build.insertProgramLoop(loop) { build, slot in
      let begin: ValueID = build.insert(
        Program.Index((.dimension(0) * units).floorDivided(by: slots), [slot]))
      let end: ValueID = build.insert(
        Program.Index(((.dimension(0) + 1) * units).floorDivided(by: slots), [slot]))
      let run = Program.For(
        extent: .dimension(1) - .dimension(0), name: "units", indices: [begin, end])
      build.insertProgramLoop(run) { build, counter in
        let indices = delinearized(.dimension(0) + .dimension(1), over: extents)
        body(Place(slot: slot, indices: indices, counters: [counter, begin]), &build)
      }
    }
  }
}
