import Dialects
import Evaluation
import IR
import LoopLowering
import Scheduling
import StaticSearch
import Support
import TensorExpressions

/// Programs with known sizes, and a machine that they are scheduled for.
enum SearchPrograms {
  static let context = Context(dialects: Dialects.all)

  /// 256 bits, 16 registers: tiles are small.
  static let hardware = HardwareDescription(
    name: "test", architecture: .x86, triple: "x86_64-unknown-linux-gnu", processor: "x86-64-v3",
    vectorBits: 256, vectorRegisters: 16, hasFusedMultiplyAdd: true, hasMasking: false,
    caches: [.init(bytes: 32 << 10), .init(bytes: 512 << 10), .init(bytes: 16 << 20)], cores: 4)

  static let target = SketchTarget(hardware: hardware, threads: 2)

  /// `Y = relu(X W + b)`.
  static func dense(_ m: Int, _ n: Int, _ k: Int, element: Type = .f32) throws -> TensorProgram {
    var f = TensorFunction("dense", context: context)
    let (rows, columns, depth) = (IndexExpression(m), IndexExpression(n), IndexExpression(k))
    let (x, w) = (f.input("x", [rows, depth], element), f.input("w", [depth, columns], element))
    let (b, y) = (f.input("b", [columns], element), f.output("y", [rows, columns], element))
    let (i, j, r) = (f.axis("i", rows), f.axis("j", columns), f.axis("k", depth))
    let product = f.define("product", [i, j], sum(x[i, r] * w[r, j], over: r))
    f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
    return try f.finish()
  }

  /// A product alone, of what was doubled before.
  static func doubledProduct(_ m: Int, _ n: Int, _ k: Int) throws -> TensorProgram {
    var f = TensorFunction("product", context: context)
    let (rows, columns, depth) = (IndexExpression(m), IndexExpression(n), IndexExpression(k))
    let (x, w) = (f.input("x", [rows, depth], .f32), f.input("w", [depth, columns], .f32))
    let y = f.output("y", [rows, columns], .f32)
    let (i, j, r) = (f.axis("i", rows), f.axis("j", columns), f.axis("k", depth))
    let (p, q) = (f.axis("p", rows), f.axis("q", depth))
    let twice = f.define("twice", [p, q], x[p, q] * 2)
    f.define(y, [i, j], sum(twice[i, r] * w[r, j], over: r))
    return try f.finish()
  }

  /// Products one after another, `p0`, `p1`, …, of square matrices.
  static func chain(_ count: Int, size: Int = 16) throws -> TensorProgram {
    var f = TensorFunction("chain", context: context)
    let extent = IndexExpression(size)
    let weights = (0..<count).map { f.input("w\($0)", [extent, extent], .f32) }
    var last = f.input("x", [extent, extent], .f32)
    let y = f.output("y", [extent, extent], .f32)
    for (number, weight) in weights.enumerated() {
      let (i, j) = (f.axis("i\(number)", extent), f.axis("j\(number)", extent))
      let r = f.axis("k\(number)", extent)
      last = f.define("p\(number)", [i, j], sum(last[i, r] * weight[r, j], over: r))
    }
    let (i, j) = (f.axis("i", extent), f.axis("j", extent))
    f.define(y, [i, j], maximum(last[i, j], 0))
    return try f.finish()
  }

  /// A convolution of rows, element by element what follows.
  static func convolution(_ length: Int, _ filters: Int, _ channels: Int) throws -> TensorProgram {
    var f = TensorFunction("conv", context: context)
    let (n, o, c) = (IndexExpression(length), IndexExpression(filters), IndexExpression(channels))
    let (x, w) = (f.input("x", [n + 2, c], .f32), f.input("w", [3, c, o], .f32))
    let y = f.output("y", [n, o], .f32)
    let (i, j) = (f.axis("i", n), f.axis("j", o))
    let (tap, r) = (f.axis("t", 3), f.axis("c", c))
    let conv = f.define("conv", [i, j], sum(x[i + tap, r] * w[tap, r, j], over: tap, r))
    f.define(y, [i, j], conv[i, j] * 3)
    return try f.finish()
  }

