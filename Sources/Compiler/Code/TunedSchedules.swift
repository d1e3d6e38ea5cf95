import Dialects
import IR
import Scheduling
import Support

/// Schedules that were found by measuring, or written by hand, for one machine: traces by program.
public struct TunedSchedules: Sendable {
  /// Texts of traces over the canonical sizes of the programs' keys.
  private var traces: [String: String] = [:]
  /// Told of a trace that does not fit its program; the program has the schedule that needs no measurement
  /// then.
  public var whenRefused: @Sendable (Diagnostic) -> Void = { _ in }

  public init() {}

  public var isEmpty: Bool { traces.isEmpty }

  /// Keeps the trace of the program with this key.
  public mutating func insert(_ trace: Trace, for key: ProgramKey) {
    insert(key.canonical(trace).description, forKeyNamed: key.name)
  }

  /// Keeps a trace as text, whose formulas are over canonical sizes already.
  ///
  /// Nobody reads it before a program with this key is compiled.
  public mutating func insert(_ trace: String, forKeyNamed name: String) { traces[name] = trace }

  /// Schedules a program by the trace that is kept for it.
  ///
  /// A trace is replayed with all checks: ranges may be others than those it was found for.
  ///
  /// - Returns: `false`, with nothing done, when there is none, or it does not fit.
  func apply(
    to program: OperationID, in module: inout Module, hardware: HardwareDescription
  ) -> Bool {
    if traces.isEmpty { return false }
    let key = ProgramKey(program, in: module)
    guard let text = traces[key.name] else { return false }
    do throws(Diagnostic) {
      module = try Trace.stored(text, of: key).applied(to: program, in: module, hardware)
      return true
    } catch {
      whenRefused(
        Diagnostic(
          .warning,
          "the stored schedule of program \(key.name.prefix(12)) is not used, since it does not fit: "
            + "\(error.message); tune it again", at: module.location(of: program)))
      return false
    }
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
