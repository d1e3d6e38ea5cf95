import Dialects
import Evaluation
import IR
import Scheduling
import Support
import TensorExpressions

/// A tensor program with what is needed to run it.
struct TestProgram {
  var name: String
  var module: Module
  var function: OperationID
  /// The shape of each input.
  var inputs: [[IndexExpression]]
  /// Sizes to run it with.
  var sizes: [[String: Int]]
  var element: Type
  /// How far floats may be off, as a part of the number.
  var tolerance = 0.0

  /// A schedule with nothing done yet.
  func schedule() throws -> Schedule {
    try Schedule(module, function: function, hardware: .x86v3)
  }

  static let context = Context(dialects: Dialects.all)

  /// A program that is there already.
  init(
    _ name: String, module: Module, function: OperationID, inputs: [[IndexExpression]],
    sizes: [[String: Int]], element: Type = .i64
  ) {
    (self.name, self.module, self.function) = (name, module, function)
    (self.inputs, self.sizes, self.element) = (inputs, sizes, element)
  }

  /// A program with inputs, one output, and what computes it.
  init(
    _ name: String, inputs: [[IndexExpression]], output: [IndexExpression],
    m: SymbolRange = SymbolRange(1, 64), n: SymbolRange? = nil, sizes: [[String: Int]],
    element: Type = .i64,
    _ write: (inout ProgramWriter, _ inputs: [Tensor], _ output: Tensor) -> Void
  ) {
    var writer = ProgramWriter(context: Self.context)
    var symbols = [Program.Function.Symbol("m", m)]
    if let n { symbols.append(.init("n", n)) }
    let (function, tensors) = writer.beginFunction(
      named: "kernel", symbols: symbols,
      parameters: (inputs + [output]).map { ($0, element) }, outputCount: 1)
    write(&writer, Array(tensors.dropLast()), tensors[tensors.count - 1])
    self.init(
      name, module: writer.build.module, function: function, inputs: inputs, sizes: sizes,
      element: element)
  }

  /// Small whole numbers for each input.
  func inputs(_ sizes: [String: Int]) -> [[Float]] {
    inputs.enumerated().map { number, shape in
      let count = shape.reduce(1) { $0 * ($1.evaluate(symbols: sizes) ?? 0) }
      return (0..<count).map { Float(($0 * 7 + number * 5) % 23 - 11) }
    }
  }

  /// The same as tensors.
  func values(_ sizes: [String: Int]) -> [TensorValue] {
    let kind = ScalarKind(element) ?? .i64
    return zip(inputs, inputs(sizes)).map { shape, numbers in
      TensorValue(
        shape.map { $0.evaluate(symbols: sizes) ?? 0 }, kind: kind,
        doubles: numbers.map { Double($0) })
    }
  }

  /// What a version of the program computes for some sizes.
  func run(
    _ module: Module, _ sizes: [String: Int], backwards: Bool = false
  ) throws -> TensorValue {
    try outputs(of: module, sizes, backwards: backwards)[0]
  }

  /// All outputs of a version of the program.
  func outputs(
    of module: Module, _ sizes: [String: Int], backwards: Bool = false
  ) throws -> [TensorValue] {
    try evaluate(
      program: function, in: module, inputs: values(sizes), symbols: sizes,
      runsParallelBackwards: backwards)
  }

  /// Whether outputs are what is expected: integers exactly, floats up to the tolerance.
  func agrees(_ found: [TensorValue], _ expected: [TensorValue]) -> Bool {
    if tolerance == 0 { return found == expected }
    return found.map(\.shape) == expected.map(\.shape)
      && zip(found, expected).allSatisfy { found, expected in
        zip(found.doubles, expected.doubles).allSatisfy { abs($0 - $1) <= tolerance * abs($1) }
      }
  }
}

extension TestProgram {
  private static let m = IndexExpression.symbol("m")
  private static let n = IndexExpression.symbol("n")

  /// `Y = X W` with `k` terms, and a stage after it that doubles and adds.
  static func matmul(
    rows: IndexExpression = .symbol("m"), columns: Int = 12, depth: Int = 6,
    range: SymbolRange = SymbolRange(1, 64), sizes: [Int] = [1, 5, 16], element: Type = .i64
  ) -> TestProgram {
    let (j, k) = (IndexExpression(columns), IndexExpression(depth))
    return TestProgram(
      "matmul", inputs: [[rows, k], [k, j], [j]], output: [rows, j], m: range,
      sizes: sizes.map { ["m": $0] }, element: element
    ) { program, x, y in
      let product = program.reduce("matmul", [rows, j], over: [k], .sum, element) { i, k in
        x[0][i[0], k[0]] * x[1][k[0], i[1]]
      }
      program.compute("finish", into: y) { i in product[i] * 2 + x[2][i[1]] }
    }
  }

