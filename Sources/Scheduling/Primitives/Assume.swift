import Dialects
import IR
import Support

extension Schedule {
  public struct Assume: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.assume" }
    public static var documentation: String {
      """
      Promises that a size is within bounds and a multiple of a number (Halide `bound`, `align_bounds`;
      Exo's preconditions).

      Rewrite, then what a later split by 4 has no condition for any more:

          program.func @f(…) where m in <1, 64>  ->  program.func @f(…) where m in <4, 64, multiple of 4>
          for i_o in m ceildiv 4 { for i_i in 4 { S if i_o * 4 + i_i < m } }
            -> for i_o in m ceildiv 4 { for i_i in 4 { S } }

      Requires: a declared size, and at least one value that keeps the promise. Whoever runs the program with
      another size is told so before it begins: `TensorKernel.run` and `prepare`, and the evaluator.
      `TensorKernel.call` trusts its caller, as in everything.

      With `unsafely_unchecked` compiled code does not check it either: sizes are held to what was declared
      before, and with one that breaks the promise the kernel touches memory that is not its own. The
      evaluator checks it still.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .name(\.size, "size"), .integers(\.bounds, "bounds", label: "between", usual: []),
        .integer(\.divisor, "divisor", label: "divisibleBy"),
        .flag(\.isUnchecked, "unsafely_unchecked", label: "unsafelyUnchecked"),
      ]
    }

    /// The name of the size.
    public var size = ""
    /// The least and the greatest value; empty for those that are declared.
    public var bounds: [Int] = []
    public var divisor = 1
    /// Whether compiled code takes the promise for granted.
    public var isUnchecked = false

    public init() {}

    public init(
      _ size: String, between bounds: [Int], divisibleBy divisor: Int,
      unsafelyUnchecked: Bool = false
    ) {
      (self.size, self.bounds, self.divisor) = (size, bounds, divisor)
      isUnchecked = unsafelyUnchecked
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      guard var function = program.module.match(program.function, as: Program.Function.self),
        let place = function.symbols.firstIndex(where: { $0.name == size })
      else { throw Refusal("there is no size '\(size)'") }
      guard bounds.isEmpty || bounds.count == 2, divisor >= 1 else {
        throw Refusal(
          "expected the least and the greatest value and a positive divisor, found \(bounds) and "
            + "\(divisor)")
      }
      let declared = function.symbols[place].range
      let promised = SymbolRange(
        bounds.first ?? declared.lower, bounds.last ?? declared.upper, divisor: divisor)
      guard let range = declared.intersection(promised),
        range.listed != nil
          || range.upper.floorDivided(by: range.divisor) * range.divisor >= range.lower
      else {
        throw Refusal(
          "no value of '\(size)', declared in \(declared.text), is in \(promised.text)")
      }
      function.symbols[place].range = range
      if !isUnchecked {
        let entry = function.symbols[place].entryRange
        function.symbols[place].entryRange = entry.intersection(promised) ?? range
      }
      program.module.setProperties(of: program.function, to: function.state.properties)
      return []
    }
  }

  /// Promises that a size is within bounds, both included, and a multiple of a number; see `Assume`.
  ///
  /// With `unsafelyUnchecked` nobody notices when a caller of the compiled kernel breaks the promise, and it
  /// touches memory that is not its own.
  public mutating func assume(
    _ size: String, between bounds: [Int] = [], divisibleBy divisor: Int = 1,
    unsafelyUnchecked: Bool = false
  ) throws(Refusal) {
    try apply(
      Assume(size, between: bounds, divisibleBy: divisor, unsafelyUnchecked: unsafelyUnchecked))
  }
}
