import Support
import Testing
import Tuning

@Suite struct RangePointsTests {
  private func values(_ range: SymbolRange) -> [Int] {
    RangePoints([("m", range)]).points.compactMap { $0.sizes["m"] }
  }

  @Test func shortRangesAreTakenWhole() {
    #expect(values(SymbolRange(1, 128)) == Array(1...128))
    #expect(values(SymbolRange(0, 3)) == [1, 2, 3])
    #expect(values(SymbolRange(8, 64, divisor: 8)) == [8, 16, 24, 32, 40, 48, 56, 64])
    #expect(values(SymbolRange(listed: [16, 3, 700])) == [3, 16, 700])
    #expect(values(SymbolRange(5, 5)) == [5])
  }

  @Test func longRangesHaveTheirEndsAndAllSmallSizes() {
    for range in [SymbolRange(1, 4096), SymbolRange(1, 100_000), SymbolRange.any] {
      let all = values(range)
      #expect(all.first == 1 && all.prefix(64) == Array(1...64)[...])
      #expect(all.last == min(range.upper, max(2048, range.upper == 1 << 40 ? 2048 : range.upper)))
      #expect(all.count <= 300 && all == all.sorted() && Set(all).count == all.count)
    }
    let multiples = values(SymbolRange(16, 1 << 20, divisor: 16))
    #expect(multiples.allSatisfy { $0 % 16 == 0 && $0 > 0 })
  }

  @Test func weightsAreShares() {
    let points = RangePoints(
      [("m", SymbolRange(1, 100)), ("n", SymbolRange(1, 2))], shares: ["m": [7: 3, 50: 1, 200: 9]]
    ).points
    #expect(Set(points.compactMap { $0.sizes["m"] }) == [7, 50])
    #expect(abs(points.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
    let seven = points.filter { $0.sizes["m"] == 7 }.reduce(0) { $0 + $1.weight }
    #expect(abs(seven - 0.75) < 1e-9)
  }

  @Test func manySizesAreFewPoints() {
    let ranges = ["a", "b", "c", "d"].map { ($0, SymbolRange(1, 1000)) }
    let points = RangePoints(ranges, seed: 3).points
    #expect(points.count <= 512)
    #expect(points == RangePoints(ranges, seed: 3).points)
    #expect(points.contains { $0.sizes.values.allSatisfy { $0 == 1 } })
    #expect(points.contains { $0.sizes.values.allSatisfy { $0 == 1000 } })
  }

  /// Of products of three sizes from 1 to 512 drawn evenly, one in six has sizes that are all above 200; by orders of
  /// magnitude it is one in two hundred.
  @Test func halfOfThePointsAreSpreadEvenly() {
    let ranges = ["m", "k", "n"].map { ($0, SymbolRange(1, 512)) }
    let points = RangePoints(ranges).points
    func share(_ isCounted: ([Int]) -> Bool) -> Double {
      points.filter { isCounted(Array($0.sizes.values)) }.reduce(0) { $0 + $1.weight }
    }
    #expect((0.08...0.2).contains(share { $0.allSatisfy { $0 > 200 } }))
    #expect((0.1...0.4).contains(share { $0.allSatisfy { $0 < 50 } }))
    #expect(Set(points.map(\.sizes)).count == points.count)
  }

  @Test func pointsOfManySizesAreNotEnumerated() {
    let ranges = (0..<9).map { ("s\($0)", SymbolRange(1, 1000)) }
    let points = RangePoints(ranges).points
    #expect(points.count <= 512 && points.contains { $0.sizes.values.allSatisfy { $0 == 1000 } })
  }

  @Test func noSizesAreOnePoint() {
    let points = RangePoints([]).points
    #expect(points.count == 1 && points[0].sizes.isEmpty && points[0].weight == 1)
  }
}
