import ArgumentParser
import Compiler

/// `tangram`: one executable, its work in subcommands.
@main
struct TangramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tangram",
    abstract: "Compiles machine-learning models to native code.",
    version: Tangram.version,
    subcommands: [
      InspectCommand.self, CompileCommand.self, RunCommand.self, BenchCommand.self,
      OptCommand.self, ReduceCommand.self, LanguageServerCommand.self, DoctorCommand.self,
    ])
}
