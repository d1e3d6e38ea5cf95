import Support

/// How much a conversion must convert.
public enum ConversionMode: Hashable, Sendable {
  /// What is illegal; the rest may stay.
  case partial
  /// Everything that is not legal, and no cast may be left.
  case full
}

/// What a conversion did.
public struct ConversionReport: Sendable {
  /// How often each rule was applied, by name.
  public internal(set) var applied: [String: Int] = [:]
  /// Casts that are left where converted and other operations meet.
  public internal(set) var castsLeft = 0
}

/// What a conversion could do.
public struct ConversionAnalysis: Sendable {
  /// The operations that may stay or can be converted.
  public var convertible: Set<OperationID>
  /// The others, and the casts that would be left, each with the reasons.
  public var obstacles: [Diagnostic]
}

extension Module {
  /// Converts the operations inside `root` (everything unless given) that may not stay, until all
  /// that is left may.
  ///
  /// Operations are converted in order; what a rule makes is converted in turn if it may not stay
  /// either. Values whose types change meet operations that are not converted through casts, which
  /// are removed where both sides are, and made real by `types` where they are not.
  ///
  /// - Throws: every operation that may not stay and that no rule converts, with the reasons; the
  ///   module is then as it was before.
  @discardableResult
  public mutating func convert(
    to target: ConversionTarget, with rules: [ConversionRule],
    types: TypeConverter = TypeConverter(), mode: ConversionMode = .partial,
    in root: OperationID? = nil
  ) throws(DiagnosticError) -> ConversionReport {
    var driver = ConversionDriver(self, root ?? top, target, rules, types, mode)
    self = Module(context: context)
    do throws(DiagnosticError) {
      try driver.run()
    } catch {
      self = driver.original
      throw error
    }
    self = driver.module
    return driver.report
  }

  /// The operations inside `root` that may not stay and that the rules cannot convert, each with the
  /// reasons, found without changing anything.
  public func obstacles(
    to target: ConversionTarget, with rules: [ConversionRule],
    types: TypeConverter = TypeConverter(), mode: ConversionMode = .partial,
    in root: OperationID? = nil
  ) -> [Diagnostic] {
    analyzeConversion(to: target, with: rules, types: types, mode: mode, in: root).obstacles
  }

  /// What a conversion would do to each operation inside `root`, found without changing anything.
  public func analyzeConversion(
    to target: ConversionTarget, with rules: [ConversionRule],
    types: TypeConverter = TypeConverter(), mode: ConversionMode = .partial,
    in root: OperationID? = nil
  ) -> ConversionAnalysis {
    var driver = ConversionDriver(
      self, root ?? top, target, rules, types, mode, isTrial: true)
    var obstacles: [Diagnostic] = []
    do throws(DiagnosticError) { try driver.run() } catch { obstacles = error.diagnostics }
    return ConversionAnalysis(convertible: driver.convertible, obstacles: obstacles)
  }
}

private struct ConversionDriver {
  let original: Module
  private let root: OperationID
  private let target: ConversionTarget
  private let types: TypeConverter
  private let mode: ConversionMode
  /// Whether what cannot be converted is left as it was, so that all the rest can be tried.
  private let isTrial: Bool
  private var rules: [String: [ConversionRule]] = [:]
  private var state: State
  private var errors: [Diagnostic] = []
  /// The operations that were there, and that may stay or were converted.
  private(set) var convertible: Set<OperationID> = []
  /// Set when rules go round in circles: nothing else is tried then.
  private var isHopeless = false

  /// What a rule changes, and what is restored if that leads to nothing.
  private struct State {
    var module: Module
    var report = ConversionReport()
    var casts = ConversionCasts()
    /// Which rules led to an operation that a rule made.
    var origins: [OperationID: [String]] = [:]
  }

  var module: Module { state.module }
  var report: ConversionReport { state.report }

  init(
    _ module: Module, _ root: OperationID, _ target: ConversionTarget, _ rules: [ConversionRule],
    _ types: TypeConverter, _ mode: ConversionMode, isTrial: Bool = false
  ) {
    original = module
    state = State(module: module)
    self.root = root
    self.target = target
    self.types = types
    self.mode = mode
    self.isTrial = isTrial
    for (name, own) in Dictionary(grouping: rules.enumerated(), by: { $0.element.root }) {
      self.rules[name] =
        own.sorted { ($1.element.benefit, $0.offset) < ($0.element.benefit, $1.offset) }
        .map(\.element)
    }
  }

  mutating func run() throws(DiagnosticError) {
    var operations: [OperationID] = []
    state.module.walk(root) { if $0 != root { operations.append($0) } }
    for operation in operations {
      if let problem = legalize(operation) {
        errors.append(problem)
      } else {
        convertible.insert(operation)
      }
      if isHopeless { break }
    }
    // Where an operation stays, casts do for its sake.
    if errors.isEmpty { removeCasts() }
    if !errors.isEmpty { throw DiagnosticError(errors) }
  }

