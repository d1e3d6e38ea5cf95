import Dialects
import Foundation
import IR
import MLIRJudge
import Testing

/// Functions of `f32`, measured in units in the last place against libm in `Double` over patterns
/// from all of `f32`.
@Suite(.programsReadByMLIR) struct MathAccuracyTests {
  struct Function: Sendable, CustomTestStringConvertible {
    var name: String
    var bound: Double
    var operation: @Sendable (inout Builder, ValueID) -> ValueID
    var reference: @Sendable (Double) -> Double
    var testDescription: String { name }
  }

  static let functions: [Function] = [
    Function(name: "exp", bound: 1, operation: { $0.insert(Math.Exp($1)) }, reference: { exp($0) }),
    Function(
      name: "exp2", bound: 1.1, operation: { $0.insert(Math.Exp2($1)) }, reference: { exp2($0) }),
    Function(
      name: "expm1", bound: 2, operation: { $0.insert(Math.Expm1($1)) }, reference: { expm1($0) }),
    Function(name: "log", bound: 1, operation: { $0.insert(Math.Log($1)) }, reference: { log($0) }),
    Function(
      name: "log2", bound: 2, operation: { $0.insert(Math.Log2($1)) }, reference: { log2($0) }),
    Function(
      name: "log10", bound: 2, operation: { $0.insert(Math.Log10($1)) }, reference: { log10($0) }),
    Function(
      name: "log1p", bound: 2, operation: { $0.insert(Math.Log1p($1)) }, reference: { log1p($0) }),
    Function(
      name: "tanh", bound: 3, operation: { $0.insert(Math.Tanh($1)) }, reference: { tanh($0) }),
    Function(name: "erf", bound: 2, operation: { $0.insert(Math.Erf($1)) }, reference: { erf($0) }),
    Function(
      name: "sin", bound: 1.5, operation: { $0.insert(Math.Sin($1)) }, reference: { sin($0) }),
    Function(
      name: "cos", bound: 1.5, operation: { $0.insert(Math.Cos($1)) }, reference: { cos($0) }),
    Function(name: "tan", bound: 1, operation: { $0.insert(Math.Tan($1)) }, reference: { tan($0) }),
    Function(
      name: "asin", bound: 1, operation: { $0.insert(Math.Asin($1)) }, reference: { asin($0) }),
    Function(
      name: "acos", bound: 1, operation: { $0.insert(Math.Acos($1)) }, reference: { acos($0) }),
    Function(
      name: "atan", bound: 1, operation: { $0.insert(Math.Atan($1)) }, reference: { atan($0) }),
    Function(
      name: "sinh", bound: 1, operation: { $0.insert(Math.Sinh($1)) }, reference: { sinh($0) }),
    Function(
      name: "cosh", bound: 1, operation: { $0.insert(Math.Cosh($1)) }, reference: { cosh($0) }),
    Function(
      name: "asinh", bound: 1, operation: { $0.insert(Math.Asinh($1)) }, reference: { asinh($0) }),
    Function(
      name: "acosh", bound: 1, operation: { $0.insert(Math.Acosh($1)) }, reference: { acosh($0) }),
    Function(
      name: "atanh", bound: 1, operation: { $0.insert(Math.Atanh($1)) }, reference: { atanh($0) }),
    Function(
      name: "rsqrt", bound: 1.5, operation: { $0.insert(Math.Rsqrt($1)) },
      reference: { 1 / $0.squareRoot() }),
  ]

