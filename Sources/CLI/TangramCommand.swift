import ArgumentParser
import Compiler
import Foundation

/// `tangram`: one executable, its work in subcommands.
@main
struct TangramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tangram",
    abstract: "Compiles machine-learning models to native code.",
    version: Tangram.version,
    subcommands: [
      InspectCommand.self, CompileCommand.self, RunCommand.self, BenchCommand.self,
      TuneCommand.self, TrainCostsCommand.self, ExplainCommand.self, DatabaseCommand.self,
      OptCommand.self,
      ReduceCommand.self, LanguageServerCommand.self, DoctorCommand.self,
      RunnerCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// Says what `error` has to say, which may be help, and ends the program.
  private static func end(with error: any Error) -> Never {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    guard code.isSuccess else {
      if !message.isEmpty { printError(message) }
      exit(withError: code)
    }
    do {
      try reporting { print(message) }
      exit(withError: code)
    } catch {
      exit(withError: error)
    }
  }
}
