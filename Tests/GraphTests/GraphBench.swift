import Dialects
import Evaluation
import IR
import Support
import Testing
import Transforms

/// Writes a model for a test, transforms it, and compares what it computes.
struct GraphBench {
  var module: Module
  let function: Graph.Function
  let inputs: [ValueID]

  init(_ types: Type..., symbols: [String: SymbolRange] = ["m": SymbolRange(1, 64)]) {
    module = Module(context: Context(dialects: Dialects.all))
    module.graphSymbols = symbols
    function = Graph.Function.make(
      inputs: types.enumerated().map { ("x\($0.offset)", $0.element) }, in: &module)
    inputs = function.inputs(in: module)
  }

  private var end: InsertionPoint {
    function.body(in: module).map { .atEnd(of: $0) } ?? .atEnd(of: module.body)
  }

  mutating func insert(_ operation: some Graph.SingleResultOperation) -> ValueID {
    let inserted = module.insert(operation, at: end)
    return module.result(of: inserted)
  }

  mutating func callAsFunction<Definition: Graph.PlainUnaryOperation>(
    _ definition: Definition.Type, _ input: ValueID
  ) throws -> ValueID {
    insert(try Definition(input, in: module))
  }

  mutating func callAsFunction<Definition: Graph.PlainBinaryOperation>(
    _ definition: Definition.Type, _ lhs: ValueID, _ rhs: ValueID
  ) throws -> ValueID {
    insert(try Definition(lhs, rhs, in: module))
  }

  /// A float32 scalar.
  mutating func number(_ value: Double, _ element: Type = .f32) -> ValueID {
    insert(Graph.Constant(splat: value, element: element))
  }

  /// A constant of pseudo-random float32 numbers between -1 and 1.
  mutating func weights(_ shape: Int..., seed: UInt64 = 1) -> ValueID {
    let value = randomTensor(shape, kind: .f32, seed: seed)
    return insert(Graph.Constant(value.denseAttribute))
  }

  /// A constant of pseudo-random int8 numbers.
  mutating func bytes(_ shape: Int..., seed: UInt64 = 1) -> ValueID {
    let value = randomTensor(shape, kind: .i8, seed: seed)
    return insert(Graph.Constant(value.denseAttribute))
  }

  mutating func finish(_ outputs: ValueID...) {
    function.finish(
      returning: outputs.enumerated().map { ("y\($0.offset)", $0.element) }, in: &module)
  }

  /// The mnemonics in the function's body, without the dialect and without constants.
  var operations: [String] {
    guard let body = function.body(in: module) else { return [] }
    return module.operations(in: body).map { module.name(of: $0) }
      .filter { $0.hasPrefix("graph.") && $0 != "graph.constant" }.map { String($0.dropFirst(6)) }
  }

  /// The mnemonics in each kernel, without constants and yields.
  var kernels: [[String]] {
    guard let body = function.body(in: module) else { return [] }
    return module.operations(in: body).compactMap { kernel in
      guard module.isA(kernel, Graph.Kernel.self), let inner = module.body(of: kernel) else {
        return nil
      }
      return module.operations(in: inner).map { String(module.name(of: $0).dropFirst(6)) }
        .filter { $0 != "constant" && $0 != "yield" }
    }
  }

  /// Applies rules and checks that the model computes the same for some sizes.
  mutating func apply(
    _ rules: RuleSet, symbols: [[String: Int]] = [["m": 3]], inputs: [TensorValue]? = nil
  ) throws {
    try checkingSameResults(symbols: symbols, inputs: inputs) { module in
      try module.rewrite(with: rules)
    }
  }

  /// Runs passes and checks that the model computes the same for some sizes.
  @discardableResult
  mutating func run(
    _ passes: [Pass], symbols: [[String: Int]] = [["m": 3]], inputs: [TensorValue]? = nil
  ) throws -> PassReport {
    var report = PassReport()
    try checkingSameResults(symbols: symbols, inputs: inputs) { module in
      report = try PipelineRunner(PassPipeline(passes)).run(on: &module)
    }
    return report
  }

  /// Transforms the module and checks that it computes the same for some sizes.
  mutating func checkingSameResults(
    symbols: [[String: Int]], inputs given: [TensorValue]? = nil,
    _ transform: (inout Module) throws -> Void
  ) throws {
    let before = module
    try transform(&module)
    for diagnostic in module.verify().all { Issue.record("\(diagnostic)") }
    for sizes in symbols {
      var values: [TensorValue] = []
      for (index, input) in inputs.enumerated() {
        let type = module.type(of: input)
        let shape = (type.sizes ?? []).map { $0.evaluate(symbols: sizes) ?? 0 }
        let kind = try #require(ScalarKind(type.elementType))
        values.append(
          given?[index] ?? randomTensor(shape, kind: kind, seed: UInt64(index) + 7))
      }
      let expected = try evaluate(function: function, in: before, inputs: values, symbols: sizes)
      let actual = try evaluate(function: function, in: module, inputs: values, symbols: sizes)
      for (got, wanted) in zip(actual, expected) {
        if let mismatch = compare(got, wanted, rtol: 1e-4, atol: 1e-5) {
          Issue.record("for \(sizes): \(mismatch)")
        }
      }
    }
  }
}

/// Pseudo-random elements: floats between -1 and 1, small integers from 0, or truth values.
func randomTensor(_ shape: [Int], kind: ScalarKind, seed: UInt64) -> TensorValue {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  let count = shape.reduce(1, *)
  let numbers = (0..<count).map { _ -> Double in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    let unit = Double(state >> 11) / 0x1p53
    switch kind {
    case .bool: return unit < 0.6 ? 1 : 0
    case .i8: return (unit * 200).rounded(.down) - 100
    default: return kind.isFloat ? unit * 2 - 1 : (unit * 2).rounded(.down)
    }
  }
  return TensorValue(shape, kind: kind, doubles: numbers)
}

func f32(_ sizes: IndexExpression...) -> Type { .tensor(sizes: sizes, element: .f32) }
let m = IndexExpression.symbol("m")
