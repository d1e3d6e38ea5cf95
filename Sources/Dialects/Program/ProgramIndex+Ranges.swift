import IR
import Support

extension Program.Index: IntegerRangeOperation {
  /// What the indices and the ranges of sizes that the function declares say.
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    var known = module.declaredSizes(around: operation)
    for (place, range) in operands.enumerated() {
      guard let numbers = range?.signed else { return [nil] }
      known.setBounds(
        of: place, lower: IndexExpression(numbers.lowerBound),
        upper: IndexExpression(numbers.upperBound))
    }
    let interval = known.interval(of: Program.Index(operation, in: module).expression)
    guard let lower = interval.lower, let upper = interval.upper, lower <= upper else {
      return [nil]
    }
    return [IntegerRange(signed: lower...upper, width: 64)]
  }
}
