import IR

extension SCF.ForallMember {
  /// `(%i, %j) = (0, %0) to (8, %n) step (1, 2) shared_outs(%a = %1) -> (tensor<8xf32>) { … }`, with
  /// `in (8, %n)` where counters begin at 0 and go by 1.
  public static var form: Form? {
    Form(
      """
      custom<Loops>($dynamicLowerBound, $dynamicUpperBound, $dynamicStep, $outputs, type($outputs),
      type($results), $staticLowerBound, $staticUpperBound, $staticStep, region(0), attr-dict)
      """, ["Loops": directive])
  }

  private static let slots = ["dynamicLowerBound", "dynamicUpperBound", "dynamicStep"]

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        for name in staticNames {
          guard case .denseArray(.i64, _)? = module.property(name, of: operation) else {
            return false
          }
        }
        return problems(with: operation, in: module).isEmpty
      },
      write: { operation, writer in
        let module = writer.module
        let outputs = module.formOperands("outputs", of: operation) ?? []
        let arguments = module.body(of: operation).map { module.arguments(of: $0) } ?? []
        let lists = staticNames.map { module.property($0, of: operation)?.integerArrayValue ?? [] }
        let isNormal = lists[0].allSatisfy { $0 == 0 } && lists[2].allSatisfy { $0 == 1 }
        writer.write("(")
        writer.write(arguments.dropLast(outputs.count))
        writer.write(")")
        for (index, word) in ["=", "to", "step"].enumerated() where !isNormal || index == 1 {
          writer.write(isNormal ? " in " : " \(word) ")
          writer.write(lists[index], module.formOperands(slots[index], of: operation) ?? [])
        }
        if !outputs.isEmpty {
          writer.write(" shared_outs(")
          for (index, output) in outputs.enumerated() {
            if index > 0 { writer.write(", ") }
            writer.write(arguments[arguments.count - outputs.count + index])
            writer.write(" = ")
            writer.write(output)
          }
          writer.write(") -> (")
          writer.write(outputs.map { module.type(of: $0) })
          writer.write(")")
        }
        writer.write(" ")
        writer.write(module.region(of: operation), hasHeader: true)
        var attributes = module.attributes(of: operation)
        attributes["mapping"] = module.property("mapping", of: operation)
        writer.write(attributes)
      },
      read: { (reader) throws(FormFailure) in
        let counters = try reader.readCounters()
        if reader.accept("in") {
          reader.set(staticNames[0], .i64Array(counters.map { _ in 0 }))
          try reader.readNumbers(slots[1], staticNames[1], counters.count)
          reader.set(staticNames[2], .i64Array(counters.map { _ in 1 }))
        } else {
          for (index, word) in ["=", "to", "step"].enumerated() {
            try reader.expect(word)
            try reader.readNumbers(slots[index], staticNames[index], counters.count)
          }
        }
        let outputs = try reader.readOutputs()
        try reader.readRegion(counters + outputs)
        if outputs.isEmpty {
          reader.endRegion(
            with: OperationState(name: SCF.InParallelMember.mnemonic, regionCount: 1))
        }
        reader.attributes = try reader.readOptionalAttributes()
      })
  }
}

extension FormWriter {
  /// `(0, %0, 8)`.
  fileprivate mutating func write(_ numbers: [Int], _ values: [ValueID]) {
    var rest = values[...]
    write("(")
    for (index, number) in numbers.enumerated() {
      if index > 0 { write(", ") }
      if number == .min, let value = rest.popFirst() {
        write(value)
      } else {
        write(String(number))
      }
    }
    write(")")
  }
}

extension FormReader {
  fileprivate mutating func readNumbers(
    _ slot: String, _ property: String, _ count: Int
  ) throws(FormFailure) {
    var numbers: [Int] = []
    let place = place
    try expect("(")
    while !accept(")") {
      if !numbers.isEmpty { try expect(",") }
      if isOperandNext {
        try readOperand(slot)
        numbers.append(.min)
      } else {
        numbers.append(try readInteger())
      }
    }
    guard numbers.count == count else {
      throw fail("expected \(count) numbers, one for each counter", at: place)
    }
    set(property, .i64Array(numbers))
  }

  /// `shared_outs(%a = %0) -> (tensor<8xf32>)`, or nothing.
  fileprivate mutating func readOutputs() throws(FormFailure) -> [FormArgument] {
    guard accept("shared_outs") else { return [] }
    var outputs: [FormArgument] = []
    try expect("(")
    while !accept(")") {
      if !outputs.isEmpty { try expect(",") }
      outputs.append(try readArgument())
      try expect("=")
      try readOperand("outputs")
    }
    try expect("->")
    let place = place
    let types = try readResultTypes()
    guard types.count == outputs.count else {
      throw fail("expected \(outputs.count) types, one for each shared output", at: place)
    }
    for (index, type) in types.enumerated() {
      outputs[index].type = type
      addType(type, ofOperand: "outputs")
    }
    setResultTypes(types)
    return outputs
  }
}
