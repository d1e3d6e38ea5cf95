import Dialects
import IR
import Support

extension Schedule {
  public struct ApplyDefault: SchedulePrimitive {
    public static var mnemonic: String { "schedule.default" }
    public static var documentation: String {
      """
      Schedules every stage that has no schedule yet by analysis, and as decisions say where they say
      something.

          schedule.default
          schedule.default {ways = ["panel=3 tile=6+5x48"], costs = <m * 9>}

      Several ways stand beside each other, and the cheapest that may run does:

          program.func { the stages }
            -> program.func {
                 program.choose "panel=4 tile=1x64" cost [m * 9 + 40] { … }
                   or "panel=4 tile=14x32" cost [(m ceildiv 14) * 80] where [m - 14] { … } }

      Costs are formulas of the sizes, in units of 2^-10 nanoseconds where they were measured. Where a way may
      run follows from its decisions. The first one may always run, so the choice is total over the declared
      ranges.

      Requires: a schedule that knows the machine; decisions that are asked for this program on it; costs that
      have a value for all sizes; ways that want constants in one layout. Stages that other steps have scheduled keep their loops.
      """
    }
    public static var signature: Signature {
      Signature(properties: [
        .init("ways", .array, optional: true),
        .init("costs", .dialect(Program.MapAttribute.self), optional: true),
      ])
    }
    // Costs may be any numbers, and buffers follow from caches.
    public static var isLimited: Bool { false }

    /// Decisions, and what a program costs that is scheduled so.
    public struct Way: Hashable, Sendable {
      public var decisions: Decisions
      public var cost: IndexExpression

      public init(_ decisions: Decisions, cost: IndexExpression) {
        (self.decisions, self.cost) = (decisions, cost)
      }

      /// Reads decisions as `Decisions` writes them.
      ///
      /// - Throws: a diagnostic about what is no decision.
      public init(_ decisions: String, cost: IndexExpression) throws(Diagnostic) {
        self.init(try Decisions(parsing: decisions), cost: cost)
      }
    }

    /// None where nothing is decided; the first may always run.
    public var ways: [Way]

    public init(_ ways: [Way] = []) { self.ways = ways }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let names = module.property("ways", of: operation)?.arrayValue ?? []
      let costs = module.property("costs", of: operation)?.mapExpressions ?? []
      ways = zip(names, costs).compactMap { name, cost in
        name.stringValue.flatMap { try? Way($0, cost: cost) }
      }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic,
        properties: ways.isEmpty
          ? [:]
          : [
            "ways": .array(ways.map { .string($0.decisions.description) }),
            "costs": .map(ways.map(\.cost)),
          ])
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      let list = ways.map { ".init(\"\($0.decisions)\", cost: \($0.cost.swift))" }
      return list.isEmpty ? "applyDefault()" : "applyDefault([\(list.joined(separator: ", "))])"
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      guard let hardware = program.hardware else {
        throw Refusal(
          "registers and caches are not known; begin with 'Schedule(module, function: function, "
            + "hardware: machine)'")
      }
      for way in ways { try program.requireEvaluable(way.cost) }
      do throws(Diagnostic) {
        try apply(to: program.function, in: &program.module, hardware)
      } catch {
        throw Refusal(error.message)
      }
      return []
    }
  }

  /// Schedules what has no schedule yet by analysis, as the decisions of the ways say; see
  /// `ApplyDefault`.
  ///
  /// - Parameter ways: what stands beside each other; none for what needs no measurement.
  /// - Throws: a refusal when a way decides what is not asked of this program on this machine, when the
  ///   first may not always run, or two want a constant in different layouts.
  public mutating func applyDefault(_ ways: [ApplyDefault.Way] = []) throws(Refusal) {
    try apply(ApplyDefault(ways))
  }
}

extension Trace {
  /// The schedule that needs no measurement, as the decisions of ways say.
  public init(default ways: [Schedule.ApplyDefault.Way]) {
    self.init()
    _ = append(Schedule.ApplyDefault(ways), results: [])
  }

  /// The ways of the analytic schedule that this is or begins with; `nil` if it begins otherwise.
  public var defaultWays: [Schedule.ApplyDefault.Way]? {
    steps.first.flatMap { module.match($0, as: Schedule.ApplyDefault.self)?.ways }
  }
}

extension Schedule.ApplyDefault: VerifiableOperation {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let names = module.property("ways", of: operation)?.arrayValue ?? []
    let costs = module.property("costs", of: operation)?.mapExpressions ?? []
    if names.count != costs.count {
      diagnostics.error(
        "expected a cost for each way, found \(names.count) ways and \(costs.count) costs",
        at: module.location(of: operation))
    }
    for name in names {
      guard let text = name.stringValue else {
        diagnostics.error("expected ways as strings", at: module.location(of: operation))
        continue
      }
      do throws(Diagnostic) { _ = try Decisions(parsing: text) } catch {
        diagnostics.error(error.message, at: module.location(of: operation))
      }
    }
  }
}

