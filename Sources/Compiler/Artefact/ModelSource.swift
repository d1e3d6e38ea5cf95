import RuntimeSources
import Support

/// The C text of a deployed model: the runtime, the table, and the public functions.
struct ModelSource {
  let table: ModelTable
  let name: String
  let levels: LevelSource
  let weights: Weights
  /// Whether there is a function `NAME_raw` that takes pointers and sizes.
  let hasPlainFunction: Bool

  /// The constants of the model.
  struct Weights {
    var bytes: Int
    var hash: UInt64
    /// The file with the bytes that the library is to hold; `nil` when they stay in a file.
    var file: String?
  }

  private var interface: ModelInterface { table.interface }

  /// One translation unit; compile it with `-DTANGRAM_PREFIX=NAME`.
  var bytes: [UInt8] { RuntimeSources.singleFile + Array(text.utf8) }

  /// What a program includes.
  var header: [UInt8] {
    let header = ModelHeader(
      name: name, interface: interface, plainFunction: hasPlainFunction ? plainFunction : nil)
    return RuntimeSources.publicHeader + Array(header.text.utf8)
  }

  private var text: String {
    """

    // MARK: - The model

    \(levels.prototypes)
    \(sizePrograms)
    \(tensors("input", interface.inputs, table.inputDims))
    \(tensors("output", interface.outputs, table.outputDims))
    \(symbols)\(embeddedWeights)
    \(levels.definitions(members: members))
    #define TG_EXPORT __attribute__((visibility("default")))

    TG_EXPORT int \(name)_create(const tangram_options *options, tangram_context **context) {
      const tg_model *model = NULL;
      if (context) *context = NULL;
      const int status = choose_level(options ? options->hooks : NULL, &model);
      return status ? status : TG(create)(model, options, context);
    }

    TG_EXPORT int \(name)_run(
        tangram_context *context, const DLTensor *inputs, int32_t input_count, DLTensor *outputs,
        int32_t output_count) {
      return TG(run)(context, inputs, input_count, outputs, output_count);
    }

    TG_EXPORT int \(name)_output_shapes(
        tangram_context *context, const DLTensor *inputs, int32_t input_count,
        int64_t *const *shapes, int32_t output_count) {
      return TG(output_shapes)(context, inputs, input_count, shapes, output_count);
    }

    TG_EXPORT int \(name)_peak_memory(
        const int64_t *symbols, int32_t symbol_count, int64_t *bytes) {
      const tg_model *model = NULL;
      const int status = choose_level(NULL, &model);
      return status ? status : TG(peak_memory)(model, symbols, symbol_count, bytes);
    }

    TG_EXPORT int \(name)_destroy(tangram_context *context) { return TG(destroy)(context); }

    TG_EXPORT const char *\(name)_last_error(void) { return TG(last_error)(); }
    \(hasPlainFunction ? plainFunction.definition : "")
    """
  }

  /// What the tables of all levels have.
  private var members: String {
    """
            .model_version = TG_MODEL_VERSION,
            .name = \(name.quotedForC),
            .compiler_version = \(Tangram.version.quotedForC),
            .inputs = \(interface.inputs.isEmpty ? "NULL" : "model_inputs"),
            .input_count = \(interface.inputs.count),
            .outputs = \(interface.outputs.isEmpty ? "NULL" : "model_outputs"),
            .output_count = \(interface.outputs.count),
            .symbols = \(interface.symbols.isEmpty ? "NULL" : "model_symbols"),
            .symbol_count = \(interface.symbols.count),
            .sizes = \(table.sizes.isEmpty ? "NULL" : "model_sizes"),
            .size_count = \(table.sizes.count),
            .scratch_size = -1,
            .peak_size = -1,
            .weights_bytes = UINT64_C(\(weights.bytes)),
            .weights_hash = UINT64_C(0x\(String(weights.hash, radix: 16))),
            .embedded_weights = \(weights.file == nil ? "NULL" : "model_weights"),
    """
  }

  private var plainFunction: PlainFunction {
    PlainFunction(name: name, interface: interface, hasWeights: weights.bytes > 0)
  }

  /// The bytes of the weights, taken from their file by the assembler.
  private var embeddedWeights: String {
    guard let file = weights.file else { return "" }
    return """

      __asm__(
          ".pushsection .rodata\\n.balign 64\\n.globl \(name)_tg_weights\\n.hidden \(name)_tg_weights\\n"
          "\(name)_tg_weights:\\n.incbin \\"\(file)\\"\\n.popsection\\n");
      extern const unsigned char \(name)_tg_weights[] __attribute__((visibility("hidden")));
      #define model_weights \(name)_tg_weights

      """
  }

  /// What the shared library shows, as a version script of the linker.
  var exports: [UInt8] {
    var functions = ["create", "run", "output_shapes", "peak_memory", "destroy", "last_error"]
    functions += ["allocate", "release", "parallel_for", "report_error"].map { "hook_\($0)" }
    if hasPlainFunction { functions.append("raw") }
    let list = functions.map { "    \(name)_\($0);\n" }.joined()
    return Array("{\n  global:\n\(list)  local:\n    *;\n};\n".utf8)
  }

  private var sizePrograms: String {
    var text = ""
    for (index, size) in table.sizes.enumerated() {
      let steps = size.steps.map { "{\($0.opcode), INT64_C(\($0.operand))}" }
      text +=
        "static const tg_size_step model_size_\(index)[] = {\(steps.joined(separator: ", "))};\n"
    }
    guard !table.sizes.isEmpty else { return text }
    let rows = table.sizes.enumerated().map { index, size in
      "    {model_size_\(index), \(size.steps.count), \(size.text.quotedForC)},\n"
    }
    return text + "static const tg_size_program model_sizes[] = {\n\(rows.joined())};\n"
  }

  private func tensors(
    _ kind: String, _ tensors: [ModelInterface.Tensor], _ dims: [[Int32]]
  ) -> String {
    var text = ""
    for (index, dims) in dims.enumerated() where !dims.isEmpty {
      let list = dims.map(String.init).joined(separator: ", ")
      text += "static const int32_t model_\(kind)_\(index)_dims[] = {\(list)};\n"
    }
    guard !tensors.isEmpty else { return text }
    let rows = tensors.enumerated().map { index, tensor in
      let type = "{\(tensor.kind.dlpackCode.cName), \(tensor.kind.byteCount * 8), 1}"
      let dims = tensor.sizes.isEmpty ? "NULL" : "model_\(kind)_\(index)_dims"
      return "    {\(tensor.name.quotedForC), \(type), \(tensor.sizes.count), \(dims)},\n"
    }
    return text + "static const tg_tensor_spec model_\(kind)s[] = {\n\(rows.joined())};\n"
  }

  private var symbols: String {
    var text = ""
    for (index, symbol) in interface.symbols.enumerated() {
      guard let listed = symbol.range.listed else { continue }
      let values = listed.map(String.init).joined(separator: ", ")
      text += "static const int64_t model_symbol_\(index)_values[] = {\(values)};\n"
    }
    guard !interface.symbols.isEmpty else { return text }
    let rows = interface.symbols.enumerated().map { index, symbol in
      let range = symbol.range
      let values = range.listed == nil ? "NULL" : "model_symbol_\(index)_values"
      return "    {\(symbol.name.quotedForC), INT64_C(\(range.lower)), INT64_C(\(range.upper)), "
        + "\(range.divisor), \(values), \(range.listed?.count ?? 0)},\n"
    }
    return text + "static const tg_symbol_spec model_symbols[] = {\n\(rows.joined())};\n"
  }
}
