import IR
import Scheduling
import StaticSearch
import Support
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

  /// Whatever a score is, batches are of what can be, the fastest first.
  @Test(arguments: [
    Double.nan, .infinity, -.infinity, .signalingNaN, 0, -1, .greatestFiniteMagnitude,
    .leastNonzeroMagnitude,
  ])
  func scoresMayBeAnyNumber(_ odd: Double) {
    var evolution = Evolution([Grid("g", axes: 1, levels: 2, most: 8)], seed: 1)
    let batch = evolution.nextBatch(of: 64, after: []) { genomes in
      genomes.map { $0.choices[0] % 2 == 0 ? 1 : odd }
    }
    let odds = batch.filter { $0.choices[0] % 2 == 1 }
    #expect(batch.count - odds.count == 32)
    #expect(odds.count == (odd.isFinite ? 32 : 0))
    #expect(batch.first.map { $0.choices[0] % 2 } == (odd.isFinite && odd > 1 ? 1 : 0))
  }

  @Test func timesMayBeAnyNumber() {
    var evolution = Evolution([Grid("g", axes: 1, levels: 2, most: 8)], seed: 1)
    let times: [Double?] = [.nan, .infinity, -.infinity, 3, 0, nil]
    var timed = times.enumerated().map { number, time in
      Evolution.Timed(Genome(sketch: 0, choices: [number, 0]), nanoseconds: time)
    }
    // These are of another search.
    timed.append(Evolution.Timed(Genome(sketch: 7, choices: [0, 0]), nanoseconds: 1))
    timed.append(Evolution.Timed(Genome(sketch: 0, choices: [99, 0]), nanoseconds: 1))
    timed.append(Evolution.Timed(Genome(sketch: 0, choices: []), nanoseconds: 1))
    let batch = evolution.nextBatch(of: 100, after: timed) { $0.map { _ in 1 } }
    #expect(batch.count == 64 - times.count)
  }

  @Test(
    arguments: [
      \Evolution.Options.population, \.generations, \.drawsPerGenome,
    ] as [WritableKeyPath<Evolution.Options, Int> & Sendable], [Int.min, -1, 0])
  func countsOutOfRangeAreBroughtIntoIt(
    _ option: WritableKeyPath<Evolution.Options, Int> & Sendable, value: Int
  ) {
    var evolution = Evolution([Grid("g", axes: 1, levels: 2, most: 8)], seed: 1)
    evolution.options[keyPath: option] = value
    let batch = evolution.nextBatch(of: 4, after: []) { $0.map { _ in 1 } }
    #expect(!batch.isEmpty)
    #expect(evolution.nextBatch(of: -1, after: []) { $0.map { _ in 1 } }.isEmpty)
    #expect(evolution.nextBatch(of: .min, after: []) { $0.map { _ in 1 } }.isEmpty)
  }

  @Test func greatCountsAreBroughtIntoTheirRange() {
    var evolution = Evolution([Grid("g", axes: 1, levels: 1, most: 8)], seed: 1)
    (evolution.options.population, evolution.options.drawsPerGenome) = (.max, .max)
    evolution.options.generations = 1
    #expect(evolution.nextBatch(of: .max, after: []) { $0.map { _ in 1 } }.count == 8)
    evolution.options = Evolution.Options()
    (evolution.options.population, evolution.options.generations) = (2, .max)
    #expect(evolution.nextBatch(of: 8, after: []) { $0.map { _ in 1 } }.count > 1)
  }

  @Test(
    arguments: [
      \Evolution.Options.mutationShare, \.timedShare, \.randomShare,
    ] as [WritableKeyPath<Evolution.Options, Double> & Sendable], [-1, 2, .nan, .infinity, 1e300])
  func sharesOutOfRangeAreBroughtIntoIt(
    _ option: WritableKeyPath<Evolution.Options, Double> & Sendable, value: Double
  ) {
    var evolution = Evolution([Grid("g", axes: 1, levels: 2, most: 8)], seed: 1)
    evolution.options.population = 16
    evolution.options[keyPath: option] = value
    let timed = [Evolution.Timed(Genome(sketch: 0, choices: [1, 1]), nanoseconds: 1)]
    #expect(evolution.nextBatch(of: 8, after: timed) { $0.map { _ in 1 } }.count == 8)
  }

  @Test func whereNothingMayBeAnsweredThereAreNoGenomes() {
    var empty = Grid("empty", axes: 1, levels: 2, most: 8)
    empty.decisions[1] = OpenDecision("none", stage: "s", options: [])
    var evolution = Evolution([empty], seed: 1)
    #expect(evolution.nextBatch(of: 8, after: []) { $0.map { _ in 1 } }.isEmpty)
    #expect(empty.count == 0)
    evolution = Evolution([empty, Grid("g", axes: 1, levels: 2, most: 8)], seed: 1)
    let batch = evolution.nextBatch(of: 100, after: []) { $0.map { _ in 1 } }
    #expect(batch.count == 64 && batch.allSatisfy { $0.sketch == 1 })
  }

  @Test func greatNumbersKeepTheirLimits() {
    var grid = Grid("g", axes: 1, levels: 2, most: 2)
    grid.decisions = ["a", "b"].map {
      OpenDecision(
        $0, stage: "s", kind: .tile(axis: 0), options: ["1", "\(1 << 40)", "\(1 << 62)"])
    }
    grid.limits = [ProductLimit([0, 1], atMost: 1 << 41), ProductLimit([5, -1], atMost: 1)]
    #expect(grid.isWithinLimits([0, 1]) && grid.isWithinLimits([1, 0]))
    #expect(!grid.isWithinLimits([1, 1]) && !grid.isWithinLimits([2, 2]))
    // Neither are these answers, which count nothing.
    #expect(grid.isWithinLimits([9, 1]) && grid.isWithinLimits([]))
    var evolution = Evolution([grid], seed: 1)
    let batch = evolution.nextBatch(of: 100, after: []) { $0.map { _ in 1 } }
    #expect(Set(batch.map(\.choices)) == [[0, 0], [0, 1], [1, 0]])
  }

  /// Where factors move between tiles of 2^60 elements, no number up to that is tried.
  @Test func factorsOfGreatNumbersMove() {
    var grid = Grid("g", axes: 1, levels: 2, most: 2)
    let options = (0...60).map { "\(1 << $0)" }
    grid.decisions = ["a", "b"].map {
      OpenDecision($0, stage: "s", kind: .tile(axis: 0), options: options)
    }
    var evolution = Evolution([grid], seed: 1)
    let timed = [Evolution.Timed(Genome(sketch: 0, choices: [60, 0]), nanoseconds: 1)]
    // Of the answers on the diagonal only moves lead from one to the next.
    let batch = evolution.nextBatch(of: 30, after: timed) { genomes in
      genomes.map { $0.choices[0] + $0.choices[1] == 60 ? 1 : 1e-6 }
    }
    #expect(batch.filter { $0.choices[0] + $0.choices[1] == 60 }.count > 20)
  }
}
