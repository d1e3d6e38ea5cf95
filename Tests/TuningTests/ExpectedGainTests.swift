import Testing
import Tuning

@Suite struct ExpectedGainTests {
  /// One size, at which the least cost is 100 and takes 200.
  private func known(_ more: [(cost: Double, time: Double)] = []) -> ExpectedGain {
    var gain = ExpectedGain(leastCosts: [100])
    gain.learn("analytic", size: 0, cost: 100, time: 200)
    for (number, one) in more.enumerated() {
      gain.learn("\(number)", size: 0, cost: one.cost, time: one.time)
    }
    return gain
  }

  @Test func nothingIsKnownOfASizeThatWasNotTimed() {
    #expect(ExpectedGain(leastCosts: [100]).gain(size: 0, cost: 100, best: 200) == nil)
    #expect(known().gain(size: 0, cost: 0, best: 200) == nil)
  }

  @Test func whatCostsLessPromisesMore() throws {
    let known = known()
    let gains = try [70.0, 90, 100, 110, 150].map {
      try #require(known.gain(size: 0, cost: $0, best: 200))
    }
    #expect(gains == gains.sorted(by: >) && gains.allSatisfy { (0..<1).contains($0) })
    // As fast as the best by its cost: the mean of what may be gained by chance.
    #expect(abs(gains[2] - 0.0414) < 1e-3)
    #expect(abs(gains[0] - 0.3) < 0.02)
  }

  @Test func costsThatWereRightLeaveLittleHope() throws {
    let exact = known(Array(repeating: (100, 200), count: 60))
    #expect(exact.deviation < known().deviation / 2)
    let before = try #require(known().gain(size: 0, cost: 105, best: 200))
    let after = try #require(exact.gain(size: 0, cost: 105, best: 200))
    #expect(after < before / 3)
    // Those that are slower than their costs say give no hope of faster ones.
    let slower = known(
      Array(repeating: (100, 200), count: 60) + Array(repeating: (100, 400), count: 20))
    #expect(slower.deviation <= exact.deviation)
    // And what is far from the least cost says nothing of it.
    let far = known(Array(repeating: (200, 100), count: 60))
    #expect(far.deviation == known().deviation)
  }

  @Test func partsSayWhatTheWholeTakes() throws {
    let known = known([(100, 180), (100, 220)])
    let fast = try #require(known.gain(size: 0, cost: 100, best: 180, parts: ["0"]))
    let slow = try #require(known.gain(size: 0, cost: 100, best: 180, parts: ["1"]))
    #expect(fast > slow)
    let unknown = try #require(known.gain(size: 0, cost: 100, best: 180, parts: ["0", "none"]))
    #expect(unknown == known.gain(size: 0, cost: 100, best: 180))
  }

  /// What related programs say is trusted more than analysis, until it turns out to be wrong.
  @Test func costsThatWereSetRightLeaveLessHope() throws {
    let known = known()
    let plain = try #require(known.gain(size: 0, cost: 105, best: 200))
    let transferred = try #require(
      known.gain(size: 0, cost: 105, best: 200, isTransferred: true))
    #expect(transferred < plain / 5)
    var wrong = known
    for time in [200.0, 210, 150, 160, 170, 205, 215] {
      wrong.learn("\(time)", size: 0, cost: 100, time: time, isTransferred: true)
    }
    #expect(wrong.transferredDeviation > 2 * known.transferredDeviation)
    #expect(wrong.deviation <= known.deviation)
  }
}
