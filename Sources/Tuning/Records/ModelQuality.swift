/// How good the model was that chose between micro-kernels, beside what was timed.
public struct ModelQuality: Codable, Hashable, Sendable {
  /// The median of what the fit is off for each of the chosen ways, relative to its own timings.
  public var fits: [Double]
  /// Spearman's correlation of predicted and measured times of all candidates that were timed at one size, the
  /// mean over the sizes; `nil` where no size has three.
  public var rank: Double?
  /// How much longer than the best of all that was timed at a size the way takes that runs there: the mean, and
  /// the worst.
  public var regret: Double
  public var worstRegret: Double

  public init(fits: [Double], rank: Double?, regret: Double, worstRegret: Double) {
    (self.fits, self.rank) = (fits, rank)
    (self.regret, self.worstRegret) = (regret, worstRegret)
  }

  enum CodingKeys: String, CodingKey {
    case fits, rank, regret
    case worstRegret = "worst_regret"
  }
}
