import TangramRuntime

/// A formula of a size program, as tests write it.
indirect enum Formula: ExpressibleByIntegerLiteral {
  case constant(Int64)
  case symbol(Int64)
  case binary(tg_size_opcode, Formula, Formula)
  case select(Formula, Formula, Formula)

  init(integerLiteral value: Int64) { self = .constant(value) }

  var steps: [tg_size_step] {
    switch self {
    case .constant(let value):
      [tg_size_step(opcode: Int64(TG_SIZE_CONSTANT.rawValue), operand: value)]
    case .symbol(let index):
      [tg_size_step(opcode: Int64(TG_SIZE_SYMBOL.rawValue), operand: index)]
    case .binary(let opcode, let a, let b):
      a.steps + b.steps + [tg_size_step(opcode: Int64(opcode.rawValue), operand: 0)]
    case .select(let condition, let yes, let no):
      condition.steps + yes.steps + no.steps
        + [tg_size_step(opcode: Int64(TG_SIZE_SELECT.rawValue), operand: 0)]
    }
  }
}

/// A model table in C memory, built piece by piece.
final class ModelTable {
  struct Symbol {
    var name: String
    var range: ClosedRange<Int64>
    var divisor: Int64 = 1
    var values: [Int64]?
  }

  struct TensorSpec {
    var name: String
    var type: DLDataType
    /// Numbers of sizes.
    var dims: [Int32]
  }

  let memory = CMemory()
  var model = tg_model()

  init(
    symbols: [Symbol], sizes: [(text: String, formula: Formula)], inputs: [TensorSpec] = [],
    outputs: [TensorSpec] = [], run: tg_run_function? = nil
  ) {
    let programs = sizes.map { text, formula in
      let steps = formula.steps
      return tg_size_program(
        steps: memory.array(steps), step_count: Int32(steps.count), text: memory.string(text))
    }
    let symbolSpecs = symbols.map { symbol in
      tg_symbol_spec(
        name: memory.string(symbol.name), minimum: symbol.range.lowerBound,
        maximum: symbol.range.upperBound, divisor: symbol.divisor,
        values: symbol.values.map { UnsafePointer(memory.array($0)) },
        value_count: Int32(symbol.values?.count ?? 0))
    }
    model.model_version = TG_MODEL_VERSION
    model.name = memory.string("sample")
    model.compiler_version = memory.string("test")
    model.symbols = UnsafePointer(memory.array(symbolSpecs))
    model.symbol_count = Int32(symbols.count)
    model.sizes = UnsafePointer(memory.array(programs))
    model.size_count = Int32(sizes.count)
    model.inputs = specs(inputs)
    model.input_count = Int32(inputs.count)
    model.outputs = specs(outputs)
    model.output_count = Int32(outputs.count)
    model.workspace_size = -1
    model.scratch_size = -1
    model.peak_size = -1
    model.run = run
  }

  private func specs(_ tensors: [TensorSpec]) -> UnsafePointer<tg_tensor_spec> {
    UnsafePointer(
      memory.array(
        tensors.map { tensor in
          tg_tensor_spec(
            name: memory.string(tensor.name), dtype: tensor.type, rank: Int32(tensor.dims.count),
            dims: memory.array(tensor.dims))
        }))
  }
}

extension ModelTable {
  /// A model of three symbols.
  ///
  /// Inputs ids: i64[batch, seq], mask: f32[batch, seq], bias: f32[heads, seq + 1]; output
  /// y: f32[batch, 2 * seq - 16], filled with the mask's first element plus 1. batch is in 1..8, seq
  /// in 8..512 and a multiple of 8, heads one of 4, 8, 12. The workspace is batch * seq bytes, of
  /// which the kernel writes the first and the last.
  static func sample() -> ModelTable {
    let table = ModelTable(
      symbols: [
        Symbol(name: "batch", range: 1...8), Symbol(name: "seq", range: 8...512, divisor: 8),
        Symbol(name: "heads", range: 4...12, values: [4, 8, 12]),
      ],
      sizes: [
        ("batch", .symbol(0)), ("seq", .symbol(1)), ("heads", .symbol(2)),
        ("seq + 1", .binary(TG_SIZE_ADD, .symbol(1), 1)),
        (
          "2 * seq - 16",
          .binary(TG_SIZE_SUBTRACT, .binary(TG_SIZE_MULTIPLY, 2, .symbol(1)), 16)
        ),
        ("batch * seq", .binary(TG_SIZE_MULTIPLY, .symbol(0), .symbol(1))),
        (
          "3 * batch * seq",
          .binary(TG_SIZE_MULTIPLY, 3, .binary(TG_SIZE_MULTIPLY, .symbol(0), .symbol(1)))
        ),
      ],
      inputs: [
        TensorSpec(name: "ids", type: Tensor.int64, dims: [0, 1]),
        TensorSpec(name: "mask", type: Tensor.float32, dims: [0, 1]),
        TensorSpec(name: "bias", type: Tensor.float32, dims: [2, 3]),
      ],
      outputs: [TensorSpec(name: "y", type: Tensor.float32, dims: [0, 4])],
      run: { inputs, outputs, symbols, workspace, weights, pool in
        guard let inputs, let outputs, let symbols, let workspace else { return 5 }
        let bytes = Int(symbols[0] * symbols[1])
        workspace.storeBytes(of: 1, as: UInt8.self)
        workspace.storeBytes(of: 1, toByteOffset: bytes - 1, as: UInt8.self)
        guard let first = inputs[1]?.load(as: Float.self) else { return 5 }
        for index in 0..<Int(symbols[0] * (2 * symbols[1] - 16)) {
          outputs[0]?.storeBytes(of: first + 1, toByteOffset: index * 4, as: Float.self)
        }
        return 0
      })
    table.model.workspace_size = 5
    table.model.peak_size = 6
    return table
  }
}
