/// A child of two genomes, by nodes of the program: the decisions of a stage belong together, so a child
/// takes all of them from one parent.
struct Crossover {
  let sketches: [any Sketch]

  /// The child has the first parent's sketch; of a program with one stage the decisions of an axis
  /// are what belongs together.
  ///
  /// - Returns: `nil` if the child would be one of its parents, or not keep the limits.
  func child(
    of first: Genome, and second: Genome, using random: inout some RandomNumberGenerator
  ) -> Genome? {
    let decisions = sketches[first.sketch].decisions
    let isByAxis = Set(decisions.map(\.stage)).count < 2
    func group(_ decision: OpenDecision) -> String {
      guard isByAxis else { return decision.stage }
      if case .tile(let axis) = decision.kind { return "\(axis)" }
      return decision.name
    }
    var isTaken: [String: Bool] = [:]
    for decision in decisions where isTaken[group(decision)] == nil {
      isTaken[group(decision)] = Bool.random(using: &random)
    }
    var child = first
    child.takeAnswers(from: second, in: sketches) { isTaken[group($0)] ?? false }
    return child != first && child != second && child.isPlausible(in: sketches) ? child : nil
  }
}
