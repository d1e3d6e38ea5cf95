import Compiler
import Dialects
import Scheduling
import Support

/// A program under some decisions, compiled.
struct Candidate: Sendable {
  let decisions: Decisions
  let report: ScheduleReport?
  /// An object file.
  let object: String
  /// Of the object file.
  let codeBytes: Int
  let function: String
  /// What it takes: operands and results, and what it works in.
  let arguments: [Program.BufferType]
  let constants: [Program.Function.Constant]
  let outputCount: Int
  let scratch: [IndexExpression]

  /// Whether it may run at these sizes.
  func mayRun(at sizes: [String: Int]) -> Bool {
    report.map { $0.condition.evaluate(symbols: sizes) ?? -1 >= 0 } ?? true
  }
}
