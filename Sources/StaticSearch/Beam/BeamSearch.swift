import IR
import Scheduling
import Support

/// Looks for good schedules by beam search over a tree of decisions, from the output of a program backwards
/// (Adams et al., SIGGRAPH 2019).
///
///     var search = BeamSearch(program, seed: 1)
///     let found = search.run { terms in cost of terms }
///
/// In several passes, from coarse to fine: of states that look alike from afar only a few live on, and a later
/// pass keeps to what looked good from afar in the one before. Equal seeds and costs give equal schedules.
package struct BeamSearch {
  package struct Options: Sendable {
    /// States that the search goes on from, after each decision; of programs of many stages fewer.
    package var width = 32
    package var passes = 5
    /// Of how many of the states that it might go on from a pass takes no notice, at random.
    package var dropout = 0.0
    /// No pass begins after so many states were looked at.
    package var mostStates = 8000
    /// How many schedules are given.
    package var results = 8

    package init() {}
  }

  /// A schedule that was found.
  package struct Found: Sendable {
    package let decisions: [BeamDecision]
    /// Shown legal, step by step.
    package let schedule: Schedule
    package let terms: [Double]
    /// As the model has it.
    package let cost: Double
  }

  package let program: BeamProgram
  package var options: Options
  private var random: SeededGenerator
  private let root: BeamNode
  private let look: BeamLook
  /// What of states the search may go on from.
  private var blessed: Set<String> = []

  /// States that were looked at.
  package var looked: Int { look.count }

  package init(_ program: BeamProgram, seed: UInt64, options: Options = Options()) {
    (self.program, self.options) = (program, options)
    random = SeededGenerator(seed)
    root = BeamNode(program)
    look = BeamLook(program)
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - mayGoOn: asked now and then; a search that is ended early gives what it has by then.
  ///   - cost: of the structural terms of a program, less is faster.
  /// - Returns: the best, each different, the one with the least cost first.
  package mutating func run(
    whileTrue mayGoOn: () -> Bool = { true }, cost: ([Double]) -> Double
  ) -> [Found] {
    blessed = []
    var all: [(node: BeamNode, cost: Double)] = []
    var seen: Set<ObjectIdentifier> = []
    let before = look.count
    // Where all that passes came to is refused, others keep away from what was.
    for pass in 0..<max(1, options.passes) + Self.morePasses {
      let isLast = pass + 1 >= options.passes
      if pass >= max(1, options.passes), !legal(all, atMost: 1).isEmpty { break }
      let found = runPass(min(pass, options.passes), isLast: isLast, mayGoOn, cost)
      for one in found where seen.insert(ObjectIdentifier(one.node)).inserted { all.append(one) }
      let isEnough = !mayGoOn() || look.count - before > options.mostStates
      if isEnough, !legal(all, atMost: 1).isEmpty { break }
    }
    return legal(all, atMost: options.results)
  }
  private static let morePasses = 8

  /// The best of what was found that every check of the schedule language agrees with, the best first.
  private func legal(_ all: [(node: BeamNode, cost: Double)], atMost count: Int) -> [Found] {
    let sorted = all.enumerated().sorted {
      ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
    }
    var found: [Found] = []
    for (_, one) in sorted where found.count < count {
      guard !one.node.isRefused, let schedule = one.node.schedule else { continue }
      found.append(
        Found(
          decisions: one.node.decisions, schedule: schedule, terms: one.node.terms.sum,
          cost: one.cost))
    }
    return found
  }

  /// How many states of a level live on: of many stages, which make many levels, so many together.
  private var width: Int {
    max(1, min(options.width, max(Self.leastWidth, Self.widths / program.stages.count)))
  }
  private static let widths = 192
  private static let leastWidth = 6

  /// A state in a queue.
  private struct Entry {
    let node: BeamNode
    var cost: Double
    let order: Int
    var isPenalised = false
  }

  private mutating func runPass(
    _ pass: Int, isLast: Bool, _ mayGoOn: () -> Bool, _ cost: ([Double]) -> Double
  ) -> [(node: BeamNode, cost: Double)] {
    var level = [Entry(node: root, cost: 0, order: 0)]
    var done: [Entry] = []
    var kept = 0
    while !level.isEmpty {
      var queue = BeamQueue<Entry> { ($0.cost, $0.order) < ($1.cost, $1.order) }
      for entry in level { queue.insert(entry) }
      level = []
      var alike: [String: Int] = [:]
      kept = 0
      while kept < width, var entry = queue.popFirst() {
        if !entry.isPenalised, options.passes > 1 {
          var penalty = alike[entry.node.structure(depth: pass + 1), default: 0] + 1
          alike[entry.node.structure(depth: pass + 1)] = penalty
          if pass > 0, !blessed.contains(entry.node.structure(depth: pass - 1)) { penalty += 10 }
          if penalty > 1 {
            entry.cost *= Double(penalty)
            entry.isPenalised = true
            queue.insert(entry)
            continue
          }
        }
        if options.dropout > 0, queue.count > 0,
          Double.random(in: 0..<1, using: &random) < options.dropout
        {
          continue
        }
        // What the schedule language has refused is none.
        if entry.node.isRefused { continue }
        kept += 1
        if entry.node.isComplete {
          done.append(entry)
          continue
        }
        for child in entry.node.children(look) {
          level.append(Entry(node: child, cost: cost(child.terms.sum), order: level.count))
        }
      }
      if !mayGoOn(), pass > 0 { break }
    }
    let found = done.map { (node: $0.node, cost: cost($0.node.terms.sum)) }
    if !isLast, let best = legal(found, atMost: 1).first?.cost {
      for (node, cost) in found where cost <= best * Self.nearTheBest && !node.isRefused {
        var state: BeamNode? = node
        while let current = state {
          blessed.insert(current.structure(depth: pass))
          state = current.parent
        }
      }
    }
    return found
  }
  private static let nearTheBest = 1.2

  /// A schedule at random: after each decision any that is worth a look, all alike.
  ///
  /// - Returns: `nil` if it came to nothing.
  package mutating func draw() -> Found? {
    var node = root
    while !node.isComplete {
      let children = node.children(look).shuffled(using: &random)
      // Places are drawn by what they are, since there are many more ways to tile than places.
      var kinds: [String: [BeamNode]] = [:]
      for child in children { kinds[child.decision.summary(depth: 0), default: []].append(child) }
      let order = kinds.keys.sorted().shuffled(using: &random).flatMap { kinds[$0] ?? [] }
      guard let next = order.first(where: { $0.schedule != nil }) else { return nil }
      node = next
    }
    return node.schedule.map {
      Found(decisions: node.decisions, schedule: $0, terms: node.terms.sum, cost: 0)
    }
  }
}

/// A heap: the least first.
struct BeamQueue<Element> {
  private var elements: [Element] = []
  private let isBefore: (Element, Element) -> Bool

  init(_ isBefore: @escaping (Element, Element) -> Bool) { self.isBefore = isBefore }

  var count: Int { elements.count }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var place = elements.count - 1
    while place > 0, isBefore(elements[place], elements[(place - 1) / 2]) {
      elements.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func popFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if elements.isEmpty { return first }
    elements[0] = last
    var place = 0
    while true {
      let children = [2 * place + 1, 2 * place + 2].filter { $0 < elements.count }
      guard let least = children.min(by: { isBefore(elements[$0], elements[$1]) }),
        isBefore(elements[least], elements[place])
      else { return first }
      elements.swapAt(place, least)
      place = least
    }
  }
}
