import CodeGeneration
import Compiler
import Dialects
import Foundation
import IR
import Support
import TensorExpressions
import Testing
import Tuning

/// The searches for known sizes, with runners that work and runners that do not.
@Suite struct StaticTunerTests {
  private static let context = Context(dialects: Dialects.all)

  private static func options(
    _ runner: (program: String, arguments: [String]) = (TestRunner.program, ["runner"])
  ) -> TuningOptions {
    TuningOptions(hardware: .detectHost(), threads: 1, builders: 1, runner: runner)
  }

  /// The sums of `rows` rows.
  private static func sums(
    _ rows: Int, of columns: Int
  ) throws(Diagnostic) -> [TuningTask] {
    var f = TensorFunction("sums", context: context)
    let x = f.input("x", [IndexExpression(rows), IndexExpression(columns)], .f32)
    let y = f.output("y", [IndexExpression(rows)], .f32)
    let (i, k) = (f.axis("i", IndexExpression(rows)), f.axis("k", IndexExpression(columns)))
    f.define(y, [i], sum(x[i, k], over: k))
    let program: TensorProgram
    do throws(DiagnosticError) { program = try f.finish() } catch {
      throw error.diagnostics[0]
    }
    return try TuningTask.tasks(ofPrograms: program.module)
  }

  /// What is no runner is told of before anything is searched.
  @Test(arguments: [
    ("/bin/false", "ended with exit code 1"), ("/bin/cat", "is no runner"),
    ("/nowhere", "cannot start a runner, '/nowhere'"), ("nowhere", "'nowhere'"),
    ("true", "'/"),
  ])
  func whatIsNoRunnerIsSaid(_ program: String, _ words: String) throws {
    do throws(Diagnostic) {
      let tasks = try Self.sums(3, of: 40)
      _ = try StaticTuner(tasks, Self.options((program, [])), nil).run()
      Issue.record("nothing was refused")
    } catch { #expect(error.message.contains(words), "\(error.message)") }
  }

  /// Partial sums round otherwise, and are right where that is allowed; without leave there are none.
  @Test func sumsAreReassociatedWhereThatIsAllowed() throws {
    var options = Self.options()
    options.trials = 16
    let folder = FileManager.default.temporaryDirectory.appending(path: "sums-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try TuningDatabase(path: folder.appending(path: "d").path())
    func timings(_ options: TuningOptions) throws -> [TuningRecord] {
      let tasks = try Self.sums(2, of: 5003)
      _ = try StaticTuner(tasks, options, database, by: .evolution).run()
      return try database.timings(
        program: tasks[0].key.name, hardware: options.hardware.tuningKey, threads: 1)
    }
    func partial(_ records: [TuningRecord]) -> [TuningRecord] {
      records.filter { $0.decisions.contains("parts") || $0.decisions.contains("lanes") }
    }
    #expect(try partial(timings(options)).isEmpty)
    options.mayReassociate = true
    let found = partial(try timings(options))
    #expect(found.count > 1, "\(found)")
    for record in found {
      #expect(record.isCorrect == true && record.failure == nil, "\(record)")
    }
    // What was near enough then is another thing where results must be the same.
    #expect(found.allSatisfy { $0.decisions.contains("sums=reassociated") }, "\(found)")
  }
}
