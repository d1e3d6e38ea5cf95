import IR
import Scheduling

/// A state of the search: a program that is half scheduled, by the decisions on the way to it.
///
/// States are made on trust, step by step, and all but those that the search goes on from are forgotten but for
/// what they cost. What a pass of the search comes to is shown legal, with what led to it.
final class BeamNode {
  /// What is decided about a stage, one after another.
  enum Phase: Int { case place, tile, order, share }

  let program: BeamProgram
  let parent: BeamNode?
  let decision: BeamDecision
  /// How many stages are left, that of which something is decided among them.
  let pending: Int
  let phase: Phase
  /// Loops around the stage that are not its own, once it has a place.
  let outer: Int
  /// Where the stage has loops of its own.
  let isRoot: Bool
  /// Sums that were not put into tiles, and are stages of their own.
  let lonelySums: [String]
  /// The structural terms of what is decided.
  let terms: BeamTerms
  let number: Int

  private var known: Result<Schedule, Refusal>?
  private var guessed: Schedule?
  private var found: [BeamNode]?

  /// Nothing is decided.
  init(_ program: BeamProgram) {
    (self.program, parent, decision) = (program, nil, .none)
    (pending, phase, outer, isRoot, number) = (program.stages.count, .place, 0, false, 0)
    (lonelySums, terms, known) = ([], BeamTerms(), .success(program.start))
  }

  private init(_ parent: BeamNode, _ decision: BeamDecision, _ terms: BeamTerms, number: Int) {
    program = parent.program
    (self.parent, self.decision, self.terms, self.number) = (parent, decision, terms, number)
    let stage = parent.stage ?? ""
    var (pending, lonely) = (parent.pending, parent.lonelySums)
    var (phase, outer, isRoot) = (parent.phase, parent.outer, parent.isRoot)
    var isDone = false
    switch parent.phase {
    case .place:
      phase = .tile
      (outer, isRoot) = (0, false)
      switch decision {
      case .inline: isDone = true
      case .inside(_, _, let depth, _), .slide(_, _, let depth): outer = depth + 1
      default: isRoot = true
      }
    case .tile:
      phase = .order
      if case .tile(_, let tile) = decision, !tile.holdsSums,
        let sums = parent.program.sums[stage]
      {
        lonely.append(sums)
      }
      isDone = !isRoot
    case .order: phase = .share
    case .share: isDone = true
    }
    if isDone {
      phase = .place
      if lonely.last == stage, !parent.lonelySums.isEmpty {
        lonely.removeLast()
      } else {
        pending -= 1
      }
    }
    (self.pending, self.phase, self.outer, self.isRoot) = (pending, phase, outer, isRoot)
    lonelySums = lonely
  }

  /// The stage that is next: sums that were left alone, or the last that is open.
  var stage: String? {
    if phase == .place, let sums = lonelySums.last { return sums }
    if phase != .place, let stage = parent?.stage { return stage }
    return pending > 0 ? program.stages[pending - 1] : nil
  }

  var isComplete: Bool { stage == nil }

  /// The decisions, the first first.
  var decisions: [BeamDecision] {
    var found: [BeamDecision] = []
    var node: BeamNode? = self
    while let current = node {
      if !current.decision.description.isEmpty { found.append(current.decision) }
      node = current.parent
    }
    return found.reversed()
  }

  /// What is the same in states that are alike to some depth.
  func structure(depth: Int) -> String {
    decisions.map { $0.summary(depth: depth) }.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// The program, with every step shown legal; `nil` where one was refused.
  var schedule: Schedule? { try? checked().get() }

  private func checked() -> Result<Schedule, Refusal> {
    if let known { return known }
    guard let parent else { return .success(program.start) }
    var result = parent.checked()
    if case .success(var schedule) = result, !decision.changesNothing {
      do throws(Refusal) {
        try program.apply(decision, outer: parent.outer, to: &schedule)
        result = .success(schedule)
      } catch { result = .failure(error) }
    }
    known = result
    return result
  }

  /// Whether it, or something on the way to it, is known not to be legal.
  var isRefused: Bool {
    var node: BeamNode? = self
    while let current = node {
      if case .failure? = current.known { return true }
      if current.known != nil { return false }
      node = current.parent
    }
    return false
  }

  /// The program, its steps taken as legal; `nil` where one cannot be made.
  ///
  /// Its nests are those that the terms are of.
  private func trusted() -> Schedule? {
    if let guessed { return guessed }
    if case .failure? = known { return nil }
    guard let parent else { return program.start.trusting }
    guard var schedule = parent.trusted() else { return nil }
    if !decision.changesNothing,
      (try? program.apply(decision, outer: parent.outer, to: &schedule)) == nil
    {
      return nil
    }
    guessed = schedule
    return schedule
  }

  // MARK: Children

  /// The states after one decision more, of those that are worth a look; looked at once.
  func children(_ look: BeamLook) -> [BeamNode] {
    if let found { return found }
    guard let stage, let trusted = trusted() else { return [] }
    let options = BeamOptions(program: program, schedule: trusted)
    let decisions: [BeamDecision]
    switch phase {
    case .place: decisions = options.places(of: stage)
    case .tile: decisions = options.tiles(of: stage, outer: outer).map { .tile(stage, $0) }
    case .order: decisions = isRoot ? options.orders(of: stage) : [.none]
    case .share: decisions = isRoot ? options.shares(of: stage) : [.none]
    }
    var children: [BeamNode] = []
    for (number, decision) in decisions.enumerated() {
      var terms = self.terms
      if !decision.changesNothing || phase == .place {
        guard let seen = look.terms(of: decision, at: self, trusted) else { continue }
        terms = seen
      }
      children.append(BeamNode(self, decision, terms, number: number))
    }
    found = children
    return children
  }

  /// The stages, and sums, about which nothing is decided even with this decision.
  ///
  /// Sums that are not put into a tile of what reads them count as they are: a state is not better for
  /// leaving work for later.
  func open(after decision: BeamDecision) -> Set<String> {
    guard let stage else { return [] }
    var open: Set<String> = []
    for name in program.stages.prefix(pending) {
      open.insert(name)
      if name != stage, let sums = program.sums[name] { open.insert(sums) }
    }
    open.remove(stage)
    return open
  }
}

extension BeamDecision {
  /// Whether it takes no steps.
  var changesNothing: Bool {
    switch self {
    case .none, .root, .order(_, .kept), .share(_, 0): true
    default: false
    }
  }
}
