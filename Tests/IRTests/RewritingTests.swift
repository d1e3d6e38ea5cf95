import IR
import Support
import TestSupport
import Testing

/// The greedy driver.
@Suite struct RewritingTests {
  let context = Context(dialects: [Check.dialect])

  private func module(_ text: String) throws -> Module {
    try Module.parse(text, file: "f", context: context)
  }

  @Test func rewritingWithoutEndFailsAndNamesTheRules() throws {
    var module = try module("%0 = \"check.effect\"() : () -> i32")
    let rules = RuleSet([
      RewriteRule("back-and-forth", root: "check.effect") { operation, rewriter in
        rewriter.modify(operation) { $0.setAttribute("turn", of: operation, to: .unit) }
        return .rewritten
      }
    ])
    let error = #expect(throws: Diagnostic.self) {
      try module.rewrite(with: rules, RewriteOptions(stepLimit: 50))
    }
    #expect(error?.message.contains("did not end after 50 steps") ?? false)
    #expect(error?.message.contains("back-and-forth, back-and-forth") ?? false)
    #expect(error?.notes.first?.message.contains("'back-and-forth' go") ?? false)
    // The module is not lost.
    #expect(module.operations(in: module.body).count == 1)
  }

  @Test func summariesCountAndTellReasons() throws {
    var module = try module(
      """
      %0 = "check.read"() : () -> i32
      %1 = "check.negate"(%0) : (i32) -> i32
      %2 = "check.negate"(%1) : (i32) -> i32
      "check.effect"(%2, %1) : (i32, i32) -> ()
      """)
    let summary = try module.rewrite(
      with: Check.Negate.canonicalization, RewriteOptions(keepsReasons: true))
    #expect(summary.applied == ["double-negation": 1])
    #expect(summary.hasChanged)
    #expect(summary.missed.first?.message == "the operand is not a negation")
    #expect(summary.missed.first?.location == .file("f", line: 2, column: 1))
    #expect(!module.verify().hasErrors)
    let again = try module.rewrite(with: Check.Negate.canonicalization)
    #expect(!again.hasChanged)
  }

  @Test func rulesSeeWhatWasBuiltAndMayErase() throws {
    var module = try module(
      """
      %0 = "check.read"() : () -> i32
      "check.effect"(%0) {expand = 3} : (i32) -> ()
      """)
    let expand = RewriteRule("expand", on: Check.Effect.self) { effect, operation, rewriter in
      guard let count = rewriter.module.attribute("expand", of: operation)?.integerValue else {
        return .noMatch("nothing to expand")
      }
      if count > 0 {
        rewriter.build(at: .before(operation), location: .named("built")) { builder in
          for _ in 0..<2 {
            var state = effect.state
            state.attributes["expand"] = .i64(count - 1)
            builder.insert(state)
          }
        }
      }
      rewriter.erase(operation)
      return .rewritten
    }
    let summary = try module.rewrite(with: RuleSet([expand]))
    #expect(summary.applied == ["expand": 15])
    // With the last user went what only it needed.
    #expect(module.operations(in: module.body).isEmpty)
    #expect(summary.erased == 1)
  }

  @Test func rulesOfMoreBenefitComeFirst() throws {
    func rule(_ name: String, benefit: Int) -> RewriteRule {
      RewriteRule(name, root: "check.effect", benefit: benefit) { operation, rewriter in
        guard rewriter.module.attribute("by", of: operation) == nil else { return .noMatch }
        rewriter.modify(operation) { $0.setAttribute("by", of: operation, to: .string(name)) }
        return .rewritten
      }
    }
    let rules = RuleSet([
      rule("low", benefit: 1), rule("first", benefit: 5), rule("second", benefit: 5),
    ])
    var module = try module("\"check.effect\"() : () -> ()")
    let summary = try module.rewrite(with: rules)
    #expect(summary.applied == ["first": 1])
    #expect(summary.changes == 1)
  }

  @Test func onlyTheRootIsTouched() throws {
    var module = try module(
      """
      "check.function"() <{sym_name = "a"}> ({
        %0 = "check.read"() : () -> i32
        "check.yield"() : () -> ()
      }) : () -> ()
      "check.function"() <{sym_name = "b"}> ({
        %0 = "check.read"() : () -> i32
        "check.yield"() : () -> ()
      }) : () -> ()
      """)
    let first = try #require(module.lookup(symbol: "a"))
    let summary = try module.rewrite(with: RuleSet(), in: first)
    #expect(summary.erased == 1)
    #expect(module.text().contains("check.read"))
  }

  @Test func twoRunsGiveTheSameText() throws {
    var random = RandomSource(seed: 7)
    var text = "%0 = \"check.constant\"() <{value = 1 : i32}> : () -> i32\n"
    text += "%1 = \"check.read\"() : () -> i32\n"
    for number in 2..<300 {
      let a = Int.random(in: 0..<number, using: &random)
      let b = Int.random(in: 0..<number, using: &random)
      text +=
        number % 3 == 0
        ? "%\(number) = \"check.negate\"(%\(a)) : (i32) -> i32\n"
        : "%\(number) = \"check.add\"(%\(a), %\(b)) : (i32, i32) -> i32\n"
    }
    text += "\"check.effect\"(%299, %298) : (i32, i32) -> ()"
    var first = try module(text)
    var second = try module(text)
    try first.rewrite(with: Check.Negate.canonicalization)
    try second.rewrite(with: Check.Negate.canonicalization)
    #expect(!first.verify().hasErrors)
    #expect(first.text() == second.text())
  }
}
