import Support
import Testing

@Suite struct NonNegativeFitTests {
  /// Rows of `y = a x0 + b x1`, divided by `y`.
  private func rows(_ a: Double, _ b: Double, spoiled: Int? = nil) -> [NonNegativeFit.Row] {
    (1...12).map { number in
      let (x0, x1) = (Double(number), Double(number % 3) * 10)
      let y = (a * x0 + b * x1) * (number == spoiled ? 3 : 1)
      return [(0, x0 / y), (1, x1 / y)]
    }
  }

  @Test func findsCoefficients() {
    let found = NonNegativeFit.solve(rows(3, 0.5), columnCount: 2)
    #expect(abs(found[0] - 3) < 1e-3 && abs(found[1] - 0.5) < 1e-3, "\(found)")
  }

  @Test func neverBelowZero() {
    let found = NonNegativeFit.solve(rows(3, -0.05), columnCount: 2)
    #expect(found[1] == 0 && found[0] > 2)
  }

  @Test func oneBadTimingIsOneOfMany() {
    let found = NonNegativeFit.solveRobustly(rows(3, 0.5, spoiled: 5), columnCount: 2, scale: 0.02)
    #expect(abs(found[0] - 3) < 0.05 && abs(found[1] - 0.5) < 0.05, "\(found)")
  }

  /// A belief says what no row does, and gives way to rows that do.
  @Test func beliefsFillWhatIsNotKnown() {
    let known: [NonNegativeFit.Row] = (1...8).map { _ in [(0, 0.5)] }
    let same: NonNegativeFit.Row = [(0, 1), (1, -1)]
    let believed = NonNegativeFit.solveRobustly(
      known, beliefs: [same], doubt: 0.3, columnCount: 2, scale: 0.02)
    #expect(abs(believed[0] - 2) < 1e-3 && abs(believed[1] - 2) < 1e-2, "\(believed)")
    let measured: [NonNegativeFit.Row] = (1...8).map { _ in [(1, 0.2)] }
    let found = NonNegativeFit.solveRobustly(
      known + measured, beliefs: [same], doubt: 0.3, columnCount: 2, scale: 0.02)
    #expect(abs(found[0] - 2) < 0.1 && abs(found[1] - 5) < 0.2, "\(found)")
  }

  @Test func whatIsNotImportantCountsLess() {
    let rows: [NonNegativeFit.Row] = [[(0, 1)], [(0, 0.5)]]
    let found = NonNegativeFit.solveRobustly(
      rows, importance: [1, 0.01], columnCount: 1, scale: 0.02)
    #expect(abs(found[0] - 1) < 0.1, "\(found)")
  }

  @Test func nothingGivesNothing() {
    #expect(NonNegativeFit.solve([], columnCount: 2) == [0, 0])
    #expect(NonNegativeFit.solve([], columnCount: 0) == [])
    #expect(NonNegativeFit.solveRobustly([], columnCount: 2, scale: 0.02) == [0, 0])
  }
}
