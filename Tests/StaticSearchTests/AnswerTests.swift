import IR
import Scheduling
import StaticSearch
import Support
import Testing

/// What answers decisions, and what it is called.
@Suite struct AnswerTests {
  /// Decisions without a program, called anything.
  private struct Named: Sketch {
    var name: String
    var decisions: [OpenDecision]
    var limits: [ProductLimit] = []

    func program(deciding choices: [Int], isChecked: Bool) throws(Refusal) -> Module {
      try requireAnswers(choices)
      throw Refusal("there is no program")
    }

    func trace(deciding choices: [Int]) -> Trace { Trace() }
  }

  private static let words = [
    "", " ", "a b", "a\tb", "a\r\nb", "=", "a=b", "a,b", "%", "%20", "a%20b", "a_b", "a\u{a0}b",
    "\u{338}", "sketch", "product.0.1", "Gr\u{f6}\u{df}e", "\u{1F9E9}",
  ]

  @Test(arguments: words)
  func whateverThingsAreCalledAnswersAreReadBack(_ word: String) throws {
    let sketch = Named(
      name: word, decisions: [OpenDecision(word, stage: word, options: ["1", word])])
    let answers = sketch.answers([1])
    #expect(answers.answers.count == 2)
    #expect(try Decisions(parsing: answers.description) == answers)
    #expect(!answers.description.contains(","))
  }

  @Test func differentNamesHaveDifferentAnswers() {
    let names = Set(Self.words.map { Named(name: $0, decisions: []).answers([]).description })
    #expect(names.count == Self.words.count)
    let options = OpenDecision("a", stage: "a", options: Self.words)
    let sketch = Named(name: "s", decisions: [options])
    #expect(Set(Self.words.indices.map { sketch.answers([$0]) }).count == Self.words.count)
    // What needs nothing of it keeps its name.
    #expect(sketch.answers([Self.words.count - 3]).description == "a=product.0.1 sketch=s")
  }

  @Test func decisionsOfOneNameAreToldApart() throws {
    let decision = OpenDecision("a", stage: "a", options: ["1", "2"])
    let sketch = Named(name: "s", decisions: [decision, decision, decision])
    var seen: Set<Decisions> = []
    for number in 0..<8 {
      let answers = sketch.answers([number & 1, number >> 1 & 1, number >> 2])
      #expect(try Decisions(parsing: answers.description) == answers)
      seen.insert(answers)
    }
    #expect(seen.count == 8)
  }

  @Test(arguments: [[], [0], [0, 0, 0], [2, 0], [0, -1], [.max, .min]])
  func choicesThatAreNoAnswersAreRefused(_ choices: [Int]) throws {
    let decision = OpenDecision("a", stage: "a", options: ["1", "2"])
    let program = try SearchPrograms.elementwise(6, 24)
    let start = try SearchPrograms.start(program)
    var schedule = start
    let loops = try schedule.loops(of: try schedule.block("next"))
    for loop in loops {
      try schedule.split(loop, sampled: try schedule.sample(from: [1, 2], decision: 0))
    }
    let sketches: [any Sketch] = [
      Named(name: "s", decisions: [decision, decision]),
      TraceSketch("t", schedule.trace, of: start),
    ]
    for sketch in sketches {
      for isChecked in [false, true] {
        let refusal = #expect(throws: Refusal.self) {
          try sketch.program(deciding: choices, isChecked: isChecked)
        }
        let words = refusal?.description ?? ""
        #expect(words.contains("choices were given") || words.contains("there is no number"))
      }
      // Nothing traps, and what is no answer is not among them.
      let answers = sketch.answers(choices)
      #expect(try Decisions(parsing: answers.description) == answers)
      #expect(answers.answers.count <= 1 + choices.filter { $0 == 0 }.count)
    }
  }

  @Test func theAnalyticSketchRefusesWhatIsNoAnswer() throws {
    let program = try SearchPrograms.dense(8, 16, 8)
    let sketch = try AnalyticSketch(
      program.module, program.function, hardware: SearchPrograms.hardware, threads: 1)
    #expect(!sketch.decisions.isEmpty)
    let odd = sketch.decisions.map { _ in 9999 }
    let refusal = #expect(throws: Refusal.self) {
      try sketch.program(deciding: odd, isChecked: true)
    }
    #expect(refusal?.description.contains("there is no number 9999") == true)
    #expect(sketch.answers(odd).answers.isEmpty)
    let untouched = sketch.decisions.map { _ in 0 }
    #expect(sketch.trace(deciding: odd) == sketch.trace(deciding: untouched))
  }

  @Test func namesThatAreNotThoseOfTheTraceAreRefused() throws {
    let start = try SearchPrograms.start(try SearchPrograms.elementwise(6, 24))
    var schedule = start
    _ = try schedule.sample(from: [2, 4], decision: 0)
    let own = OpenDecision("a", stage: "a", options: ["2", "4"])
    let sketch = try TraceSketch("t", schedule.trace, of: start, decisions: [own])
    #expect(sketch.decisions == [own])
    for decisions in [[], [own, own]] {
      let error = #expect(throws: Diagnostic.self) {
        try TraceSketch("t", schedule.trace, of: start, decisions: decisions)
      }
      #expect(error?.message.contains("\(decisions.count) decisions") == true)
    }
    let error = #expect(throws: Diagnostic.self) {
      try TraceSketch(
        "t", schedule.trace, of: start,
        decisions: [OpenDecision("a", stage: "a", options: ["2", "3"])])
    }
    #expect(error?.message.contains("the decision 'a' of the sketch 't'") == true)
  }
}
