import Dialects
import IR
import Support

/// Two kernels for the machine at hand: one does nothing but multiply-adds, one nothing but reads.
///
/// On a machine that others use too, a figure is worth what the probe beside it says.
public final class PeakProbe {
  private typealias Kernel = @convention(c) (UnsafeMutablePointer<Float>, Int) -> Void

  private let jit: JIT
  private let multiply: Kernel
  private let read: Kernel
  private let lanes: Int
  /// Beyond what any cache holds.
  private let elementCount: Int

  /// Compiles the kernels.
  ///
  /// - Throws: a diagnostic when nothing can be compiled for this machine.
  public init(_ hardware: HardwareDescription) throws(Diagnostic) {
    jit = JIT()
    let kernels = Self.makeKernels(hardware)
    let library = try jit.add(try CodeGenerator(hardware: hardware).compile(kernels))
    multiply = unsafeBitCast(try jit.address(of: "multiply", in: library), to: Kernel.self)
    read = unsafeBitCast(try jit.address(of: "read", in: library), to: Kernel.self)
    lanes = hardware.lanes(elementBits: 32)
    elementCount = max(64 << 20, 4 * hardware.cacheBytes(level: 9)) / 4
  }

  /// Floating-point operations in `f32` of the calling thread, in billions a second; a fused
  /// multiply-add counts two.
  ///
  /// The best of the bursts in `seconds`.
  public func gigaflops(seconds: Double) -> Double {
    let rounds = 4096
    let fastest = withMemory(lanes) { memory in
      Self.best(of: seconds) { multiply(memory, rounds) }
    }
    return Double(rounds * Self.chains * lanes * 2) / fastest / 1e9
  }

  /// Bytes that the calling thread reads from memory, in billions a second.
  public func gigabytes(seconds: Double) -> Double {
    let blocks = elementCount / (Self.chains * lanes)
    let swiftest = withMemory(elementCount) { memory in
      Self.best(of: seconds) { read(memory, blocks) }
    }
    return Double(blocks * Self.chains * lanes * 4) / swiftest / 1e9
  }

  private func withMemory(
    _ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Double
  ) -> Double {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
    defer { memory.deallocate() }
    memory.initialize(repeating: 1, count: count)
    return body(memory)
  }

  /// Sums that do not wait for each other: latency times throughput of common processors.
  private static var chains: Int { 12 }

  private static func best(of seconds: Double, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var best = Double.infinity
    repeat {
      let time = clock.measure(body)
      let parts = time.components
      best = min(best, Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
    } while clock.now < end
    return best
  }

  /// `multiply(memory, rounds)` with all its work in registers, and `read(memory, blocks)`.
  private static func makeKernels(_ hardware: HardwareDescription) -> Module {
    let lanes = Type.vector(hardware.lanes(elementBits: 32), .f32)
    let width = hardware.lanes(elementBits: 32)
    let memory = Type.memref(MemRefType([nil], .f32))
    let empty = Module(context: Context(dialects: Dialects.all))
    var build = Builder(empty, at: .atEnd(of: empty.body))
    for (name, reads) in [("multiply", false), ("read", true)] {
      build.insertFunction(name, [memory, .index]) { build, arguments in
        let zero = build.insertIndex(0)
        let one = build.insertIndex(1)
        let factor = build.insert(Vector.Load(arguments[0], [zero], as: lanes))
        let start = build.insertFloat(0, lanes)
        let sums = build.insertLoop(
          from: zero, to: arguments[1], step: one,
          initial: Array(repeating: start, count: chains)
        ) { build, i, carried in
          let block = build.insert(Arith.MulI(i, build.insertIndex(chains * width)))
          return carried.enumerated().map { place, sum in
            guard reads else {
              // Each chain has another value, or they would be found to be one.
              let own = build.insertFloat(Double(place + 1), lanes)
              return hardware.hasFusedMultiplyAdd
                ? build.insert(Math.FMA(sum, factor, own))
                : build.insert(Arith.AddF(build.insert(Arith.MulF(sum, factor)), own))
            }
            let index = build.insert(Arith.AddI(block, build.insertIndex(place * width)))
            let loaded = build.insert(Vector.Load(arguments[0], [index], as: lanes))
            return build.insert(Arith.AddF(sum, loaded))
          }
        }
        let total = sums.dropFirst().reduce(sums[0]) { build.insert(Arith.AddF($0, $1)) }
        build.insertOperation(Vector.Store(total, to: arguments[0], [zero]))
        build.insertOperation(Func.Return())
      }
    }
    return build.module
  }
}
