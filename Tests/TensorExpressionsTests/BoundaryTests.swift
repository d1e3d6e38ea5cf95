import Evaluation
import IR
import MLIRJudge
import Support
import TensorExpressions
import Testing

/// What stands outside of a tensor.
@Suite(.programsReadByMLIR) struct BoundaryTests {
  private static let kinds: [(String, @Sendable (Tensor) -> Tensor, @Sendable (Int, Int) -> Int?)] =
    [
      ("clamped", { $0.clamped }, { i, n in min(max(i, 0), n - 1) }),
      ("periodic", { $0.periodic }, { i, n in ((i % n) + n) % n }),
      (
        "mirrored", { $0.mirrored },
        { i, n in min(max(n - 1 - abs(n - 1 - abs(i)), 0), n - 1) }
      ),
      ("padded", { $0.padded(with: 9) }, { i, n in 0 <= i && i < n ? i : nil }),
    ]

  @Test(arguments: 0..<4, [1, 2, 5, 8])
  func shifted(kind: Int, size: Int) throws {
    let (name, boundary, place) = Self.kinds[kind]
    for offset in [-7, -1, 0, 1, 3] {
      let program = try FunctionCheck.program { f in
        let n = f.size("n", 1...64)
        let x = f.input("x", [n], .f32)
        let i = f.axis("i", n)
        f.define(
          f.output("y", [n], .f32), [i], boundary(x)[i + IndexExpression(offset)] * 2)
        // The same position, computed.
        let p = f.input("p", [n], .i64)
        f.define(
          f.output("z", [n], .f32), [i], boundary(x)[at: [.value(p[i].converted(to: .index))]])
      }
      let numbers = FunctionCheck.numbers(size)
      let x = TensorValue([size], kind: .f32, doubles: numbers)
      let p = TensorValue([size], kind: .i64, doubles: (0..<size).map { Double($0 + offset) })
      let expected = (0..<size).map { place($0 + offset, size).map { numbers[$0] } ?? 9 }
      try FunctionCheck.check(
        program, [x, p], expect: [expected.map { $0 * 2 }, expected])
      _ = name
    }
  }

  /// A blur in two dimensions whose rows overlap.
  @Test func blur() throws {
    let program = try FunctionCheck.program { f in
      let (h, w) = (f.size("h", 1...64), f.size("w", 1...64))
      let image = f.input("image", [h, w], .f32)
      let (y, x) = (f.axis("y", h), f.axis("x", w))
      let inside = image.clamped
      let rows = f.define("rows", [y, x], inside[y, x - 1] + inside[y, x] + inside[y, x + 1])
      let around = rows.clamped
      f.define(
        f.output("blurred", [h, w], .f32), [y, x],
        around[y - 1, x] + around[y, x] + around[y + 1, x])
    }
    for (h, w) in [(1, 1), (3, 5), (17, 2)] {
      let image = FunctionCheck.floats([h, w])
      func at(_ y: Int, _ x: Int) -> Double {
        image.doubles[min(max(y, 0), h - 1) * w + min(max(x, 0), w - 1)]
      }
      var expected: [Double] = []
      for y in 0..<h {
        for x in 0..<w {
          var total = 0.0
          for dy in -1...1 { for dx in -1...1 { total += at(y + dy, x + dx) } }
          expected.append(total)
        }
      }
      try FunctionCheck.check(program, [image], expect: [expected])
    }
  }
}
