import Support

/// The C declarations of a deployed model's functions, with what the model takes and gives.
struct ModelHeader {
  let name: String
  let interface: ModelInterface
  /// Of `NAME_raw`, if there is one.
  let plainFunction: PlainFunction?

  var text: String {
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
      \(plainFunction?.prototype ?? "")
      #ifdef __cplusplus
      }
      #endif
      #endif  // \(guardName)

      """
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
