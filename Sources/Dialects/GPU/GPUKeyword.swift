import IR
import Support

extension GPU {
  /// A direction of the grid and of a block.
  public enum Dimension: String, Sendable, CaseIterable {
    case x, y, z

    /// 0, 1 or 2.
    public var number: Int { self == .x ? 0 : self == .y ? 1 : 2 }
  }

  /// How the values of threads are combined.
  public enum ReductionKind: String, Sendable, CaseIterable {
    case add, mul, minui, minsi, minnumf, maxui, maxsi, maxnumf, and, or, xor, minimumf, maximumf

    /// Whether it combines values of this type.
    public func takes(_ type: Type) -> Bool {
      switch self {
      case .add, .mul: type.isFloat || type.isInteger || type == .index
      case .minnumf, .maxnumf, .minimumf, .maximumf: type.isFloat
      default: type.isInteger || type == .index
      }
    }
  }

  /// Which thread of its subgroup a thread gets a value from.
  public enum ShuffleMode: String, Sendable, CaseIterable {
    case xor, up, down, idx
  }

  public enum Keyword: AttributeDefinition {
    case dimension(Dimension)
    case reduction(ReductionKind)
    case shuffle(ShuffleMode)
    case elementwise(MatrixArithmetic)

    public static var mnemonic: String { "gpu" }
    public static var documentation: String {
      """
      One of several choices, after the name of what is chosen.

          #gpu<dim x>
          #gpu<all_reduce_op add>
          #gpu<shuffle_mode xor>
          #gpu<mma_element_wise addf>
      """
    }

    public var body: String? {
      switch self {
      case .dimension(let value): "dim \(value.rawValue)"
      case .reduction(let value): "all_reduce_op \(value.rawValue)"
      case .shuffle(let value): "shuffle_mode \(value.rawValue)"
      case .elementwise(let value): "mma_element_wise \(value.rawValue)"
      }
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Keyword {
      let words = (body ?? "").split(separator: " ").map(String.init)
      guard words.count == 2 else {
        throw .error("expected two words as in '#gpu<dim x>', found '\(body ?? "")'")
      }
      switch words[0] {
      case "dim": return .dimension(try choice(words[1]))
      case "all_reduce_op": return .reduction(try choice(words[1]))
      case "shuffle_mode": return .shuffle(try choice(words[1]))
      case "mma_element_wise": return .elementwise(try choice(words[1]))
      default:
        throw .error(
          "expected 'dim', 'all_reduce_op', 'shuffle_mode' or 'mma_element_wise', found"
            + " '\(words[0])'")
      }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
      _ word: String
    ) throws(Diagnostic) -> Choice {
      guard let choice = Choice(rawValue: word) else {
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw .error("expected one of \(all), found '\(word)'")
      }
      return choice
    }
  }
}

extension Attribute {
  /// The direction, if this is `#gpu<dim …>`.
  var gpuDimension: GPU.Dimension? {
    if case .dimension(let value)? = cast(to: GPU.Keyword.self) { value } else { nil }
  }

  /// The combination, if this is `#gpu<all_reduce_op …>`.
  var gpuReduction: GPU.ReductionKind? {
    if case .reduction(let value)? = cast(to: GPU.Keyword.self) { value } else { nil }
  }

  /// The mode, if this is `#gpu<shuffle_mode …>`.
  var gpuShuffle: GPU.ShuffleMode? {
    if case .shuffle(let value)? = cast(to: GPU.Keyword.self) { value } else { nil }
  }
}
