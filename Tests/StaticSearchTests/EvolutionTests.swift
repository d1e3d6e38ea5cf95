import IR
import Scheduling
import StaticSearch
import Testing

/// Decisions without a program.
private struct Grid: Sketch {
  var name: String
  var decisions: [OpenDecision]
  var limits: [ProductLimit] = []

  /// `axes` axes of `levels` levels, of numbers up to `most`.
  init(_ name: String, axes: Int, levels: Int, most: Int, limit: Int? = nil, stages: Int = 1) {
    self.name = name
    decisions = (0..<stages).flatMap { stage in
      (0..<axes).flatMap { axis in
        (0..<levels).map { level in
          OpenDecision(
            "s\(stage).\(axis).\(level)", stage: "s\(stage)", kind: .tile(axis: axis),
            options: (1...most).map(String.init))
        }
      }
    }
    if let limit { limits = [ProductLimit(Array(decisions.indices), atMost: limit)] }
  }

  func program(deciding choices: [Int], isChecked: Bool) throws(Refusal) -> Module {
    throw Refusal("there is no program")
  }

  func trace(deciding choices: [Int]) -> Trace { Trace() }
}

@Suite struct EvolutionTests {
  private typealias Cost = (Genome) -> Double

  /// Searches in batches, scoring by the true cost (`knows`) or not at all.
  private func search(
    _ sketches: [any Sketch], seed: UInt64, batches: Int, knows: Bool, cost: Cost
  ) -> [Evolution.Timed] {
    var evolution = Evolution(sketches, seed: seed)
    evolution.options.population = 64
    var timed: [Evolution.Timed] = []
    for _ in 0..<batches {
      let batch = evolution.nextBatch(of: 16, after: timed) { genomes in
        genomes.map { knows ? 1 / cost($0) : 1 }
      }
      timed += batch.map { Evolution.Timed($0, nanoseconds: cost($0)) }
    }
    return timed
  }

  /// One of 16^6 genomes is the best.
  private let planted: Cost = { genome in
    let best = [3, 11, 7, 0, 14, 5]
    return 1 + zip(genome.choices, best).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func findsAPlantedOptimum(_ seed: UInt64) {
    let sketches = [Grid("g", axes: 2, levels: 3, most: 16)]
    let found = search(sketches, seed: seed, batches: 16, knows: true, cost: planted)
    #expect(found.compactMap(\.nanoseconds).min() == 1)
    // Drawing at random does not.
    let blind = search(sketches, seed: seed, batches: 16, knows: false, cost: planted)
    #expect(blind.compactMap(\.nanoseconds).min() ?? 1 > 2)
  }

  @Test func neverGivesAnythingTwice() {
    let sketches = [
      Grid("a", axes: 1, levels: 2, most: 4), Grid("b", axes: 1, levels: 1, most: 5),
    ]
    let found = search(sketches, seed: 5, batches: 30, knows: true) { Double(1 + $0.choices[0]) }
    #expect(Set(found.map(\.genome)).count == found.count)
    // There are no more than that, and all are found.
    #expect(found.count == 16 + 5)
  }

  @Test func equalSeedsTakeEqualCourses() {
    let sketches = [Grid("g", axes: 2, levels: 3, most: 16)]
    func course(_ seed: UInt64) -> [Genome] {
      search(sketches, seed: seed, batches: 6, knows: true, cost: planted).map(\.genome)
    }
    #expect(course(7) == course(7))
    #expect(course(7) != course(8))
  }

  @Test func whatIsImpossibleIsNotGiven() {
    let sketches = [Grid("g", axes: 1, levels: 2, most: 8)]
    var evolution = Evolution(sketches, seed: 1)
    let batch = evolution.nextBatch(of: 100, after: []) { genomes in
      genomes.map { $0.choices[0] % 2 == 0 ? 1 : nil }
    }
    #expect(batch.count == 32 && batch.allSatisfy { $0.choices[0] % 2 == 0 })
  }

  @Test func limitsHoldForAllThatIsGiven() {
    let sketches: [any Sketch] = [
      Grid("a", axes: 2, levels: 3, most: 32, limit: 64),
      Grid("b", axes: 2, levels: 2, most: 32, limit: 20, stages: 2),
    ]
    let found = search(sketches, seed: 3, batches: 8, knows: true) { genome in
      // The greatest product is the best, which pulls against the limit.
      1e6 / Double(genome.choices.reduce(1) { $0 * ($1 + 1) })
    }
    #expect(found.count == 8 * 16)
    #expect(found.allSatisfy { $0.genome.isPlausible(in: sketches) })
    let products = found.filter { $0.genome.sketch == 0 }
      .map { $0.genome.choices.reduce(1) { $0 * ($1 + 1) } }
    #expect(products.max() == 64)
  }

  @Test func closedSketchesAreLeft() {
    let sketches = [
      Grid("a", axes: 1, levels: 2, most: 8), Grid("b", axes: 1, levels: 2, most: 8),
    ]
    var evolution = Evolution(sketches, seed: 1)
    evolution.closed = [0]
    let timed = [Evolution.Timed(Genome(sketch: 0, choices: [1, 1]), nanoseconds: 1)]
    let batch = evolution.nextBatch(of: 100, after: timed) { $0.map { _ in 1 } }
    #expect(batch.count == 64 && batch.allSatisfy { $0.sketch == 1 })
    evolution.closed = [0, 1]
    #expect(evolution.nextBatch(of: 10, after: timed) { $0.map { _ in 1 } }.isEmpty)
  }
}
