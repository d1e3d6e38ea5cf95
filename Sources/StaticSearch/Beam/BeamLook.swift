import Dialects
import IR
import Scheduling

/// The structural terms of what is decided about a program, by its nests.
///
/// A decision changes one or two of these, and only those are counted again.
struct BeamTerms {
  /// By the outermost loop, or block where there is none.
  var nests: [OperationID: [Double]] = [:]
  private(set) var sum: [Double] = []

  /// Those of other nests, and of these.
  mutating func replace(_ new: [OperationID: [Double]], keeping all: [OperationID]) {
    var kept: [OperationID: [Double]] = [:]
    sum = [Double](repeating: 0, count: StructuralTerm.allCases.count)
    for nest in all {
      guard let terms = new[nest] ?? nests[nest] else { continue }
      kept[nest] = terms
      for (place, value) in terms.enumerated() { sum[place] += value }
    }
    sum[StructuralTerm.call.rawValue] = 1
    nests = kept
  }
}

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
  func terms(of decision: BeamDecision, at node: BeamNode, _ trusted: Schedule) -> BeamTerms? {
    guard let stage = node.stage else { return nil }
    count += 1
    var s = trusted
    var changed: Set<String> = [stage]
    if let sums = program.sums[stage] { changed.insert(sums) }
    if case .inline = decision {
      changed.formUnion(program.views[stage]?.readers(in: trusted) ?? [])
    }
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
    let all = nests(of: s)
    let scanned = nests(of: s, holding: changed)
    var found: [OperationID: [Double]] = [:]
    var trips: [String: Double] = [:]
    for nest in scanned {
      let scan = StatementScan(s.function, in: s.module, leavingOut: open, nests: [nest])
      for statement in scan.statements {
        if statement.operations.total > Self.mostOperations
          || statement.copies > Self.mostWrittenOut
        {
          return nil
        }
        trips[statement.name, default: 0] += statement.trips
      }
      found[nest] = ProgramFeatures.terms(
        of: scan.statements, program.target.hardware, threads: program.target.threads)
    }
    for (name, count) in trips {
      if let least = program.leastTrips[name], count > least * Self.mostRecompute { return nil }
    }
    var terms = node.terms
    terms.replace(found, keeping: all)
    return terms
  }

  /// What the program consists of, in its order.
  private func nests(of schedule: Schedule) -> [OperationID] {
    schedule.module.body(of: schedule.function).map { schedule.module.operations(in: $0) } ?? []
  }

  /// Those that hold blocks of some names.
  private func nests(of schedule: Schedule, holding names: Set<String>) -> Set<OperationID> {
    let module = schedule.module
    var found: Set<OperationID> = []
    module.walk(schedule.function) { operation in
      guard module.isA(operation, Program.Block.self),
        let name = module.property("name", of: operation)?.stringValue, names.contains(name)
      else { return }
      var root = operation
      while let around = module.parent(of: root), around != schedule.function { root = around }
      found.insert(root)
    }
    return found
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
