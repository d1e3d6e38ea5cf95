import CodeGeneration
import Dialects
import Support

extension HardwareDescription {
  /// Whether the processor at hand can run code for this one.
  public var runsHere: Bool { missingHere == nil }

  /// Refuses code that the processor at hand cannot run, which ends a process that tries.
  ///
  /// - Parameter verb: what was to be done with the code, as in `run`.
  /// - Throws: a diagnostic that says what the processor lacks.
  public func requireHere(toBe verb: String) throws(Diagnostic) {
    guard let missingHere else { return }
    throw .error(
      "code for '\(name)' cannot be \(verb) here: this processor lacks \(missingHere)")
  }

  /// What the processor at hand lacks, for people; `nil` when it lacks nothing.
  private var missingHere: String? {
    architecture == Self.architectureHere ? lackingHere : "its instructions"
  }
  private static let architectureHere = HardwareDescription.detectHost().architecture
}
