import Polyhedra
import Support
import TestSupport
import Testing

func index(_ text: String) throws -> IndexExpression { try IndexExpression(parsing: text) }

@Suite struct IntegerSystemTests {
  @Test func theSmallestPointIsFound() throws {
    var system = IntegerSystem(dimensions: 2, symbols: ["m": SymbolRange(3, 64)])
    system.require(.dimension(0), isBelow: try index("m ceildiv 14"))
    system.require(.dimension(1), isBelow: 14)
    system.require(try index("m"), isLessThan: try index("d0 * 14 + d1 + 1"))
    #expect(
      system.find() == .example(IntegerPoint(symbols: ["m": 3], dimensions: [0, 3])))
  }

  @Test func guardedTilesStayInside() throws {
    var system = IntegerSystem(dimensions: 2, symbols: ["m": SymbolRange(1, 1 << 20)])
    system.require(nonNegative: try index("m - 1 - d0 * 14 - d1"))
    system.require(.dimension(1), isBelow: 14)
    system.require(try index("m"), isLessThan: try index("d0 * 14 + d1 + 1"))
    #expect(system.find() == .never)
  }

  @Test func rangesDivisorsAndListsCount() throws {
    let divisible = ["m": SymbolRange(8, 64, divisor: 8)]
    var odd = IntegerSystem(dimensions: 0, symbols: divisible)
    odd.require(try index("m mod 2"), equals: 1)
    #expect(odd.find() == .never)
    var listed = IntegerSystem(dimensions: 0, symbols: ["m": SymbolRange(1, 16, listed: [1, 16])])
    listed.require(1, isLessThan: try index("m"))
    #expect(listed.find() == .example(IntegerPoint(symbols: ["m": 16], dimensions: [])))
  }

  @Test func productsOfSizesAreNeverTrustedAsExamples() throws {
    var same = IntegerSystem(dimensions: 2)
    same.require(try index("d0 * n + 1"), equals: try index("d0 * n"))
    #expect(same.find() == .never)
    var open = IntegerSystem(dimensions: 2)
    open.require(try index("d0 * n"), equals: try index("d1 * n + 1"))
    guard case .unknown = open.find() else {
      Issue.record("a product of unknowns was decided")
      return
    }
  }

  @Test func imagesAreCompared() throws {
    var tile = IntegerSystem(dimensions: 1, symbols: ["m": SymbolRange(1, 99)])
    tile.require(.dimension(0), isBelow: try index("m"))
    let window = IntegerImage([try index("d0 + 2")], over: tile)
    let written = IntegerImage([try index("d0")], over: tile)
    var wider = tile
    wider = IntegerSystem(dimensions: 1, symbols: tile.symbols)
    wider.require(.dimension(0), isBelow: try index("m + 2"))
    let halo = IntegerImage([try index("d0")], over: wider)
    #expect(window.value(notIn: [halo]) == .never)
    #expect(
      window.value(notIn: [written]) == .example(IntegerPoint(symbols: ["m": 1], dimensions: [2])))
  }

  /// Random systems over small boxes, against counting.
  @Test func randomSystemsAgreeWithCounting() throws {
    var random = RandomSource(seed: 0x15_1A)
    for _ in 0..<150 {
      let expressions = (0..<3).map { _ in randomExpression(2, &random) }
      var system = IntegerSystem(dimensions: 2, symbols: ["m": SymbolRange(1, 6)])
      system.require(.dimension(0), isBelow: 6)
      system.require(.dimension(1), isBelow: .symbol("m"))
      system.require(nonNegative: expressions[0])
      system.require(nonNegative: expressions[1])
      system.require(expressions[2], equals: 1)
      var exists = false
      for m in 1...6 {
        for a in 0..<6 {
          for b in 0..<m {
            let values = expressions.map {
              $0.evaluate(symbols: ["m": m], dimensions: [a, b]) ?? 0
            }
            if values[0] >= 0, values[1] >= 0, values[2] == 1 { exists = true }
          }
        }
      }
      switch system.find() {
      case .never: #expect(!exists, "\(expressions)")
      case .unknown(let reason): Issue.record("\(reason): \(expressions)")
      case .example(let point):
        let values = expressions.map {
          $0.evaluate(symbols: ["m": point.symbols["m"] ?? 1], dimensions: point.dimensions)
        }
        #expect(values[0] ?? -1 >= 0 && values[1] ?? -1 >= 0 && values[2] == 1, "\(expressions)")
      }
    }
  }

  /// Sums alone, most of which bounds decide without isl.
  @Test func randomSumsAgreeWithCounting() throws {
    var random = RandomSource(seed: 0xB0_0D)
    var impossible = 0
    for _ in 0..<600 {
      let conditions = (0..<3).map { _ in
        (0..<3).reduce(IndexExpression(Int.random(in: -9...9, using: &random))) { sum, number in
          sum + .dimension(number) * IndexExpression(Int.random(in: -4...4, using: &random))
        }
      }
      var system = IntegerSystem(dimensions: 3)
      for number in 0..<3 { system.require(.dimension(number), isBelow: 5) }
      system.require(nonNegative: conditions[0])
      system.require(nonNegative: conditions[1])
      system.require(conditions[2], equals: 0)
      let exists = (0..<125).contains { place in
        let point = [place / 25, place / 5 % 5, place % 5]
        let values = conditions.map { $0.evaluate(symbols: [:], dimensions: point) ?? -1 }
        return values[0] >= 0 && values[1] >= 0 && values[2] == 0
      }
      impossible += exists ? 0 : 1
      #expect(system.isImpossible == !exists, "\(conditions)")
    }
    #expect((100...500).contains(impossible))
  }

  private func randomExpression(_ depth: Int, _ random: inout RandomSource) -> IndexExpression {
    if depth == 0 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return IndexExpression(Int.random(in: -5...5, using: &random))
      case 1: return .symbol("m")
      default: return .dimension(Int.random(in: 0...1, using: &random))
      }
    }
    let left = randomExpression(depth - 1, &random)
    let right = randomExpression(depth - 1, &random)
    let divisor = IndexExpression(Int.random(in: 2...4, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return left.floorDivided(by: divisor) + right
    case 1: return left.remainder(by: divisor) - right
    case 2: return .minimum(left, right)
    case 3: return .maximum(left, right) - divisor
    case 4: return left * divisor - right
    default: return left + right
    }
  }
}
