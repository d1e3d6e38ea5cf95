/// One text (or pair of texts) as numbers, ready for a model.
public struct Encoding: Sendable, Equatable {
  /// The number of each token, special tokens included.
  public var ids: [Int]
  /// 0 for the first text and its special tokens, 1 for the second; as long as `ids`.
  public var typeIDs: [Int]
  /// How many tokens of the texts were cut off to keep to the maximum length.
  public var truncatedCount: Int
}

/// Several texts of one length: the ids, mask and types as the row-major tensors a model takes.
public struct EncodedBatch: Sendable, Equatable {
  /// How many texts there are: the first dimension.
  public let count: Int
  /// How many tokens each row has, padding included: the second dimension.
  public let length: Int
  /// The number of each token, `count * length` of them.
  public let ids: [Int64]
  /// 1 where there is a token, 0 where there is padding.
  public let attentionMask: [Int64]
  /// 0 for the first text of a pair, 1 for the second.
  public let typeIDs: [Int64]
}

/// How the rows of a batch are brought to one length.
public enum Padding: Sendable, Equatable {
  /// To the longest row, rounded up to a multiple of the given number.
  case toLongest(multipleOf: Int = 1)
  /// To exactly this length; a longer row is an error.
  case toLength(Int)
}
