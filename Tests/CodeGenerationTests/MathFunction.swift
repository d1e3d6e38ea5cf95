import CodeGeneration
import Dialects
import Foundation
import IR
import Testing

/// A function of one number, with what is promised of it in `f32`.
struct MathFunction: Sendable, CustomTestStringConvertible {
  let name: String
  /// How far results may be from the exact ones, in units in the last place.
  let bound: Double
  /// The same on machines without a fused multiply-add.
  let looseBound: Double
  let operation: @Sendable (inout Builder, ValueID) -> ValueID
  /// In `Double`, whose error does not count beside a unit of `f32`.
  let reference: @Sendable (Double) -> Double

  var testDescription: String { name }

  init(
    _ name: String, _ bound: Double, withoutFMA looseBound: Double? = nil,
    _ operation: @escaping @Sendable (inout Builder, ValueID) -> ValueID,
    _ reference: @escaping @Sendable (Double) -> Double
  ) {
    (self.name, self.bound, self.operation, self.reference) = (name, bound, operation, reference)
    self.looseBound = looseBound ?? bound
  }

  /// How far results of a machine may be from the exact ones.
  func bound(on machine: HardwareDescription) -> Double {
    machine.hasFusedMultiplyAdd ? bound : looseBound
  }

  static let all: [MathFunction] = [
    MathFunction("exp", 1.1, { $0.insert(Math.Exp($1)) }, { exp($0) }),
    MathFunction("exp2", 1.1, { $0.insert(Math.Exp2($1)) }, { exp2($0) }),
    MathFunction("expm1", 1.5, { $0.insert(Math.Expm1($1)) }, { expm1($0) }),
    MathFunction("log", 1, { $0.insert(Math.Log($1)) }, { log($0) }),
    MathFunction("log2", 2, { $0.insert(Math.Log2($1)) }, { log2($0) }),
    MathFunction("log10", 2, { $0.insert(Math.Log10($1)) }, { log10($0) }),
    MathFunction("log1p", 1, { $0.insert(Math.Log1p($1)) }, { log1p($0) }),
    MathFunction("tanh", 2.5, { $0.insert(Math.Tanh($1)) }, { tanh($0) }),
    MathFunction("erf", 1, withoutFMA: 1.4, { $0.insert(Math.Erf($1)) }, { erf($0) }),
    MathFunction("sin", 1.5, { $0.insert(Math.Sin($1)) }, { sin($0) }),
    MathFunction("cos", 1.5, { $0.insert(Math.Cos($1)) }, { cos($0) }),
    MathFunction("tan", 0.51, { $0.insert(Math.Tan($1)) }, { tan($0) }),
    MathFunction("asin", 0.51, { $0.insert(Math.Asin($1)) }, { asin($0) }),
    MathFunction("acos", 0.51, { $0.insert(Math.Acos($1)) }, { acos($0) }),
    MathFunction("atan", 0.51, { $0.insert(Math.Atan($1)) }, { atan($0) }),
    MathFunction("sinh", 0.51, { $0.insert(Math.Sinh($1)) }, { sinh($0) }),
    MathFunction("cosh", 0.51, { $0.insert(Math.Cosh($1)) }, { cosh($0) }),
    MathFunction("asinh", 0.51, { $0.insert(Math.Asinh($1)) }, { asinh($0) }),
    MathFunction("acosh", 0.51, { $0.insert(Math.Acosh($1)) }, { acosh($0) }),
    MathFunction("atanh", 0.51, { $0.insert(Math.Atanh($1)) }, { atanh($0) }),
    MathFunction("rsqrt", 1.5, { $0.insert(Math.Rsqrt($1)) }, { 1 / $0.squareRoot() }),
    MathFunction("cbrt", 1, { $0.insert(Math.Cbrt($1)) }, { cbrt($0) }),
  ]

  /// The machine at hand, and others whose code it runs: with narrower vectors, without a fused
  /// multiply-add.
  static let machines = [CompiledKernel.hardware, .x86v3, .x86v2].filter {
    $0.lackingHere == nil && $0.architecture == CompiledKernel.hardware.architecture
  }

  /// The function of every element of a buffer, in whole vectors of floats of 32 bits or less.
  func kernel(for machine: HardwareDescription, of element: Type = .f32) throws -> CompiledKernel {
    let width = machine.lanes(elementBits: 32)
    return try CompiledKernel(
      [.memory(element), .memory(element), .index], hardware: machine
    ) { build, arguments in
      let lanes = Type.vector(width, element)
      let zero = build.insertIndex(0)
      let step = build.insertIndex(width)
      build.insertLoop(from: zero, to: arguments[2], step: step) { build, i, _ in
        let x = build.insert(Vector.Load(arguments[0], [i], as: lanes))
        let y = operation(&build, x)
        build.insertOperation(Vector.Store(y, to: arguments[1], [i]))
        return []
      }
      build.insertOperation(Func.Return())
    }
  }
}

/// How far a result is from the exact value, in units in the last place of `f32` there; infinite
/// when only one is NaN or infinite, or zeros have different signs.
func distance(_ result: Float, _ exact: Double) -> Double {
  if exact.isNaN || result.isNaN { return exact.isNaN && result.isNaN ? 0 : .infinity }
  let nearest = Float(exact)
  if result == nearest { return result == 0 && result.sign != nearest.sign ? .infinity : 0 }
  if result.isInfinite || nearest.isInfinite {
    // The largest number and infinity are neighbours.
    let largest = Float.greatestFiniteMagnitude
    let isNextTo = result.magnitude == largest || nearest.magnitude == largest
    return isNextTo && result.sign == nearest.sign ? 1 : .infinity
  }
  let unit = Double(max(nearest.ulp, Float.leastNonzeroMagnitude))
  return abs(Double(result) - exact) / unit
}
