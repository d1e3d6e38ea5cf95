import Dialects
import Foundation
import IR
import MLIRJudge
import Testing

/// Functions of `f32`, measured in units in the last place against libm in `Double` over patterns
/// from all of `f32`.
@Suite(.programsReadByMLIR) struct MathAccuracyTests {
  /// Every 997th pattern, and what lies around the edges.
  static let arguments: [Float] = {
    var list: [Float] = []
    for bits in stride(from: UInt64(0), to: 1 << 32, by: 997) {
      list.append(Float(bitPattern: UInt32(bits)))
    }
    let edges: [Float] = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1, 2, 0.5, .infinity, .nan,
      .greatestFiniteMagnitude, 88.72284, 88.376, 87.33655, 103.97, 104, 127, 128, 126, 149, 150,
      3.92, 3.9375, 0x1p24, 0x1p-24 - 1, 0x1p20, 0x1p-13, 0x1p-25, 0x1p-12, .pi, .pi / 2,
      .pi / 4, 1.4142135,
      0.70710677, 9, 10, 17, 30, 16_367_173 * 0x1p72, 0x1.5c56p21,
      // Where atan, asinh and acosh, atanh, and cbrt are worst.
      0.069052, 2.749153e28, 0.0003521117, Float(bitPattern: 0x0040_0d32),
    ]
    for edge in edges {
      for value in [edge.nextDown, edge, edge.nextUp] { list += [value, -value] }
    }
    // A multiple of the widest vector.
    while list.count % 16 != 0 { list.append(1) }
    return list
  }()

  @Test(arguments: MathFunction.all)
  func staysWithinItsBound(function: MathFunction) throws {
    for machine in MathFunction.machines {
      let worst = try measure(function, machine)
      #expect(
        worst.error <= function.bound(on: machine),
        "\(machine.name): \(function.name)(\(worst.argument)) = \(worst.result) is off by \(worst.error) ulp"
      )
    }
  }

  private func measure(
    _ function: MathFunction, _ machine: HardwareDescription
  ) throws -> (error: Double, argument: Float, result: Float) {
    let kernel = try function.kernel(for: machine)
    let results: [Float] = try kernel.map(Self.arguments, to: 0)
    var worst = (error: 0.0, argument: Float(0), result: Float(0))
    for (argument, result) in zip(Self.arguments, results) {
      let error = distance(result, function.reference(Double(argument)))
      if error > worst.error { worst = (error, argument, result) }
    }
    return worst
  }
}
