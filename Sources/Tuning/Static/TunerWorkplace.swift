import CodeGeneration
import Dialects
import Foundation
import Support

/// Where candidates are built and run: a folder, a code generator, a runner.
struct TunerWorkplace {
  private let folder: CandidateFolder
  let runner: RunnerProcess
  private let generator: CodeGenerator
  private let options: TuningOptions

  /// - Throws: a diagnostic when code for the target cannot run here, or nothing can be written.
  init(_ options: TuningOptions) throws(Diagnostic) {
    try options.requireSensible()
    try options.hardware.requireHere(toBe: "timed")
    folder = try CandidateFolder()
    self.options = options
    generator = CodeGenerator(hardware: options.hardware)
    runner = RunnerProcess(program: options.runner.program, arguments: options.runner.arguments)
    do throws(Diagnostic) { try runner.requireAnswer() } catch {
      folder.remove()
      throw error
    }
  }

  /// Ends the runner, and removes what was built.
  func close() {
    runner.stop()
    folder.remove()
  }

  func builder(of task: TuningTask) -> CandidateBuilder {
    CandidateBuilder(
      task, hardware: options.hardware, threads: options.threads, folder: folder.url,
      generator: generator)
  }

  /// Compares code with the reference evaluator at those of the points that take it a moment.
  ///
  /// - Throws: a diagnostic when there can be no runner.
  func check(
    _ candidate: Candidate, of builder: CandidateBuilder, at points: [[String: Int]]
  ) throws(Diagnostic) -> ReferenceCheck.Outcome {
    try ReferenceCheck(builder: builder, runner: runner, seed: options.seed, folder: folder.url)
      .run(candidate, at: points)
  }
}
