import Dialects
import Evaluation
import IR
import Support

/// Compares what two versions of a program compute, by running both on random inputs of some sizes.
///
/// Sizes are drawn from the ends of the declared ranges, from zero, one, primes and powers of two.
/// Integers must agree exactly, floats within `tolerance` (relative to one, or the value where that
/// is larger). The new version runs with its parallel loops forwards and backwards.
public struct TranslationValidation: Hashable, Sendable {
  /// How many times sizes and inputs are drawn.
  public var trials: Int
  /// No size above this is tried, unless the range begins higher.
  public var largestSize: Int
  /// How far floats may be apart; zero for a primitive that promises the same bits.
  public var tolerance: Double
  public var seed: UInt64

  public init(
    trials: Int = 12, largestSize: Int = 17, tolerance: Double = 1e-4, seed: UInt64 = 1
  ) {
    (self.trials, self.largestSize, self.tolerance, self.seed) =
      (trials, largestSize, tolerance, seed)
  }

  /// Refuses if two versions of `function` differ in an element of an output.
  ///
  /// - Throws: a refusal that names the sizes, the output and the element.
  public func requireSameValues(
    _ before: Module, _ after: Module, _ function: OperationID
  ) throws(Refusal) {
    guard let signature = before.match(function, as: Program.Function.self),
      let body = before.body(of: function)
    else { throw Refusal("there is no 'program.func' to run") }
    var random = SplitMix(state: seed)
    let inputs = before.arguments(of: body).dropLast(signature.outputCount)
    var seen: Set<[String: Int]> = []
    for trial in 0..<trials {
      let sizes = draw(signature.symbols, trial, &random)
      guard seen.insert(sizes).inserted else { continue }
      var values: [TensorValue] = []
      for input in inputs {
        guard let type = before.bufferType(of: input), let kind = ScalarKind(type.element) else {
          throw Refusal("an input has elements that cannot be drawn")
        }
        values.append(Self.tensor(type.shape, kind, sizes, &random))
      }
      // Inputs that are indices may point nowhere; such a trial says nothing.
      guard
        let expected = try? evaluate(
          program: function, in: before, inputs: values, symbols: sizes)
      else { continue }
      for isBackwards in [false, true] {
        let found: [TensorValue]
        do throws(Diagnostic) {
          found = try evaluate(
            program: function, in: after, inputs: values, symbols: sizes,
            runsParallelBackwards: isBackwards)
        } catch {
          throw Refusal("the new program cannot run: \(error)", example: Self.text(sizes))
        }
        try compare(found, expected, sizes, isBackwards)
      }
    }
  }

  func requireSameValues(
    _ before: ScheduledProgram, _ after: ScheduledProgram
  ) throws(Refusal) {
    try requireSameValues(before.module, after.module, after.function)
  }

  private func compare(
    _ found: [TensorValue], _ expected: [TensorValue], _ sizes: [String: Int],
    _ isBackwards: Bool
  ) throws(Refusal) {
    for (number, (a, b)) in zip(found, expected).enumerated() {
      if a == b { continue }
      let (x, y) = (a.doubles, b.doubles)
      let width = a.kind.byteCount
      for place in x.indices {
        let bytes = place * width..<(place + 1) * width
        if a.bytes[bytes] == b.bytes[bytes] { continue }
        let distance = (x[place] - y[place]).magnitude
        if a.kind.isFloat, tolerance > 0,
          distance <= tolerance * max(1, y[place].magnitude) || (x[place].isNaN && y[place].isNaN)
        {
          continue
        }
        var element: [String] = []
        var rest = place
        for size in a.shape.reversed() {
          element.insert("\(rest % max(size, 1))", at: 0)
          rest /= max(size, 1)
        }
        throw Refusal(
          "the results differ"
            + (isBackwards ? " when parallel loops run from last to first" : ""),
          example:
            "output \(number) has \(x[place]) at [\(element.joined(separator: ", "))] where "
            + "\(y[place]) was before" + Self.text(sizes))
      }
    }
  }

  private static func text(_ sizes: [String: Int]) -> String {
    if sizes.isEmpty { return "" }
    let parts = sizes.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    return " (for \(parts.joined(separator: ", ")))"
  }

  // MARK: Drawing

  private func draw(
    _ symbols: [Program.Function.Symbol], _ trial: Int, _ random: inout SplitMix
  ) -> [String: Int] {
    var sizes: [String: Int] = [:]
    for symbol in symbols {
      let range = symbol.range
      let limit = min(range.upper, max(largestSize, range.lower))
      let wanted = [range.lower, range.lower + 1, limit, 0, 1, 2, 3, 4, 5, 7, 8, 11, 13, 16, 17]
      let divisor = max(range.divisor, 1)
      let fitting = (range.listed ?? wanted + wanted.map { $0 * divisor }).filter {
        range.lower <= $0 && $0 <= limit && $0 % divisor == 0
      }
      sizes[symbol.name] =
        trial == 0 ? fitting.min() : fitting.randomElement(using: &random)
      if sizes[symbol.name] == nil { sizes[symbol.name] = range.lower }
    }
    return sizes
  }

  private static func tensor(
    _ shape: [IndexExpression], _ kind: ScalarKind, _ sizes: [String: Int],
    _ random: inout SplitMix
  ) -> TensorValue {
    let shape = shape.map { $0.evaluate(symbols: sizes) ?? 0 }
    let count = shape.reduce(1) { $0 * max($1, 0) }
    let numbers = (0..<count).map { _ in
      kind.isFloat
        ? Double.random(in: -2...2, using: &random)
        : Double(Int.random(in: 0...5, using: &random))
    }
    return TensorValue(shape, kind: kind, doubles: numbers)
  }
}

/// Numbers from a seed, the same everywhere.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
