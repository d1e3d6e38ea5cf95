import ArgumentParser
import CodeGeneration
import Compiler
import Formats
import Foundation
import Support
import Tuning

/// `tangram explain`: which micro-kernels of a tuned model run where, and how fast.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says which micro-kernels run at which sizes, how fast, and what limits them.")

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions

  @Option(
    name: .long,
    help: "The file that 'tangram tune' wrote; by default what '--tuning' names, or tangram.tuning."
  )
  var db: String?

  @Option(name: .long, help: "Also write one HTML page with curves over the range.")
  var html: String?

  func validate() throws {
    try requireName(db, "'--db'")
    try requireName(html, "'--html'")
  }

  func run() throws {
    try reporting {
      if let html { try requireWritable(html) }
      let compile = try options.compileOptions(threads: common.threads)
      // What the database has was timed here.
      try compile.hardware.requireHere(toBe: "timed")
      let tasks = try options.tuningTasks(compile)
      let database = try TuningDatabase(reading: db ?? options.tuning ?? "tangram.tuning")
      let explanation = try Explanation(
        tasks, database, hardware: compile.hardware,
        threads: common.threads > 0 ? common.threads : compile.hardware.cores,
        peak: try MeasuredPeak.measure(compile.hardware))
      if let html {
        let page = explanation.page(title: compile.name)
        do throws(FormatError) {
          try AtomicFile.write([ByteView(copying: Array(page.utf8))], to: html)
        } catch {
          throw Diagnostic.error("\(error)")
        }
      }
      if common.json { try printJSON(explanation) } else { print(explanation) }
    }
  }
}
