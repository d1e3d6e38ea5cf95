import Scheduling

/// Looks at states before anything is shown legal: what they are made of, and whether they are worth a thought.
final class BeamLook {
  private let program: BeamProgram
  /// States that were looked at.
  private(set) var count = 0

  /// A stage that is computed more often than so many times as often as it must be is computed too often.
  private static let mostRecompute = 8.0
  /// Operations of one statement, with all that was inlined.
  private static let mostOperations = 512
  /// Statements that may be written out one after another.
  private static let mostWrittenOut = 512

  init(_ program: BeamProgram) { self.program = program }

  /// The structural terms of what is decided after a decision; of a stage that has only got its place with a
  /// tile that is usual.
  ///
  /// - Returns: `nil` for what cannot be, or is absurd.
  func terms(of decision: BeamDecision, at node: BeamNode, _ trusted: Schedule) -> [Double]? {
    guard let stage = node.stage else { return nil }
    count += 1
    var s = trusted
    guard (try? program.apply(decision, outer: node.outer, to: &s)) != nil else { return nil }
    let open = node.open(after: decision)
    if node.phase == .place {
      if case .inline = decision {
      } else {
        let tile = usualTile(of: stage, outer: decision.outer, in: s)
        var tiled = s
        let step = BeamDecision.tile(stage, tile)
        if (try? program.apply(step, outer: decision.outer, to: &tiled)) != nil {
          s = tiled
        }
      }
    }
    let scan = StatementScan(s.function, in: s.module, leavingOut: open)
    var trips: [String: Double] = [:]
    for statement in scan.statements {
      if statement.operations.total > Self.mostOperations || statement.copies > Self.mostWrittenOut
      {
        return nil
      }
      trips[statement.name, default: 0] += statement.trips
    }
    for (name, least) in program.leastTrips
    where trips[name, default: 0] > least * Self.mostRecompute {
      return nil
    }
    return ProgramFeatures.terms(
      of: scan.statements, program.target.hardware, threads: program.target.threads)
  }

  /// The largest tile of the first lanes that registers hold.
  private func usualTile(of stage: String, outer: Int, in schedule: Schedule) -> RegisterTile {
    let tiles = BeamOptions(program: program, schedule: schedule).tiles(of: stage, outer: outer)
    guard let first = tiles.first, first.holdsSums else { return tiles.first ?? RegisterTile() }
    return tiles.filter { $0.holdsSums && !$0.isShifted && $0.isPacked == first.isPacked }
      .max { $0.rows * $0.vectors < $1.rows * $1.vectors } ?? first
  }
}

extension BeamDecision {
  /// How many of the loops around a stage are not its own after it has got this place.
  var outer: Int {
    switch self {
    case .inside(_, _, let depth, _), .slide(_, _, let depth): depth + 1
    default: 0
    }
  }
}
