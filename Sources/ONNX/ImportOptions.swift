import Formats
import Support

/// What an importer is told beyond the model itself.
public struct ImportOptions: Sendable {
  /// The range of a size where nobody declares one.
  public static let defaultRange = SymbolRange(1, 1 << 20)

  /// Declared ranges of symbolic sizes by name; a range of one value makes the size a constant.
  ///
  /// Sizes that the model leaves anonymous are called by input and axis: `input_ids.1`.
  public var sizes: [String: SymbolRange]
  /// Values of inputs that are known at compile time; these inputs go away.
  public var frozenInputs: [String: StoredTensor]

  public init(
    sizes: [String: SymbolRange] = [:], frozenInputs: [String: StoredTensor] = [:]
  ) {
    self.sizes = sizes
    self.frozenInputs = frozenInputs
  }
}
