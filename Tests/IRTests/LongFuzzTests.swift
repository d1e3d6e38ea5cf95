import Dialects
import Foundation
import IR
import Support
import TestSupport
import Testing

/// The fuzzers of both forms for as long as `FUZZ_MINUTES` says; `scripts/fuzz` runs them.
///
/// Every input is written to `FUZZ_INPUTS` before it is read, so that it is at hand after a trap.
@Suite struct LongFuzzTests {
  static let minutes = ProcessInfo.processInfo.environment["FUZZ_MINUTES"].flatMap(Double.init)
  static let folder = ProcessInfo.processInfo.environment["FUZZ_INPUTS"]
  static let seed = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init)

  @Test(.enabled("FUZZ_MINUTES is not set") { minutes != nil }, arguments: ["text", "binary"])
  func nothingTrapsOrHangs(_ form: String) throws {
    let contexts = [
      Context(dialects: [], allowsUnregisteredDialects: true),
      Context(dialects: [Check.dialect], allowsUnregisteredDialects: true),
      Context(dialects: Dialects.all, allowsUnregisteredDialects: true),
      Context(dialects: Dialects.all + [Check.dialect]),
    ]
    let originals = FuzzOriginals.make(form)
    try #require(!originals.isEmpty)
    let end = Date.now.addingTimeInterval((Self.minutes ?? 0) * 60)
    var seed = Self.seed ?? UInt64(Date.now.timeIntervalSince1970) << 20
    var (count, accepted, slowest) = (0, 0, 0.0)
    while Date.now < end {
      seed += 1
      count += 1
      var random = RandomSource(seed: seed)
      let original = originals[Int.random(in: 0..<originals.count, using: &random)]
      let donor = originals[Int.random(in: 0..<originals.count, using: &random)]
      let damaged =
        form == "text"
        ? Mutation.mutate(original, with: &random, donor: donor)
        : BinaryMutation.mutate(original, with: &random, donor: donor)
      if let folder = Self.folder {
        try Data(damaged).write(to: URL(filePath: "\(folder)/\(form)"))
      }
      let start = Date.now
      // A context keeps all it has seen: a new one now and then.
      let number = Int.random(in: 0..<contexts.count, using: &random)
      let fresh = Context(
        dialects: contexts[number].dialects,
        allowsUnregisteredDialects: contexts[number].allowsUnregisteredDialects)
      var isAccepted = false
      let problem = ReaderCheck(context: fresh).problem(with: damaged, &isAccepted)
      if isAccepted { accepted += 1 }
      let seconds = Date.now.timeIntervalSince(start)
      slowest = max(slowest, seconds)
      if problem == nil, seconds < 20 { continue }
      if let folder = Self.folder {
        try Data(damaged).write(to: URL(filePath: "\(folder)/\(form)-\(seed)"))
      }
      Issue.record("\(form), seed \(seed), \(seconds) s: \(problem ?? "too slow")")
    }
    print(
      "\(form): \(count) inputs, \(accepted) of them modules, the slowest took \(slowest) s, last seed \(seed)"
    )
  }
}
