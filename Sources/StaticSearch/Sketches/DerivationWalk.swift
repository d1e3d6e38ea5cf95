import Scheduling
import Support

/// A walk through the rules: all drafts take a step together, each at the stage that is its next.
///
/// Of more drafts than there may be sketches some wait, and go on where those before them came to nothing.
struct DerivationWalk {
  /// A draft on its way.
  private struct Way {
    var draft: SketchDraft
    /// How often a rule left it no fewer stages to look at than before, and which one did last.
    var growths = 0
    var growth: (rule: String, stage: String)?
  }

  let rules: [any SketchRule]
  /// How many drafts there may be, at least one.
  let most: Int
  let target: SketchTarget
  /// Why drafts are not among the sketches, each reason once.
  private(set) var remarks: [String] = []
  private var known: Set<String> = []
  private var done: [SketchDraft] = []
  private var waiting: [Way] = []
  /// Whether drafts were left for good.
  private var hasLeft = false
  private var random = SeededGenerator(0)

  /// How many drafts wait, and how often some of them go on, at most.
  private static let (mostWaiting, mostDescents) = (256, 16)

  init(rules: [any SketchRule], most: Int, target: SketchTarget) {
    (self.rules, self.most, self.target) = (rules, most, target)
  }

  /// Says why something is not among the sketches.
  mutating func remark(_ reason: String) {
    if known.insert(reason).inserted { remarks.append(reason) }
  }

  /// The drafts in which no stage is left to be looked at.
  mutating func drafts(from start: SketchDraft) -> [SketchDraft] {
    // A stage may be looked at anew, after each of a handful of rules.
    let mostGrowths = 8 * start.pending.count + 16
    var ways = [Way(draft: start)]
    var descents = 0
    while !ways.isEmpty {
      ways = thinned(ways.map { next(of: $0, mostGrowths) })
      guard ways.isEmpty, done.count < most, descents < Self.mostDescents else { continue }
      // Those that wait since the latest stage are nearest to their ends.
      ways = Array(waiting.suffix(most - done.count))
      waiting.removeLast(ways.count)
      descents += 1
    }
    if hasLeft || !waiting.isEmpty {
      remark(
        "drafts beyond 'mostDrafts' (\(most)) were left: there are \(done.count) sketches, and more "
          + "exist")
    }
    return done
  }

  /// The drafts that go on from one; none if it is done, or no rule applies.
  private mutating func next(of way: Way, _ mostGrowths: Int) -> [Way] {
    var draft = way.draft
    guard let name = draft.pending.popLast() else {
      done.append(draft)
      return []
    }
    guard let stage = StageView(name, in: draft.schedule) else {
      remark("'\(name)' is no stage with a loop for each axis; it stays as it is")
      return [Way(draft: draft, growths: way.growths, growth: way.growth)]
    }
    if way.growths > mostGrowths, let growth = way.growth {
      remark(
        "the rule '\(growth.rule)' gives stages to look at again and again, the last time at "
          + "'\(growth.stage)'; its draft is left after \(way.growths) times")
      return []
    }
    var ways: [Way] = []
    for rule in rules {
      let outcome = rule.apply(to: stage, of: draft, target)
      for reason in outcome.remarks { remark(reason) }
      for next in outcome.drafts {
        let isGrowth = next.pending.count > draft.pending.count
        ways.append(
          Way(
            draft: next, growths: way.growths + (isGrowth ? 1 : 0),
            growth: isGrowth ? ("\(type(of: rule))", name) : way.growth))
      }
      if outcome.isFinal, !outcome.drafts.isEmpty { break }
    }
    if ways.isEmpty {
      remark("a draft is left at '\(name)', to which no rule applies")
    }
    return ways
  }

  /// Those that go on now, of what goes on from each draft: in their order, all if they are not too many.
  ///
  /// Of too many each draft gives as many, drawn at random: what stands at one place among the rules must not
  /// always go with what stands at one place of the stage before.
  private mutating func thinned(_ ways: [[Way]]) -> [Way] {
    let all = ways.flatMap(\.self)
    let room = most - done.count
    if all.count <= room { return all }
    var turns: [(turn: Int, draw: UInt64, place: Int)] = []
    for siblings in ways {
      let first = turns.count
      for (turn, place) in siblings.indices.shuffled(using: &random).enumerated() {
        turns.append((turn, random.next(), first + place))
      }
    }
    turns.sort { ($0.turn, $0.draw, $0.place) < ($1.turn, $1.draw, $1.place) }
    // The last that wait are the first to go on.
    waiting += turns.dropFirst(room).reversed().map { all[$0.place] }
    if waiting.count > Self.mostWaiting {
      waiting.removeFirst(waiting.count - Self.mostWaiting)
      hasLeft = true
    }
    return turns.prefix(room).map(\.place).sorted().map { all[$0] }
  }
}
