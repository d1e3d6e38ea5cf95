/// A number that products are added up in: `Double` for floats, `Int64` (wrapping around) for
/// integers, which after cutting to width is right for every kind.
protocol Accumulator: Sendable {
  static var zero: Self { get }
  static var one: Self { get }
  mutating func add(_ x: Self, times y: Self)
}

extension Double: Accumulator {
  static var one: Double { 1 }
  @inline(__always) mutating func add(_ x: Double, times y: Double) { self += x * y }
}

extension Int64: Accumulator {
  static var one: Int64 { 1 }
  @inline(__always) mutating func add(_ x: Int64, times y: Int64) { self &+= x &* y }
}

/// An operation on accumulators, to be done in whichever fits the elements.
protocol Contraction {
  /// The shape of the result.
  var shape: [Int] { get }
  /// The elements of the result from those of the operands, all row-major.
  func contract<Number: Accumulator>(_ operands: [[Number]]) -> [Number]
}

extension Contraction {
  /// The result over operands of one kind, rounded or wrapped to that kind.
  func result(_ operands: [TensorValue]) throws(EvaluationError) -> TensorValue {
    guard let kind = operands.first?.kind, operands.allSatisfy({ $0.kind == kind }) else {
      throw EvaluationError("operands must have one element type")
    }
    if kind.isFloat {
      return TensorValue(shape, kind: kind, doubles: contract(operands.map(\.doubles)))
    }
    let results: [Int64] = contract(
      operands.map { $0.integers.map { Int64(truncatingIfNeeded: $0) } })
    return TensorValue(shape, kind: kind, integers: results.map { Int128($0) })
  }
}

/// `left` (rows x depth) times `right` (depth x columns), added to `result` from `start` on.
///
/// Slices of the operands begin where given. The order of the loops keeps every operand contiguous.
@inline(__always)
func addProduct<Number: Accumulator>(
  _ left: [Number], from leftStart: Int, _ right: [Number], from rightStart: Int,
  to result: inout [Number], from start: Int, rows: Int, depth: Int, columns: Int
) {
  left.withUnsafeBufferPointer { a in
    right.withUnsafeBufferPointer { b in
      result.withUnsafeMutableBufferPointer { c in
        for row in 0..<rows {
          for step in 0..<depth {
            let factor = a[leftStart + row * depth + step]
            let from = rightStart + step * columns
            let to = start + row * columns
            for column in 0..<columns { c[to + column].add(factor, times: b[from + column]) }
          }
        }
      }
    }
  }
}
