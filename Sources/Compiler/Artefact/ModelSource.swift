import RuntimeSources
import Support

/// The C text of a deployed model: the runtime, the table, and the public functions.
struct ModelSource {
  let table: ModelTable
  let name: String
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
  var header: [UInt8] { RuntimeSources.publicHeader + Array(prototypes.utf8) }

  private var text: String {
    """

    // MARK: - The model

    int \(EntryFunction.name(of: name))(
        void *const *inputs, void *const *outputs, const int64_t *symbols, void *workspace,
        const void *weights, tg_pool *pool);

    \(sizePrograms)
    \(tensors("input", interface.inputs, table.inputDims))
    \(tensors("output", interface.outputs, table.outputDims))
    \(symbols)\(embeddedWeights)
    static const tg_model the_model = {
        .model_version = TG_MODEL_VERSION,
        .name = \(quote(name)),
        .compiler_version = \(quote(Tangram.version)),
        .inputs = \(interface.inputs.isEmpty ? "NULL" : "model_inputs"),
        .input_count = \(interface.inputs.count),
        .outputs = \(interface.outputs.isEmpty ? "NULL" : "model_outputs"),
        .output_count = \(interface.outputs.count),
        .symbols = \(interface.symbols.isEmpty ? "NULL" : "model_symbols"),
        .symbol_count = \(interface.symbols.count),
        .sizes = \(table.sizes.isEmpty ? "NULL" : "model_sizes"),
        .size_count = \(table.sizes.count),
        .workspace_size = \(table.workspaceSize),
        .scratch_size = -1,
        .peak_size = -1,
        .weights_bytes = UINT64_C(\(weights.bytes)),
        .weights_hash = UINT64_C(0x\(String(weights.hash, radix: 16))),
        .embedded_weights = \(weights.file == nil ? "NULL" : "model_weights"),
        .run = \(EntryFunction.name(of: name)),
    };

    #define TG_EXPORT __attribute__((visibility("default")))

    TG_EXPORT int \(name)_create(const tangram_options *options, tangram_context **context) {
      return TG(create)(&the_model, options, context);
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
      return TG(peak_memory)(&the_model, symbols, symbol_count, bytes);
    }

    TG_EXPORT int \(name)_destroy(tangram_context *context) { return TG(destroy)(context); }

    TG_EXPORT const char *\(name)_last_error(void) { return TG(last_error)(); }
    \(hasPlainFunction ? plainFunction.definition : "")
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
      "    {model_size_\(index), \(size.steps.count), \(quote(size.text))},\n"
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
      return "    {\(quote(tensor.name)), \(type), \(tensor.sizes.count), \(dims)},\n"
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
      return "    {\(quote(symbol.name)), INT64_C(\(range.lower)), INT64_C(\(range.upper)), "
        + "\(range.divisor), \(values), \(range.listed?.count ?? 0)},\n"
    }
    return text + "static const tg_symbol_spec model_symbols[] = {\n\(rows.joined())};\n"
  }

  private var prototypes: String {
    func list(_ tensors: [ModelInterface.Tensor]) -> String {
      tensors.map { tensor in
        let sizes = tensor.sizes.map(\.description).joined(separator: ", ")
        return "//   \(printable(tensor.name)): \(tensor.kind) [\(sizes)]\n"
      }.joined()
    }
    let sizes = interface.symbols.map { symbol in
      "//   \(printable(symbol.name)): \(symbol.range.summary)\n"
    }.joined()
    let guardName = "TANGRAM_MODEL_\(name.uppercased())_H"
    return """

      // The model '\(name)'.
      //
      // Inputs:
      \(list(interface.inputs))// Outputs:
      \(list(interface.outputs))// Sizes:
      \(sizes.isEmpty ? "//   none\n" : sizes)#ifndef \(guardName)
      #define \(guardName)

      #ifdef __cplusplus
      extern "C" {
      #endif

      /// Makes a context: one model ready to run, used by one thread at a time. `options` may be NULL.
      /// Every function returns a tangram_status.
      int \(name)_create(const tangram_options *options, tangram_context **context);

      /// Runs the model on compact CPU tensors; outputs must have the shapes of `\(name)_output_shapes`.
      int \(name)_run(
          tangram_context *context, const DLTensor *inputs, int32_t input_count, DLTensor *outputs,
          int32_t output_count);

      /// Writes the shape of output `i` to `shapes[i]`, which has room for its rank.
      int \(name)_output_shapes(
          tangram_context *context, const DLTensor *inputs, int32_t input_count,
          int64_t *const *shapes, int32_t output_count);

      /// The bytes a run needs besides weights, for values of the sizes in the order above.
      int \(name)_peak_memory(const int64_t *symbols, int32_t symbol_count, int64_t *bytes);

      /// Ends the context and gives back its memory. NULL is allowed.
      int \(name)_destroy(tangram_context *context);

      /// What went wrong last on this thread; empty when nothing did.
      const char *\(name)_last_error(void);
      \(hasPlainFunction ? plainFunction.prototype : "")
      #ifdef __cplusplus
      }
      #endif
      #endif  // \(guardName)

      """
  }

  /// `text` as a C string literal.
  private func quote(_ text: String) -> String {
    var quoted = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        quoted += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F where byte != UInt8(ascii: "?"): quoted += String(UnicodeScalar(byte))
      default:
        let octal = String(byte, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      }
    }
    return quoted + "\""
  }

  /// `text` for a comment of one line.
  private func printable(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value < 0x20 || $0 == "\\" ? "?" : Character($0) })
  }
}

extension SymbolRange {
  /// `1...512`, `8...512, multiples of 8`, or `16, 32`.
  public var summary: String {
    if let listed { return listed.map(String.init).joined(separator: ", ") }
    return "\(lower)...\(upper)" + (divisor == 1 ? "" : ", multiples of \(divisor)")
  }
}
