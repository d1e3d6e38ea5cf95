import Foundation
import ToyCompiler

/// The command line: everything it does is in `ToyCommand`.
@main struct Toyc {
  static func main() {
    let outcome = ToyCommand.run(Array(CommandLine.arguments.dropFirst())) { file in
      guard file == "-" else { return try String(contentsOfFile: file, encoding: .utf8) }
      let input = try FileHandle.standardInput.readToEnd() ?? Data()
      guard let text = String(data: input, encoding: .utf8) else {
        throw CocoaError(.fileReadInapplicableStringEncoding)
      }
      return text
    }
    FileHandle.standardOutput.write(Data(outcome.output.utf8))
    FileHandle.standardError.write(Data(outcome.errors.utf8))
    exit(outcome.status)
  }
}
