import Dialects
import IR
import Scheduling
import Support

/// Schedules that were found by measuring, or written by hand, for one machine: traces by program, and
/// for each those for several ranges of its sizes.
public struct TunedSchedules: Sendable {
  /// A text over the canonical sizes of the program's key.
  private struct Entry {
    var trace: String
    /// What it was found for; `nil` where that is all.
    var ranges: TunedRanges?
    var isSecondChoice: Bool
  }

  private var entries: [String: [Entry]] = [:]
  /// Programs that keep the schedule that needs no measurement, since nothing faster was found.
  private var untuned: Set<String> = []
  /// Told of traces that do not fit their program, and when there is none for any program of a model; what has
  /// none has the schedule that needs no measurement.
  public var whenUnused: @Sendable (Diagnostic) -> Void = { _ in }

  public init() {}

  public var isEmpty: Bool { entries.isEmpty }

  /// Keeps the trace of the program with this key, for all sizes.
  public mutating func insert(_ trace: Trace, for key: ProgramKey) {
    insert(key.canonical(trace).description, forKeyNamed: key.name)
  }

  /// Keeps a trace as text, whose formulas are over canonical sizes already.
  ///
  /// Nobody reads it before a program with this key is compiled. It was found for `ranges`, or for all; as a
  /// second choice it is taken when no other one fits.
  public mutating func insert(
    _ trace: String, forKeyNamed name: String, ranges: TunedRanges? = nil,
    isSecondChoice: Bool = false
  ) {
    entries[name, default: []].append(
      Entry(trace: trace, ranges: ranges, isSecondChoice: isSecondChoice))
  }

  /// Remembers that nothing faster was found for the program with this key.
  public mutating func insertUntuned(forKeyNamed name: String) { untuned.insert(name) }

  /// What became of a program that may have a schedule here.
  enum Use: Sendable {
    /// It is scheduled.
    case applied
    /// There are schedules, but none that fits, or nothing faster than the one without measurement.
    case left
    /// Nobody has tuned it.
    case unknown
  }

  /// Says so when there are schedules, and none for any program of a model.
  func report(_ uses: [Use]) {
    guard !entries.isEmpty, !uses.isEmpty,
      uses.allSatisfy({ $0 == .unknown })
    else { return }
    let kernels = uses.count == 1 ? "the kernel" : "any of the \(uses.count) kernels"
    whenUnused(
      Diagnostic(
        .warning,
        "no stored schedule is for \(kernels) of this model, which was not tuned, or by another version; "
          + "tune it"))
  }

  /// Schedules a program by a trace that is kept for it, the first that fits of those for these ranges.
  ///
  /// A trace is replayed with all checks: ranges may be others than those it was found for.
  ///
  /// Nothing is done when there is none, or none fits.
  func apply(
    to program: OperationID, in module: inout Module, hardware: HardwareDescription
  ) -> Use {
    if entries.isEmpty { return .unknown }
    let key = ProgramKey(program, in: module)
    guard let known = entries[key.name] else {
      return untuned.contains(key.name) ? .left : .unknown
    }
    let symbols = module.match(program, as: Program.Function.self)?.symbols ?? []
    let ranges = key.sizes.compactMap { name in symbols.first { $0.name == name }?.range }
    func distance(_ entry: Entry) -> Double? {
      entry.ranges.map { $0.distance(to: ranges) } ?? 0
    }
    let suiting = known.filter { distance($0) != nil }
    func place(_ number: Int) -> (Int, Double, Int) {
      (suiting[number].isSecondChoice ? 1 : 0, distance(suiting[number]) ?? 0, number)
    }
    var problem: String?
    for number in suiting.indices.sorted(by: { place($0) < place($1) }) {
      do throws(Diagnostic) {
        let trace = try Trace.stored(suiting[number].trace, of: key)
        module = try trace.applied(to: program, in: module, hardware)
        return .applied
      } catch {
        problem = problem ?? "it does not fit: \(error.message); tune it again"
      }
    }
    whenUnused(
      Diagnostic(
        .warning,
        "the stored schedule of program \(key.name.prefix(12)) is not used, since "
          + (problem ?? "it was found for other sizes; tune it for those that are compiled for"),
        at: module.location(of: program)))
    return .left
  }
}

extension Trace {
  /// Reads a trace that was stored for the program with this key.
  ///
  /// - Throws: a diagnostic at what is no step of a schedule.
  public static func stored(
    _ text: String, of key: ProgramKey
  ) throws(Diagnostic) -> Trace { key.named(try Trace(stored: text)) }

  /// Reads a trace that was stored, over canonical sizes.
  ///
  /// - Throws: a diagnostic at what is no step of a schedule.
  public init(stored text: String) throws(Diagnostic) {
    do {
      try self.init(parsing: text)
    } catch let error as DiagnosticError {
      throw error.diagnostics.first ?? .error("\(error)")
    } catch {
      throw error as? Diagnostic ?? .error("\(error)")
    }
    if steps.isEmpty { throw .error("it has no steps") }
  }

  /// The module with `program` scheduled by these steps, all of them checked.
  ///
  /// - Throws: a diagnostic with the refusal of the first step that does not fit.
  package func applied(
    to program: OperationID, in module: Module, _ hardware: HardwareDescription
  ) throws(Diagnostic) -> Module {
    var schedule = try Schedule(
      module, function: program, context: self.module.context, hardware: hardware)
    do throws(Refusal) { try schedule.replay(self) } catch {
      throw .error(error.description, at: module.location(of: program))
    }
    return schedule.module
  }
}
