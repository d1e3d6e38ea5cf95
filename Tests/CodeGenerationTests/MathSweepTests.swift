import Dialects
import Foundation
import IR
import Synchronization
import Testing

/// The functions that `TANGRAM_SWEEP` names.
private let functionsToSweep: [MathFunction] = {
  let names = ProcessInfo.processInfo.environment["TANGRAM_SWEEP"] ?? ""
  return MathFunction.all.filter {
    names == "all" || names.split(separator: ",").contains("\($0.name)")
  }
}()

/// Functions of `f32` for all of its patterns: a minute each.
///
/// Asked for by `TANGRAM_SWEEP`, with names of functions or `all`.
@Suite(.serialized, .enabled(if: !functionsToSweep.isEmpty)) struct MathSweepTests {
  /// Patterns that are computed together.
  private static let block = 1 << 16

  private struct Worst: Sendable {
    var error = 0.0
    var argument: Float = 0
    var result: Float = 0
    /// An argument whose result depends on its neighbours.
    var unsteady: Float?
  }

  @Test(arguments: functionsToSweep)
  func staysWithinItsBoundEverywhere(function: MathFunction) throws {
    // Processors with a fused multiply-add give the same bits, the others their own.
    let machines = MathFunction.machines.filter { $0.name != HardwareDescription.x86v3.name }
    let kernels = try machines.map { try function.kernel(for: $0) }
    let worst = Mutex(machines.map { _ in Worst() })
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: (1 << 32) / Self.block) { number in
      let first = number * Self.block
      let arguments = (first..<first + Self.block).map { Float(bitPattern: UInt32($0)) }
      let exact = arguments.map { function.reference(Double($0)) }
      for (place, kernel) in kernels.enumerated() {
        do {
          let found = try Self.worst(of: kernel, arguments, exact)
          worst.withLock { worst in
            if found.error > worst[place].error {
              let unsteady = worst[place].unsteady
              worst[place] = found
              worst[place].unsteady = unsteady ?? found.unsteady
            }
            worst[place].unsteady = worst[place].unsteady ?? found.unsteady
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock(\.self).isEmpty)
    for (machine, worst) in zip(machines, worst.withLock(\.self)) {
      let report =
        "\(machine.name): \(function.name)(\(worst.argument)) = \(worst.result) is off by \(worst.error) ulp"
      print(report)
      #expect(worst.error <= function.bound(on: machine), "\(report)")
      #expect(worst.unsteady == nil, "\(function.name) depends on its neighbours")
    }
  }

  private static func worst(
    of kernel: CompiledKernel, _ arguments: [Float], _ exact: [Double]
  ) throws -> Worst {
    let results: [Float] = try kernel.map(arguments, to: 0)
    var worst = Worst()
    for place in arguments.indices {
      let error = distance(results[place], exact[place])
      if error > worst.error {
        (worst.error, worst.argument) = (error, arguments[place])
        worst.result = results[place]
      }
    }
    // A large number in every vector, of whatever width.
    var others = arguments
    for place in stride(from: 0, to: others.count, by: 4) { others[place] = 0x1p40 }
    let beside: [Float] = try kernel.map(others, to: 0)
    for place in arguments.indices where place % 4 != 0 {
      let (mine, alone) = (beside[place], results[place])
      if mine.bitPattern != alone.bitPattern, !(mine.isNaN && alone.isNaN) {
        worst.unsteady = arguments[place]
      }
    }
    return worst
  }
}