extension ScheduledProgram {
  /// Refuses a cost that has no value for some sizes: ranges may be others than those it was found for.
  fileprivate func requireEvaluable(_ cost: IndexExpression) throws(Refusal) {
    let symbols = assumptions.symbols
    guard cost.dimensionNumbers.isEmpty, cost.symbolNames.allSatisfy({ symbols[$0] != nil }) else {
      throw Refusal("the cost '\(cost)' must be an expression of the program's sizes")
    }
    if let divisor = cost.divisors.first(where: { !assumptions.isNonNegative($0 - 1) }) {
      throw Refusal("the cost '\(cost)' divides by '\(divisor)', which may be zero or less")
    }
  }
}

extension Schedule.ApplyDefault {
  fileprivate func apply(
    to program: OperationID, in module: inout Module, _ hardware: HardwareDescription
  ) throws(Diagnostic) {
    if ways.isEmpty {
      return try applyDefaultSchedule(to: program, in: &module, hardware: hardware)
    }
    let scheduled = try ways.map { way throws(Diagnostic) in
      try way.applied(to: program, in: module, hardware)
    }
    var result = scheduled[0].module
    guard let body = result.body(of: program),
      let assumptions = result.match(program, as: Program.Function.self)?.assumptions,
      assumptions.isNonNegative(scheduled[0].condition)
    else {
      throw .error(
        "the first way, '\(ways[0].decisions)', may not run for all sizes, but only where "
          + "\(scheduled[0].condition) is zero or more")
    }
    if ways.count > 1 {
      let operations = result.operations(in: body).filter { !result.isTopLevelBuffer($0) }
      let choice = result.build(at: .atEnd(of: body)) { build in
        build.insertOperation(
          Program.Choose(
            costs: ways.map { assumptions.simplified($0.cost) },
            conditions: scheduled.map(\.condition), names: ways.map(\.name)))
      }
      let regions = result.regions(of: choice)
      let first = result.appendBlock(to: regions[0])
      for operation in operations { result.move(operation, to: .atEnd(of: first)) }
      for (other, region) in zip(scheduled.dropFirst(), regions.dropFirst()) {
        try result.append(program, of: other.module, to: region)
      }
    }
    module = result
  }
}

extension Schedule.ApplyDefault.Way {
  /// What people call it.
  fileprivate var name: String {
    decisions.answers.isEmpty ? "analytic" : decisions.description
  }

  fileprivate func applied(
    to program: OperationID, in module: Module, _ hardware: HardwareDescription
  ) throws(Diagnostic) -> (module: Module, condition: IndexExpression) {
    var copy = module
    let report = try applySchedule(
      to: program, in: &copy, hardware: hardware, decisions: decisions, isExploring: false)
    if let name = report.unused.first {
      throw .error(
        "'\(name)=\(decisions[name] ?? "")' is decided, which this program does not ask on this machine"
      )
    }
    return (copy, report.condition)
  }
}

extension Module {
  /// Whether this is a buffer that the whole program works in, which is no part of a way.
  fileprivate func isTopLevelBuffer(_ operation: OperationID) -> Bool {
    match(operation, as: Program.Allocate.self)?.type.scope == .global
  }

  /// Copies the body of the same program, scheduled in another way, to a region; buffers that it works
  /// in are shared with those of other ways, since one way runs.
  fileprivate mutating func append(
    _ program: OperationID, of other: Module, to region: RegionID
  ) throws(Diagnostic) {
    guard let mine = body(of: program), let theirs = other.body(of: program) else { return }
    let (arguments, others) = (self.arguments(of: mine), other.arguments(of: theirs))
    let function = match(program, as: Program.Function.self)
    guard arguments.map({ type(of: $0) }) == others.map({ other.type(of: $0) }),
      function?.constants == other.match(program, as: Program.Function.self)?.constants
    else { throw .error("ways want a constant in different layouts") }
    var mapping = ValueMapping()
    for (argument, own) in zip(others, arguments) { mapping[argument] = own }
    var free = operations(in: mine).filter { isTopLevelBuffer($0) }
    let block = appendBlock(to: region)
    for operation in other.operations(in: theirs) {
      guard other.isTopLevelBuffer(operation) else {
        clone(operation, from: other, at: .atEnd(of: block), mapping: &mapping)
        continue
      }
      let buffer = other.result(of: operation)
      let type = other.type(of: buffer)
      if let place = free.firstIndex(where: { self.type(of: result(of: $0)) == type }) {
        mapping[buffer] = result(of: free.remove(at: place))
      } else {
        clone(operation, from: other, at: .atStart(of: mine), mapping: &mapping)
      }
    }
  }
}
