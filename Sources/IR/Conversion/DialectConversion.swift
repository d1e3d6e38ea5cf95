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
    var copy = self
    do throws(DiagnosticError) {
      try copy.convert(to: target, with: rules, types: types, mode: mode, in: root)
      return []
    } catch {
      return error.diagnostics
    }
  }
}

private struct ConversionDriver {
  let original: Module
  var module: Module
  var report = ConversionReport()
  private let root: OperationID
  private let target: ConversionTarget
  private let types: TypeConverter
  private let mode: ConversionMode
  private var rules: [String: [ConversionRule]] = [:]
  private var casts: Set<OperationID> = []
  private var errors: [Diagnostic] = []
  /// Which rules led to an operation that a rule made.
  private var origins: [OperationID: [String]] = [:]

  init(
    _ module: Module, _ root: OperationID, _ target: ConversionTarget, _ rules: [ConversionRule],
    _ types: TypeConverter, _ mode: ConversionMode
  ) {
    original = module
    self.module = module
    self.root = root
    self.target = target
    self.types = types
    self.mode = mode
    for (name, own) in Dictionary(grouping: rules.enumerated(), by: { $0.element.root }) {
      self.rules[name] =
        own.sorted { ($1.element.benefit, $0.offset) < ($0.element.benefit, $1.offset) }
        .map(\.element)
    }
  }

  mutating func run() throws(DiagnosticError) {
    var operations: [OperationID] = []
    module.walk(root) { if $0 != root { operations.append($0) } }
    for operation in operations { legalize(operation) }
    removeCasts()
    if !errors.isEmpty { throw DiagnosticError(errors) }
  }

  /// Converts an operation, and what that makes, unless it may stay.
  private mutating func legalize(_ first: OperationID) {
    var pending = [first]
    while let operation = pending.popLast() {
      guard !module.isErased(operation), module.block(of: operation) != nil,
        !casts.contains(operation)
      else { continue }
      let legality = target.legality(of: operation, in: module)
      guard legality != .legal else { continue }
      var reasons: [Diagnostic] = []
      let start = module.operationCapacity
      if let rule = apply(at: operation, &reasons) {
        report.applied[rule, default: 0] += 1
        let way = (origins[operation] ?? []) + [rule]
        guard way.count <= 50 else {
          fail(operation, "is converted without end", reasons, way)
          continue
        }
        let made = (start..<module.operationCapacity).map { OperationID($0) }
        for new in made { origins[new] = way }
        pending += made.reversed()
        if !module.isErased(operation), target.legality(of: operation, in: module) == .illegal {
          fail(operation, "may still not stay after '\(rule)'", reasons, way)
        }
      } else if legality == .illegal || mode == .full {
        fail(operation, "may not stay, and no rule converts it", reasons, origins[operation] ?? [])
      }
    }
  }

  private mutating func fail(
    _ operation: OperationID, _ problem: String, _ reasons: [Diagnostic], _ way: [String]
  ) {
    let place = module.isErased(operation) ? Location.unknown : module.location(of: operation)
    let name = module.isErased(operation) ? "an operation" : "'\(module.name(of: operation))'"
    var notes = reasons
    if !way.isEmpty {
      notes.append(
        .note("it was made by \(way.suffix(5).map { "'\($0)'" }.joined(separator: ", then "))"))
    }
    errors.append(.error("\(name) \(problem)", at: place, notes: notes))
  }

  /// The first rule that converts the operation.
  private mutating func apply(
    at operation: OperationID, _ reasons: inout [Diagnostic]
  ) -> String? {
    let location = module.location(of: operation)
    for rule in rules[module.name(of: operation)] ?? [] {
      // The module moves into the conversion and back, so that no copy is made.
      var conversion = OperationConversion(
        module: module, operation: operation, types: types, casts: casts)
      module = original
      defer {
        module = conversion.module
        casts = conversion.casts
      }
      do {
        let operands = conversion.convertedOperands()
        switch try rule.convert(operands, &conversion) {
        case .rewritten: return rule.name
        case .noMatch(let reason):
          if !reason.isEmpty { reasons.append(.note("'\(rule.name)': \(reason)", at: location)) }
        }
      } catch let error as Diagnostic {
        reasons.append(.note("'\(rule.name)': \(error.message)", at: error.location))
      } catch {
        reasons.append(.note("'\(rule.name)': \(error)", at: location))
      }
    }
    return nil
  }

  /// Removes casts that nothing uses, has `types` make the others real, and complains about the rest
  /// of a full conversion.
  private mutating func removeCasts() {
    let ordered = casts.sorted()
    for cast in ordered.reversed() where module.isUnused(cast) { module.erase(cast) }
    for cast in ordered where !module.isErased(cast) {
      let value = module.operand(0, of: cast)
      let result = module.result(of: cast)
      let type = module.type(of: result)
      let location = module.location(of: cast)
      let types = types
      let real = module.build(at: .before(cast), location: location) { build in
        types.materialize(value, as: type, &build)
      }
      if let real {
        module.replaceAllUses(of: result, with: real)
        module.erase(cast)
      } else if mode == .full {
        let users = module.users(of: result).map { "'\(module.name(of: $0))'" }
        errors.append(
          .error(
            "a value of type '\(module.type(of: value))' is still needed as '\(type)' by "
              + users.joined(separator: ", "), at: location))
      } else {
        report.castsLeft += 1
      }
    }
  }
}

extension OperationConversion {
  /// The operands in their converted types.
  fileprivate mutating func convertedOperands() -> [ValueID] {
    module.operands(of: operation).map { value in
      cast(value, to: types.convert(module.type(of: value)), at: .before(operation))
    }
  }
}
