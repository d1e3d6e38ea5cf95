/// Named tensors in the safetensors format.
public struct SafetensorsFile: Sendable {
  /// One tensor of the file.
  public struct Entry: Sendable, Equatable {
    /// The name of the tensor.
    public var name: String
    /// Its elements.
    public var tensor: StoredTensor

    /// A tensor under a name.
    public init(name: String, tensor: StoredTensor) {
      self.name = name
      self.tensor = tensor
    }
  }

  /// The tensors in the order in which they lie in the file; padding is left out.
  public var entries: [Entry]
  /// Free text by key.
  public var metadata: [String: String]

  /// A file with `entries`, in this order.
  public init(entries: [Entry], metadata: [String: String] = [:]) {
    self.entries = entries
    self.metadata = metadata
  }

  /// The tensor called `name`, if the file has it.
  public subscript(name: String) -> StoredTensor? {
    entries.first { $0.name == name }?.tensor
  }
}

extension SafetensorsFile {
  /// Headers may be this long, so that a hostile file cannot exhaust memory.
  static let headerLimit = 100_000_000
  /// Every tensor that we write begins on a multiple of this.
  static let alignment = 64
  /// Names of the tensors that we write to fill up to the next multiple begin with this.
  static let paddingPrefix = "__pad_"
}
