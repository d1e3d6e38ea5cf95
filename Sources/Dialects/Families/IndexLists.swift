import IR

extension FormDirective {
  /// Numbers known at compile time and values, in one list: `[0, %i, 4]`.
  ///
  /// The numbers are those of a property, with the least `Int` where a value stands; the values are
  /// the operands of a slot.
  static func indices(_ slot: String, _ property: String) -> FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard case .denseArray(.i64, let numbers)? = module.property(property, of: operation),
          let values = module.formOperands(slot, of: operation)
        else { return false }
        return numbers.count { $0 == .min } == values.count
      },
      write: { operation, writer in
        let numbers = writer.module.property(property, of: operation)?.integerArrayValue ?? []
        var values = writer.module.formOperands(slot, of: operation) ?? []
        writer.write("[")
        for (index, number) in numbers.enumerated() {
          if index > 0 { writer.write(", ") }
          if number == .min, !values.isEmpty {
            writer.write(values.removeFirst())
          } else {
            writer.write(String(number))
          }
        }
        writer.write("]")
      },
      read: { (reader) throws(FormFailure) in
        let numbers = try reader.readIndices(slot, value: .min)
        reader.set(property, .i64Array(numbers))
      })
  }
}

extension FormReader {
  /// `[0, %i, 4]`: the numbers, of `type`, with `value` where a value stands, which goes to the slot.
  mutating func readIndices(
    _ slot: String, value: Int, fitting type: Type = .i64
  ) throws(FormFailure) -> [Int] {
    var numbers: [Int] = []
    try expect("[")
    while !accept("]") {
      if !numbers.isEmpty { try expect(",") }
      if isOperandNext {
        try readOperand(slot)
        numbers.append(value)
      } else {
        numbers.append(try readInteger(fitting: type))
      }
    }
    return numbers
  }
}
