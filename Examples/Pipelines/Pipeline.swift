import Compiler
import Dialects
import Evaluation
import IR
import Scheduling
import TensorExpressions

/// What is computed, and how by hand.
package protocol Pipeline: Sendable {
  static var name: String { get }
  /// Sizes at which it is shown and timed.
  static var sizes: [String: Int] { get }
  /// Additions and multiplications at some sizes, in millions.
  static func work(_ sizes: [String: Int]) -> Double
  /// The mathematics.
  static func program(_ context: Context) throws -> TensorProgram
  /// The schedule by hand, for vectors of so many floats; `nil` where nobody has written one.
  static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule?
  /// The shape of every input.
  static func shapes(_ sizes: [String: Int]) -> [[Int]]
  /// How far results may be from those of the program as written, relative to one.
  static var tolerance: Double { get }
}

extension Pipeline {
  /// Inputs at some sizes: numbers between -1 and 1.
  package static func inputs(_ sizes: [String: Int]) -> [TensorValue] {
    shapes(sizes).enumerated().map { number, shape in
      let count = shape.reduce(1, *)
      return TensorValue(
        shape, (0..<count).map { Float(($0 * 7919 + number * 104729) % 2001 - 1000) / 1000 })
    }
  }

  package static var tolerance: Double { 1e-4 }

  package static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule? { nil }
}
