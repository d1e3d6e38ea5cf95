import CodeGeneration
import Dialects
import Foundation
import Support

/// Where candidates are built and run: a folder, a code generator, a runner.
struct TunerWorkplace {
  let folder: URL
  let runner: RunnerProcess
  private let generator: CodeGenerator
  private let options: TuningOptions

  /// - Throws: a diagnostic when code for the target cannot run here, or nothing can be written.
  init(_ options: TuningOptions) throws(Diagnostic) {
    let own = HardwareDescription.detectHost().architecture
    let lacking =
      options.hardware.architecture == own ? options.hardware.lackingHere : "its instructions"
    if let lacking {
      throw .error(
        "code for '\(options.hardware.name)' cannot be timed here: this processor lacks \(lacking)")
    }
    folder = FileManager.default.temporaryDirectory.appending(
      path: "tangram-tune-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch { throw .error("cannot make a folder for candidates: \(error.localizedDescription)") }
    self.options = options
    generator = CodeGenerator(hardware: options.hardware)
    runner = RunnerProcess(program: options.runner.program, arguments: options.runner.arguments)
  }

  /// Ends the runner, and removes what was built.
  func close() {
    runner.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  func builder(of task: TuningTask) -> CandidateBuilder {
    CandidateBuilder(
      task, hardware: options.hardware, threads: options.threads, folder: folder,
      generator: generator)
  }

  /// Compares code with the reference evaluator at those of the points that take it a moment.
  ///
  /// - Throws: a diagnostic when there can be no runner.
  func check(
    _ candidate: Candidate, of builder: CandidateBuilder, at points: [[String: Int]]
  ) throws(Diagnostic) -> ReferenceCheck.Outcome {
    try ReferenceCheck(builder: builder, runner: runner, seed: options.seed, folder: folder)
      .run(candidate, at: points)
  }
}
