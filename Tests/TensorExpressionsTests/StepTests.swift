import Evaluation
import IR
import MLIRJudge
import Support
import TensorExpressions
import Testing

/// Scans and updates: what depends on the order of its steps.
@Suite(.programsReadByMLIR) struct StepTests {
  @Test(arguments: [0, 1, 2, 9])
  func scans(size: Int) throws {
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 0...64)
      let x = f.input("x", [3, n], .f32)
      let (i, j) = (f.axis("i", 3), f.axis("j", n))
      let sums = f.output("sums", [3, n], .f32)
      f.scan(sums, [i, j], along: j, first: x[i, 0]) { before in before + x[i, j] }
      // Along the first dimension, a recurrence: y[i] = y[i - 1] / 2 + x[i].
      let filtered = f.output("filtered", [3, n], .f32)
      f.scan(filtered, [i, j], along: i, first: x[0, j]) { before in before * 0.5 + x[i, j] }
    }
    let x = FunctionCheck.floats([3, size])
    var (sums, filtered) = (x.doubles, x.doubles)
    for i in 0..<3 {
      for j in 0..<size {
        let place = i * size + j
        if j > 0 { sums[place] += sums[place - 1] }
        if i > 0 { filtered[place] += filtered[place - size] / 2 }
      }
    }
    try FunctionCheck.check(program, [x], expect: [sums, filtered])
  }

  @Test(arguments: [0, 1, 40])
  func histogram(count: Int) throws {
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 0...64)
      let x = f.input("x", [n], .i32)
      let counts = f.output("counts", [8], .i32)
      let (i, bin) = (f.axis("i", n), f.axis("bin", 8))
      f.define(counts, [bin], .integer(0, .i32))
      let place: [Index] = [.value(clamped(x[i], 0, 7).converted(to: .index))]
      f.update(counts, over: [i], at: place, to: counts[at: place] + 1)
    }
    let numbers = (0..<count).map { Double($0 * 5 % 11 - 1) }
    var counts = [Double](repeating: 0, count: 8)
    for number in numbers { counts[Int(min(max(number, 0), 7))] += 1 }
    try FunctionCheck.check(
      program, [TensorValue([count], kind: .i32, doubles: numbers)], expect: [counts])
  }
}
