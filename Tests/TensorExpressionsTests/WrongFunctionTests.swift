import IR
import Support
import TensorExpressions
import Testing

/// What is wrong with a function is told, with the line that says it.
@Suite struct WrongFunctionTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var words: [String]
    var write: @Sendable (inout TensorFunction) -> Void

    init(
      _ description: String, _ words: String...,
      write: @escaping @Sendable (inout TensorFunction) -> Void
    ) {
      (self.description, self.words, self.write) = (description, words, write)
    }
  }

  private static func vector(_ f: inout TensorFunction) -> (
    n: IndexExpression, x: Tensor, y: Tensor, i: IndexExpression
  ) {
    let n = f.size("n", 1...64)
    return (n, f.input("x", [n], .f32), f.output("y", [n], .f32), f.axis("i", n))
  }

  static let cases = [
    Case("rank", "'x' has 1 dimensions, read at 2") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], x[i, i])
    },
    Case("outside", "'x' is read at 'i + 1'", "clamped", "WrongFunctionTests.swift:") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], x[i + 1])
    },
    Case("negative", "'x' is read at 'i - 1'") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], x[i - 1])
    },
    Case("types", "f32 and i32 meet", "converted(to:)") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], x[i] + Scalar.integer(1, .i32))
    },
    Case("free axis", "axis 'k' is neither") { f in
      let (n, x, y, i) = vector(&f)
      let k = f.axis("k", n)
      f.define(y, [i], x[k])
    },
    Case("no axis", "'i + 1' in the definition of 'y' is no axis") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i + 1], x[i])
    },
    Case("axis twice", "names an axis twice") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], sum(x[i], over: i))
    },
    Case("extent", "the axis 'k' has n - 1 positions", "has n") { f in
      let (n, x, y, _) = vector(&f)
      let k = f.axis("k", n - 1)
      f.define(y, [k], x[k])
    },
    Case("axes", "'y' has 1 dimensions, its definition 2 axes") { f in
      let (n, x, y, i) = vector(&f)
      f.define(y, [i, f.axis("j", n)], x[i])
    },
    Case("twice", "'y' is defined twice") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], x[i])
      f.define(y, [i], x[i])
    },
    Case("itself", "'y' is read before it is defined") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], x[i] + y[i])
    },
    Case("never", "output 'y' is never defined") { f in _ = vector(&f) },
    Case("undeclared size", "size 'm' is not declared") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], x[.minimum(i, .symbol("m"))])
    },
    Case("negative axis", "the axis 'k' has -1 places") { f in
      let (_, x, y, i) = vector(&f)
      _ = f.axis("k", -1)
      f.define(y, [i], x[i])
    },
    Case("negative size", "size 1 of 'z' is -2") { f in
      let (n, x, y, i) = vector(&f)
      _ = f.input("z", [n, -2], .f32)
      f.define(y, [i], x[i])
    },
    Case("sizes", "declared twice") { f in
      let (_, x, y, i) = vector(&f)
      _ = f.size("n", 1...32)
      f.define(y, [i], x[i])
    },
    Case("reducer", "components of types f32, i64", "f32, i32") { f in
      let (n, x, _, i) = vector(&f)
      let (a, b) = (f.output("a", [], .f32), f.output("b", [], .i32))
      _ = n
      f.define([a, b], [], Reducer.largest(.f32)(x[i], .index(i), over: i))
    },
    Case("update first", "updated before it is defined") { f in
      let (_, x, y, i) = vector(&f)
      f.update(y, over: [i], at: [.at(i)], to: x[i])
    },
    Case("scan", "along which to scan") { f in
      let (n, x, y, i) = vector(&f)
      f.scan(y, [i], along: f.axis("k", n), first: x[0]) { $0 }
    },
    Case("condition", "'select' needs a condition of type i1") { f in
      let (_, x, y, i) = vector(&f)
      f.define(y, [i], select(x[i], x[i], x[i]))
    },
  ]

  @Test(arguments: cases)
  func isTold(_ wrong: Case) {
    let problems = FunctionCheck.problems { f in wrong.write(&f) }.joined(separator: "\n")
    for word in wrong.words {
      #expect(problems.contains(word), "'\(word)' is not in: \(problems)")
    }
  }

  @Test func everythingIsToldAtOnce() {
    let problems = FunctionCheck.problems { f in
      let (_, x, y, i) = Self.vector(&f)
      f.define("a", [i], x[i + 1])
      f.define("b", [i], x[i, i])
      f.define(y, [i], x[i - 1])
    }
    #expect(problems.count == 3, "\(problems)")
  }
}
