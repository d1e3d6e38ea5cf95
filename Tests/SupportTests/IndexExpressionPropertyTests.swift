import Support
import TestSupport
import Testing

/// Random size expressions mean the same however they are written, simplified or printed.
@Suite struct IndexExpressionPropertyTests {
  /// An expression as it was written, with its own meaning.
  private indirect enum Tree {
    case constant(Int)
    case symbol(Int)
    case dimension(Int)
    case binary(Operator, Tree, Tree)
  }

  private enum Operator: CaseIterable {
    case add, subtract, multiply, floorDivide, ceilDivide, remainder, minimum, maximum
  }

  private static let names = ["m", "seq", "n.1"]
  /// Sizes in the ranges that `assumptions` declares.
  private static let ranges = [
    SymbolRange(1, 9), SymbolRange(4, 40, divisor: 4), SymbolRange(3, 3),
  ]
  private static let extents = [5, 12]

  private static var assumptions: Assumptions {
    var assumptions = Assumptions()
    for (name, range) in zip(names, ranges) { assumptions.symbols[name] = range }
    for (number, extent) in extents.enumerated() {
      assumptions.setExtent(of: number, to: IndexExpression(extent))
    }
    return assumptions
  }

  private static func randomTree(_ depth: Int, _ random: inout RandomSource) -> Tree {
    if depth == 0 || Int.random(in: 0..<5, using: &random) == 0 {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return .constant(Int.random(in: -9...9, using: &random))
      case 1: return .symbol(Int.random(in: 0..<names.count, using: &random))
      default: return .dimension(Int.random(in: 0..<extents.count, using: &random))
      }
    }
    let choice = Operator.allCases[Int.random(in: 0..<Operator.allCases.count, using: &random)]
    let left = randomTree(depth - 1, &random)
    var right = randomTree(depth - 1, &random)
    if [.floorDivide, .ceilDivide, .remainder].contains(choice) {
      // Divisors are positive, as sizes are.
      right =
        Bool.random(using: &random)
        ? .constant(Int.random(in: 1...6, using: &random))
        : .symbol(Int.random(in: 0..<names.count, using: &random))
    }
    return .binary(choice, left, right)
  }

  private static func expression(_ tree: Tree) -> IndexExpression {
    switch tree {
    case .constant(let value): return IndexExpression(value)
    case .symbol(let number): return .symbol(names[number])
    case .dimension(let number): return .dimension(number)
    case .binary(let choice, let left, let right):
      let (a, b) = (expression(left), expression(right))
      switch choice {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      case .floorDivide: return a.floorDivided(by: b)
      case .ceilDivide: return a.ceilDivided(by: b)
      case .remainder: return a.remainder(by: b)
      case .minimum: return .minimum(a, b)
      case .maximum: return .maximum(a, b)
      }
    }
  }

  private static func meaning(_ tree: Tree, _ symbols: [Int], _ dimensions: [Int]) -> Int {
    switch tree {
    case .constant(let value): return value
    case .symbol(let number): return symbols[number]
    case .dimension(let number): return dimensions[number]
    case .binary(let choice, let left, let right):
      let a = meaning(left, symbols, dimensions)
      let b = meaning(right, symbols, dimensions)
      switch choice {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      case .floorDivide: return Int((Double(a) / Double(b)).rounded(.down))
      case .ceilDivide: return Int((Double(a) / Double(b)).rounded(.up))
      case .remainder: return ((a % b) + b) % b
      case .minimum: return min(a, b)
      case .maximum: return max(a, b)
      }
    }
  }

  /// Sizes and loop variables within the declared ranges.
  private static func randomPoint(_ random: inout RandomSource) -> (
    symbols: [Int], dimensions: [Int]
  ) {
    let symbols = ranges.map { range in
      Int.random(in: range.lower / range.divisor...range.upper / range.divisor, using: &random)
        * range.divisor
    }
    let sizes = zip(symbols, ranges).map { max($0, $1.lower) }
    return (sizes, extents.map { Int.random(in: 0..<$0, using: &random) })
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func everyFormHasTheSameValue(_ seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let assumptions = Self.assumptions
    for _ in 0..<50 {
      let tree = Self.randomTree(4, &random)
      let expression = Self.expression(tree)
      let simplified = assumptions.simplified(expression)
      let read = try IndexExpression(parsing: expression.description)
      #expect(read == expression, "\(expression) reads as \(read)")
      let interval = assumptions.interval(of: expression)
      for _ in 0..<8 {
        let (symbols, dimensions) = Self.randomPoint(&random)
        let named = Dictionary(uniqueKeysWithValues: zip(Self.names, symbols))
        let value = Self.meaning(tree, symbols, dimensions)
        // The meaning goes through `Double`; beyond its integers there is nothing to compare.
        guard value.magnitude < 1 << 50 else { continue }
        #expect(
          expression.evaluate(symbols: named, dimensions: dimensions) == value,
          "\(expression) at \(named), \(dimensions)")
        #expect(
          simplified.evaluate(symbols: named, dimensions: dimensions) == value,
          "\(expression) simplified to \(simplified) at \(named), \(dimensions)")
        let fixed =
          expression
          .substituting(symbols: named.mapValues { IndexExpression($0) })
          .substituting(dimensions: dimensions.map { IndexExpression($0) })
        #expect(fixed.constantValue == value, "\(expression) became \(fixed)")
        if let lower = interval.lower { #expect(lower <= value, "\(expression) below its range") }
        if let upper = interval.upper { #expect(upper >= value, "\(expression) above its range") }
        if assumptions.isNonNegative(expression) {
          #expect(value >= 0, "\(expression) was said not to be negative")
        }
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func substitutionIsEvaluationInSteps(_ seed: UInt64) {
    var random = RandomSource(seed: seed &+ 1000)
    for _ in 0..<50 {
      let outer = Self.expression(Self.randomTree(3, &random))
      let inner = Self.randomTree(2, &random)
      let (symbols, dimensions) = Self.randomPoint(&random)
      let named = Dictionary(uniqueKeysWithValues: zip(Self.names, symbols))
      let replaced = outer.substituting { leaf in
        leaf == .dimension(0) ? Self.expression(inner) : nil
      }
      var moved = dimensions
      moved[0] = Self.meaning(inner, symbols, dimensions)
      let expected = outer.evaluate(symbols: named, dimensions: moved)
      #expect(
        replaced.evaluate(symbols: named, dimensions: dimensions) == expected,
        "\(outer) with d0 = \(Self.expression(inner)) at \(named), \(dimensions)")
    }
  }

  @Test func equalPolynomialsAreEqual() {
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let a = Self.expression(Self.randomTree(3, &random))
      let b = Self.expression(Self.randomTree(3, &random))
      let c = Self.expression(Self.randomTree(2, &random))
      #expect(a + b == b + a)
      #expect(a * b == b * a)
      #expect((a + b) + c == a + (b + c))
      #expect(a * (b + c) == a * b + a * c)
      #expect(a - a == 0)
      #expect(IndexExpression.minimum(a, b) == .minimum(b, a))
      #expect(IndexExpression.maximum(a, b) == .maximum(b, a))
    }
  }

  @Test func extremesDoNotTrap() {
    let extremes = [Int.min, Int.min + 1, -1, 0, 1, Int.max - 1, Int.max]
    for a in extremes {
      for b in extremes {
        let sum = IndexExpression.symbol("m") * IndexExpression(a) + IndexExpression(b)
        for c in extremes {
          let by = IndexExpression(c)
          let all = [
            sum.floorDivided(by: by), sum.ceilDivided(by: by), sum.remainder(by: by), sum * by,
            sum + sum, sum - by, -sum, .minimum(sum, by), sum.floorDivided(by: sum * by),
          ]
          for expression in all {
            _ = expression.evaluate(symbols: ["m": a])
            _ = Self.assumptions.simplified(expression)
            _ = Self.assumptions.interval(of: expression)
            _ = expression.description
          }
        }
      }
    }
  }

  /// What is rounded up reads as such, however it was written, and only then.
  @Test func divisionsThatRoundUpAreWrittenSo() throws {
    for (text, expected) in [
      ("m ceildiv 14", "m ceildiv 14"), ("(m + 13) floordiv 14", "m ceildiv 14"),
      ("(m + 12) floordiv 14", "(m + 12) floordiv 14"), ("m floordiv 14", "m floordiv 14"),
      ("(m * 2 + d0) ceildiv 3 * 4", "((d0 + m * 2) ceildiv 3) * 4"),
      ("m - d0 ceildiv 8", "m - d0 ceildiv 8"), ("(m - 1) ceildiv 4", "(m + 2) floordiv 4"),
      ("(m + 15) ceildiv 4", "(m + 2) floordiv 4 + 4"), ("d0 ceildiv 2", "d0 ceildiv 2"),
      ("-m ceildiv 2", "(-m) ceildiv 2"), ("m ceildiv n", "(m - 1) floordiv n + 1"),
    ] {
      let expression = try IndexExpression(parsing: text)
      #expect(expression.description == expected)
      #expect(try IndexExpression(parsing: expected) == expression)
    }
  }

  /// Readers of forms know words of ASCII only; other names stand between quotes.
  @Test func namesThatAreNoPlainWordsAreQuoted() throws {
    for (name, expected) in [("größe", "\"größe\""), ("a b", "\"a b\""), ("seq_2", "seq_2")] {
      let expression = IndexExpression.symbol(name) + 1
      #expect(expression.description == "\(expected) + 1")
      #expect(try IndexExpression(parsing: expression.description) == expression)
    }
  }

  @Test func damagedExpressionsAreRefusedPolitely() {
    let original = Array("(d0 * 4 + d1) floordiv 8 - min(seq mod 3, -m * 2) ceildiv (n + 1)".utf8)
    for seed in 0..<1000 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let damaged = Mutation.mutate(original, with: &random)
      let text = String(decoding: damaged, as: UTF8.self)
      guard let expression = try? IndexExpression(parsing: text) else { continue }
      #expect((try? IndexExpression(parsing: expression.description)) == expression, "\(text)")
    }
  }
}
