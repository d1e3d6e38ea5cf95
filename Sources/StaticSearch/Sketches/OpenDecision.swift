/// Something that a sketch leaves open.
public struct OpenDecision: Hashable, Sendable {
  /// What an answer changes; mutations differ between them.
  public enum Kind: Hashable, Sendable {
    /// How many elements or tiles the tile at a level of an axis has.
    case tile(axis: Int)
    /// Anything else that is sampled.
    case other
  }

  /// `product.i0.2`: the stage, the axis, the level; the same name in two sketches is the same thing.
  public let name: String
  /// The stage that it belongs to: a child takes the decisions of a stage together.
  public let stage: String
  public let kind: Kind
  /// What may be answered; of a sketch in which nothing may be there are no genomes.
  public let options: [String]

  public init(_ name: String, stage: String, kind: Kind = .other, options: [String]) {
    (self.name, self.stage, self.kind, self.options) = (name, stage, kind, options)
  }
}

/// Decisions whose answers, multiplied, may not be more than a number: a tile that registers hold.
///
/// An answer that is no number counts as one.
public struct ProductLimit: Hashable, Sendable {
  /// By their place in the sketch; a place that it has not counts nothing.
  public var decisions: [Int]
  public var most: Int

  public init(_ decisions: [Int], atMost most: Int) {
    (self.decisions, self.most) = (decisions, most)
  }
}
