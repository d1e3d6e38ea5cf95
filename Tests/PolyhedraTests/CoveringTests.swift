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
      let isCovered = (Self.sizes.lower...Self.sizes.upper).allSatisfy { m in
        let held = others.reduce(into: Set<[Int]>()) { $0.formUnion(values(of: $1, m)) }
        return values(of: own, m).isSubset(of: held)
      }
      found[isCovered ? 1 : 0] += 1
      switch own.value(notIn: others) {
      case .never: #expect(isCovered, "\(own) by \(others)")
      case .unknown(let reason): Issue.record("\(reason): \(own) by \(others)")
      case .example(let point):
        let m = try #require(point.symbols["m"])
        #expect(values(of: own, m).contains(point.dimensions), "\(own) by \(others)")
        #expect(
          !others.contains { values(of: $0, m).contains(point.dimensions) }, "\(own) by \(others)")
      }
    }
    #expect(found.allSatisfy { $0 > 40 }, "\(found)")
  }

  /// One of: tiles with a guard, tiles moved back inside, a piece from a random place on, or to there.
  private func tiles(_ random: inout RandomSource) throws -> IntegerImage {
    let factor = IndexExpression(Int.random(in: 2...4, using: &random))
    let m = try index("m")
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      var domain = box([m.ceilDivided(by: factor), factor])
      let value = try index("d0") * factor + .dimension(1)
      domain.require(value, isLessThan: m + IndexExpression(Int.random(in: 0...1, using: &random)))
      return IntegerImage([value], over: domain)
    case 1:
      let domain = box([m.ceilDivided(by: factor), factor])
      let start = IndexExpression.minimum(.dimension(0) * factor, m - factor)
      return IntegerImage([start + .dimension(1)], over: domain)
    case 2:
      var domain = box([m])
      domain.require(nonNegative: .dimension(0) - factor + 1)
      return IntegerImage([.dimension(0)], over: domain)
    default: return IntegerImage([.dimension(0)], over: box([factor]))
    }
  }

  private func box(_ extents: [IndexExpression]) -> IntegerSystem {
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
