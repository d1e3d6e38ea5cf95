import Dialects
import Foundation
import IR
import TestSupport
import Testing
import Transforms

/// Changes happen in place: a rule that keeps a copy of the module makes the next change copy it all.
@Suite struct ModuleCopyTests {
  @Test(arguments: Corpus.files(in: "canonicalize-loops"))
  func rulesKeepNoCopyOfTheModule(_ file: CorpusFile) throws {
    let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
    let rules = RuleSet.canonicalization(of: context)
    var changes = 0
    for part in file.text.components(separatedBy: "// -----") {
      var module = try Module.parse(part, context: context)
      let summary = try module.rewrite(with: rules)
      changes += summary.changes
      #expect(summary.copies == 0, "\(summary.applied) in \(part)")
    }
    #expect(changes > 0)
  }

  @Test func aRuleThatKeepsACopyIsFound() throws {
    var module = try Module.parse(
      """
      %0 = "check.read"() : () -> i32
      "check.effect"(%0) : (i32) -> ()
      """, context: Context(dialects: [Check.dialect]))
    let rule = RewriteRule("keeps-a-copy", root: "check.effect") { operation, rewriter in
      let kept = rewriter.module
      guard kept.attribute("seen", of: operation) == nil else { return .noMatch }
      rewriter.modify(operation) { $0.setAttribute("seen", of: operation, to: .unit) }
      return kept.attribute("seen", of: operation) == nil ? .rewritten : .noMatch
    }
    let summary = try module.rewrite(with: RuleSet([rule]))
    #expect(summary.copies == 1)
  }
}
