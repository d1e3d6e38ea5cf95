import Compiler
import Foundation
import IR
import Support

/// An error of the compiler's own, with the file that shows it again.
struct InternalFailure: Error {
  var description: String
  /// The reproducer; `nil` when it could not be written.
  var path: String?
}

/// Runs `body`, which lowers `module`; when the compiler contradicts itself, writes down the module
/// and what was asked of it.
func keepingReproducer<Result>(
  of module: Module, _ options: CompileOptions, _ body: () throws -> Result
) throws -> Result {
  do {
    return try body()
  } catch let error as Diagnostic where error.isInternal {
    throw failure("\(error)", module, options)
  } catch let error as DiagnosticError where error.diagnostics.contains(where: \.isInternal) {
    throw failure("\(error)", module, options)
  }
}

private func failure(
  _ description: String, _ module: Module, _ options: CompileOptions
) -> InternalFailure {
  let comment = [
    "tangram \(Tangram.version): \(description)",
    "target: \(options.hardware.name), \(options.hardware.processor), \(options.hardware.triple)",
    "pipeline: \(Tangram.pipeline.joined(separator: ", "))",
    "again: tangram compile THIS_FILE.mlir --emit asm -o -",
  ]
  let text =
    comment.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    .map { "// \($0)\n" }.joined() + module.text()
  // The same failure has the same file, so that a script that tries again does not fill the disk.
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let path = FileManager.default.temporaryDirectory
    .appending(path: "tangram-reproducer-\(String(hash, radix: 16)).mlir").path(
      percentEncoded: false)
  let isWritten = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
  return InternalFailure(description: description, path: isWritten ? path : nil)
}
