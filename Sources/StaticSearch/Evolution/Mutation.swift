/// Small changes of a genome.
struct Mutation {
  let sketches: [any Sketch]

  /// How often another sketch is taken, which is where a stage is computed and how it is tiled.
  private static let sketchShare = 0.05
  /// How often a factor moves from one level of an axis to another, of changes of tiles.
  private static let moveShare = 0.5
  private static let mostTries = 8

  /// A changed genome that keeps the limits; `nil` if no try of several gives one.
  func mutated(_ genome: Genome, using random: inout some RandomNumberGenerator) -> Genome? {
    for _ in 0..<Self.mostTries {
      var next = genome
      if sketches.count > 1, Double.random(in: 0..<1, using: &random) < Self.sketchShare {
        next = exchangingSketch(genome, using: &random)
      } else {
        changeAnswer(of: &next, using: &random)
      }
      if next != genome, next.isPlausible(in: sketches) { return next }
    }
    return nil
  }

  /// Another sketch, with the answers to decisions of the same names, and others at random.
  private func exchangingSketch(
    _ genome: Genome, using random: inout some RandomNumberGenerator
  ) -> Genome {
    var number = Int.random(in: 0..<sketches.count - 1, using: &random)
    if number >= genome.sketch { number += 1 }
    guard var other = Genome.random(of: number, in: sketches, using: &random) else { return genome }
    other.takeAnswers(from: genome, in: sketches) { _ in true }
    return other
  }

  private func changeAnswer(
    of genome: inout Genome, using random: inout some RandomNumberGenerator
  ) {
    let decisions = sketches[genome.sketch].decisions
    let open = decisions.indices.filter { decisions[$0].options.count > 1 }
    guard let place = open.randomElement(using: &random) else { return }
    if case .tile = decisions[place].kind {
      let levels = open.filter {
        $0 != place && decisions[$0].kind == decisions[place].kind
          && decisions[$0].stage == decisions[place].stage
      }
      if let other = levels.randomElement(using: &random),
        Double.random(in: 0..<1, using: &random) < Self.moveShare,
        moveFactor(of: &genome, from: place, to: other, using: &random)
      {
        return
      }
    }
    let count = decisions[place].options.count
    if Bool.random(using: &random) {
      let step = Bool.random(using: &random) ? 1 : -1
      genome.choices[place] = min(count - 1, max(0, genome.choices[place] + step))
    } else {
      genome.choices[place] = Int.random(in: 0..<count, using: &random)
    }
  }

  /// Divides one tile by a factor that another is multiplied with.
  ///
  /// - Returns: whether there is such a factor.
  private func moveFactor(
    of genome: inout Genome, from place: Int, to other: Int,
    using random: inout some RandomNumberGenerator
  ) -> Bool {
    let decisions = sketches[genome.sketch].decisions
    func value(_ place: Int) -> Int {
      Int(decisions[place].options[genome.choices[place]]) ?? 1
    }
    func option(_ place: Int, _ value: Int) -> Int? {
      decisions[place].options.firstIndex(of: "\(value)")
    }
    let (from, to) = (value(place), value(other))
    let smaller = Set(decisions[place].options.compactMap { Int($0) })
      .filter { $0 > 0 && $0 < from && from % $0 == 0 }
    var moves: [(Int, Int)] = []
    // The smallest factor first.
    for rest in smaller.sorted(by: >) {
      let (product, isTooGreat) = to.multipliedReportingOverflow(by: from / rest)
      if isTooGreat { continue }
      if let less = option(place, rest), let more = option(other, product) {
        moves.append((less, more))
      }
    }
    guard let move = moves.randomElement(using: &random) else { return false }
    (genome.choices[place], genome.choices[other]) = move
    return true
  }
}

extension Genome {
  /// Takes those of another's answers whose decisions have the same name and the option here.
  mutating func takeAnswers(
    from other: Genome, in sketches: [any Sketch], where isWanted: (OpenDecision) -> Bool
  ) {
    let theirs = sketches[other.sketch].decisions
    for (place, decision) in sketches[sketch].decisions.enumerated() where isWanted(decision) {
      guard let known = theirs.firstIndex(where: { $0.name == decision.name }) else { continue }
      let option = theirs[known].options[other.choices[known]]
      if let own = decision.options.firstIndex(of: option) { choices[place] = own }
    }
  }
}
