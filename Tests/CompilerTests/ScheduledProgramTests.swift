import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import MLIRJudge
import Scheduling
import Support
import TensorExpressions
import Testing

/// Scheduled products, run by the reference evaluator: every access is checked, parallel loops run
/// backwards too.
@Suite(.programsReadByMLIR) struct ScheduledProgramTests {
  /// A weight is packed as the schedule wants it, whoever scheduled.
  @Test func constantsArePacked() throws {
    var f = TensorFunction("dense", context: Context(dialects: Dialects.all))
    let m = f.size("m", 1...64)
    let x = f.input("x", [m, 40], .f32)
    let w = f.constant("w", [40, 48], .f32)
    let y = f.output("y", [m, 48], .f32)
    let (i, j, k) = (f.axis("i", m), f.axis("j", 48), f.axis("k", 40))
    f.define(y, [i, j], sum(x[i, k] * w[k, j], over: k))
    let program = try f.finish()
    var schedule = try Schedule(
      program.module, function: program.function, hardware: .detectHost())
    try schedule.applyDefault()
    let inputs = [[13, 40], [40, 48]].map { shape in
      let count = shape.reduce(1, *)
      return TensorValue(shape, kind: .f32, doubles: (0..<count).map { Double($0 % 7) / 4 - 0.75 })
    }
    let expected = try evaluate(program: program.function, in: program.module, inputs: inputs)
    let constants = schedule.module.match(program.function, as: Program.Function.self)?.constants
    #expect(constants?.first?.layout != nil)
    #expect(try TensorKernel(schedule).run(inputs) == expected)
    #expect(try TensorKernel(program).run(inputs) == expected)
  }

  /// `y = relu(x w + b)`: `x` of sizes `left`, a constant `w` of `depth` x `columns` elements.
  private struct Product {
    var left: String
    var depth = 5
    var columns: Int
    var element = "f32"
    var isTransposed = false
    var range = "1, 300"

    var text: String {
      let shape = isTransposed ? "\(columns)x\(depth)" : "\(depth)x\(columns)"
      let rows = (0..<(isTransposed ? columns : depth)).map { row in
        (0..<(isTransposed ? depth : columns)).map { column in
          let number = (row * 7 + column * 3) % 11 - 5
          return element == "f32" ? "\(number).0" : "\(number)"
        }.joined(separator: ", ")
      }
      let weight = "tensor<\(shape)x\(element)>"
      let count = left.split(separator: ",").count
      let x = type("\(left), \(depth)", rank: count + 1)
      let y = type("\(left), \(columns)", rank: count + 1)
      let values = rows.map { "[\($0)]" }.joined(separator: ", ")
      let bias = (0..<columns).map { "\($0).5" }.joined(separator: ", ")
      return """
        "builtin.module"() ({
          "func.func"() <{function_type = (\(x)) -> \(y), sym_name = "main"}> ({
          ^bb0(%x: \(x)):
            %w = "graph.constant"() <{value = dense<[\(values)]> : \(weight)}> : () -> \(weight)
            %c = "graph.cast"(%w) <{saturate = true}> : (\(weight)) -> tensor<\(shape)xf32>
            %b = "graph.constant"() <{value = dense<[\(bias)]> : tensor<\(columns)xf32>}> : () -> tensor<\(columns)xf32>
            %p = "graph.matmul"(%x, %c) <{transpose_lhs = false, transpose_rhs = \(isTransposed)}> : (\(x), tensor<\(shape)xf32>) -> \(y)
            %s = "graph.add"(%p, %b) : (\(y), tensor<\(columns)xf32>) -> \(y)
            %r = "graph.relu"(%s) : (\(y)) -> \(y)
            "func.return"(%r) : (\(y)) -> ()
          }) {graph.input_names = ["x"], graph.output_names = ["y"]} : () -> ()
        }) {graph.symbols = {m = #graph.range<\(range)>}} : () -> ()
        """
    }

