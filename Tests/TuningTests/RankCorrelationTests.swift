import Testing
import Tuning

@Suite struct RankCorrelationTests {
  @Test func countsTheOrderAlone() {
    #expect(RankCorrelation.spearman([1, 2, 3, 4], [10, 11, 400, 5000]) == 1)
    #expect(RankCorrelation.spearman([1, 2, 3, 4], [4, 3, 2, 1]) == -1)
    #expect(abs(RankCorrelation.spearman([1, 2, 3], [2, 1, 3]) - 0.5) < 1e-12)
  }

  @Test func equalNumbersShareTheirRank() {
    #expect(RankCorrelation.spearman([1, 1, 1], [1, 2, 3]) == 0)
    let half = RankCorrelation.spearman([1, 2, 2, 3], [1, 3, 2, 4])
    #expect(half == RankCorrelation.spearman([1, 2, 2, 3], [1, 2, 3, 4]) && half < 1)
    #expect(RankCorrelation.spearman([], []) == 0)
  }
}
