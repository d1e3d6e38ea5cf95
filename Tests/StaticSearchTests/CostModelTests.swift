import Foundation
import IR
import Scheduling
import StaticSearch
import Support
import Testing

@Suite struct CostModelTests {
  /// Candidates of a program, with times that a machine of simple tastes would take.
  private func samples(_ task: String, _ m: Int, _ coefficients: [Int: Double]) throws
    -> [CostSample]
  {
    let program = try SearchPrograms.dense(m, 32, 24)
    var found: [CostSample] = []
    for sketch in try SearchPrograms.sketches(program) {
      for number in 0..<24 {
        let choices = sketch.decisions.enumerated().map { place, decision in
          (number * 7 + place * 3 + number / 5) % decision.options.count
        }
        guard let module = try? sketch.program(deciding: choices, isChecked: false) else {
          continue
        }
        let features = ProgramFeatures(
          program.function, in: module, hardware: SearchPrograms.hardware, threads: 1)
        let time = coefficients.reduce(100) { $0 + $1.value * features.terms[$1.key] }
        found.append(CostSample(features, nanoseconds: time, task: task))
      }
    }
    return found
  }

  @Test func learnsWhatItsTermsCanSay() throws {
    let taste = [1: 0.5, 3: 0.25, 5: 2.0]
    let (known, other) = (try samples("a", 16, taste), try samples("b", 24, taste))
    #expect(known.count > 40 && other.count > 40)
    var model = StructuralModel()
    #expect(model.time(of: known[0].features) == nil)
    #expect(CostAccuracy(of: model, on: known).count == 0)
    model.train(known)
    let accuracy = CostAccuracy(of: model, on: other)
    #expect(accuracy.count == other.count)
    // Programs that it has not seen, of another task.
    #expect(accuracy.pairs > 0.95 && accuracy.error < 0.1, "\(accuracy)")
  }

  @Test func isSavedAndLoaded() throws {
    let known = try samples("a", 16, [1: 0.5, 5: 2])
    var model = StructuralModel()
    model.train(known)
    var again = StructuralModel()
    try again.restore(try model.saved())
    let saved = again
    #expect(known.allSatisfy { model.time(of: $0.features) == saved.time(of: $0.features) })
    #expect(throws: (any Error).self) { try again.restore(Data("{}".utf8)) }
    #expect(throws: (any Error).self) { try again.restore(Data("{\"coefficients\":[1]}".utf8)) }
  }

  /// No times of programs.
  private static let odd = [
    Double.nan, .infinity, -.infinity, 0, -3, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
  ]

  @Test func samplesThatAreNotTimedTeachNothing() throws {
    let known = try samples("a", 16, [1: 0.5, 5: 2])
    let others = known.prefix(Self.odd.count)
    let odd = zip(others, Self.odd).map {
      CostSample($0.features, nanoseconds: $1, task: $0.task)
    }
    #expect(odd.allSatisfy { !$0.isTimed } && known.allSatisfy(\.isTimed))
    var (model, poisoned) = (StructuralModel(), StructuralModel())
    model.train(known)
    poisoned.train(odd + known + odd)
    #expect(poisoned.coefficients == model.coefficients)
    #expect(CostAccuracy(of: model, on: odd + known) == CostAccuracy(of: model, on: known))
    // Of those alone nothing is learned.
    poisoned.train(odd)
    #expect(poisoned.coefficients == model.coefficients)
    #expect(CostAccuracy(of: model, on: odd).count == 0)
  }

  @Test(arguments: odd.dropLast(2))
  func predictionsThatAreNoTimesAreLeftOut(_ time: Double) throws {
    struct Odd: ScheduleCostModel {
      var time: Double
      mutating func train(_ samples: [CostSample]) {}
      func time(of features: ProgramFeatures) -> Double? { time }
      func saved() throws -> Data { Data() }
      mutating func restore(_ data: Data) throws {}
    }
    let accuracy = CostAccuracy(of: Odd(time: time), on: try samples("a", 16, [1: 0.5]))
    #expect(accuracy.count == 0 && accuracy.pairs == 0 && accuracy.error == 0)
  }

  @Test func accuracyCountsPairsOfOneTask() throws {
    /// Says of each program what its first term is.
    struct First: ScheduleCostModel {
      mutating func train(_ samples: [CostSample]) {}
      func time(of features: ProgramFeatures) -> Double? { features.terms[1] }
      func saved() throws -> Data { Data() }
      mutating func restore(_ data: Data) throws {}
    }
    var all = try samples("a", 16, [1: 1])
    #expect(CostAccuracy(of: First(), on: all).pairs == 1)
    // Turned round, it is always wrong.
    for place in all.indices { all[place].nanoseconds = 1e6 / all[place].features.terms[1] }
    #expect(CostAccuracy(of: First(), on: all).pairs == 0)
    // Of different tasks nothing is compared.
    for place in all.indices { all[place].task = "\(place)" }
    #expect(CostAccuracy(of: First(), on: all).pairs == 0)
  }

  @Test func aLibraryThatIsNoneIsRefused() {
    let missing = #expect(throws: Diagnostic.self) {
      try XGBoostLibrary(path: "/none/libxgboost.so")
    }
    #expect(missing?.message.contains("cannot load XGBoost") == true)
    let other = #expect(throws: Diagnostic.self) { try XGBoostLibrary(path: "libm.so.6") }
    #expect(other?.message.contains("is no XGBoost") == true)
  }

  /// Where `TANGRAM_XGBOOST` names the library.
  @Test(.enabled(if: CostModelTests.xgboost != nil))
  func treesLearn() throws {
    let library = try XGBoostLibrary(path: try #require(Self.xgboost))
    let known = try samples("a", 16, [1: 0.5, 3: 0.25, 5: 2])
    var model = BoostedTrees(library)
    #expect(model.time(of: known[0].features) == nil)
    try model.train(known)
    let accuracy = CostAccuracy(of: model, on: known)
    #expect(accuracy.count == known.count && accuracy.pairs > 0.9, "\(accuracy)")
    var again = BoostedTrees(library)
    try again.restore(try model.saved())
    let programs = known.map(\.features)
    #expect(again.times(of: programs) == model.times(of: programs))
    let saved = try model.saved()
    for data in [Data("nothing".utf8), Data(), saved.prefix(saved.count / 2), saved.dropLast()] {
      let error = #expect(throws: Diagnostic.self) { try again.restore(data) }
      #expect(error?.message.contains("expected 'saved()' of a BoostedTrees") == true)
    }
    #expect(again.times(of: programs) == model.times(of: programs))
    // Nothing is learned from what has no time.
    let odd = zip(known, Self.odd).map { CostSample($0.features, nanoseconds: $1, task: $0.task) }
    var poisoned = BoostedTrees(library)
    try poisoned.train(odd + known)
    #expect(poisoned.times(of: programs) == model.times(of: programs))
    try again.restore(try BoostedTrees(library).saved())
    #expect(again.time(of: programs[0]) == nil)
  }

  private static let xgboost = ProcessInfo.processInfo.environment["TANGRAM_XGBOOST"]
}