    private func type(_ sizes: String, rank: Int) -> String {
      let dimensions = sizes.split(separator: ",").map { size in
        let word = size.drop { $0 == " " }
        return Int(word) == nil ? "?" : String(word)
      }
      return "tensor<\(dimensions.joined(separator: "x"))xf32, #graph.sizes<[\(sizes)]>>"
    }
  }

  /// What is wrong at each size; the scheduled program too.
  private func check(
    _ product: Product, on hardware: HardwareDescription, rows: [Int]
  ) throws -> Module {
    let options = CompileOptions(name: "net", hardware: hardware, runtimePrefix: "tangram")
    let graph = try TestModel.withFile(product.text) { path in
      try compileToGraph(path: path, options: options)
    }
    let function = try #require(Graph.Function(in: graph.module))
    let kernels = try KernelCode(
      function, in: graph.module, options: options, level: .scheduled)
    let module = try #require(kernels.modules.first)
    let program = try #require(module.operations(in: module.body).first)
    let kernel = try #require(kernels.numbers.keys.first)
    #expect(kernels.modules.count == 1)
    #expect(!module.verify().hasErrors)
    let body = try #require(module.body(of: program))
    for m in rows {
      let sizes = ["m": m]
      var x: TensorValue?
      var inputs: [TensorValue] = []
      for (index, operand) in graph.module.operands(of: kernel).enumerated() {
        let argument = module.arguments(of: body)[index]
        let shape = try #require(module.bufferType(of: argument)).shape
          .map { $0.evaluate(symbols: sizes) ?? -1 }
        if let source = graph.module.definingOperation(of: operand),
          let constant = graph.module.match(source, as: Graph.Constant.self)
        {
          let value = try TensorValue(constant.value, in: graph.module)
          inputs.append(
            try packed(value, as: kernels.layouts[kernel]?[index], shape: shape))
        } else {
          let count = shape.reduce(1, *)
          let numbers = (0..<count).map { Float(($0 * 5 + m) % 13) - 6 }
          inputs.append(TensorValue(shape, numbers))
          let type = graph.module.type(of: operand)
          let original = try #require(type.sizes).map { $0.evaluate(symbols: sizes) ?? -1 }
          x = TensorValue(original, numbers)
        }
      }
      let expected = try evaluate(
        function: function, in: graph.module, inputs: [try #require(x)])
      for isBackwards in [false, true] {
        let actual = try evaluate(
          program: program, in: module, inputs: inputs, symbols: sizes,
          runsParallelBackwards: isBackwards)
        #expect(actual[0].elements(as: Float.self) == expected[0].elements(as: Float.self))
      }
    }
    return module
  }

  /// The layout's meaning, element by element.
  private func packed(
    _ value: TensorValue, as layout: Program.LayoutAttribute?, shape: [Int]
  ) throws -> TensorValue {
    guard let layout else {
      return try #require(TensorValue(shape: shape, kind: value.kind, bytes: value.bytes))
    }
    #expect(layout.packed == shape)
    #expect(layout.original == value.shape)
    let width = value.kind.byteCount
    var bytes: [UInt8] = []
    for element in 0..<shape.reduce(1, *) {
      var position: [Int] = []
      var rest = element
      for size in shape.reversed() {
        position.insert(rest % size, at: 0)
        rest /= size
      }
      var place: Int? = 0
      for (size, index) in zip(value.shape, layout.map) {
        let number = try #require(index.evaluate(dimensions: position))
        place = (0..<size).contains(number) ? place.map { $0 * size + number } : nil
      }
      bytes +=
        place.map { Array(value.bytes[$0 * width..<($0 + 1) * width]) }
        ?? [UInt8](repeating: 0, count: width)
    }
    var written = [UInt8](repeating: 1, count: bytes.count)
    written.withUnsafeMutableBytes { target in
      value.bytes.withUnsafeBytes { layout.pack($0, into: target) }
    }
    #expect(written == bytes)
    return try #require(TensorValue(shape: shape, kind: value.kind, bytes: bytes))
  }

  /// Every height of every kind of register file, columns that are no whole panels.
  @Test(arguments: HardwareDescription.presets)
  func everyHeight(hardware: HardwareDescription) throws {
    for columns in [3, 32, 70] {
      let module = try check(
        Product(left: "m", columns: columns), on: hardware, rows: [1, 2, 3, 5, 6, 14, 15, 31])
      let program = try #require(module.operations(in: module.body).first)
      #expect(Program.Function(program, in: module).constants.contains { $0.layout != nil })
      var names: [String] = []
      module.walk { operation in
        names += module.match(operation, as: Program.Choose.self)?.names ?? []
      }
      // `6+5x32` has tiles of six rows and of five.
      let heights = names.flatMap { name in
        (name.split(separator: "x").first ?? "").split(separator: "+").compactMap { Int($0) }
      }
      #expect(heights.sorted() == Array(1...(hardware.vectorRegisters == 32 ? 14 : 6)))
    }
  }

  @Test func storedTypesAndTransposedFactorsArePackedAsTheyAre() throws {
    for element in ["f32", "i8"] {
      for isTransposed in [false, true] {
        let product = Product(
          left: "m", depth: 9, columns: 11, element: element, isTransposed: isTransposed)
        _ = try check(product, on: .x86v2, rows: [1, 4, 9])
      }
    }
  }

  /// Blocks of rows: the second-level cache holds few of them.
  @Test func rowsComeInBlocks() throws {
    var hardware = HardwareDescription.x86v2
    hardware.caches = [.init(bytes: 256), .init(bytes: 1024)]
    _ = try check(Product(left: "m", columns: 8), on: hardware, rows: [1, 23, 24, 25, 26, 97, 150])
  }

  /// Batch and sequence are one axis: the program has no loop and no index for each of them.
  @Test func rowsOfSeveralAxesAreMerged() throws {
    let module = try check(
      Product(left: "2, m", columns: 19), on: .x86v3, rows: [1, 2, 3, 7, 12])
    var sizes: Set<Int> = []
    module.walk { operation in
      if let choice = module.match(operation, as: Program.Choose.self) {
        // Two rows for each m: tiles of one row or two always fit; five rows are needed for those of five or
        // six.
        sizes = Set(choice.conditions.compactMap { $0.evaluate(symbols: ["m": 1]) })
      }
    }
    #expect(sizes.contains(0) && sizes.contains(-3))
    #expect(!sizes.contains(-4))
  }

  /// No size falls off a cliff: one row more costs a little more, at most what a last tile wastes.
  @Test(arguments: HardwareDescription.presets)
  func neighbouringSizesCostAlike(hardware: HardwareDescription) throws {
    let module = try check(
      Product(left: "m", depth: 64, columns: 64), on: hardware, rows: [])
    var choice: Program.Choose?
    module.walk { operation in
      choice = choice ?? module.match(operation, as: Program.Choose.self)
    }
    let found = try #require(choice)
    func cost(_ m: Int) throws -> Int {
      let number = try #require(found.chosen(at: ["m": m]))
      return try #require(found.costs[number].evaluate(symbols: ["m": m]))
    }
    for m in 64..<300 {
      let (now, next) = (try cost(m), try cost(m + 1))
      #expect(Double(next) < 1.1 * Double(now), "\(m)")
      #expect(Double(next) > 0.97 * Double(now), "\(m)")
    }
  }

  /// A layout's text can be read back; wrong ones are refused.
  @Test func layoutsRoundTrip() throws {
    let context = Context(dialects: Dialects.all)
    let d = (0..<3).map { IndexExpression.dimension($0) }
    let layout = Program.LayoutAttribute(
      packed: [3, 5, 8], original: [5, 19], map: [d[1], d[0] * 8 + d[2]])
    let read = try Program.LayoutAttribute.parse(body: layout.body, in: context)
    #expect(read == layout)
    for text in ["", "[3], [5]", "[3], [5], [d0, d0]", "[m], [5], [d0]", "[-3], [5], [d0]"] {
      #expect(throws: Diagnostic.self) {
        try Program.LayoutAttribute.parse(body: text, in: context)
      }
    }
  }
}
