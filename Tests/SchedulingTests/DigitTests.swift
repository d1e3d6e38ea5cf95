import Scheduling
import Support
import Testing

/// What digits say of loop counters, compared with all counters there are.
@Suite struct DigitTests {
  /// All values of dimensions below their extents.
  private static func points(_ extents: [Int]) -> [[Int]] {
    extents.reduce([[]]) { points, extent in
      points.flatMap { point in (0..<extent).map { point + [$0] } }
    }
  }

  /// A sum of some of the dimensions; now and then one of them stops at a limit.
  private static func sum(
    _ extents: [Int], from first: Int = 0, using random: inout SeededGenerator
  ) -> IndexExpression {
    var sum = IndexExpression(Int.random(in: 0...3, using: &random) == 0 ? 1 : 0)
    var weight = 1
    for (dimension, extent) in extents.enumerated().reversed() where Bool.random(using: &random) {
      let value = IndexExpression.dimension(first + dimension) * IndexExpression(weight)
      let limit = weight * (extent - 1) - Int.random(in: 0...2, using: &random)
      if limit > 0, Int.random(in: 0...5, using: &random) == 0 {
        sum += .minimum(IndexExpression(limit), value)
      } else {
        sum += value
      }
      // Mostly digits of one number, sometimes not.
      weight = max(1, weight * extent + [0, 0, 0, 1, -1][Int.random(in: 0..<5, using: &random)])
    }
    return sum
  }

  @Test func tiesHoldWhereElementsAreTheSame() throws {
    var random = SeededGenerator(3)
    var (tied, impossible) = (0, 0)
    for _ in 0..<3000 {
      let extents = (0..<2).map { _ in
        (0..<3).map { _ in Int.random(in: 1...4, using: &random) }
      }
      let sizes = extents.map { $0.map { Optional(IndexExpression($0)) } }
      let isSame = Bool.random(using: &random)
      let first = (0..<2).map { _ in Self.sum(extents[0], using: &random) }
      let second =
        isSame && extents[0] == extents[1]
        ? first : (0..<2).map { _ in Self.sum(extents[1], using: &random) }
      var ties = DigitTies(sizes[0], sizes[1])
      for (left, right) in zip(first, second) {
        ties.require(left, sizes[0], equals: right, sizes[1])
      }
      let places = Self.points(extents[1]).map { point in
        (point, second.map { $0.evaluate(symbols: [:], dimensions: point) })
      }
      tied += ties.partners.contains { $0 != nil } ? 1 : 0
      impossible += ties.isImpossible ? 1 : 0
      for one in Self.points(extents[0]) {
        let place = first.map { $0.evaluate(symbols: [:], dimensions: one) }
        for (other, its) in places where place == its {
          #expect(!ties.isImpossible, "\(first) \(second) \(extents)")
          for (a, b) in ties.partners.enumerated() {
            if let b { #expect(one[a] == other[b], "\(first) \(second) \(extents)") }
          }
          for (a, isZero) in ties.areZero.first.enumerated() where isZero { #expect(one[a] == 0) }
          for (b, isZero) in ties.areZero.second.enumerated() where isZero {
            #expect(other[b] == 0)
          }
        }
      }
    }
    #expect(tied > 500 && impossible > 10)
  }

  @Test func countersExistWhereTheyAreSaidTo() throws {
    var random = SeededGenerator(4)
    var (made, kept) = (0, 0)
    for _ in 0..<3000 {
      let outer = (0..<2).map { _ in Int.random(in: 1...4, using: &random) }
      let own = (0..<3).map { _ in Int.random(in: 1...4, using: &random) }
      let source = Self.sum(outer, using: &random)
      let target = Self.sum(own, from: 2, using: &random)
      let bound = IndexExpression(Int.random(in: 0...12, using: &random))
      // What is known of the values, and what is asked of the counters.
      let known = bound - source
      let asked = IndexExpression(Int.random(in: 0...12, using: &random)) - target
      let sizes = outer.map { Optional(IndexExpression($0)) }
      var witness = DigitWitness(
        sizes, where: [DigitSum(known)], own: own.map { Optional(IndexExpression($0)) })
      guard witness.canMake(DigitSum(target), DigitSum(source)) else { continue }
      made += 1
      let keeps = witness.keeps(DigitSum(asked))
      kept += keeps ? 1 : 0
      for point in Self.points(outer) {
        func value(_ expression: IndexExpression, _ counters: [Int]) -> Int {
          expression.evaluate(symbols: [:], dimensions: point + counters) ?? .min
        }
        guard value(known, []) >= 0 else { continue }
        let found = Self.points(own).contains { counters in
          value(target, counters) == value(source, [])
            && (!keeps || value(asked, counters) >= 0)
        }
        #expect(found, "\(target) = \(source), \(asked), \(outer), \(own)")
      }
    }
    #expect(made > 200 && kept > 50)
  }
}
