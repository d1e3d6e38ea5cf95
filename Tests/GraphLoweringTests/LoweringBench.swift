import Dialects
import Evaluation
import GraphLowering
import IR
import Support

/// Puts a graph operation into a kernel, lowers it, and compares what both compute.
struct LoweringBench {
  /// The module of the kernel.
  var source: Module
  /// The module of the tensor program.
  var target: Module
  let kernel: OperationID

  /// A kernel around one operation of `module`, whose operands are defined by anything.
  init(around operation: OperationID, in module: Module) {
    source = module
    target = Module(context: module.context)
    let operands = module.operands(of: operation)
    let types = module.results(of: operation).map { module.type(of: $0) }
    kernel = source.insert(Graph.Kernel(operands, resultTypes: types), at: .after(operation))
    let body = source.appendBlock(
      to: source.region(of: kernel), argumentTypes: operands.map { module.type(of: $0) })
    var mapping = ValueMapping()
    for (operand, argument) in zip(operands, source.arguments(of: body)) {
      mapping[operand] = argument
    }
    let copy = source.clone(operation, at: .atEnd(of: body), mapping: &mapping)
    source.insert(Graph.Yield(source.results(of: copy)), at: .atEnd(of: body))
  }

  /// A kernel that is in a module already.
  init(kernel: OperationID, in module: Module) {
    (source, self.kernel) = (module, kernel)
    target = Module(context: module.context)
  }

  /// What is wrong with the program for pseudo-random operands; empty if nothing is.
  mutating func mismatches(
    symbols: [String: Int], inputs given: [Int: TensorValue] = [:]
  ) throws -> [String] {
    let function = try lowerKernel(kernel, in: source, named: "kernel", into: &target)
    var problems = target.verify().all.map(\.description)
    var inputs: [TensorValue] = []
    for (index, operand) in source.operands(of: kernel).enumerated() {
      let type = source.type(of: operand)
      guard let kind = ScalarKind(type.elementType), let sizes = type.sizes else {
        return problems + ["operand \(index) is no tensor"]
      }
      let shape = sizes.map { $0.evaluate(symbols: symbols) ?? 0 }
      inputs.append(given[index] ?? pseudoRandom(shape, kind: kind, seed: UInt64(index) + 3))
    }
    let expected = try evaluate(
      operation: kernel, in: source, operands: inputs, symbols: symbols)
    let results = try evaluate(
      program: function, in: target, inputs: inputs.map(\.withoutSign), symbols: symbols)
    for (result, wanted) in zip(results, expected) {
      if let mismatch = compare(
        result, wanted.withoutSign, rtol: wanted.tolerance, atol: wanted.tolerance)
      {
        problems.append("\(mismatch)")
      }
    }
    if results.count != expected.count { problems.append("found \(results.count) results") }
    return problems
  }
}

extension TensorValue {
  /// The same bits as integers of buffers, which have no sign.
  var withoutSign: TensorValue {
    guard let signed = ScalarKind(kind.type.signed) else { return self }
    return TensorValue(shape: shape, kind: signed, bytes: bytes) ?? self
  }

  /// How far apart results may be: they are rounded in other places.
  fileprivate var tolerance: Double {
    switch kind {
    case .f16: 4e-3
    case .bf16: 3e-2
    case .f32: 2e-5
    case .f64: 1e-10
    default: 0
    }
  }
}

extension Type {
  fileprivate var signed: Type {
    if case .integer(let width, .unsigned) = self {
      .integer(width: width, .signless)
    } else {
      self
    }
  }
}

/// Pseudo-random elements: floats between -1 and 1, integers 0 and 1, or truth values.
func pseudoRandom(_ shape: [Int], kind: ScalarKind, seed: UInt64) -> TensorValue {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  let numbers = (0..<shape.reduce(1, *)).map { _ -> Double in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    let unit = Double(state >> 11) / 0x1p53
    return kind.isFloat ? unit * 2 - 1 : (unit * 2).rounded(.down)
  }
  return TensorValue(shape, kind: kind, doubles: numbers)
}
