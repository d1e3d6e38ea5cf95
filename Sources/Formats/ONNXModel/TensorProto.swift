/// A constant tensor.
public struct TensorProto: Sendable {
  /// Where the elements are.
  public enum Contents: Sendable {
    /// Little-endian elements without gaps, exactly as many bytes as format and shape require. They lie
    /// in the model's file wherever it stores them that way.
    case dense(ByteView)
    /// The elements of a tensor of strings: text by convention, but any bytes are allowed.
    case strings([ByteView])
    /// Elements in another file, which was not opened.
    case external(ExternalData)
  }

  /// The name of the value; may be empty inside an attribute.
  public var name: String
  /// How an element is represented.
  public var format: ElementFormat
  /// The size of each axis, outermost first; empty for a scalar.
  public var shape: [Int]
  /// Where the elements are.
  public var contents: Contents
  /// Where the elements came from if not from the model's own file.
  public var externalData: ExternalData?
  /// Free text for people.
  public var documentation: String
  /// Free text by key.
  public var metadata: [StringStringEntryProto]
  /// Where the message lies in the file.
  public var offsetInFile: Int?

  /// A constant with the elements of `tensor`.
  public init(name: String, _ tensor: StoredTensor) {
    self.init(
      name: name, format: tensor.format, shape: tensor.shape, contents: .dense(tensor.bytes))
  }

  init(name: String, format: ElementFormat, shape: [Int], contents: Contents) {
    self.name = name
    self.format = format
    self.shape = shape
    self.contents = contents
    documentation = ""
    metadata = []
  }

  /// The tensor by its elements; nil for strings and for external data that was not opened.
  public var stored: StoredTensor? {
    guard case .dense(let bytes) = contents else { return nil }
    return StoredTensor(format: format, shape: shape, bytes: bytes)
  }
}
