import Scheduling
import StaticSearch
import TensorExpressions
import Testing

@Suite struct DerivationTests {
  private func derived(
    _ program: TensorProgram, _ rules: [any SketchRule] = SketchDerivation.standardRules,
    most: Int = 64
  ) throws -> (sketches: [TraceSketch], remarks: [String]) {
    var derivation = SketchDerivation(rules: rules)
    derivation.mostDrafts = most
    return derivation.sketches(of: try SearchPrograms.start(program), SearchPrograms.target)
  }

  /// What the drafts are called that a queue gives, in its order.
  private func queued(_ program: TensorProgram) throws -> [String] {
    let target = SearchPrograms.target
    var queue = [SketchDraft(try SearchPrograms.start(program))]
    var names: [String] = []
    while !queue.isEmpty {
      var draft = queue.removeFirst()
      guard let name = draft.pending.popLast() else {
        names.append(draft.labels.joined(separator: "+"))
        continue
      }
      guard let stage = StageView(name, in: draft.schedule) else {
        queue.append(draft)
        continue
      }
      for rule in SketchDerivation.standardRules {
        let outcome = rule.apply(to: stage, of: draft, target)
        queue += outcome.drafts
        if outcome.isFinal, !outcome.drafts.isEmpty { break }
      }
    }
    return names
  }

  @Test func fewWaysComeInTheOrderOfAQueue() throws {
    let chain = try SearchPrograms.chain(2, size: 256)
    let found = try derived(chain)
    let names = try queued(chain)
    // That is as many as there may be.
    #expect(found.sketches.map(\.name) == names && names.count == 64)
    #expect(!found.remarks.contains { $0.contains("mostDrafts") })
  }

  /// Each of four products has four ways.
  @Test(arguments: [64, 7, 0, -3])
  func someOfManyWaysAreFinished(_ most: Int) throws {
    let chain = try SearchPrograms.chain(4)
    let found = try derived(chain, most: most)
    let count = max(1, most)
    #expect(found.sketches.count == count)
    #expect(Set(found.sketches.map(\.name)).count == count)
    #expect(
      found.remarks.last
        == "drafts beyond 'mostDrafts' (\(count)) were left: there are \(count) sketches, and more "
        + "exist")
    // Always the same.
    #expect(try derived(chain, most: most).sketches.map(\.name) == found.sketches.map(\.name))
    for sketch in found.sketches.prefix(2) { #expect(!sketch.decisions.isEmpty) }
  }

  @Test func theyDifferInEveryStage() throws {
    let found = try derived(try SearchPrograms.chain(4))
    for stage in 0..<4 {
      // Labels are `p0.copied`, `p0.SSRSRs.0`, ….
      let kinds = found.sketches.map { sketch in
        sketch.name.split(separator: "+").filter { $0.hasPrefix("p\(stage).") }
      }
      let counts = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
      #expect(counts.count > 3, "\(counts)")
      // None has more than half of them.
      #expect(counts.values.allSatisfy { $0 <= found.sketches.count / 2 }, "\(counts)")
    }
  }

  @Test func eachRemarkIsMadeOnce() throws {
    let remarks = try derived(try SearchPrograms.chain(3)).remarks
    #expect(Set(remarks).count == remarks.count && !remarks.isEmpty)
  }

  /// Gives a stage again and again.
  private struct Forever: SketchRule {
    func apply(
      to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
    ) -> RuleOutcome {
      var draft = draft
      draft.pending.append(stage.name)
      return RuleOutcome([draft], isFinal: true)
    }
  }

  @Test func aRuleThatNeverEndsIsNamed() throws {
    let found = try derived(try SearchPrograms.elementwise(4, 8), [Forever(), SkipStage()])
    #expect(found.sketches.isEmpty && found.remarks.count == 1)
    #expect(found.remarks.first?.contains("the rule 'Forever'") == true, "\(found.remarks)")
    #expect(found.remarks.first?.contains("at 'y'") == true, "\(found.remarks)")
  }

  @Test func aRuleThatEndsMayGiveAStageAgain() throws {
    struct Thrice: SketchRule {
      func apply(
        to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
      ) -> RuleOutcome {
        if draft.labels.filter({ $0 == stage.name }).count == 3 { return .skip }
        var draft = draft
        draft.labels.append(stage.name)
        draft.pending.append(stage.name)
        return RuleOutcome([draft], isFinal: true)
      }
    }
    let found = try derived(try SearchPrograms.elementwise(4, 8), [Thrice(), SkipStage()])
    #expect(found.sketches.map(\.name) == ["y+y+y+next+next+next"])
    #expect(found.remarks.isEmpty)
  }

  @Test func aStageThatNoRuleTakesIsNamed() throws {
    let found = try derived(try SearchPrograms.dense(4, 8, 8), [SkipStage()])
    #expect(found.sketches.isEmpty)
    #expect(found.remarks == ["a draft is left at 'product', to which no rule applies"])
  }

  /// What is dead at its end makes room for what waits.
  @Test func draftsThatWaitGoOnWhereOthersDie() throws {
    /// Two ways at the first stage; at the last one only the second goes on.
    struct Forks: SketchRule {
      func apply(
        to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
      ) -> RuleOutcome {
        if stage.name == "next" { return RuleOutcome(draft.labels == ["7"] ? [draft] : []) }
        return RuleOutcome(
          (0..<8).map {
            var draft = draft
            draft.labels.append("\($0)")
            return draft
          })
      }
    }
    let found = try derived(try SearchPrograms.elementwise(4, 8), [Forks()], most: 1)
    #expect(found.sketches.map(\.name) == ["7"])
  }

  @Test func whatAStepSamplesIsADecisionToo() throws {
    /// Samples once by the schedule and once by the draft, which bounds its own.
    struct Samples: SketchRule {
      func apply(
        to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
      ) -> RuleOutcome {
        var draft = draft
        do throws(Refusal) {
          _ = try draft.schedule.sample(from: [1, 2], decision: 0)
          let (_, own) = try draft.sample("mine", stage: stage.name, from: [3, 5], now: 0)
          _ = try draft.schedule.sample(from: [7], decision: 0)
          draft.limit([own], atMost: 4)
          draft.limit([99], atMost: 1)
        } catch { return RuleOutcome(remarks: [error.description]) }
        return RuleOutcome([draft], isFinal: true)
      }
    }
    let found = try derived(try SearchPrograms.dense(4, 8, 8), [Samples()])
    let sketch = try #require(found.sketches.first, "\(found.remarks)")
    #expect(
      sketch.decisions.map(\.name)
        == ["sample.0", "mine", "sample.2", "sample.3", "mine", "sample.5"])
    #expect(sketch.decisions[1].options == ["3", "5"])
    // Limits are about what they were stated of, and a place that there is not counts nothing.
    #expect(sketch.isWithinLimits([1, 0, 0, 1, 0, 0]))
    #expect(!sketch.isWithinLimits([0, 1, 0, 0, 0, 0]))
    #expect(!sketch.isWithinLimits([0, 0, 0, 0, 1, 0]))
  }
}