  /// Every 997th pattern, and what lies around the edges.
  static let arguments: [Float] = {
    var list: [Float] = []
    for bits in stride(from: UInt64(0), to: 1 << 32, by: 997) {
      list.append(Float(bitPattern: UInt32(bits)))
    }
    let edges: [Float] = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1, 2, 0.5, .infinity, .nan,
      .greatestFiniteMagnitude, 88.72284, 88.376, 87.33655, 103.97, 104, 127, 128, 126, 149, 150,
      0.92, 3.92, 4, 0x1p20, 0x1p-13, 0x1p-25, 0x1p-12, .pi, .pi / 2, .pi / 4, 1.4142135,
      0.70710677, 9, 10, 17, 30, 16_367_173 * 0x1p72, 0x1.5c56p21,
    ]
    for edge in edges {
      for value in [edge.nextDown, edge, edge.nextUp] { list += [value, -value] }
    }
    // A multiple of the widest vector.
    while list.count % 16 != 0 { list.append(1) }
    return list
  }()

  static let machines: [HardwareDescription] = [CompiledKernel.hardware, .x86v3, .x86v2]

  @Test(arguments: functions)
  func staysWithinItsBound(function: Function) throws {
    for machine in Self.machines where canRun(machine) {
      let worst = try measure(function, machine)
      #expect(
        worst.error <= function.bound,
        "\(machine.name): \(function.name)(\(worst.argument)) = \(worst.result) is off by \(worst.error) ulp"
      )
    }
  }

  /// A lane's result is the same beside small, large and infinite numbers, and those that are none.
  @Test(arguments: functions)
  func lanesDoNotDependOnTheirNeighbours(function: Function) throws {
    for machine in Self.machines where canRun(machine) {
      let lanes = machine.lanes(elementBits: 32)
      let kernel = try Self.kernel(function, machine)
      let alone: [Float] = try kernel.map(Self.arguments, to: 0)
      for neighbour in [Float.infinity, .nan, 0x1p40, 0x1p-140] {
        for parity in [0, 1] {
          var arguments = Self.arguments
          for place in stride(from: parity, to: arguments.count, by: lanes) {
            arguments[place] = neighbour
          }
          let beside: [Float] = try kernel.map(arguments, to: 0)
          let changed = beside.indices.first { place in
            place % lanes != parity && beside[place].bitPattern != alone[place].bitPattern
              && !(beside[place].isNaN && alone[place].isNaN)
          }
          #expect(
            changed == nil,
            "\(machine.name): \(function.name)(\(changed.map { arguments[$0] } ?? 0)) beside \(neighbour)"
          )
        }
      }
    }
  }

  /// Pairs of everything with edges, and a grid over the useful range.
  @Test func powerStaysWithinItsBound() throws {
    let edges: [Float] = [
      0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 2.5, .infinity, -.infinity, .nan, 1e30,
      -1e30, 16_777_215, 16_777_216, 0x1p-149, Float(1).nextUp, Float(1).nextDown, 10,
    ]
    var pairs: [(Float, Float)] = []
    for a in edges { for b in edges { pairs.append((a, b)) } }
    for i in 0..<300 {
      for j in 0..<300 {
        pairs.append((exp2(Float(i) * 0.1 - 15), (Float(j) - 150) * 0.0837))
      }
    }
    while pairs.count % 16 != 0 { pairs.append((1, 1)) }
    for machine in Self.machines where canRun(machine) {
      let kernel = try CompiledKernel(
        [.memory(.f32), .memory(.f32), .memory(.f32), .index], hardware: machine
      ) { build, arguments in
        let lanes = Type.vector(machine.lanes(elementBits: 32), .f32)
        let zero = build.insertIndex(0)
        let step = build.insertIndex(machine.lanes(elementBits: 32))
        build.insertLoop(from: zero, to: arguments[3], step: step) { build, i, _ in
          let x = build.insert(Vector.Load(arguments[0], [i], as: lanes))
          let y = build.insert(Vector.Load(arguments[1], [i], as: lanes))
          let power = build.insert(Math.PowF(x, y))
          build.insertOperation(Vector.Store(power, to: arguments[2], [i]))
          return []
        }
        build.insertOperation(Func.Return())
      }
      var bases = pairs.map(\.0)
      var exponents = pairs.map(\.1)
      var results = Array(repeating: Float(0), count: pairs.count)
      try bases.withUnsafeMutableBytes { a in
        try exponents.withUnsafeMutableBytes { b in
          try results.withUnsafeMutableBytes { c in
            try kernel.call(
              #require(a.baseAddress), #require(b.baseAddress), #require(c.baseAddress),
              pairs.count)
          }
        }
      }
      for ((base, exponent), result) in zip(pairs, results) {
        let error = distance(result, pow(Double(base), Double(exponent)))
        #expect(error <= 1, "\(machine.name): \(base)^\(exponent) = \(result), off by \(error)")
      }
    }
  }

  /// Whether the machine at hand runs code for another.
  private func canRun(_ machine: HardwareDescription) -> Bool {
    machine.vectorBits <= CompiledKernel.hardware.vectorBits
      && (!machine.hasFusedMultiplyAdd || CompiledKernel.hardware.hasFusedMultiplyAdd)
      && machine.architecture == CompiledKernel.hardware.architecture
  }

  /// The function of every element of a buffer, in whole vectors.
  private static func kernel(
    _ function: Function, _ machine: HardwareDescription
  ) throws -> CompiledKernel {
    try CompiledKernel(
      [.memory(.f32), .memory(.f32), .index], hardware: machine
    ) { build, arguments in
      let lanes = Type.vector(machine.lanes(elementBits: 32), .f32)
      let zero = build.insertIndex(0)
      let step = build.insertIndex(machine.lanes(elementBits: 32))
      build.insertLoop(from: zero, to: arguments[2], step: step) { build, i, _ in
        let x = build.insert(Vector.Load(arguments[0], [i], as: lanes))
        let y = function.operation(&build, x)
        build.insertOperation(Vector.Store(y, to: arguments[1], [i]))
        return []
      }
      build.insertOperation(Func.Return())
    }
  }

  private func measure(
    _ function: Function, _ machine: HardwareDescription
  ) throws -> (error: Double, argument: Float, result: Float) {
    let kernel = try Self.kernel(function, machine)
    let results: [Float] = try kernel.map(Self.arguments, to: 0)
    var worst = (error: 0.0, argument: Float(0), result: Float(0))
    for (argument, result) in zip(Self.arguments, results) {
      let error = distance(result, function.reference(Double(argument)))
      if error > worst.error { worst = (error, argument, result) }
    }
    return worst
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
