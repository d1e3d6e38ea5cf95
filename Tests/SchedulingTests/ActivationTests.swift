import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Foundation
import IR
import Support
import Synchronization
import Testing

/// Functions that a graph writes as formulas of others, in `f32`, against the same in `Double`.
///
/// Over every 997th pattern; with `TANGRAM_SWEEP`, names or `all`, over every one.
@Suite struct ActivationTests {
  private static let request = ProcessInfo.processInfo.environment["TANGRAM_SWEEP"] ?? ""

  @Test(arguments: Activation.all)
  func staysWithinItsBound(activation: Activation) throws {
    let isSwept =
      Self.request == "all" || Self.request.split(separator: ",").contains("\(activation.name)")
    let example = KernelExample.row(activation.name, [([m], .f32)]) { write, x in
      try activation.write(&write, x[0])
    }
    var wide = example
    wide.ranges["m"] = SymbolRange(0, 1 << 20)
    let graph = try optimize(LoadedGraph(module: try wide.module()))
    let model = try CompiledModel(
      try LoweredModel(graph, options: CompileOptions(hardware: .detectHost())), threads: 1)
    let (block, step) = (1 << 20, isSwept ? 1 : 997)
    let blocks = ((1 << 32) + block * step - 1) / (block * step)
    let worst = Mutex((error: 0.0, argument: Float(0), result: Float(0)))
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: blocks) { number in
      let first = number * block * step
      let arguments = stride(from: first, to: min(first + block * step, 1 << 32), by: step).map {
        Float(bitPattern: UInt32($0))
      }
      do {
        // A context of its own, as only one thread at a time may use one.
        let results = try model.placed(.anywhere)?
          .run([TensorValue([arguments.count], arguments)]).first?.elements(as: Float.self)
        var own = (error: 0.0, argument: Float(0), result: Float(0))
        for (x, y) in zip(arguments, try #require(results)) {
          let error = activation.error(of: y, at: Double(x))
          if error > own.error { own = (error, x, y) }
        }
        worst.withLock { if own.error > $0.error { $0 = own } }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock(\.self).isEmpty)
    let found = worst.withLock(\.self)
    let report =
      "\(activation.name)(\(found.argument)) = \(found.result) is off by \(found.error) units"
    if isSwept { print(report) }
    #expect(found.error <= activation.bound, "\(report)")
  }
}

/// A function with what is promised of it.
struct Activation: Sendable, CustomTestStringConvertible {
  /// In whose last place errors count.
  enum Unit: Sendable {
    /// The result, which is exact to some units however small it is.
    case result
    /// The result, or the argument if that is larger.
    case argument
    /// The result, or this number if that is larger.
    case atLeast(Double)
  }

  let name: String
  let bound: Double
  let unit: Unit
  let write: @Sendable (inout KernelExample.Writer, ValueID) throws -> ValueID
  let reference: @Sendable (Double) -> Double

  var testDescription: String { name }

  /// In units of the last place; infinite when only one of result and exact value is NaN or infinite.
  func error(of result: Float, at x: Double) -> Double {
    let exact = reference(x)
    if exact.isNaN || result.isNaN { return exact.isNaN && result.isNaN ? 0 : .infinity }
    let nearest = Float(exact)
    if result == nearest { return 0 }
    if result.isInfinite || nearest.isInfinite { return .infinity }
    let magnitude: Double
    switch unit {
    case .result: magnitude = exact.magnitude
    case .argument: magnitude = max(exact.magnitude, x.magnitude)
    case .atLeast(let least): magnitude = max(exact.magnitude, least)
    }
    let last = max(Float(min(magnitude, 3e38)).ulp, .leastNonzeroMagnitude)
    return abs(Double(result) - exact) / Double(last)
  }

  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
  private static func elu(_ x: Double, _ alpha: Double) -> Double { x < 0 ? alpha * expm1(x) : x }

  static let all: [Activation] = [
    Activation(
      name: "sigmoid", bound: 2.5, unit: .atLeast(0x1p-102),
      write: { write, x in try write.add { try Graph.Sigmoid(x, in: $0) } },
      reference: { sigmoid($0) }),
    Activation(
      name: "softplus", bound: 1.7, unit: .result,
      write: { write, x in try write.add { try Graph.Softplus(x, in: $0) } },
      reference: { $0.isNaN ? $0 : softplus($0) }),
    Activation(
      name: "swish", bound: 3, unit: .atLeast(0x1p-97),
      write: { write, x in try write.add { try Graph.Swish(x, in: $0) } },
      reference: { $0 * sigmoid($0) }),
    Activation(
      name: "mish", bound: 5, unit: .atLeast(0x1p-119),
      write: { write, x in try write.add { try Graph.Mish(x, in: $0) } },
      reference: { $0 * tanh($0.isNaN ? $0 : softplus($0)) }),
    Activation(
      name: "gelu", bound: 1.6, unit: .argument,
      write: { write, x in try write.add { try Graph.Gelu(x, in: $0) } },
      reference: { 0.5 * $0 * erfc(-$0 * 0.5.squareRoot()) }),
    Activation(
      name: "gelu-tanh", bound: 2.3, unit: .argument,
      write: { write, x in try write.add { try Graph.Gelu(x, usesTanh: true, in: $0) } },
      reference: { x in
        0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
      }),
    Activation(
      name: "elu", bound: 1.5, unit: .result,
      write: { write, x in try write.add { try Graph.Elu(x, in: $0) } },
      reference: { elu($0, 1) }),
    Activation(
      name: "selu", bound: 3, unit: .result,
      write: { write, x in try write.add { try Graph.Selu(x, in: $0) } },
      reference: { 1.0507010221481323 * elu($0, 1.6732631921768188) }),
    Activation(
      name: "softsign", bound: 1.5, unit: .result,
      write: { write, x in try write.add { try Graph.Softsign(x, in: $0) } },
      reference: { $0 / (1 + abs($0)) }),
    Activation(
      name: "hard-swish", bound: 1.2, unit: .argument,
      write: { write, x in try write.add { try Graph.HardSwish(x, in: $0) } },
      reference: { $0.isNaN ? $0 : $0 * min(max($0 / 6 + 0.5, 0), 1) }),
    Activation(
      name: "rsqrt", bound: 1.5, unit: .result,
      write: { write, x in try write.add { try Graph.Rsqrt(x, in: $0) } },
      reference: { 1 / $0.squareRoot() }),
    Activation(
      name: "reciprocal", bound: 0.5, unit: .result,
      write: { write, x in try write.add { try Graph.Reciprocal(x, in: $0) } },
      reference: { 1 / $0 }),
  ]
}
