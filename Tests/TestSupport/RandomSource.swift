import Support

/// A small generator of random numbers with a seed, so that every failure can be repeated.
public struct RandomSource: RandomNumberGenerator, Sendable {
  public let seed: UInt64
  private var generator: SeededGenerator

  public init(seed: UInt64) {
    self.seed = seed
    generator = SeededGenerator(seed)
  }

  public mutating func next() -> UInt64 { generator.next() }
}
