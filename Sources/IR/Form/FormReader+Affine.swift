import Support

/// The values in affine expressions that are read one after the other.
public struct FormAffineValues {
  fileprivate var values = TextParser.AffineValues()

  public init() {}
}

extension FormReader {
  /// Affine expressions over values up to a bracket, which is taken: `%i * 2 + symbol(%n), 4]`.
  public mutating func readAffineResults(
    until end: String, _ values: inout FormAffineValues
  ) throws(FormFailure) -> [IndexExpression] {
    try text.parseAffineResults(
      until: end == "]" ? .rightSquare : .rightParenthesis, "'\(end)'", &values.values)
  }

  /// One affine expression over values.
  public mutating func readAffineResult(
    _ values: inout FormAffineValues
  ) throws(FormFailure) -> IndexExpression {
    try text.parseAffineResult(&values.values)
  }

  /// The map whose results were read; the values in them become operands of a slot, dimensions
  /// first.
  public mutating func addOperands(
    _ values: FormAffineValues, of results: [IndexExpression], to slot: String
  ) -> AffineMap {
    let number = number(of: slot)
    let (dimensions, symbols) = (values.values.dimensions, values.values.symbols)
    slotOperands += (dimensions + symbols).map { SlotOperand(slot: number, use: $0) }
    return AffineMap(dimensionCount: dimensions.count, symbolCount: symbols.count, results)
  }

  /// `[%i + 1, symbol(%n)]`: the results of a map whose operands are those of a slot.
  public mutating func readAffineIndices(_ slot: String) throws(FormFailure) -> AffineMap {
    try expect("[")
    var values = FormAffineValues()
    let results = try readAffineResults(until: "]", &values)
    return addOperands(values, of: results, to: slot)
  }

  /// `(%i, %j)[%n]`: operands of a slot for a map or a set.
  ///
  /// - Returns: how many stand for dimensions, and how many for symbols.
  public mutating func readAffineOperands(
    _ slot: String
  ) throws(FormFailure) -> (dimensions: Int, symbols: Int) {
    let first = slotOperands.count
    try readOperands(slot)
    let dimensions = slotOperands.count - first
    if accept("["), !accept("]") {
      repeat { try readOperand(slot) } while accept(",")
      try expect("]")
    }
    return (dimensions, slotOperands.count - first - dimensions)
  }

  /// `(d0)[s0] -> (d0 + s0)`.
  public mutating func readAffineMapBody() throws(FormFailure) -> AffineMap {
    try text.parseAffineMapBody()
  }
}
