import Evaluation
import Support

/// What a model takes and gives.
public struct ModelInterface: Hashable, Sendable {
  /// An input or an output.
  public struct Tensor: Hashable, Sendable {
    public var name: String
    public var kind: ScalarKind
    public var sizes: [IndexExpression]

    /// As people write types: `batchx16xf32`.
    public var typeText: String {
      (sizes.map(\.description) + [kind.rawValue]).joined(separator: "x")
    }
  }

  /// A symbolic size.
  public struct Symbol: Hashable, Sendable {
    public var name: String
    public var range: SymbolRange
  }

  public var inputs: [Tensor] = []
  public var outputs: [Tensor] = []
  /// The symbolic sizes, in the order in which the model's functions take them.
  public var symbols: [Symbol] = []
}
