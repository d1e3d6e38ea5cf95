import Dialects
import Foundation
import IR
import MLIRJudge
import Testing

/// What `fastmath<afn>` gives instead of functions of `f32`.
@Suite(.programsReadByMLIR) struct ApproximationTests {
  /// The functions that are approximated, with their bounds.
  static let functions = [("exp", 2.5), ("tanh", 6), ("erf", 12)].compactMap { name, bound in
    MathFunction.all.first { $0.name == name }.map { exact in
      MathFunction(
        name, bound,
        { build, x in
          let result = exact.operation(&build, x)
          if let operation = build.module.definingOperation(of: result) {
            build.module.setProperty(
              "fastmath", of: operation, to: .of(Arith.FastMath.approximate))
          }
          return result
        }, exact.reference)
    }
  }

  @Test func thereAreSome() { #expect(Self.functions.count == 3) }

  @Test(arguments: functions)
  func staysWithinItsBound(function: MathFunction) throws {
    for machine in MathFunction.machines {
      let results: [Float] = try function.kernel(for: machine).map(
        MathAccuracyTests.arguments, to: 0)
      var worst = (error: 0.0, argument: Float(0), result: Float(0))
      for (argument, result) in zip(MathAccuracyTests.arguments, results) {
        let exact = function.reference(Double(argument))
        // Denormal results are zeros, those above 2^127.5 may be infinite.
        if exact.magnitude < 0x1p-126, result == 0 { continue }
        if exact > 0x1.6ap127, result == .infinity { continue }
        let error = distance(result, exact)
        if error > worst.error { worst = (error, argument, result) }
      }
      #expect(
        worst.error <= function.bound,
        "\(machine.name): \(function.name)(\(worst.argument)) = \(worst.result), off by \(worst.error)"
      )
    }
  }

  /// What is left of one is nothing, which counts when it is multiplied with the argument.
  @Test(arguments: functions.filter { $0.name != "exp" })
  func endsAtOne(function: MathFunction) throws {
    let large: [Float] = [8.9, 50, 1e10, .infinity]
    // Whole vectors.
    let arguments = Array(repeatElement(large, count: 4).joined())
    for machine in MathFunction.machines {
      let kernel = try function.kernel(for: machine)
      for sign in [Float(1), -1] {
        let results: [Float] = try kernel.map(arguments.map { $0 * sign }, to: 0)
        #expect(results.allSatisfy { $0 == sign }, "\(machine.name): \(results)")
      }
    }
  }

  /// Fewer instructions are why it is there.
  @Test(arguments: functions)
  func isShorter(function: MathFunction) throws {
    let exact = try #require(MathFunction.all.first { $0.name == function.name })
    func length(_ function: MathFunction) throws -> Int {
      let kernel = try function.kernel(for: CompiledKernel.hardware)
      return try kernel.generator.assembly(kernel.module).utf8.count
    }
    #expect(try length(function) < length(exact))
  }
}
