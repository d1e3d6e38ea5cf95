import IR
import Support

extension LLVM.Function {
  /// Properties that the function's callers, the code generator or the linker are told.
  static var moreProperties: [Signature.Property] {
    func optional(_ names: [String], _ constraint: AttributeConstraint) -> [Signature.Property] {
      names.map { .init($0, constraint, optional: true) }
    }
    return optional(unitNames.map(\.property), .unit)
      + optional(stringNames.map(\.property) + ["section", "garbageCollector"], .string)
      + optional(boolNames.map(\.property), .bool)
      + optional(["personality"], .symbol) + optional(["comdat"], nestedSymbol)
      + optional(["function_entry_count", "alignment"], .number(.i64))
      + optional(["memory"], .dialect(LLVM.MemoryEffects.self))
      + optional(["vscale_range"], .dialect(LLVM.VScaleRange.self))
      + optional(["frame_pointer"], .dialect(LLVM.FramePointerKind.self))
  }

  /// A symbol, in a table of another or not.
  static let nestedSymbol = AttributeConstraint("a symbol") {
    if case .symbol = $0 { true } else { false }
  }

  /// What MLIR calls an attribute of a function, and what LLVM does.
  public typealias Spelling = (property: String, native: String)

  /// Properties that are there or not; `aarch64_…` are texts to LLVM.
  public static var unitNames: [Spelling] {
    [
      ("convergent", "convergent"), ("no_inline", "noinline"), ("always_inline", "alwaysinline"),
      ("no_unwind", "nounwind"), ("will_return", "willreturn"), ("optimize_none", "optnone"),
      ("arm_streaming", "aarch64_pstate_sm_enabled"),
      ("arm_locally_streaming", "aarch64_pstate_sm_body"),
      ("arm_streaming_compatible", "aarch64_pstate_sm_compatible"),
      ("arm_new_za", "aarch64_new_za"), ("arm_in_za", "aarch64_in_za"),
      ("arm_out_za", "aarch64_out_za"), ("arm_inout_za", "aarch64_inout_za"),
      ("arm_preserves_za", "aarch64_preserves_za"),
    ]
  }

  /// Properties that are texts, to LLVM too.
  public static var stringNames: [Spelling] {
    [
      ("tune_cpu", "tune-cpu"), ("denormal_fp_math", "denormal-fp-math"),
      ("denormal_fp_math_f32", "denormal-fp-math-f32"), ("fp_contract", "fp-contract"),
    ]
  }

  /// Properties that are true or false, of which LLVM makes the texts.
  public static var boolNames: [Spelling] {
    [
      ("unsafe_fp_math", "unsafe-fp-math"), ("no_infs_fp_math", "no-infs-fp-math"),
      ("no_nans_fp_math", "no-nans-fp-math"), ("approx_func_fp_math", "approx-func-fp-math"),
      ("no_signed_zeros_fp_math", "no-signed-zeros-fp-math"),
    ]
  }
}

extension LLVM {
  /// What a function does with memory of three kinds.
  public struct MemoryEffects: AttributeDefinition {
    public static var mnemonic: String { "llvm.memory_effects" }
    public static var documentation: String {
      """
      What a function does with memory that its arguments point to, that no one else reaches, and
      other.

          #llvm.memory_effects<other = none, argMem = read, inaccessibleMem = readwrite>
      """
    }
    /// The raw value is LLVM's.
    public enum Effect: String, CaseIterable, Sendable {
      case none, read, write, readwrite

      /// LLVM's number for it.
      public var number: UInt64 {
        switch self {
        case .none: 0
        case .read: 1
        case .write: 2
        case .readwrite: 3
        }
      }
    }

    public var other, arguments, inaccessible: Effect

    public var body: String? {
      "other = \(other.rawValue), argMem = \(arguments.rawValue), "
        + "inaccessibleMem = \(inaccessible.rawValue)"
    }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> MemoryEffects {
      var found: [String: Effect] = [:]
      for part in (body ?? "").split(separator: ",") {
        let words = part.split(separator: "=").map { $0.trimmingSpaces }
        guard words.count == 2, let effect = Effect(rawValue: words[1]) else {
          throw .error(
            "expected 'name = effect' with none, read, write or readwrite, found '\(part)'")
        }
        found[words[0]] = effect
      }
      guard let other = found["other"], let arguments = found["argMem"],
        let inaccessible = found["inaccessibleMem"], found.count == 3
      else { throw .error("expected 'other', 'argMem' and 'inaccessibleMem'") }
      return MemoryEffects(other: other, arguments: arguments, inaccessible: inaccessible)
    }
  }

  /// How far the count of scalable vectors may be multiplied.
  public struct VScaleRange: AttributeDefinition {
    public static var mnemonic: String { "llvm.vscale_range" }
    public static var documentation: String {
      "The least and greatest vector scale: `minRange = 1, maxRange = 16`."
    }
    public var least, greatest: Int

    public init(least: Int, greatest: Int) {
      self.least = least
      self.greatest = greatest
    }

    public var body: String? {
      "minRange = \(least) : i32, maxRange = \(greatest) : i32"
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> VScaleRange {
      var numbers: [Int] = []
      for (name, part) in zip(["minRange", "maxRange"], (body ?? "").split(separator: ",")) {
        let words = part.split(separator: "=").map { $0.trimmingSpaces }
        let digits = words.count == 2 ? words[1].split(separator: ":").first : nil
        guard words.first == name, let number = digits.flatMap({ Int($0.trimmingSpaces) }) else {
          throw .error("expected '\(name) = number', found '\(part)'")
        }
        numbers.append(number)
      }
      guard numbers.count == 2 else { throw .error("expected 'minRange' and 'maxRange'") }
      return VScaleRange(least: numbers[0], greatest: numbers[1])
    }
  }

  public enum FramePointerKind: String, AttributeDefinition, CaseIterable {
    case none
    case nonLeaf = "non-leaf"
    case all, reserved

    public static var mnemonic: String { "llvm.framePointerKind" }
    public static var documentation: String { "Which functions keep a pointer to their frame." }
    public var body: String? { rawValue.contains("-") ? "\"\(rawValue)\"" : rawValue }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> FramePointerKind {
      let word = body?.filter { $0 != "\"" } ?? ""
      guard let kind = FramePointerKind(rawValue: word) else {
        throw .error("expected 'none', 'non-leaf', 'all' or 'reserved', found '\(word)'")
      }
      return kind
    }
  }
}
