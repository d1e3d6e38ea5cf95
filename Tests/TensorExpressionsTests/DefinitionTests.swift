import Evaluation
import IR
import MLIRJudge
import Support
import TensorExpressions
import Testing

/// Definitions and reductions compute what their mathematics says, at every size.
@Suite(.programsReadByMLIR) struct DefinitionTests {
  @Test(arguments: [1, 2, 7, 13, 14, 15, 31])
  func denseLayer(rows: Int) throws {
    let (columns, depth) = (5, 9)
    let program = try FunctionCheck.program { f in
      let m = f.size("m", 1...64)
      let x = f.input("x", [m, 9], .f32)
      let w = f.input("w", [5, 9], .f32)
      let b = f.input("b", [5], .f32)
      let y = f.output("y", [m, 5], .f32)
      let (i, j, k) = (f.axis("i", m), f.axis("j", 5), f.axis("k", 9))
      let product = f.define("product", [i, j], sum(x[i, k] * w[j, k], over: k))
      f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
    }
    let (x, w, b) = (
      FunctionCheck.floats([rows, depth]), FunctionCheck.floats([columns, depth], 1),
      FunctionCheck.floats([columns], 2)
    )
    var expected: [Double] = []
    for i in 0..<rows {
      for j in 0..<columns {
        var total = b.doubles[j]
        for k in 0..<depth { total += x.doubles[i * depth + k] * w.doubles[j * depth + k] }
        expected.append(max(total, 0))
      }
    }
    try FunctionCheck.check(program, [x, w, b], expect: [expected])
  }

  /// Terms are chosen by a condition on axes and on data; several axes at once.
  @Test(arguments: [0, 1, 5, 8])
  func conditions(size: Int) throws {
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 0...64)
      let x = f.input("x", [n, n], .f32)
      let y = f.output("lower", [n], .f32)
      let z = f.output("positive", [], .f32)
      let (i, j) = (f.axis("i", n), f.axis("j", n))
      f.define(y, [i], sum(x[i, j], over: j, where: .index(j) .<= .index(i)))
      f.define(z, [], product(x[i, j], over: i, j, where: x[i, j] .> 2))
    }
    let x = FunctionCheck.floats([size, size])
    var (lower, total) = ([Double](repeating: 0, count: size), 1.0)
    for i in 0..<size {
      for j in 0..<size {
        let value = x.doubles[i * size + j]
        if j <= i { lower[i] += value }
        if value > 2 { total *= value }
      }
    }
    try FunctionCheck.check(program, [x], expect: [lower, [total]], tolerance: 1e-5)
  }

  @Test func extremesAndTruths() throws {
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 1...64)
      let x = f.input("x", [3, n], .f32)
      let outputs = ["largest", "smallest"].map { f.output($0, [3], .f32) }
      let truths = ["any", "all"].map { f.output($0, [3], .i1) }
      let (i, j) = (f.axis("i", 3), f.axis("j", n))
      f.define(outputs[0], [i], maximum(x[i, j], over: j))
      f.define(outputs[1], [i], minimum(x[i, j], over: j))
      f.define(truths[0], [i], any(x[i, j] .< 0, over: j))
      f.define(truths[1], [i], all(x[i, j] .< 0, over: j))
    }
    let numbers: [Double] = [1, -2, 3, -1, -2, -3, 4, .nan, 0]
    let x = TensorValue([3, 3], kind: .f32, doubles: numbers)
    try FunctionCheck.check(
      program, [x], expect: [[3, -1, .nan], [-2, -3, .nan], [1, 1, 0], [0, 1, 0]])
  }

  /// Half-precision inputs, sums in f32, results rounded once; small integers summed in i32.
  @Test func mixedAccumulation() throws {
    for element in [Type.f16, .bf16] {
      let program = try FunctionCheck.program { f in
        let n = f.size("n", 1...5000)
        let x = f.input("x", [2, n], element)
        let y = f.output("y", [2], element)
        let (i, j) = (f.axis("i", 2), f.axis("j", n))
        f.define(y, [i], sum(x[i, j] * x[i, j], over: j))
      }
      let kind = try #require(ScalarKind(element))
      // 3000 ones: a sum in half precision would stop at 2048, in bf16 at 256.
      let x = TensorValue([2, 3000], kind: kind, doubles: [Double](repeating: 1, count: 6000))
      let total = element == .f16 ? 3000.0 : 3008.0
      try FunctionCheck.check(program, [x], expect: [[total, total]])
    }
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 1...5000)
      let (x, w) = (f.input("x", [n], .i8), f.input("w", [n], .integer(width: 8, .unsigned)))
      let (y, z) = (f.output("y", [], .i32), f.output("z", [], .i8))
      let j = f.axis("j", n)
      let term = x[j].converted(to: .i32) * w[j].converted(to: .i32)
      f.define(y, [], sum(term, over: j))
      f.define(z, [], maximum(term, over: j))
    }
    let x = TensorValue([1000], kind: .i8, doubles: [Double](repeating: -128, count: 1000))
    // Buffers do not say that integers have no sign: this is 255.
    let w = TensorValue([1000], kind: .i8, doubles: [Double](repeating: -1, count: 1000))
    try FunctionCheck.check(
      program, [x, w], expect: [[-32_640_000], [Double(Int8(truncatingIfNeeded: -32640))]])
  }

  /// A function of scalars is a Swift function.
  @Test func functionsOfScalars() throws {
    func gelu(_ x: TensorExpressions.Scalar) -> TensorExpressions.Scalar {
      x * 0.5 * (1 + erf(x * 0.5.squareRoot()))
    }
    let program = try FunctionCheck.program { f in
      let n = f.size("n", 0...64)
      let x = f.input("x", [n], .f64)
      let i = f.axis("i", n)
      f.define(f.output("y", [n], .f64), [i], gelu(x[i]))
    }
    let x = TensorValue([4], kind: .f64, doubles: [-1, 0, 1, 2])
    try FunctionCheck.check(
      program, [x], expect: [[-0.15865525393145707, 0, 0.8413447460685429, 1.9544997361036416]],
      tolerance: 1e-12)
    try FunctionCheck.check(
      program, [TensorValue([0], kind: .f64, doubles: [])], expect: [[]])
  }
}
