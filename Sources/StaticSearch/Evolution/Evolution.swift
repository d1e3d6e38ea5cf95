import Support

/// Looks for good genomes: a population that a score decides about, in batches that are timed.
///
///     while let batch = evolution.nextBatch(of: 64, after: timed, score), !batch.isEmpty { … }
///
/// Equal seeds, timings and scores give equal batches.
public struct Evolution: Sendable {
  /// A genome that was timed.
  public struct Timed: Sendable {
    public var genome: Genome
    /// `nil`, or what is not finite, where it failed.
    public var nanoseconds: Double?

    public init(_ genome: Genome, nanoseconds: Double?) {
      (self.genome, self.nanoseconds) = (genome, nanoseconds)
    }

    fileprivate var hasRun: Bool { nanoseconds?.isFinite ?? false }
  }

  public let sketches: [any Sketch]
  public var options: Options
  /// Sketches that are not drawn from any more.
  public var closed: Set<Int> = []
  private var random: SeededGenerator

  public init(_ sketches: [any Sketch], seed: UInt64, options: Options = Options()) {
    (self.sketches, self.options) = (sketches, options)
    random = SeededGenerator(seed)
  }

  /// The genomes to be timed next.
  ///
  /// - Parameters:
  ///   - count: how many, at most; none if it is less than zero.
  ///   - timed: what is known; none of it is given again.
  ///   - score: of each genome how fast it may be, more than zero, greater is faster; `nil`, or what is not
  ///     finite, for what cannot be. Zero and less count as the least, more than `1e300` as that.
  /// - Returns: the most hopeful first; fewer, or none, where there is nothing new.
  public mutating func nextBatch(
    of count: Int, after timed: [Timed], score: ([Genome]) -> [Double?]
  ) -> [Genome] {
    let options = options.inRange
    let count = min(max(0, count), options.mostGenomes)
    let known = Set(timed.map(\.genome))
    var scores: [Genome: Double] = [:]
    var impossible: Set<Genome> = []
    /// Those that are new, with their scores.
    func add(_ genomes: [Genome]) -> [(genome: Genome, score: Double)] {
      let new = genomes.filter { scores[$0] == nil && !impossible.contains($0) }
      for (genome, value) in zip(new, score(new)) {
        if let value, value.isFinite {
          scores[genome] = min(max(value, Self.leastScore), Self.greatestScore)
        } else {
          impossible.insert(genome)
        }
      }
      return genomes.compactMap { genome in scores[genome].map { (genome, $0) } }
    }
    let drawn = add(draw(options))
    let best = timed.filter { $0.hasRun && !closed.contains($0.genome.sketch) }
      .filter { [sketches] in $0.genome.answersDecisions(in: sketches) }
      .sorted { ($0.nanoseconds ?? 0, $0.genome) < ($1.nanoseconds ?? 0, $1.genome) }
      .prefix(Int(Double(options.population) * options.timedShare)).map(\.genome)
    var population = add(best) + drawn
    for _ in 0..<options.generations where population.count > 1 {
      let children = makeChildren(of: population, options)
      // The best of all live on.
      population = fittest(population + add(children), atMost: options.population)
    }
    let hopeful = scores.filter { !known.contains($0.key) && !closed.contains($0.key.sketch) }
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    let chance = drawn.map(\.genome).filter { !known.contains($0) }
      .prefix(min(count, Int((Double(count) * options.randomShare).rounded(.up))))
    var batch: [Genome] = []
    for genome in hopeful where batch.count < count - chance.count && !chance.contains(genome) {
      batch.append(genome)
    }
    var taken = Set(batch)
    for genome in chance where taken.insert(genome).inserted { batch.append(genome) }
    return batch
  }

  /// Scores between which a sum of all is a number, and no parent has no chance.
  private static let (leastScore, greatestScore) = (1e-9, 1e300)

  /// Genomes at random, of each sketch as many; each once.
  private mutating func draw(_ options: Options) -> [Genome] {
    let open = sketches.indices.filter { !closed.contains($0) }
    guard !open.isEmpty else { return [] }
    var (found, seen): ([Genome], Set<Genome>) = ([], [])
    for number in 0..<options.population * options.drawsPerGenome {
      if found.count == options.population { break }
      let sketch = open[number % open.count]
      guard let genome = Genome.random(of: sketch, in: sketches, using: &random),
        seen.insert(genome).inserted
      else { continue }
      found.append(genome)
    }
    return found
  }

  private mutating func makeChildren(
    of population: [(genome: Genome, score: Double)], _ options: Options
  ) -> [Genome] {
    // Roulette: a parent is drawn as often as its score is great.
    var sums: [Double] = []
    var sum = 0.0
    for one in population {
      sum += one.score
      sums.append(sum)
    }
    func parent(_ random: inout SeededGenerator) -> Genome {
      let place = Double.random(in: 0..<sum, using: &random)
      var (low, high) = (0, sums.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > place { high = middle } else { low = middle + 1 }
      }
      return population[low].genome
    }
    let (mutation, crossover) = (Mutation(sketches: sketches), Crossover(sketches: sketches))
    var children: [Genome] = []
    for _ in 0..<options.population {
      let first = parent(&random)
      let child =
        Double.random(in: 0..<1, using: &random) < options.mutationShare
        ? mutation.mutated(first, using: &random)
        : crossover.child(of: first, and: parent(&random), using: &random)
      if let child, !closed.contains(child.sketch) { children.append(child) }
    }
    return children
  }

  private func fittest(
    _ all: [(genome: Genome, score: Double)], atMost count: Int
  ) -> [(genome: Genome, score: Double)] {
    var seen: Set<Genome> = []
    return Array(
      all.sorted { ($0.score, $1.genome) > ($1.score, $0.genome) }
        .filter { seen.insert($0.genome).inserted }.prefix(count))
  }
}

extension Genome: Comparable {
  /// By sketch, then by answers: an order that does not depend on anything else.
  public static func < (left: Genome, right: Genome) -> Bool {
    left.sketch == right.sketch
      ? left.choices.lexicographicallyPrecedes(right.choices) : left.sketch < right.sketch
  }
}
