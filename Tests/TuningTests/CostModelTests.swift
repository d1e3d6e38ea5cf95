import Scheduling
import Testing
import Tuning

@Suite struct CostModelTests {
  /// A candidate whose steps take 2 ns and whose calls take 10, timed at sizes that have steps of one kind.
  private func samples(of term: ScheduleWork.Term, _ candidate: Int) -> [CostModel.Sample] {
    [10.0, 40, 100, 400].map { steps in
      let time = 2 * steps + 10
      return CostModel.Sample(
        candidate: candidate, counts: [.call: 1, term: steps], nanoseconds: time, best: time)
    }
  }

  private func predicted(
    _ model: CostModel, _ candidate: Int, _ counts: [ScheduleWork.Term: Double]
  ) -> Double { model.nanoseconds(candidate, counts) ?? .nan }

  /// Tiles that were never timed are not free.
  @Test func whatWasNotTimedTakesWhatIsKnown() {
    let model = CostModel(samples(of: .steps, 0) + samples(of: .narrow, 1))
    for candidate in 0...1 {
      for term in [ScheduleWork.Term.steps, .narrow] {
        let time = predicted(model, candidate, [.call: 1, term: 50])
        #expect(abs(time - 110) < 2, "\(candidate) \(term): \(time)")
      }
    }
    #expect(model.nanoseconds(2, [.call: 1]) == nil)
  }

  /// Narrow tiles may take longer than is known of the machine.
  @Test func narrowTilesHaveTheirOwnTime() {
    let narrow = [10.0, 40, 100, 400].map { steps in
      CostModel.Sample(
        candidate: 0, counts: [.call: 1, .narrow: steps], nanoseconds: 3 * steps + 10,
        best: 3 * steps + 10)
    }
    let model = CostModel(samples(of: .steps, 0) + narrow)
    #expect(abs(predicted(model, 0, [.call: 1, .steps: 50]) - 110) < 4)
    #expect(abs(predicted(model, 0, [.call: 1, .narrow: 50]) - 160) < 6)
  }

  /// What is far from the best does not spoil the fit where the candidate competes.
  @Test func whatCompetesCounts() {
    var all = samples(of: .steps, 0)
    all.append(
      CostModel.Sample(
        candidate: 0, counts: [.call: 1, .steps: 1000], nanoseconds: 9000, best: 900))
    let time = predicted(CostModel(all), 0, [.call: 1, .steps: 100])
    #expect(abs(time - 210) < 8, "\(time)")
  }
}
