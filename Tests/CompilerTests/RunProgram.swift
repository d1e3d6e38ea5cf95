import Foundation

/// Runs a program of the machine, or `./` one that a test built, in a folder; gives what it wrote to both its
/// outputs.
func runProgram(
  _ arguments: [String], in folder: URL
) throws -> (status: Int32, text: String) {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = arguments
  process.currentDirectoryURL = folder
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, text)
}
