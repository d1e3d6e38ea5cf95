import CodeGeneration
import Dialects
import Foundation
import IR
import Scheduling
import Support
import TensorExpressions

/// How long scheduling itself takes: twenty steps on a matrix product of any number of rows, checked for
/// all of them, and replayed on trust.
///
///     swift run -c release ScheduleTimes [ROUNDS]      prints JSON
///
/// Milliseconds are of the processor, so that neighbours on a shared machine count less; the least and
/// the median of the rounds, 200 unless said otherwise; beside them what multiply-adds alone reached before and
/// after, the lesser of the two.
@main struct ScheduleTimes {
  static func main() throws {
    let rounds = max(1, CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200)
    let program = try makeProgram()
    let start = try Schedule(program.module, function: program.function)
    var done = start
    try schedule(&done)
    let trace = done.trace
    let probe = try PeakProbe(HardwareDescription.detectHost())
    let before = probe.gigaflops(seconds: 0.05)
    var copy = start
    let checked = try times(rounds) {
      copy = start
      try schedule(&copy)
    }
    let again = try times(rounds) {
      copy = start
      try copy.replay(trace)
    }
    let trusted = try times(rounds) {
      copy = start
      try copy.replay(trace, trusted: true)
    }
    let peak = min(before, probe.gigaflops(seconds: 0.05))
    guard copy.module.isStructurallyEqual(to: done.module) else {
      throw Diagnostic.error("the replayed program differs")
    }
    print("{\"steps\": \(trace.steps.count), \"rounds\": \(rounds),")
    print(" \"probe_gflops\": \(rounded(peak)),")
    print(
      [("checked", checked), ("replayed", again), ("trusted", trusted)].map { name, found in
        " \"\(name)_ms\": \(rounded(found[0])), \"\(name)_median_ms\": \(rounded(found[rounds / 2]))"
      }.joined(separator: ",\n") + "}")
  }

  /// `Y = relu(X Wᵀ + b)` with m rows.
  private static func makeProgram() throws -> TensorProgram {
    var f = TensorFunction("dense", context: Context(dialects: Dialects.all))
    let (m, n, depth) = (f.size("m", 14...2048), IndexExpression(768), IndexExpression(512))
    let (x, w) = (f.input("x", [m, depth], .f32), f.input("w", [n, depth], .f32))
    let (b, y) = (f.input("b", [n], .f32), f.output("y", [m, n], .f32))
    let (i, j, k) = (f.axis("i", m), f.axis("j", n), f.axis("k", depth))
    let product = f.define("product", [i, j], sum(x[i, k] * w[j, k], over: k))
    f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
    return try f.finish()
  }

  /// Tiles of 14 x 32 in registers, the last one shifted inwards.
  private static func schedule(_ s: inout Schedule) throws(Refusal) {
    let (product, relu) = (try s.block("product"), try s.block("y"))
    let loops = try s.loops(of: product)
    let (io, ii) = try s.split(loops[0], by: 14, tail: .shift)
    let (jo, jt) = try s.split(loops[1], by: 32)
    let (jv, jl) = try s.split(jt, by: 16)
    try s.reorder(jo, io, loops[2], ii, jv, jl)
    try s.reverseCompute(relu, at: io)
    let tile = try s.buffer(writtenBy: product)
    try s.store(tile, at: io)
    try s.setScope(tile, .register)
    let clear = try s.loops(of: try s.decomposeReduction(product, before: loops[2]))
    let (_, fl) = try s.split(try s.loops(of: relu)[3], by: 16)
    try s.unroll(ii)
    try s.unroll(jv)
    for loop in [jl, clear[4], fl] { try s.vectorize(loop) }
    try s.parallel(jo)
  }

  /// Milliseconds of each round, sorted.
  private static func times(_ rounds: Int, _ body: () throws -> Void) rethrows -> [Double] {
    var found: [Double] = []
    for _ in 0..<rounds {
      let start = clock()
      try body()
      found.append(Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e3)
    }
    return found.sorted()
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
