import CodeGeneration
import Dialects
import Foundation
import IR
import Testing

/// Functions of `f16` and `bf16`, for every number there is, against libm in `Double`.
@Suite struct HalfMathTests {
  /// Results are rounded once more than those of `f32`.
  static let bound = 0.502

  @Test(arguments: MathFunction.all)
  func isNearlyRoundedOnce(function: MathFunction) throws {
    for machine in MathFunction.machines {
      for format in [HalfFormat.f16, .bf16] {
        let kernel = try function.kernel(for: machine, of: format.type)
        let results: [UInt16] = try kernel.map(Array(0...UInt16.max), to: 0)
        var worst = (error: 0.0, argument: 0.0, result: 0.0)
        for (pattern, result) in zip(0...UInt16.max, results) {
          let (argument, value) = (format.number(pattern), format.number(result))
          let error = format.distance(value, function.reference(argument))
          if error > worst.error { worst = (error, argument, value) }
        }
        #expect(
          worst.error <= Self.bound,
          """
          \(machine.name): \(function.name)(\(worst.argument)) = \(worst.result) in \(format) is off by \
          \(worst.error) ulp
          """)
      }
    }
  }
}

/// A floating-point format of 16 bits.
enum HalfFormat {
  case f16, bf16

  var type: Type { self == .f16 ? .f16 : .bf16 }

  /// The number of a pattern.
  func number(_ pattern: UInt16) -> Double {
    switch self {
    case .f16: Double(Float16(bitPattern: pattern))
    case .bf16: Double(Float(bitPattern: UInt32(pattern) << 16))
    }
  }

  private var digits: Int { self == .f16 ? 10 : 7 }
  private var leastExponent: Int { self == .f16 ? -14 : -126 }
  private var greatestExponent: Int { self == .f16 ? 15 : 127 }

  /// How far a number of this format is from an exact value, in units in the last place there; infinite
  /// when only one is NaN, or zeros have different signs.
  func distance(_ result: Double, _ exact: Double) -> Double {
    if exact.isNaN || result.isNaN { return exact.isNaN && result.isNaN ? 0 : .infinity }
    if result == exact { return result == 0 && result.sign != exact.sign ? .infinity : 0 }
    let exponent = exact == 0 || exact.isInfinite ? leastExponent : Int(exact.exponent)
    let unit = exp2(
      Double(min(max(exponent, leastExponent), greatestExponent) - digits))
    // Where the next number would be, if the format went on, is infinity.
    let next = exp2(Double(greatestExponent + 1))
    let limit = exp2(Double(greatestExponent - digits))
    func bounded(_ value: Double) -> Double { min(max(value, -next), next) }
    if exact.isInfinite || exact.magnitude > next {
      return abs(bounded(result) - bounded(exact)) / limit
    }
    return abs(bounded(result) - exact) / unit
  }
}
