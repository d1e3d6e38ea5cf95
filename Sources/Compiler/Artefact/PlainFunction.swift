import Evaluation
import Support

/// The C text of `NAME_raw`: a model of one operator as a function of pointers and sizes.
///
///     int gemm_raw(const float *input0, float *output0, int64_t size0);
///
/// The inputs' pointers come first, then the outputs', then the symbolic sizes in the order in which
/// the inputs' shapes mention them. It runs on the calling thread alone.
struct PlainFunction {
  let name: String
  let interface: ModelInterface
  let hasWeights: Bool

  /// The numbers of the sizes in the model's table, in the order of the parameters.
  private var sizeOrder: [Int] {
    var order: [Int] = []
    for name in interface.inputs.flatMap(\.sizes).flatMap(\.symbolNames) {
      if let number = interface.symbols.firstIndex(where: { $0.name == name }),
        !order.contains(number)
      {
        order.append(number)
      }
    }
    return order
  }

  private var signature: String {
    var parameters: [String] = []
    for (index, input) in interface.inputs.enumerated() {
      parameters.append("const \(input.kind.cName) *input\(index)")
    }
    for (index, output) in interface.outputs.enumerated() {
      parameters.append("\(output.kind.cName) *output\(index)")
    }
    for (position, _) in sizeOrder.enumerated() { parameters.append("int64_t size\(position)") }
    let list = parameters.isEmpty ? "void" : parameters.joined(separator: ", ")
    return "int \(name)_raw(\(list))"
  }

  /// For the model's header.
  var prototype: String {
    var text = """

      /// The model as a plain function on compact tensors, on the calling thread alone. It checks that
      /// sizes are in their ranges and pointers are not NULL, and no more. Returns a tangram_status.
      ///

      """
    for (index, input) in interface.inputs.enumerated() {
      text += "///   input\(index): \(printable(input.name))\n"
    }
    for (index, output) in interface.outputs.enumerated() {
      text += "///   output\(index): \(printable(output.name))\n"
    }
    for (position, number) in sizeOrder.enumerated() {
      text += "///   size\(position): \(printable(interface.symbols[number].name))\n"
    }
    return text + signature + ";\n"
  }

  /// For the translation unit that holds the model's table.
  var definition: String {
    let inputs = interface.inputs.indices.map { "input\($0)" }
    let outputs = interface.outputs.indices.map { "output\($0)" }
    var sizes = Array(repeating: "0", count: interface.symbols.count)
    for (position, number) in sizeOrder.enumerated() { sizes[number] = "size\(position)" }
    func array(_ elements: [String], cast: String = "") -> String {
      elements.isEmpty ? "0" : elements.map { cast + $0 }.joined(separator: ", ")
    }
    let checks = (inputs + outputs).map { "!\($0)" }.joined(separator: " || ")
    return """

      TG_EXPORT \(signature) {
        const int64_t symbols[] = {\(array(sizes))};
        void *const inputs[] = {\(array(inputs, cast: "(void *)"))};
        void *const outputs[] = {\(array(outputs, cast: "(void *)"))};
        int64_t bytes = 0;
        if (\(checks)) {
          return TG(fail)(NULL, TANGRAM_INVALID_ARGUMENT, "\(name)_raw was given a NULL pointer");
        }
        const tg_model *model = NULL;
        int status = choose_level(NULL, &model);
        // Says, too, which size is not in its range.
        if (!status && (!(\(isAllowed)) || model->peak_size >= 0 || model->workspace_size >= 0)) {
          status = TG(peak_memory)(model, symbols, \(interface.symbols.count), &bytes);
        }
        if (status) return status;
        void *workspace = bytes > 0 ? TG(allocate)(NULL, (size_t)bytes) : NULL;
        if (bytes > 0 && !workspace) return TANGRAM_OUT_OF_MEMORY;
        status = model->run(
            inputs, outputs, symbols, workspace, \(hasWeights ? "model_weights" : "NULL"), NULL);
        if (workspace) TG(release)(NULL, workspace, (size_t)bytes);
        return status;
      }

      """
  }

  /// A condition in C: all sizes are in their ranges, as far as two comparisons tell.
  private var isAllowed: String {
    let conditions = sizeOrder.enumerated().map { position, number -> String in
      let range = interface.symbols[number].range
      guard range.listed == nil, range.divisor <= 1 else { return "0" }
      let size = "size\(position)"
      return "\(size) >= INT64_C(\(range.lower)) && \(size) <= INT64_C(\(range.upper))"
    }
    return conditions.isEmpty ? "1" : conditions.joined(separator: " && ")
  }

  private func printable(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value < 0x20 || $0 == "\\" ? "?" : Character($0) })
  }
}

extension ScalarKind {
  /// The type in C; of small floats, their bits.
  fileprivate var cName: String {
    switch self {
    case .bool, .u2, .u4, .u8: "uint8_t"
    case .i2, .i4, .i8: "int8_t"
    case .i16: "int16_t"
    case .i32: "int32_t"
    case .i64: "int64_t"
    case .u16, .f16, .bf16: "uint16_t"
    case .u32: "uint32_t"
    case .u64: "uint64_t"
    case .f32: "float"
    case .f64: "double"
    }
  }
}
