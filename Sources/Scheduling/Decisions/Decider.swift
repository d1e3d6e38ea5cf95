import Dialects
import IR
import Support

/// Answers the questions of one schedule as it is written, and keeps what was asked and counted.
///
/// It belongs to one call of `applySchedule`.
final class Decider {
  let decisions: Decisions
  /// Threads that share the work, of which the slowest counts.
  let threads: Int
  private(set) var questions: [Question] = []
  /// The program may run where all of these are zero or more.
  private(set) var conditions: [IndexExpression] = []
  private(set) var work = ScheduleWork()
  /// What the analytic costs say of the ways that were decided, in hundredths of a cycle.
  private(set) var expected: IndexExpression = 0
  /// Cycles of work that are worth another thread, in loops over rows and vectors.
  private(set) var threadCycles = TileLoops.leastThreadCycles
  private var used: Set<String> = []
  private var subjects: [String: [OperationID]] = [:]
  /// The stages of the program.
  private var stages: [(root: OperationID, work: IndexExpression)] = []

  /// Whether ways that the analytic schedule would not take are offered too.
  let isExploring: Bool

  init(_ decisions: Decisions = Decisions(), threads: Int = 1, isExploring: Bool = false) {
    (self.decisions, self.threads) = (decisions, max(1, threads))
    self.isExploring = isExploring
  }

  /// Answers that no question was asked for, or that are no option of it.
  var unused: [String] { decisions.answers.keys.filter { !used.contains($0) }.sorted() }

  /// Learns the stages that questions are about.
  func know(_ stages: [Stage]) {
    self.stages = stages.map { ($0.root, .product($0.signature.extents)) }
  }

  /// What was asked, in the order in which it came up, with the stage and its work.
  func questions(_ assumptions: Assumptions) -> [Question] {
    questions.map { question in
      let parts = question.name.split(separator: ".")
      let number = parts.dropFirst().first.flatMap { Int($0) } ?? 0
      guard let roots = subjects[String(parts[0])], roots.indices.contains(number),
        let place = stages.firstIndex(where: { $0.root == roots[number] })
      else { return question }
      var known = question
      known.stage = place
      known.work = assumptions.simplified(stages[place].work)
      return known
    }
  }

  /// The question about the stage at `root`: with its number behind it from the second stage that
  /// is asked about.
  func question(_ name: String, of root: OperationID) -> String {
    let known = subjects[name] ?? []
    let number = known.firstIndex(of: root) ?? known.count
    if number == known.count { subjects[name] = known + [root] }
    return number == 0 ? name : "\(name).\(number)"
  }

  /// A number: the answer, or the analytic one.
  func number(
    _ question: String, _ kind: Question.Kind, analytic: Int, among options: [Int]
  ) -> Int {
    let options = options.contains(analytic) ? options : [analytic] + options
    ask(question, kind, options.map(String.init), analytic: "\(analytic)")
    guard let answer = decisions[question].flatMap({ Int($0) }), options.contains(answer) else {
      return analytic
    }
    used.insert(question)
    return answer
  }

  /// The way that is the answer; `nil` if there is none.
  ///
  /// `parts` gives the names of ways that one is put together of.
  func way<Way>(
    _ question: String, among ways: [Way], named name: (Way) -> String,
    parts: (Way) -> [String] = { _ in [] }
  ) -> Way? {
    let names = ways.map { Self.optionName(name($0)) }
    ask(question, .microKernel, names, analytic: nil)
    let place = questions.firstIndex { $0.name == question }
    for (way, option) in zip(ways, names) {
      let parts = parts(way).map(Self.optionName)
      if !parts.isEmpty, let place { questions[place].parts[option] = parts }
    }
    guard let answer = decisions[question], let place = names.firstIndex(of: answer) else {
      return nil
    }
    used.insert(question)
    return ways[place]
  }

  /// Asks how much of a stage's work is worth another thread.
  func askThreadCycles(of stage: Stage) {
    let usual = TileLoops.leastThreadCycles
    threadCycles = number(
      question("grain", of: stage.root), .threads, analytic: usual,
      among: [usual / 4, usual, usual * 4])
  }

  /// Whether ways are offered that are the best for no size by the analytic costs.
  func offersAll(_ question: String) -> Bool { isExploring || decisions[question] != nil }

  private func ask(
    _ question: String, _ kind: Question.Kind, _ options: [String], analytic: String?
  ) {
    guard let known = questions.firstIndex(where: { $0.name == question }) else {
      questions.append(
        Question(name: question, kind: kind, options: options, analytic: analytic))
      return
    }
    // Parts of one stage ask the same; they may have other options.
    let all = questions[known].options
    let more = options.filter { !all.contains($0) }
    if more.isEmpty { return }
    questions[known] = Question(
      name: question, kind: kind, options: all + more, analytic: questions[known].analytic)
  }

  private static func optionName(_ name: String) -> String {
    String(name.map { $0 == " " || $0 == "=" ? "-" : $0 })
  }

  func require(_ condition: IndexExpression) {
    if condition != 0, !conditions.contains(condition) { conditions.append(condition) }
  }

  func expect(_ cost: IndexExpression) { expected += cost }

  func count(_ term: ScheduleWork.Term, _ amount: IndexExpression) { work.add(term, amount) }

  /// Counts work that units share among the threads, in runs of `grain`.
  func count(
    _ term: ScheduleWork.Term, _ amount: IndexExpression, units: IndexExpression,
    grain: IndexExpression
  ) {
    guard threads > 1 else { return count(term, amount) }
    let runs = units.ceilDivided(by: grain)
    let most = IndexExpression.minimum(
      units, runs.ceilDivided(by: IndexExpression(threads)) * grain)
    count(term, (amount * most).floorDivided(by: .maximum(1, units)))
  }
}
