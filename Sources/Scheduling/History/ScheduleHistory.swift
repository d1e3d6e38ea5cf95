import Dialects
import IR
import Support

/// What every step of a schedule did: the loop nest before it and after it.
///
///     let history = try ScheduleHistory(of: schedule.trace, on: program.module, program.function)
///     print(history.text(width: 160))
///     try history.page(title: "dense", code: kernel.assembly()).write(toFile: …)
public struct ScheduleHistory: Sendable {
  /// One step.
  public struct Step: Sendable {
    /// The step as Swift.
    public var call: String
    /// The lines of the sketch before it and after it.
    public var before: [String]
    public var after: [String]
    /// The same, beside each other.
    public var rows: [SketchRow]

    /// Whether the step rewrote the program: looking something up does not.
    public var changesProgram: Bool { before != after }
  }

  public private(set) var steps: [Step] = []

  /// Replays a trace on the program it was recorded on, for the machine it was recorded for.
  ///
  /// - Throws: the refusal of the first step that does not fit.
  public init(
    of trace: Trace, on module: Module, _ function: OperationID,
    hardware: HardwareDescription? = nil
  ) throws(Refusal) {
    var program = ScheduledProgram(module, function: function, hardware: hardware)
    program.isTrusted = true
    var before = sketch(of: function, in: module)
    for (step, call) in zip(trace.steps, trace.calls) {
      try TraceStep(step, of: trace).run(on: &program)
      let after = sketch(of: function, in: program.module)
      steps.append(
        Step(call: call, before: before, after: after, rows: SketchRow.rows(before, after)))
      before = after
    }
  }

  /// The steps that rewrote the program, each with both loop nests beside each other.
  ///
  /// Lines that differ are marked; lines longer than half of `width` are cut.
  public func text(width: Int = 120) -> String {
    let half = max(20, (width - 5) / 2)
    var lines: [String] = []
    for step in steps where step.changesProgram {
      lines.append("── \(step.call)")
      for row in step.rows {
        let mark = row.isSame ? " " : row.left == nil ? ">" : row.right == nil ? "<" : "|"
        let left = Self.cut(row.left ?? "", half)
        let padding = String(repeating: " ", count: half - left.count)
        let line = "\(left)\(padding) \(mark) \(Self.cut(row.right ?? "", half))"
        lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static func cut(_ line: String, _ width: Int) -> String {
    line.count <= width ? line : line.prefix(width - 1) + "…"
  }
}
