import ArgumentParser
import Foundation
import IR
import Support

/// Writes to standard error.
///
/// Where that cannot be written, as on a full disk, the exit code alone says it.
func printError(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}

/// Runs `body` and turns what it throws into text on standard error and an exit code: 1 for a
/// wrong input or request, 2 for an error of the compiler's own.
func reporting(_ body: () throws -> Void) throws {
  do {
    try body()
    if fflush(nil) != 0 {
      throw Diagnostic.error(
        "cannot write to standard output: \(String(cString: strerror(errno)))")
    }
  } catch let error as ExitCode {
    throw error
  } catch let error as ValidationError {
    throw error
  } catch let failure as PassFailure {
    printError("\(failure)")
    throw ExitCode(failure.isInternal ? 2 : 1)
  } catch let failure as InternalFailure {
    printError(failure.description)
    if let path = failure.path {
      printError("note: this is a bug of tangram; please report it with '\(path)', which shows it")
    }
    throw ExitCode(2)
  } catch let error as Diagnostic where error.isInternal {
    printError("\(error)")
    throw ExitCode(2)
  } catch {
    printError("\(error)")
    throw ExitCode(1)
  }
}
