import Dialects
import IR
import Support

/// A schedule that was found by measuring: a few ways to run a program, and what each costs.
///
/// Before: `program.func { the stages }`. After:
///
///     program.func {
///       program.choose "panel=4 tile=1x64" cost [m * 9 + …] { … }
///         or "panel=4 tile=14x32" cost [(m ceildiv 14) * 80 + …] where [m - 14] { … } }
///
/// Costs are formulas of the sizes with measured coefficients, in units of 2^-10 nanoseconds; the
/// same formulas choose at compile time and at run time. Since the first way may always run, and
/// costs and conditions are evaluated for any sizes, the choice is total over the declared ranges.
public struct TunedSchedule: Hashable, Sendable {
  public struct Way: Hashable, Sendable {
    public var decisions: Decisions
    public var cost: IndexExpression

    public init(_ decisions: Decisions, cost: IndexExpression) {
      (self.decisions, self.cost) = (decisions, cost)
    }
  }

  /// At least one; the first may always run.
  public var ways: [Way]
  /// Threads that the costs are for.
  public var threads: Int

  public init(_ ways: [Way], threads: Int = 1) {
    (self.ways, self.threads) = (ways, threads)
  }

  /// Schedules `program`.
  ///
  /// - Throws: a diagnostic when a way answers what is not asked of this program, when the first may
  ///   not always run, or when two want a constant in different layouts. `module` is as it was then.
  public func apply(
    to program: OperationID, in module: inout Module, hardware: HardwareDescription
  ) throws(Diagnostic) {
    var scheduled: [(module: Module, report: ScheduleReport)] = []
    for way in ways {
      var copy = module
      let report = try applySchedule(
        to: program, in: &copy, hardware: hardware, decisions: way.decisions, threads: threads,
        isExploring: false)
      if let name = report.unused.first {
        throw .error(
          "a tuned schedule decides '\(name)=\(way.decisions[name] ?? "")', which the program does "
            + "not ask; tune it again", at: module.location(of: program))
      }
      scheduled.append((copy, report))
    }
    guard var result = scheduled.first?.module, let body = result.body(of: program),
      let assumptions = result.match(program, as: Program.Function.self)?.assumptions
    else { throw .error("a tuned schedule has no way to run", at: module.location(of: program)) }
    guard assumptions.isNonNegative(scheduled[0].report.condition) else {
      throw .error(
        "the first way of a tuned schedule, '\(ways[0].decisions)', may not run for all sizes; tune "
          + "it again", at: module.location(of: program))
    }
    if ways.count > 1 {
      let operations = result.operations(in: body).filter { !result.isTopLevelBuffer($0) }
      let choice = result.build(at: .atEnd(of: body)) { build in
        build.insertOperation(
          Program.Choose(
            costs: ways.map { assumptions.simplified($0.cost) },
            conditions: scheduled.map(\.report.condition),
            names: ways.map { $0.decisions.description }))
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
    else {
      throw .error(
        "ways of a tuned schedule want a constant in different layouts; tune it again",
        at: location(of: program))
    }
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
