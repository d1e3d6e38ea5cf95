import Dialects
import IR
import Support

/// What one core of the machine at hand reaches, measured.
public struct MeasuredPeak: Hashable, Sendable {
  /// Floating-point operations in `f32`, in billions a second; a fused multiply-add counts two.
  public var gigaflops: Double
  /// Bytes read from memory, in billions a second.
  public var gigabytes: Double

  /// Runs two short kernels, about `seconds` each, on the calling thread.
  ///
  /// Takes the best of many bursts, since other programs only ever make a burst slower.
  ///
  /// - Throws: a diagnostic when nothing can be compiled for this machine.
  public static func measure(
    _ hardware: HardwareDescription, seconds: Double = 0.05
  ) throws(Diagnostic) -> MeasuredPeak {
    let generator = CodeGenerator(hardware: hardware)
    let kernels = makeKernels(hardware)
    let jit = JIT()
    let library = try jit.add(try generator.compile(kernels))
    let lanes = hardware.lanes(elementBits: 32)

    let rounds = 4096
    let multiply = try jit.address(of: "multiply", in: library)
    let read = try jit.address(of: "read", in: library)
    // Beyond what any cache holds.
    let count = max(64 << 20, 4 * hardware.cacheBytes(level: 9)) / 4
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
    defer { memory.deallocate() }
    memory.initialize(repeating: 1, count: count)

    typealias Kernel = @convention(c) (UnsafeMutablePointer<Float>, Int) -> Void
    let multiplyFunction = unsafeBitCast(multiply, to: Kernel.self)
    let readFunction = unsafeBitCast(read, to: Kernel.self)
    let operations = Double(rounds * chains * lanes * 2)
    let fastest = best(of: seconds) { multiplyFunction(memory, rounds) }
    let swiftest = best(of: seconds) { readFunction(memory, count / (chains * lanes)) }
    try jit.remove(library)
    return MeasuredPeak(
      gigaflops: operations / fastest / 1e9,
      gigabytes: Double(count / (chains * lanes) * chains * lanes * 4) / swiftest / 1e9)
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
