import CodeGeneration
import Compiler
import Dialects
import IR
import Scheduling
import Support
import Tuning

/// A pipeline at the sizes at which it is timed, with the schedule that `tangram tune` has found for them.
enum TunedPipeline {
  /// The program with its sizes known.
  static func task(_ pipeline: any Pipeline.Type, _ context: Context) throws -> TuningTask {
    let sizes = pipeline.sizes.mapValues { SymbolRange($0, $0) }
    let tasks = try TuningTask.tasks(
      ofPrograms: try pipeline.program(context).module, sizes: sizes)
    guard let task = tasks.first else { throw Diagnostic.error("there is no program") }
    return task
  }

  /// Code with the schedule in a database; where there is none, with the one that needs no measurement.
  static func kernel(
    _ pipeline: any Pipeline.Type, database path: String, threads: Int, _ context: Context
  ) throws -> TensorKernel {
    let task = try task(pipeline, context)
    let hardware = Pipelines.hardware
    let records = try TuningDatabase(reading: path).schedules(
      program: task.key.name, hardware: hardware.tuningKey, threads: threads)
    if let own = records.last, !own.trace.isEmpty {
      let trace = try Trace.stored(own.trace, of: task.key)
      let module = try trace.applied(to: task.program, in: task.module, hardware)
      return try TensorKernel(task.program, in: module, hardware: hardware)
    }
    var module = task.module
    try applyDefaultSchedule(to: task.program, in: &module, hardware: hardware)
    return try TensorKernel(task.program, in: module, hardware: hardware)
  }
}
