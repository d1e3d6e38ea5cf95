import Evaluation
import Foundation
import IR
import MLIRJudge
import Support
import TensorExpressions
import Testing

/// Reductions of several components by rules of one's own.
@Suite(.programsReadByMLIR) struct ReducerTests {
  @Test(arguments: [1, 2, 7, 33])
  func largest(columns: Int) throws {
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 1...64)
      let x = f.input("x", [3, n], .f32)
      let (best, place) = (f.output("best", [3], .f32), f.output("place", [3], .i64))
      let (i, j) = (f.axis("i", 3), f.axis("j", n))
      f.define([best, place], [i], Reducer.largest(.f32)(x[i, j], .index(j), over: j))
    }
    var numbers = FunctionCheck.numbers(3 * columns)
    for j in 0..<columns { numbers[2 * columns + j] = j == 0 ? -.infinity : .nan }
    let x = TensorValue([3, columns], kind: .f32, doubles: numbers)
    var (best, place) = ([Double](), [Double]())
    for i in 0..<3 {
      let row = numbers[i * columns..<(i + 1) * columns].map { $0.isNaN ? -.infinity : $0 }
      best.append(row.max() ?? 0)
      place.append(Double(row.firstIndex(of: best[i]) ?? 0))
    }
    try FunctionCheck.check(program, [x], expect: [best, place])
  }

  @Test(arguments: [1, 2, 5, 64])
  func moments(columns: Int) throws {
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 1...64)
      let x = f.input("x", [2, n], .f32)
      let outputs = ["mean", "squares", "count"].map { f.output($0, [2], .f32) }
      let (i, j) = (f.axis("i", 2), f.axis("j", n))
      f.define(outputs, [i], Reducer.moments(.f32)(x[i, j], over: j))
    }
    let x = FunctionCheck.floats([2, columns])
    var (means, squares) = ([Double](), [Double]())
    for i in 0..<2 {
      let row = x.doubles[i * columns..<(i + 1) * columns]
      let mean = row.reduce(0, +) / Double(columns)
      means.append(mean)
      squares.append(row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
    let counts = [Double](repeating: Double(columns), count: 2)
    try FunctionCheck.check(program, [x], expect: [means, squares, counts], tolerance: 1e-5)
  }

  /// The logarithm of a sum of exponentials that would overflow.
  @Test func exponentials() throws {
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 1...64)
      let x = f.input("x", [2, n], .f32)
      let y = f.output("y", [2], .f32)
      let (i, j) = (f.axis("i", 2), f.axis("j", n))
      let parts = f.define(
        ["largest", "sum"], [i], Reducer.exponentials(.f32)(x[i, j], over: j))
      f.define(y, [i], parts[0][i] + log(parts[1][i]))
    }
    let x = TensorValue([2, 3], kind: .f32, doubles: [1000, 1000, 999, -.infinity, 0, 0])
    let expected = [1000 + log(2 + exp(-1.0)), log(2.0)]
    try FunctionCheck.check(program, [x], expect: [expected], tolerance: 1e-6)
  }

  /// A rule of one's own over integers, with a condition and half-precision results beside.
  @Test func ownRule() throws {
    // Pairs (a, b) stand for x ↦ a x + b; they are composed, here with a = 1: a sum, and a count.
    let affine = Reducer(identity: [.integer(0, .i32), .integer(0, .i32)]) { a, b in
      [a[0] + b[0], a[1] + b[1]]
    }
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 0...64)
      let x = f.input("x", [n], .i32)
      let (y, z) = (f.output("y", [], .i32), f.output("z", [], .i16))
      let i = f.axis("i", n)
      let parts = f.define(
        ["sum", "count"], [], affine(x[i], .integer(1, .i32), over: i, where: x[i] .> 1))
      f.define(y, [], parts[0][])
      f.define(z, [], parts[1][].converted(to: .i16))
    }
    let x = TensorValue([5], kind: .i32, doubles: [1, 2, 3, -4, 5])
    try FunctionCheck.check(program, [x], expect: [[10], [3]])
    try FunctionCheck.check(
      program, [TensorValue([0], kind: .i32, doubles: [])], expect: [[0], [0]])
  }
}