  /// All families, each with sizes at the edges.
  static func all() -> [TestProgram] {
    let small = SymbolRange(0, 40)
    let two = [["m": 1, "n": 1], ["m": 5, "n": 3], ["m": 9, "n": 8]]
    return [
      matmul(),
      matmul(range: SymbolRange(0, 20), sizes: [0, 1, 7]),
      matmul(rows: 1, columns: 1, depth: 1, sizes: [1]),
      TestProgram(
        "chain", inputs: [[m, 5]], output: [m, 5], m: small,
        sizes: [["m": 0], ["m": 1], ["m": 11]]
      ) { program, x, y in
        let a = program.compute("a", [m, 5], .i64) { i in x[0][i] * 3 }
        let b = program.compute("b", [m, 5], .i64) { i in a[i] + 1 }
        program.compute("c", into: y) { i in b[i] * a[i] }
      },
      TestProgram(
        "stencil", inputs: [[m + 4]], output: [m], sizes: [["m": 1], ["m": 4], ["m": 13]]
      ) { program, x, y in
        let blur = program.compute("blur", [m + 2], .i64) { i in
          x[0][i[0]] + x[0][i[0] + 1] + x[0][i[0] + 2]
        }
        program.compute("again", into: y) { i in
          blur[i[0]] + blur[i[0] + 1] * 2 + blur[i[0] + 2]
        }
      },
      TestProgram(
        "convolution", inputs: [[2, m * 2 + 5], [3, 2, 3]], output: [3, m],
        m: SymbolRange(1, 16), sizes: [["m": 1], ["m": 6]]
      ) { program, x, y in
        program.reduce("conv", into: y, over: [2, 3], .sum) { i, k in
          x[0][k[0], i[1] * 2 + k[1] * 2] * x[1][i[0], k[0], k[1]]
        }
      },
      TestProgram(
        "rows", inputs: [[m, n]], output: [m, n], m: SymbolRange(1, 16), n: SymbolRange(1, 16),
        sizes: two
      ) { program, x, y in
        let top = program.reduce("top", [m], over: [n], .max, .i64) { i, k in x[0][i[0], k[0]] }
        let below = program.compute("below", [m, n], .i64) { i in x[0][i] - top[i[0]] }
        let sum = program.reduce("sum", [m], over: [n], .sum, .i64) { i, k in below[i[0], k[0]] }
        program.compute("scaled", into: y) { i in below[i] * sum[i[0]] }
      },
      TestProgram(
        "transpose", inputs: [[m, n], [n, m]], output: [n, m], m: SymbolRange(1, 16),
        n: SymbolRange(1, 16), sizes: two
      ) { program, x, y in
        let turned = program.compute("turned", [n, m], .i64) { i in x[0][i[1], i[0]] }
        program.compute("added", into: y) { i in turned[i] + x[1][i] }
      },
      TestProgram(
        "columns", inputs: [[m, 8]], output: [8], m: SymbolRange(1, 32),
        sizes: [["m": 1], ["m": 7]]
      ) { program, x, y in
        program.reduce("columns", into: y, over: [m], .sum) { i, k in x[0][k[0], i[0]] }
      },
      TestProgram(
        "batched", inputs: [[2, m, 4], [2, 4, 3]], output: [2, m, 3], m: SymbolRange(1, 16),
        sizes: [["m": 1], ["m": 6]]
      ) { program, x, y in
        program.reduce("batched", into: y, over: [4], .sum) { i, k in
          x[0][i[0], i[1], k[0]] * x[1][i[0], k[0], i[2]]
        }
      },
      TestProgram(
        "total", inputs: [[m, 6]], output: [1], m: SymbolRange(1, 32), sizes: [["m": 1], ["m": 5]]
      ) { program, x, y in
        program.reduce("total", into: y, over: [m, 6], .sum) { i, k in x[0][k[0], k[1]] }
      },
      TestProgram(
        "reshape", inputs: [[m, 6]], output: [m * 6], m: SymbolRange(1, 16),
        sizes: [["m": 1], ["m": 5]]
      ) { program, x, y in
        let twice = program.compute("twice", [m, 6], .i64) { i in x[0][i] * 2 }
        program.compute("flat", into: y) { i in
          twice[i[0].floorDivided(by: 6), i[0].remainder(by: 6)]
        }
      },
      running(), bordered(),
    ]
  }

  /// Running sums of doubled elements, every one from the one before.
  static func running() -> TestProgram {
    TestProgram(
      "running", inputs: [[m]], output: [m], m: SymbolRange(1, 16),
      sizes: [["m": 1], ["m": 6]]
    ) { program, x, y in
      let sums = program.compute("start", [m], .i64) { i in x[0][i] * 2 }
      program.steps("sums", into: sums, over: [m - 1]) { i in
        OrderedStep(
          place: [.at(i[0] + 1)], value: sums[i[0]] + sums[i[0] + 1])
      }
      program.compute("rest", into: y) { i in sums[i] + 1 }
    }
  }
}
