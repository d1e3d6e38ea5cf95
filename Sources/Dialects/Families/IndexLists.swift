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
        var numbers: [Int] = []
        try reader.expect("[")
        while !reader.accept("]") {
          if !numbers.isEmpty { try reader.expect(",") }
          if reader.isOperandNext {
            try reader.readOperand(slot)
            numbers.append(.min)
          } else {
            numbers.append(try reader.readInteger())
          }
        }
        reader.set(property, .i64Array(numbers))
      })
  }
}
