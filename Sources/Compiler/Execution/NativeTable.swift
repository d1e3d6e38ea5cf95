import Support
import TangramRuntime

/// A model table as C structs in this process, for models that run as they are compiled.
///
/// Everything it points at lives as long as it does.
// Unchecked because of the pointers: what they point at is written once, in `init`.
final class NativeTable: @unchecked Sendable {
  let model: UnsafePointer<tg_model>
  private var blocks: [UnsafeMutableRawPointer] = []

  /// The native form of a table.
  ///
  /// - Parameters:
  ///   - table: what the model takes and gives.
  ///   - name: the model's name.
  ///   - weights: bytes that outlive this, aligned to 64; `nil` when there are none.
  ///   - run: the address of a `tg_run_function`.
  init(
    _ table: ModelTable, name: String, weights: UnsafeRawBufferPointer?, run: UnsafeRawPointer
  ) {
    var memory = Memory()
    let sizes = table.sizes.map { program in
      tg_size_program(
        steps: memory.array(
          program.steps.map { tg_size_step(opcode: $0.opcode, operand: $0.operand) }),
        step_count: Int32(program.steps.count), text: memory.text(program.text))
    }
    func specs(_ tensors: [ModelInterface.Tensor], _ dims: [[Int32]]) -> [tg_tensor_spec] {
      zip(tensors, dims).map { tensor, dims in
        tg_tensor_spec(
          name: memory.text(tensor.name), dtype: tensor.kind.dlpackType, rank: Int32(dims.count),
          dims: memory.array(dims))
      }
    }
    let inputs = specs(table.interface.inputs, table.inputDims)
    let outputs = specs(table.interface.outputs, table.outputDims)
    let symbols = table.interface.symbols.map { symbol in
      let listed = symbol.range.listed?.map { Int64($0) }
      return tg_symbol_spec(
        name: memory.text(symbol.name), minimum: Int64(symbol.range.lower),
        maximum: Int64(symbol.range.upper), divisor: Int64(symbol.range.divisor),
        values: listed.flatMap { memory.array($0) }, value_count: Int32(listed?.count ?? 0))
    }
    var native = tg_model()
    native.model_version = TG_MODEL_VERSION
    native.name = memory.text(name)
    native.compiler_version = memory.text(Tangram.version)
    native.inputs = memory.array(inputs)
    native.input_count = Int32(inputs.count)
    native.outputs = memory.array(outputs)
    native.output_count = Int32(outputs.count)
    native.symbols = memory.array(symbols)
    native.symbol_count = Int32(symbols.count)
    native.sizes = memory.array(sizes)
    native.size_count = Int32(sizes.count)
    native.workspace_size = table.workspaceSize
    native.scratch_size = -1
    native.peak_size = -1
    native.weights_bytes = UInt64(weights?.count ?? 0)
    native.embedded_weights = weights?.baseAddress
    native.run = unsafeBitCast(run, to: tg_run_function.self)
    let place = UnsafeMutablePointer<tg_model>.allocate(capacity: 1)
    place.initialize(to: native)
    model = UnsafePointer(place)
    blocks = memory.blocks + [UnsafeMutableRawPointer(place)]
  }

  deinit { for block in blocks { block.deallocate() } }

  /// Arrays and texts that C points at.
  private struct Memory {
    var blocks: [UnsafeMutableRawPointer] = []

    /// A copy of `elements`; `nil` when there are none.
    mutating func array<Element>(_ elements: [Element]) -> UnsafePointer<Element>? {
      guard !elements.isEmpty else { return nil }
      let place = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
      place.initialize(from: elements, count: elements.count)
      blocks.append(UnsafeMutableRawPointer(place))
      return UnsafePointer(place)
    }

    mutating func text(_ text: String) -> UnsafePointer<CChar>? {
      array(text.utf8CString.map { $0 })
    }
  }
}
