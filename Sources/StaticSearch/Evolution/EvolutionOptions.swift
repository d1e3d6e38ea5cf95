extension Evolution {
  /// How a search goes; what is out of its range counts as the nearest number in it, and what is no number as
  /// the least.
  ///
  /// The usual numbers are Ansor's but for the population, which is that of TVM's MetaSchedule.
  public struct Options: Sendable {
    /// Genomes of a generation: 1 to 65536.
    public var population = 512
    /// Generations of children before a batch: 0 to 1024.
    public var generations = 4
    /// How often a child is a mutation and not of two parents: 0 to 1.
    public var mutationShare = 0.85
    /// How much of the first generation are the best that were timed: 0 to 1.
    public var timedShare = 0.2
    /// How much of a batch is drawn at random: 0 to 1.
    public var randomShare = 0.05
    /// Draws at random for one genome of the population, at most: 1 to 64.
    public var drawsPerGenome = 4

    public init() {}

    /// These, each in its range.
    var inRange: Options {
      var copy = self
      copy.population = min(max(population, 1), 65536)
      copy.generations = min(max(generations, 0), 1024)
      copy.mutationShare = Self.share(mutationShare)
      copy.timedShare = Self.share(timedShare)
      copy.randomShare = Self.share(randomShare)
      copy.drawsPerGenome = min(max(drawsPerGenome, 1), 64)
      return copy
    }

    private static func share(_ value: Double) -> Double { value > 0 ? min(value, 1) : 0 }

    /// Genomes that a search may look at for one batch.
    var mostGenomes: Int { population * (generations + 2) }
  }
}