  /// `Y = (X + 1) * b`, element by element.
  static func elementwise(_ m: Int, _ n: Int) throws -> TensorProgram {
    var f = TensorFunction("elements", context: context)
    let (rows, columns) = (IndexExpression(m), IndexExpression(n))
    let (x, b) = (f.input("x", [rows, columns], .f32), f.input("b", [columns], .f32))
    let y = f.output("y", [rows, columns], .f32)
    let (i, j) = (f.axis("i", rows), f.axis("j", columns))
    let (p, q) = (f.axis("p", rows), f.axis("q", columns))
    let next = f.define("next", [p, q], x[p, q] + 1)
    f.define(y, [i, j], next[i, j] * b[j])
    return try f.finish()
  }

  static func start(_ program: TensorProgram) throws -> Schedule {
    try Schedule(program.module, function: program.function)
  }

  static func sketches(_ program: TensorProgram) throws -> [TraceSketch] {
    SketchDerivation().sketches(of: try start(program), target).sketches
  }

  /// Small whole numbers, so that sums are exact whatever their order.
  static func inputs(_ program: TensorProgram) -> [TensorValue] {
    let module = program.module
    guard let body = module.body(of: program.function) else { return [] }
    let types = module.arguments(of: body).compactMap { module.bufferType(of: $0) }
    return types.dropLast().enumerated().map { number, type in
      let shape = type.shape.compactMap(\.constantValue)
      return TensorValue(
        shape, (0..<shape.reduce(1, *)).map { Float(($0 * 7 + number * 5) % 11 - 5) })
    }
  }

  /// The same, constants as a version of the program wants them.
  private static func inputs(_ program: TensorProgram, for module: Module) -> [TensorValue] {
    var inputs = inputs(program)
    let function = module.match(program.function, as: Program.Function.self)
    for constant in function?.constants ?? [] {
      if let layout = constant.layout {
        inputs[constant.input] = packed(inputs[constant.input], layout)
      }
    }
    return inputs
  }

  /// What a version of the program computes.
  static func run(_ program: TensorProgram, _ module: Module) throws -> [TensorValue] {
    try evaluate(
      program: program.function, in: module, inputs: inputs(program, for: module), symbols: [:],
      runsParallelBackwards: true)
  }

  /// What a version of the program computes as kernels of a GPU, and how many of them there are.
  static func launch(
    _ program: TensorProgram, _ scheduled: Module
  ) throws -> (result: [Float?], launches: Int) {
    var module = scheduled
    let name = module.match(program.function, as: Program.Function.self)?.name ?? ""
    try lowerToLoops(program.function, in: &module, hardware: hardware, launchesKernels: true)
    try module.verify().throwIfErrors()
    let launches = module.text(TextOptions(usesForms: false)).ranges(of: "\"gpu.launch\"").count
    var evaluator = LoopEvaluator(module)
    let inputs = inputs(program, for: scheduled).map { tensor in
      evaluator.makeMemory([tensor.count], tensor.doubles.map { Attribute.float($0, .f32) })
    }
    let count = try run(program, program.module)[0].count
    let output = evaluator.makeMemory([count])
    _ = try evaluator.run(name, inputs + [output])
    return (evaluator.elements(of: output).map { $0?.floatValue.map { Float($0) } }, launches)
  }

  /// The program with an input that is a constant of the model.
  static func declaring(constant input: Int, of program: TensorProgram) -> TensorProgram {
    var program = program
    guard var function = program.module.match(program.function, as: Program.Function.self) else {
      return program
    }
    function.constants = [Program.Function.Constant(input: input)]
    program.module.setProperties(of: program.function, to: function.state.properties)
    return program
  }

  private static func packed(
    _ value: TensorValue, _ layout: Program.LayoutAttribute
  ) -> TensorValue {
    let elements = value.doubles
    let numbers = (0..<layout.packed.reduce(1, *)).map { number -> Float in
      var (rest, index) = (number, [Int]())
      for size in layout.packed.reversed() {
        index.insert(rest % size, at: 0)
        rest /= size
      }
      var place = 0
      for (expression, size) in zip(layout.map, layout.original) {
        guard let at = expression.evaluate(dimensions: index), at < size else { return 0 }
        place = place * size + at
      }
      return Float(elements[place])
    }
    return TensorValue(layout.packed, numbers)
  }
}
