import Dialects
import Scheduling
import Support
import Testing
import Tuning

/// Options that make no sense are refused before anything is timed.
@Suite struct TuningOptionsTests {
  private static func options() -> TuningOptions {
    TuningOptions(
      hardware: HardwareDescription(
        name: "test", architecture: .x86, triple: "x86_64-unknown-linux-gnu",
        processor: "x86-64-v3", vectorBits: 256, vectorRegisters: 16, hasFusedMultiplyAdd: true,
        hasMasking: false, caches: [.init(bytes: 32 << 10)], cores: 4),
      threads: 1, builders: 1, runner: ("nothing", []))
  }

  private struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout TuningOptions) -> Void
  }

  @Test(arguments: [
    Case(testDescription: "'threads' of the tuning options must be at least 1, not 0") {
      $0.threads = 0
    },
    Case(testDescription: "'builders' of the tuning options must be from 1 to 1024, not 1025") {
      $0.builders = 1025
    },
    Case(testDescription: "space 0 has no steps; expected those of a schedule") {
      $0.spaces = [Trace()]
    },
    Case(testDescription: "'trials' of the tuning options must be at least 0, not -1") {
      $0.trials = -1
    },
    Case(testDescription: "'budget' of the tuning options must be more than 0 s, not 0.0") {
      $0.budget = 0
    },
    Case(testDescription: "'precision' of the tuning options must be more than 0, not nan") {
      $0.precision = .nan
    },
    Case(testDescription: "0 trials are for 'beam'; 'evolution' finds schedules by measuring") {
      $0.trials = 0
    },
  ])
  private func whatMakesNoSenseIsRefused(_ example: Case) {
    var options = Self.options()
    example.change(&options)
    do throws(Diagnostic) {
      _ = try StaticTuner([], options, nil, by: .evolution).run()
      Issue.record("nothing was refused")
    } catch { #expect(error.message == example.testDescription) }
  }
}
