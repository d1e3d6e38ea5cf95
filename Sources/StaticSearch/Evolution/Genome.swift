/// A candidate: a sketch, by its place in the list, and the place of the answer to each of its decisions.
public struct Genome: Hashable, Sendable {
  public var sketch: Int
  public var choices: [Int]

  public init(sketch: Int, choices: [Int]) { (self.sketch, self.choices) = (sketch, choices) }
}

extension Genome {
  /// Whether it answers the decisions of its sketch, within the sketch's limits.
  public func isPlausible(in sketches: [any Sketch]) -> Bool {
    answersDecisions(in: sketches) && sketches[sketch].isWithinLimits(choices)
  }

  /// Whether there is such a sketch, and an option of each of its decisions is chosen.
  func answersDecisions(in sketches: [any Sketch]) -> Bool {
    guard sketches.indices.contains(sketch) else { return false }
    let decisions = sketches[sketch].decisions
    return decisions.count == choices.count
      && zip(decisions, choices).allSatisfy { $0.options.indices.contains($1) }
  }

  /// Answers drawn at random; `nil` if no draw of many keeps the limits, or nothing may be answered.
  static func random(
    of number: Int, in sketches: [any Sketch], using random: inout some RandomNumberGenerator
  ) -> Genome? {
    let sketch = sketches[number]
    if sketch.decisions.contains(where: \.options.isEmpty) { return nil }
    for _ in 0..<mostDraws {
      let choices = sketch.decisions.map { Int.random(in: 0..<$0.options.count, using: &random) }
      if sketch.isWithinLimits(choices) { return Genome(sketch: number, choices: choices) }
    }
    // Within products of many levels few answers are small enough: one after another.
    var choices = sketch.decisions.map { _ in 0 }
    for place in choices.indices.shuffled(using: &random) {
      let options = sketch.decisions[place].options.indices.filter { option in
        var next = choices
        next[place] = option
        return sketch.isWithinLimits(next)
      }
      choices[place] = options.randomElement(using: &random) ?? 0
    }
    let genome = Genome(sketch: number, choices: choices)
    return genome.isPlausible(in: sketches) ? genome : nil
  }
  private static let mostDraws = 4
}