  /// Converts an operation, and what that makes, unless it may stay; gives the reason if it must not
  /// stay and cannot be converted.
  ///
  /// A rule counts only if all that it makes may stay or can be converted; else what it did is undone
  /// and the next one is tried.
  private mutating func legalize(_ operation: OperationID) -> Diagnostic? {
    guard !state.module.isErased(operation), state.module.block(of: operation) != nil,
      !state.casts.contains(operation)
    else { return nil }
    let legality = target.legality(of: operation, in: state.module)
    guard legality != .legal else { return nil }
    let mustGo = legality == .illegal || mode == .full
    let way = state.origins[operation] ?? []
    let subject = Subject(
      name: state.module.name(of: operation), location: state.module.location(of: operation),
      way: way)
    if way.count >= 50 {
      isHopeless = true
      return subject.problem("is converted without end", [])
    }
    let candidates = rules[subject.name] ?? []
    var reasons: [Diagnostic] = []
    for (number, rule) in candidates.enumerated() {
      // A copy costs time, so it is made only where something else may follow.
      let isLast = number + 1 == candidates.count && mustGo && !isTrial
      let saved = isLast ? nil : state
      guard let problem = attempt(rule, at: operation, subject, &reasons) else { return nil }
      if isHopeless || (isLast && candidates.count == 1 && !problem.message.isEmpty) {
        return problem
      }
      if let saved { state = saved }
      if problem.message.isEmpty { continue }
      reasons.append(
        .note("'\(rule.name)': \(problem.message)", at: problem.location).with(problem.notes))
    }
    return mustGo ? subject.problem("may not stay, and no rule converts it", reasons) : nil
  }

  /// Applies a rule and converts what it makes; gives what is in the way.
  ///
  /// The message is empty if the rule did not match, for which the reason is added to `reasons`.
  private mutating func attempt(
    _ rule: ConversionRule, at operation: OperationID, _ subject: Subject,
    _ reasons: inout [Diagnostic]
  ) -> Diagnostic? {
    let start = state.module.operationCapacity
    if let reason = apply(rule, at: operation) {
      if !reason.message.isEmpty { reasons.append(reason) }
      return subject.problem("", reasons)
    }
    state.report.applied[rule.name, default: 0] += 1
    let made = (start..<state.module.operationCapacity).map { OperationID($0) }
    for new in made { state.origins[new] = subject.way + [rule.name] }
    for new in made {
      if let problem = legalize(new) { return problem }
    }
    if !state.module.isErased(operation),
      target.legality(of: operation, in: state.module) == .illegal
    {
      return subject.problem("may still not stay after '\(rule.name)'", reasons)
    }
    return nil
  }

  /// An operation as it was before rules changed it, for messages.
  private struct Subject {
    var name: String
    var location: Location
    var way: [String]

    /// What is wrong with it; without words if there are none.
    func problem(_ words: String, _ reasons: [Diagnostic]) -> Diagnostic {
      var notes = reasons
      if !way.isEmpty {
        notes.append(
          .note("it was made by \(way.suffix(5).map { "'\($0)'" }.joined(separator: ", then "))"))
      }
      return .error(words.isEmpty ? "" : "'\(name)' \(words)", at: location, notes: notes)
    }
  }

  /// Tries a rule; gives the reason why it did not match, perhaps without words.
  private mutating func apply(_ rule: ConversionRule, at operation: OperationID) -> Diagnostic? {
    let location = state.module.location(of: operation)
    // The module moves into the conversion and back, so that no copy is made.
    var conversion = OperationConversion(
      module: state.module, operation: operation, types: types, casts: state.casts)
    state.module = original
    defer {
      state.module = conversion.module
      state.casts = conversion.casts
    }
    do {
      let operands = conversion.convertedOperands()
      switch try rule.convert(operands, &conversion) {
      case .rewritten: return nil
      case .noMatch(""): return .note("", at: location)
      case .noMatch(let reason): return .note("'\(rule.name)': \(reason)", at: location)
      }
    } catch let error as Diagnostic {
      return .note("'\(rule.name)': \(error.message)", at: error.location)
    } catch {
      return .note("'\(rule.name)': \(error)", at: location)
    }
  }

  /// Takes casts away that lead back to where values came from or that nothing uses, has `types` make
  /// the others real, and complains about the rest of a full conversion.
  private mutating func removeCasts() {
    let ordered = state.casts.ordered
    for (cast, _) in ordered where !state.module.isErased(cast) {
      let results = state.module.results(of: cast)
      let wanted = results.map { state.module.type(of: $0) }
      guard let earlier = state.casts.source(of: results, as: wanted, in: state.module) else {
        continue
      }
      for (old, new) in zip(results, earlier) { state.module.replaceAllUses(of: old, with: new) }
    }
    // One that is not needed may use one that was made later.
    var unneeded: [OperationID]
    repeat {
      unneeded = ordered.map(\.cast).filter {
        !state.module.isErased($0) && state.module.isUnused($0)
      }
      for cast in unneeded { state.module.erase(cast) }
    } while !unneeded.isEmpty
    for (cast, role) in ordered where !state.module.isErased(cast) { materialize(cast, role) }
  }

  private mutating func materialize(_ cast: OperationID, _ role: ConversionCasts.Role) {
    let values = state.module.operands(of: cast)
    let results = state.module.results(of: cast)
    let wanted = results.map { state.module.type(of: $0) }
    let location = state.module.location(of: cast)
    let types = types
    let real = state.module.build(at: .before(cast), location: location) { build in
      types.materialize(values, as: wanted, role, &build)
    }
    if let real, real.map({ state.module.type(of: $0) }) == wanted {
      state.module.replace(cast, with: real)
    } else if mode == .full {
      let users = Set(results.flatMap { state.module.users(of: $0) }).sorted()
        .map { "'\(state.module.name(of: $0))'" }
      let given = values.map { "'\(state.module.type(of: $0))'" }
      errors.append(
        .error(
          "a value of type \(given.isEmpty ? "nothing" : given.joined(separator: ", "))"
            + " is still needed as \(wanted.map { "'\($0)'" }.joined(separator: ", ")) by "
            + users.joined(separator: ", "), at: location))
    } else {
      state.report.castsLeft += 1
    }
  }
}

extension Diagnostic {
  /// This with further notes.
  fileprivate func with(_ notes: [Diagnostic]) -> Diagnostic {
    var copy = self
    copy.notes += notes
    return copy
  }
}
