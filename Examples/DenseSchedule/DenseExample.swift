import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Scheduling
import Support

/// Shows the dense kernel scheduled by hand, checks it, and times it beside the default schedule; then
/// times scheduling itself.
@main struct DenseExample {
  static func main() throws {
    let context = Context(dialects: Dialects.all)
    let hardware = HardwareDescription.detectHost()
    let lanes = max(4, hardware.vectorBits / 32)
    let (columns, depth) = (768, 768)
    let dense = try Dense(
      rows: 14...2048, columns: columns, depth: depth, context: context)
    let rows = hardware.vectorRegisters >= 32 ? 14 : 6
    let isFused = hardware.hasFusedMultiplyAdd
    let schedule = try dense.schedule(rows: rows, lanes: lanes, isFused: isFused)
    print(schedule.sketch, "\n\n\(schedule.trace.swift)\n")

    let byHand = try TensorKernel(schedule, hardware: hardware)
    let byDefault = try TensorKernel(dense.program, hardware: hardware)
    func numbers(_ shape: [Int], _ period: Int) -> TensorValue {
      let count = shape.reduce(1, *)
      return TensorValue(shape, (0..<count).map { Float($0 % period) - 2 })
    }
    let (w, b) = (numbers([columns, depth], 5), numbers([columns], 3))
    let probe = try PeakProbe(hardware)
    print("rows    by hand    default      probe  GFLOP/s, one thread, packing included")
    for m in [14, 31, 64, 100, 128, 256, 512] {
      let x = numbers([m, depth], 7)
      let (first, second) = (try byHand.prepare([x, w, b]), try byDefault.prepare([x, w, b]))
      first.run()
      second.run()
      guard first.outputs == second.outputs else {
        throw Diagnostic.error("\(m) rows: the results differ")
      }
      let work = 2 * Double(m * columns * depth) / 1e9
      let before = probe.gigaflops(seconds: 0.02)
      let fast = best(20) { first.run() }
      let usual = best(20) { second.run() }
      let peak = min(before, probe.gigaflops(seconds: 0.02))
      print(
        column("\(m)", 4), column(work / fast, 10), column(work / usual, 10), column(peak, 10))
    }

    let steps = schedule.trace.steps.count
    var last: Schedule?
    let checked = best(20) {
      last = try? dense.schedule(rows: rows, lanes: lanes, isFused: isFused)
    }
    let trace = schedule.trace
    var empty = try Schedule(dense.program.module, function: dense.program.function)
    let start = empty
    let replayed = best(50) {
      empty = start
      try? empty.replay(trace, trusted: true)
    }
    guard let last, last.module.isStructurallyEqual(to: empty.module) else {
      throw Diagnostic.error("the replayed program differs")
    }
    print("\n\(steps) steps: \(milliseconds(checked)) checked, \(milliseconds(replayed)) replayed")
  }

  /// The shortest time of several, in seconds.
  static func best(_ count: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    return (0..<count).map { _ in clock.measure(body) / .seconds(1) }.min() ?? 0
  }

  private static func column(_ value: Double, _ width: Int) -> String {
    column("\((value * 10).rounded() / 10)", width)
  }

  private static func column(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func milliseconds(_ seconds: Double) -> String {
    "\((seconds * 1e5).rounded() / 100) ms"
  }
}
