import ArgumentParser
import Foundation
import IR
import Support

/// Writes to standard error.
func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// Runs `body` and turns what it throws into text on standard error and an exit code: 1 for a
/// wrong input or request.
func reporting(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as ExitCode {
    throw error
  } catch let error as ValidationError {
    throw error
  } catch let failure as PassFailure {
    printError("\(failure)")
    throw ExitCode(failure.isInternal ? 2 : 1)
  } catch {
    printError("\(error)")
    throw ExitCode(1)
  }
}
