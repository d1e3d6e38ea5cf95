import Foundation
import Scheduling
import Support

// Which micro-kernels are tried, in which order, and when that ends.

extension TaskTuner {
  /// A micro-kernel that was not tried yet.
  private struct Pending {
    var decisions: Decisions
    /// The analytic costs at the timed sizes, `nil` where it may not run.
    var analyticCosts: [Double?]
    /// What related programs say of it.
    var known: Transfer.Offset?
    /// The costs, set right by that.
    var costs: [Double?] {
      analyticCosts.map { cost in cost.map { $0 * exp(known?.logarithm ?? 0) } }
    }
    var isTransferred: Bool { known?.isOfThisMachine == true }
    /// Micro-kernels that it is put together of.
    var parts: [String]
  }

  /// Times micro-kernels for every layout, those that promise most first, until no other promises
  /// enough.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func search(
    for question: String, _ questions: [Question], _ analytic: Candidate
  ) throws(Diagnostic) {
    var pending: [Pending] = []
    let transfer = try measurer.transfer()
    for layout in layoutDecisions(questions) {
      let open = try self.questions(after: layout)
      guard let main = open.first(where: { $0.name == question }) else { continue }
      for option in main.options {
        guard mayGoOn() else { break }
        let decisions = layout.deciding(question, option)
        // What cannot be scheduled is no candidate.
        let report: ScheduleReport
        do throws(Diagnostic) { report = try builder.report(decisions) } catch { continue }
        pending.append(
          Pending(
            decisions: decisions, analyticCosts: timedSizes.map { cost(report, at: $0) },
            known: transfer.offset(of: decisions),
            parts: main.parts[option]?.map { layout.deciding(question, $0).description } ?? []))
      }
    }
    let all = pending
    let inOrder = all.map(\.decisions)
    let least = timedSizes.indices.map { number in
      pending.compactMap { $0.costs[number] }.min() ?? 0
    }
    var known = ExpectedGain(leastCosts: least)
    // What the analytic schedule runs somewhere comes first: it promises nothing beyond that, and without it nothing
    // may be as fast there.
    var next: [Int] = []
    for (number, sizes) in timedSizes.enumerated() {
      let runs = pending.indices.filter { pending[$0].analyticCosts[number] != nil }
        .min { pending[$0].analyticCosts[number] ?? 0 < pending[$1].analyticCosts[number] ?? 0 }
      guard let runs else { continue }
      if !next.contains(runs) { next.append(runs) }
      if let time = bestTimes[sizes], let cost = pending[runs].costs[number] {
        known.learn(
          "", size: number, cost: cost, time: time, isTransferred: pending[runs].isTransferred)
      }
    }
    transferred = pending.filter(\.isTransferred).count
    while mayGoOn(), !next.isEmpty {
      try time(next.map { pending[$0].decisions })
      for place in next {
        let name = pending[place].decisions.description
        for (sizes, time) in samples(of: pending[place].decisions) {
          guard let number = timedSizes.firstIndex(of: sizes),
            let cost = pending[place].costs[number]
          else { continue }
          known.learn(
            name, size: number, cost: cost, time: time, isTransferred: pending[place].isTransferred)
        }
      }
      let gone = Set(next)
      pending = pending.indices.filter { !gone.contains($0) }.map { pending[$0] }
      let gains = pending.map { gain(of: $0, known) }
      let hopeful = pending.indices.filter { gains[$0] >= options.leastExpectedGain }
        .sorted { (-gains[$0], $0) < (-gains[$1], $1) }
      next = Array(hopeful.prefix(Self.triedTogether))
    }
    try timeTotal(among: all)
    // Of those that are as good the first one is taken, which must not depend on the order of the search.
    let rank = Dictionary(zip(inOrder, inOrder.indices), uniquingKeysWith: { first, _ in first })
    variants.sort { rank[$0.candidate.decisions] ?? 0 < rank[$1.candidate.decisions] ?? 0 }
  }

  /// Times one that may always run for every layout that has only others, even if it looked hopeless.
  private func timeTotal(among pending: [Pending]) throws(Diagnostic) {
    func layout(_ decisions: Decisions) -> [String: String] {
      decisions.answers.filter { layouts.contains($0.key) }
    }
    var lacking = Set(variants.map { layout($0.candidate.decisions) })
    for variant in variants where isTotal(variant.candidate) {
      lacking.remove(layout(variant.candidate.decisions))
    }
    for one in pending where lacking.contains(layout(one.decisions)) {
      guard mayGoOn(), one.costs.allSatisfy({ $0 != nil }) else { continue }
      let candidate: Candidate
      do throws(Diagnostic) { candidate = try builder.candidate(one.decisions) } catch { continue }
      guard isTotal(candidate) else { continue }
      try add(candidate, at: sizes(for: candidate, atMost: samplesOfOne), isNeeded: true)
      lacking.remove(layout(one.decisions))
    }
  }

  private static let triedTogether = 8

  private func cost(_ report: ScheduleReport, at sizes: [String: Int]) -> Double? {
    let all = task.complete(sizes)
    guard report.condition.evaluate(symbols: all) ?? -1 >= 0 else { return nil }
    return report.expected.evaluate(symbols: all).map(Double.init)
  }

  /// The mean share of the time that is expected to be saved at the timed sizes; 1 where nothing is known.
  private func gain(of pending: Pending, _ known: ExpectedGain) -> Double {
    var sum = 0.0
    for (number, sizes) in timedSizes.enumerated() {
      guard let cost = pending.costs[number] else { continue }
      guard let best = bestTimes[sizes],
        let gain = known.gain(
          size: number, cost: cost, best: best, isTransferred: pending.isTransferred,
          parts: pending.parts)
      else { return 1 }
      sum += gain
    }
    return sum / Double(max(1, timedSizes.count))
  }

  /// What is known of a micro-kernel, also of one that was too slow to become a variant.
  private func samples(
    of decisions: Decisions
  ) -> [(sizes: [String: Int], nanoseconds: Double)] {
    timedSizes.compactMap { sizes in
      measurer.time(of: decisions, at: sizes).map { (sizes, $0) }
    }
  }

  /// Answers to the questions about layouts, the analytic ones first.
  private func layoutDecisions(_ questions: [Question]) -> [Decisions] {
    var all = [Decisions()]
    for question in questions where question.kind == .layout {
      let options =
        [question.analytic].compactMap { $0 }
        + question.options.filter { $0 != question.analytic }
      // Of a second constant first what the analysis says: products of options are too many.
      let taken = isSecond(question) ? Array(options.prefix(1)) : options
      all = all.flatMap { decisions in taken.map { decisions.deciding(question.name, $0) } }
    }
    return all
  }
}
