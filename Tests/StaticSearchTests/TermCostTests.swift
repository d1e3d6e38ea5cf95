import StaticSearch
import Support
import Testing

@Suite struct TermCostTests {
  @Test func isReadAsItIsWritten() throws {
    let costs = try TermCosts(
      parsing: "# of some machine\ncall 85.5  # a call\n\narithmetic 0.125\nloads 0\n", file: "t")
    #expect(try TermCosts(parsing: costs.description, file: "t") == costs)
    #expect(costs.time(of: [2, 8]) == 172)
    #expect(try TermCosts(parsing: TermCosts.x86.description, file: "t") == TermCosts.x86)
    #expect(TermCosts.x86.coefficients.filter { $0 > 0 }.count > 8)
  }

  @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
  func filesOfOtherSystemsAreRead(end: String, mark: String) throws {
    let lines = ["# of some machine", "call 85.5  # a call", "", "arithmetic 0.125", ""]
    let costs = try TermCosts(parsing: lines.joined(separator: "\n"), file: "t")
    #expect(try TermCosts(parsing: mark + lines.joined(separator: end), file: "t") == costs)
    #expect(try TermCosts(parsing: mark + lines[1...].joined(separator: end), file: "t") == costs)
  }

  @Test(arguments: [
    ("call", "line 1 of 't' is not a term"), ("\ncall -1", "line 2 of 't' is not a term"),
    ("call nan", "not a term"), ("hope 3", "there is no term 'hope'; there are allocations"),
    ("call 1\ncall 2", "gives 'call' once more"), ("# nothing", "says of no term"),
    ("call 0", "says of no term"), ("call inf", "not a term"), ("call 1e300", "not a term"),
    ("call 1e9", "less than a second"), ("call 1\r\nhope 3\r\n", "line 2 of 't'"),
  ])
  func whatIsNoTableSaysSo(text: String, words: String) {
    do throws(Diagnostic) {
      _ = try TermCosts(parsing: text, file: "t")
      Issue.record("read \(text)")
    } catch { #expect(error.message.contains(words), "\(error.message)") }
  }

  /// What was known stays where timings say nothing, and yields where they do.
  @Test func timingsChangeWhatWasKnown() throws {
    let known = try TermCosts(parsing: "call 100\narithmetic 1\nloads 3\nissue 2", file: "t")
    var model = StructuralModel(known)
    #expect(model.costs == known)
    let terms = model.costs.coefficients.map { _ in 0.0 }
    let samples = (1...40).map { number -> (terms: [Double], nanoseconds: Double, task: String) in
      var own = terms
      (own[0], own[1]) = (1, Double(number) * 1000)
      return (own, 100 + Double(number) * 250, "a")
    }
    model.train(samples)
    let costs = model.costs
    #expect(abs(costs.coefficients[1] - 0.25) < 0.01, "\(costs)")
    #expect(abs(costs.coefficients[3] - 3) < 1e-3, "\(costs)")
    // A cycle is a cycle.
    #expect(costs.coefficients[2] >= 1, "\(costs)")
  }
}
