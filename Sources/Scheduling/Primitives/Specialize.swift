import Dialects
import IR
import Support

extension Schedule {
  public struct Specialize: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.specialize" }
    public static var documentation: String {
      """
      Gives a nest a second copy for sizes that satisfy a condition, to be scheduled alone (Halide
      `specialize`, Exo `specialize`).

      Rewrite, for `m - 64 >= 0`:

          for i in m { S(i) }
            -> if m - 64 >= 0 { for i in m { S'(i) } } else { for i in m { S(i) } }

      Always legal. Existing cursors stay with the general copy; returns the loop of the special one,
      whose blocks have names of their own.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.loop(\.loop), .expression(\.condition, "condition", label: "whereNonNegative")]
    }
    public static var results: [Signature.Slot] {
      [.init("special", .loop)]
    }

    public var loop = ValueID.missing
    /// The copy runs where this, an expression of sizes, is at least zero.
    public var condition = IndexExpression.zero

    public init() {}

    public init(_ loop: ValueID, whereNonNegative condition: IndexExpression) {
      self.loop = loop
      self.condition = condition
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      let symbols = program.assumptions.symbols
      guard condition.dimensionNumbers.isEmpty,
        condition.symbolNames.allSatisfy({ symbols[$0] != nil })
      else {
        throw Refusal("the condition '\(condition)' must be an expression of the program's sizes")
      }
      if let divisor = condition.divisors.first(where: {
        !program.assumptions.isNonNegative($0 - 1)
      }) {
        throw Refusal(
          "the condition '\(condition)' divides by '\(divisor)', which may be zero or less")
      }
      for outer in program.loops(around: loop) {
        let kind = try program.snapshot(outer).kind
        guard kind == .serial || kind == .parallel else {
          throw Refusal("the loop '\(program.loopName(outer))' around it is \(kind.rawValue)")
        }
      }
      // Where the condition holds the first cost is zero, below one; elsewhere at least two.
      let cost = IndexExpression.maximum(condition * -1, 0) * 2
      let choice = program.module.insert(
        Program.Choose(costs: [cost, 1], names: ["\(condition) >= 0", "otherwise"]),
        at: .before(loop), location: program.module.location(of: loop))
      program.module.setAttribute("condition", of: choice, to: .map([condition]))
      let special = program.module.appendBlock(to: program.module.region(0, of: choice))
      let general = program.module.appendBlock(to: program.module.region(1, of: choice))
      let (copy, _) = program.copy(loop, to: .atEnd(of: special), suffix: "_special")
      program.module.move(loop, to: .atEnd(of: general))
      return [.loop(copy)]
    }
  }

  /// Gives a nest a second copy for sizes that satisfy a condition; see `Specialize`.
  @discardableResult
  public mutating func specialize(
    _ loop: Loop, whereNonNegative condition: IndexExpression
  ) throws(Refusal) -> Loop {
    Loop(try apply(Specialize(loop.value, whereNonNegative: condition))[0])
  }
}
