import RuntimeSources
import Support

/// The C text of a deployed model: the runtime, the table, and the public functions.
struct ModelSource {
  let table: ModelTable
  let name: String
  let weightsBytes: Int
  let weightsHash: UInt64

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
    \(tensors("input", table.inputs))
    \(tensors("output", table.outputs))
    \(symbols)
    static const tg_model the_model = {
        .model_version = TG_MODEL_VERSION,
        .name = \(quote(name)),
        .compiler_version = \(quote(Tangram.version)),
        .inputs = \(table.inputs.isEmpty ? "NULL" : "model_inputs"),
        .input_count = \(table.inputs.count),
        .outputs = \(table.outputs.isEmpty ? "NULL" : "model_outputs"),
        .output_count = \(table.outputs.count),
        .symbols = \(table.symbols.isEmpty ? "NULL" : "model_symbols"),
        .symbol_count = \(table.symbols.count),
        .sizes = \(table.sizes.isEmpty ? "NULL" : "model_sizes"),
        .size_count = \(table.sizes.count),
        .workspace_size = \(table.workspaceSize),
        .scratch_size = -1,
        .peak_size = -1,
        .weights_bytes = UINT64_C(\(weightsBytes)),
        .weights_hash = UINT64_C(0x\(String(weightsHash, radix: 16))),
        .embedded_weights = NULL,
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

    """
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

  private func tensors(_ kind: String, _ tensors: [ModelTable.Tensor]) -> String {
    var text = ""
    for (index, tensor) in tensors.enumerated() where !tensor.dims.isEmpty {
      let dims = tensor.dims.map(String.init).joined(separator: ", ")
      text += "static const int32_t model_\(kind)_\(index)_dims[] = {\(dims)};\n"
    }
    guard !tensors.isEmpty else { return text }
    let rows = tensors.enumerated().map { index, tensor in
      let type = "{\(tensor.kind.dlpackCode.cName), \(tensor.kind.byteCount * 8), 1}"
      let dims = tensor.dims.isEmpty ? "NULL" : "model_\(kind)_\(index)_dims"
      return "    {\(quote(tensor.name)), \(type), \(tensor.dims.count), \(dims)},\n"
    }
    return text + "static const tg_tensor_spec model_\(kind)s[] = {\n\(rows.joined())};\n"
  }

  private var symbols: String {
    var text = ""
    for (index, symbol) in table.symbols.enumerated() {
      guard let listed = symbol.range.listed else { continue }
      let values = listed.map(String.init).joined(separator: ", ")
      text += "static const int64_t model_symbol_\(index)_values[] = {\(values)};\n"
    }
    guard !table.symbols.isEmpty else { return text }
    let rows = table.symbols.enumerated().map { index, symbol in
      let range = symbol.range
      let values = range.listed == nil ? "NULL" : "model_symbol_\(index)_values"
      return "    {\(quote(symbol.name)), INT64_C(\(range.lower)), INT64_C(\(range.upper)), "
        + "\(range.divisor), \(values), \(range.listed?.count ?? 0)},\n"
    }
    return text + "static const tg_symbol_spec model_symbols[] = {\n\(rows.joined())};\n"
  }

  private var prototypes: String {
    func list(_ tensors: [ModelTable.Tensor]) -> String {
      tensors.map { tensor in
        let sizes = tensor.sizes.map(\.description).joined(separator: ", ")
        return "//   \(printable(tensor.name)): \(tensor.kind) [\(sizes)]\n"
      }.joined()
    }
    let sizes = table.symbols.map { symbol in
      "//   \(printable(symbol.name)): \(symbol.range.summary)\n"
    }.joined()
    let guardName = "TANGRAM_MODEL_\(name.uppercased())_H"
    return """

      // The model '\(name)'.
      //
      // Inputs:
      \(list(table.inputs))// Outputs:
      \(list(table.outputs))// Sizes:
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
