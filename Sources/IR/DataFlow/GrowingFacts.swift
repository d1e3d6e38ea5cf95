/// What is known of values while an analysis goes over them again and again: facts only grow, and
/// those that grow without end are widened; then, while it narrows, what widening gave away is taken
/// back.
struct GrowingFacts<Known: Fact>: Sendable {
  private var facts: [ValueID: Known] = [:]
  /// Set when something has changed; whoever asks takes it back.
  var hasChanged = false
  private(set) var hasWidened = false
  /// Whether facts are found anew, each from those that were known before.
  var isNarrowing = false
  /// While narrowing, what is found of values before it takes the place of what was known.
  private var found: [ValueID: Known] = [:]
  /// How often each fact that goes round a loop has grown.
  private var growths: [ValueID: Int] = [:]
  /// What holds of some values whatever they are made of.
  private var limits: [ValueID: Known] = [:]

  /// Facts that have grown so often are widened.
  private static var patience: Int { 6 }

  /// What is known of a value; `unreached` if nothing has been.
  subscript(value: ValueID) -> Known { facts[value] ?? .unreached }

  /// Says what holds of a value whatever it is made of.
  mutating func limit(_ value: ValueID, to fact: Known) { limits[value] = fact }

  /// Adds what a value may be; `isCyclic` if what it is may depend on what it was.
  mutating func join(_ fact: Known, into value: ValueID, isCyclic: Bool = false) {
    let fact = limits[value].map { fact.met(with: $0) } ?? fact
    if isNarrowing {
      found[value] = found[value]?.joined(with: fact) ?? fact
      return
    }
    let old = self[value]
    var new = old.joined(with: fact)
    guard new != old else { return }
    if isCyclic {
      growths[value, default: 0] += 1
      if growths[value, default: 0] > Self.patience {
        new = new.widened(from: old)
        if let limit = limits[value] { new = new.met(with: limit) }
        hasWidened = true
      }
    }
    facts[value] = new
    hasChanged = true
  }

  /// Ends what is found of a value while narrowing: all that it may be has been added.
  mutating func settle(_ value: ValueID) {
    guard isNarrowing, let new = found.removeValue(forKey: value) else { return }
    let old = self[value]
    let both = old.met(with: new)
    guard both != .unreached, both != old else { return }
    facts[value] = both
    hasChanged = true
  }
}
