import IR
import Support

/// Shows that a statement reads what another one has written, by giving the writer's loop counters for
/// each element digit by digit.
///
///     for i in 30 { for j in 5 { for k in 16 { T[j * 16 + k] = … };  for l in 80 { … = T[l] } } }
///
/// `T[l]` is written where j = l floordiv 16 and k = l mod 16. What it cannot show may be true: then
/// integer sets are asked.
struct WrittenDigits {
  private let reader: Statement
  private let read: Statement.Access
  /// What the reader's domain requires to be at least zero.
  private let known: [DigitSum]
  /// In the same iteration of how many of the outermost loops an element is written and read, since each
  /// has a buffer of its own.
  private let lifetime: Int

  /// `nil` if the reader has no such access, or one whose element is computed.
  init?(_ reader: Statement, _ load: OperationID, lifetime: Int) {
    guard let read = reader.accesses.first(where: { $0.operation == load }),
      !read.indices.contains(nil)
    else { return nil }
    (self.reader, self.read, self.lifetime) = (reader, read, lifetime)
    known = reader.domain.map { DigitSum($0) }
  }

  /// Whether each element has been written by a statement before it is read, in the same iteration of all
  /// loops around both, of which those up to number `place` must be.
  func isWritten(by writer: Statement, within place: Int?) -> Bool {
    writer.accesses.contains { write in
      guard write.buffer == read.buffer, write.isWrite, write.isInitial || !write.accumulates,
        !write.indices.contains(nil), write.indices.count == read.indices.count
      else { return false }
      return writer.block == reader.block
        ? isInitialised(by: write, within: place) : isWritten(by: write, of: writer, within: place)
    }
  }

  /// Whether the statement has initialised the element itself, where all that is reduced over is zero.
  private func isInitialised(by write: Statement.Access, within place: Int?) -> Bool {
    guard write.isInitial, write.indices == read.indices else { return false }
    let reduced = reader.reductions.reduce(into: Set()) { $0.formUnion($1.dimensionNumbers) }
    let fixed = reader.digits.prefix(max(lifetime, place.map { $0 + 1 } ?? 0)).joined()
    guard reduced.isDisjoint(with: fixed),
      write.indices.allSatisfy({ $0?.dimensionNumbers.isDisjoint(with: reduced) ?? false })
    else { return false }
    func first(_ expression: IndexExpression) -> IndexExpression {
      expression.substituting { leaf in
        guard case .dimension(let number) = leaf, reduced.contains(number) else { return nil }
        return 0
      }
    }
    return write.onlyAtZero.allSatisfy { first($0) == 0 }
      && reader.domain.allSatisfy { condition in
        let condition = first(condition)
        if let value = condition.constantValue { return value >= 0 }
        return reader.domain.contains(condition)
          || DigitSum(condition).least(reader.extents).map { $0 >= 0 } ?? false
      }
  }

  /// Whether another statement has written the element, in the same iteration of all loops around both.
  private func isWritten(
    by write: Statement.Access, of writer: Statement, within place: Int?
  ) -> Bool {
    let shared = zip(writer.loops, reader.loops).prefix { $0.0 == $0.1 }.count
    guard writer.number < reader.number, place.map({ $0 < shared }) ?? true else { return false }
    let outer = reader.digits[..<shared].reduce(0) { $0 + $1.count }
    /// With the writer's own digits after the reader's.
    func moved(_ expression: IndexExpression) -> DigitSum {
      DigitSum(expression).moving(from: outer, by: reader.dimensionCount - outer)
    }
    var witness = DigitWitness(
      reader.extents, where: known, own: writer.extents.dropFirst(outer))
    for (target, source) in zip(write.indices, read.indices) {
      guard let target, let source, witness.canMake(moved(target), DigitSum(source)) else {
        return false
      }
    }
    return writer.domain.allSatisfy { witness.keeps(moved($0)) }
      && write.onlyAtZero.allSatisfy { expression in
        let sum = moved(expression)
        return sum.rest == 0 && sum.digits.allSatisfy { witness.isFree($0.dimension) }
      }
  }
}
