import Polyhedra
import Support
import TestSupport
import Testing

/// Whether images hold all of another, against counting: tiles, shifted and guarded ones, and pieces of
/// the whole.
@Suite struct CoveringTests {
  private static let sizes = SymbolRange(3, 11)

  @Test func randomTilesAgreeWithCounting() throws {
    var random = RandomSource(seed: 0xC0_4E)
    var found = [0, 0]
    for _ in 0..<250 {
      let whole = box([try index("m") + IndexExpression(Int.random(in: -1...1, using: &random))])
      let own = IntegerImage([.dimension(0)], over: whole)
      let others = try (0..<Int.random(in: 1...2, using: &random)).map { _ in try tiles(&random) }
      found[try expectAnswer(own, others) ? 1 : 0] += 1
    }
    #expect(found.allSatisfy { $0 > 40 }, "\(found)")
  }

  /// Of another axis the images say the same, or nearly, or it is not apart from the first.
  @Test func whatIsSaidAlikeMayStay() throws {
    var random = RandomSource(seed: 0xA_11CE)
    var found = [0, 0]
    for _ in 0..<60 {
      let whole = box([try index("m")], beside: 3)
      let own = IntegerImage([.dimension(0) * 3, .dimension(1)], over: whole)
      let isApart = Bool.random(using: &random)
      let others = try (0..<2).map { _ in
        var other = try tiles(&random, beside: Int.random(in: 2...4, using: &random))
        if !isApart { other.domain.require(nonNegative: .dimension(1) - .dimension(0)) }
        other.values.insert(.dimension(0) * 3, at: 0)
        return other
      }
      found[try expectAnswer(own, others) ? 1 : 0] += 1
    }
    #expect(found.allSatisfy { $0 > 10 }, "\(found)")
  }

  /// Compares what is said of images holding all of another with counting; whether they do.
  private func expectAnswer(_ own: IntegerImage, _ others: [IntegerImage]) throws -> Bool {
    let isCovered = (Self.sizes.lower...Self.sizes.upper).allSatisfy { m in
      let held = others.reduce(into: Set<[Int]>()) { $0.formUnion(values(of: $1, m)) }
      return values(of: own, m).isSubset(of: held)
    }
    switch own.value(notIn: others) {
    case .never: #expect(isCovered, "\(own) by \(others)")
    case .unknown(let reason): Issue.record("\(reason): \(own) by \(others)")
    case .example(let point):
      let m = try #require(point.symbols["m"])
      #expect(values(of: own, m).contains(point.dimensions), "\(own) by \(others)")
      #expect(
        !others.contains { values(of: $0, m).contains(point.dimensions) }, "\(own) by \(others)")
    }
    return isCovered
  }

  /// One of: tiles with a guard, tiles moved back inside, a piece from a random place on, or to there.
  private func tiles(
    _ random: inout RandomSource, beside other: Int? = nil
  ) throws -> IntegerImage {
    let size = Int.random(in: 2...4, using: &random)
    let (factor, m) = (IndexExpression(size), try index("m"))
    let first = other == nil ? 0 : 1
    let (outer, inner) = (IndexExpression.dimension(first), IndexExpression.dimension(first + 1))
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      var domain = box([m.ceilDivided(by: factor), factor], beside: other)
      let value = outer * factor + inner
      domain.require(value, isLessThan: m + IndexExpression(Int.random(in: 0...1, using: &random)))
      return IntegerImage([value], over: domain)
    case 1:
      let domain = box([m.ceilDivided(by: factor), factor], beside: other)
      return IntegerImage([.minimum(outer * factor, m - factor) + inner], over: domain)
    case 2:
      var domain = box([m], beside: other)
      domain.require(nonNegative: outer - factor + 1)
      return IntegerImage([outer], over: domain)
    default: return IntegerImage([outer], over: box([factor], beside: other))
    }
  }

  /// A dimension for each extent, after one below `other` if there is one.
  private func box(_ extents: [IndexExpression], beside other: Int? = nil) -> IntegerSystem {
    let extents = (other.map { [IndexExpression($0)] } ?? []) + extents
    var system = IntegerSystem(dimensions: extents.count, symbols: ["m": Self.sizes])
    for (axis, extent) in extents.enumerated() { system.require(.dimension(axis), isBelow: extent) }
    return system
  }

  /// What the image holds for a size, by trying all points.
  private func values(of image: IntegerImage, _ m: Int) -> Set<[Int]> {
    var points: [[Int]] = [[]]
    for _ in 0..<image.domain.dimensionCount {
      points = points.flatMap { point in (0...12).map { point + [$0] } }
    }
    var found: Set<[Int]> = []
    for point in points {
      let whole = IntegerPoint(symbols: ["m": m], dimensions: point)
      guard image.domain.holds(at: whole) else { continue }
      let value = image.values.map { $0.evaluate(symbols: ["m": m], dimensions: point) ?? -1 }
      found.insert(value)
    }
    return found
  }
}
