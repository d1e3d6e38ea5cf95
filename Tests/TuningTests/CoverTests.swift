import Testing
import Tuning

@Suite struct CoverTests {
  /// Costs of tiles of some heights for 1 to 30 rows.
  private func cover(_ heights: [Int], _ limit: Int = 8) -> Cover {
    let costs = heights.map { height in
      (1...30).map { rows in
        rows < height ? Double.infinity : Double((rows + height - 1) / height * height) + 0.1
      }
    }
    var cover = Cover(
      costs: costs, weights: Array(repeating: 1.0 / 30, count: 30), isTotal: heights.map { $0 == 1 }
    )
    cover.mostChosen = limit
    return cover
  }

  @Test func firstMayAlwaysRun() {
    for limit in 1...5 {
      let chosen = cover([14, 7, 3, 1, 5], limit).choose()
      #expect(chosen.first == 3)
      #expect(chosen.count <= limit && Set(chosen).count == chosen.count)
    }
    var none = cover([2, 3])
    #expect(none.choose().isEmpty)
    none.mostChosen = 1
    #expect(none.choose().isEmpty)
  }

  @Test func moreWaysAreNoWorse() {
    var last = Double.infinity
    for limit in 1...6 {
      let cover = cover([1, 2, 3, 4, 5, 6], limit)
      let regret = cover.regret(cover.choose())
      #expect(regret.mean <= last + 1e-12)
      #expect(regret.mean > 1 - 1e-9 && regret.worst > regret.mean - 1e-9)
      last = regret.mean
    }
  }

  @Test func whatGainsNothingIsLeftOut() {
    // Equal candidates: one is enough, and it is the first.
    let cover = Cover(
      costs: [[2, 2], [1, 1], [1, 1]], weights: [0.5, 0.5], isTotal: [true, true, true])
    #expect(cover.choose() == [1])
  }

  /// Another way that saves less than choosing costs is left out.
  @Test func choosingCosts() {
    var cover = Cover(
      costs: [[20, 100], [18, 200]], weights: [0.5, 0.5], isTotal: [true, true])
    #expect(cover.choose() == [0, 1])
    cover.choosing = 3
    #expect(cover.choose() == [0])
    #expect(cover.regret([0, 1]).worst == 24.0 / 18)
  }

  @Test func weightsDecide() {
    var cover = Cover(
      costs: [[10, 10], [1, 20], [20, 1]], weights: [0.9, 0.1], isTotal: [true, true, true])
    cover.mostChosen = 1
    cover.worstShare = 0
    #expect(cover.choose() == [1])
  }

  /// Of those that are as good within the tie the first one is taken.
  @Test func tiesGoToTheFirst() {
    var cover = Cover(
      costs: [[1.002, 1.002], [1, 1], [1.01, 1.01]], weights: [0.5, 0.5],
      isTotal: [true, true, true])
    #expect(cover.choose() == [0])
    cover.tie = 0
    #expect(cover.choose().first == 1)
  }

  @Test func codeHasABudget() {
    var cover = Cover(
      costs: [[4, 4, 4], [2, .infinity, 3], [.infinity, 2, 3]],
      weights: Array(repeating: 1.0 / 3, count: 3), isTotal: [true, false, false])
    cover.codeBytes = [1000, 3000, 6000]
    let all = cover.choose()
    #expect(Set(all) == [0, 1, 2])
    cover.mostCodeBytes = 9999
    let fewer = cover.choose()
    #expect(fewer.count == 2 && fewer.first == 0)
    // What may always run is there whatever it takes.
    cover.mostCodeBytes = 1
    #expect(cover.choose() == [0])
  }
}
