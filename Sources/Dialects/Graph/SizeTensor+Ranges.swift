import IR
import Support

extension Graph.SizeTensor: IntegerRangeOperation {
  /// What the declared ranges of the symbolic sizes say of all elements.
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    let known = module.graphAssumptions
    let ranges = Self(operation, in: module).elements.map { known.interval(of: $0) }.map {
      interval -> IntegerRange? in
      guard let lower = interval.lower, let upper = interval.upper, lower <= upper else {
        return nil
      }
      return IntegerRange(signed: lower...upper, width: 64)
    }
    guard let first = ranges.first else { return [nil] }
    return [ranges.dropFirst().reduce(first) { all, next in next.flatMap { all?.union($0) } }]
  }
}
