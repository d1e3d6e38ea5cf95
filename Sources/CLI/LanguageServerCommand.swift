import ArgumentParser
import Compiler
import Dialects
import LanguageServer

/// `tangram lsp`: a language server for text modules, over standard input and output.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Serves editors that open text modules (LSP, on standard input).")

  @Flag(name: .long, help: "Operations of dialects that are not known are no errors.")
  var allowUnregistered = false

  @Flag(name: .long, help: "Speak over standard input and output; there is no other way.")
  var stdio = false

  @Flag(name: .long, help: "Say on standard error what was asked and how long it took.")
  var verbose = false

  func run() throws {
    let server = LanguageServer(
      dialects: Dialects.known, allowsUnregistered: allowUnregistered, version: Tangram.version)
    let log: ((String) -> Void)? = verbose ? { line in printError(line) } : nil
    let code = ServerLoop.run(server, log: log)
    if code != 0 { throw ExitCode(code) }
  }
}
