import CodeGeneration
import Support

/// The C text of a model's levels: for each processor that it was compiled for a table, with what the
/// code needs of the processor, and the function that chooses among them.
///
/// The tables share all but the code and its workspace.
struct LevelSource {
  /// One level.
  struct Level {
    var name: String
    var features: [ProcessorFeature]
    /// The function that the runtime calls.
    var entry: String
    /// The number of the size that is the workspace; -1 for none.
    var workspaceSize: Int32
  }

  /// The best first.
  let levels: [Level]

  /// What the code of each level is called.
  var prototypes: String {
    levels.map { level in
      """
      int \(level.entry)(
          void *const *inputs, void *const *outputs, const int64_t *symbols, void *workspace,
          const void *weights, tg_pool *pool);

      """
    }.joined()
  }

  /// The tables, whose common members `members` says, and the function `choose_level`.
  func definitions(members: String) -> String {
    """
    \(levels.enumerated().map { features(of: $1, $0) }.joined())static const tg_model model_levels[] = {
    \(levels.enumerated().map { table(of: $1, $0, members) }.joined())};

    // The level that this processor runs, once it was found.
    static _Atomic(const tg_model *) chosen_level;

    static int choose_level(const tangram_hooks *hooks, const tg_model **model) {
      *model = atomic_load_explicit(&chosen_level, memory_order_relaxed);
      if (*model) return TANGRAM_OK;
      const int status = TG(choose_level)(hooks, model_levels, \(levels.count), model);
      if (!status) atomic_store_explicit(&chosen_level, *model, memory_order_relaxed);
      return status;
    }

    """
  }

  private func features(of level: Level, _ number: Int) -> String {
    guard !level.features.isEmpty else { return "" }
    let rows = level.features.map { feature in
      "    {\(feature.name.quotedForC), 0x\(String(feature.leaf, radix: 16)), \(feature.subleaf), "
        + "\(feature.answer.rawValue), \(feature.bit), 0x\(String(feature.state, radix: 16))},\n"
    }
    return "static const tg_cpu_feature model_features_\(number)[] = {\n\(rows.joined())};\n"
  }

  private func table(of level: Level, _ number: Int, _ members: String) -> String {
    """
        {
    \(members)
            .level = \(level.name.quotedForC),
            .features = \(level.features.isEmpty ? "NULL" : "model_features_\(number)"),
            .feature_count = \(level.features.count),
            .workspace_size = \(level.workspaceSize),
            .run = \(level.entry),
        },

    """
  }
}

extension String {
  /// This as a C string literal.
  var quotedForC: String {
    var quoted = "\""
    for byte in utf8 {
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
}
