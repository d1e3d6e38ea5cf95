import IR

extension FormWriter {
  /// Writes `^bb1(%a, %b : i32, f32)`, or `^bb1`.
  mutating func write(target: BlockID, _ values: [ValueID]) {
    write(target)
    guard !values.isEmpty else { return }
    write("(")
    write(values)
    write(" : ")
    write(values.map { module.type(of: $0) })
    write(")")
  }
}

extension FormReader {
  /// What `write(target:)` writes; the values are operands of a slot.
  ///
  /// - Returns: how many there are.
  mutating func readTarget(_ slot: String) throws(FormFailure) -> Int {
    try readSuccessor()
    guard accept("(") else { return 0 }
    var count = 0
    repeat {
      try readOperand(slot)
      count += 1
    } while accept(",")
    try expect(":")
    for index in 0..<count {
      if index > 0 { try expect(",") }
      addType(try readType(), ofOperand: slot)
    }
    try expect(")")
    return count
  }
}

extension FormDirective {
  /// The value of a switch, where it goes by default, and its cases.
  ///
  ///     %0 : i32, [ default: ^bb1(%1 : f32), 3: ^bb2 ]      of `cf`
  ///     %0 : i32, ^bb1(%1 : f32) [ 3: ^bb2 ]                of `llvm`
  static func switchCases(_ flag: String, hasDefaultInside: Bool) -> FormDirective {
    @Sendable func cases(_ operation: OperationID, _ module: Module) -> [Int] {
      module.property("case_values", of: operation)?.integerElements ?? []
    }
    return FormDirective(
      accepts: { operation, module in
        let values = cases(operation, module)
        let type = module.operandTypes(of: operation).first ?? .none
        let counts = module.property("case_operand_segments", of: operation)
        guard case .denseArray(.i32, let counts)? = counts, counts.allSatisfy({ $0 >= 0 }),
          module.successors(of: operation).count == values.count + 1,
          counts.count == values.count,
          counts.reduce(0, +) == module.formOperands("caseOperands", of: operation)?.count
        else { return false }
        return module.property("case_values", of: operation) == .cases(values, of: type)
      },
      write: { operation, writer in
        let module = writer.module
        let blocks = module.successors(of: operation)
        let otherwise = module.formOperands("defaultOperands", of: operation) ?? []
        var rest = (module.formOperands("caseOperands", of: operation) ?? [])[...]
        let counts =
          module.property("case_operand_segments", of: operation)?.integerArrayValue ?? []
        let value = module.operand(0, of: operation)
        writer.write(value)
        writer.write(" : ")
        writer.write(module.type(of: value))
        writer.write(", ")
        if hasDefaultInside {
          writer.write("[")
          writer.writeLine()
          writer.write("  default: ")
        }
        writer.write(target: blocks[0], otherwise)
        if !hasDefaultInside { writer.write(" [") }
        let values = cases(operation, module)
        for (index, number) in values.enumerated() {
          if index > 0 || hasDefaultInside { writer.write(",") }
          writer.writeLine()
          writer.write("  ")
          writer.write(caseNumber: number)
          writer.write(": ")
          writer.write(target: blocks[index + 1], Array(rest.prefix(counts[index])))
          rest = rest.dropFirst(counts[index])
        }
        writer.writeLine()
        writer.write("]")
      },
      read: { (reader) throws(FormFailure) in
        try reader.readOperand(flag)
        try reader.expect(":")
        let type = try reader.readType()
        reader.addType(type, ofOperand: flag)
        try reader.expect(",")
        if hasDefaultInside {
          for text in ["[", "default", ":"] { try reader.expect(text) }
        }
        _ = try reader.readTarget("defaultOperands")
        if !hasDefaultInside { try reader.expect("[") }
        var values: [Int] = []
        var counts: [Int] = []
        while !reader.accept("]") {
          if hasDefaultInside || !values.isEmpty { try reader.expect(",") }
          values.append(try reader.readInteger())
          try reader.expect(":")
          counts.append(try reader.readTarget("caseOperands"))
        }
        reader.set("case_values", .cases(values, of: type))
        reader.set("case_operand_segments", .i32Array(counts))
      })
  }
}

extension FormWriter {
  /// Writes the number of a case of a switch; the least as MLIR reads it, without its sign.
  mutating func write(caseNumber number: Int) {
    write(number == .min ? String(number.magnitude) : String(number))
  }
}

extension Attribute {
  /// The values of the cases of a switch; `nil` for none.
  fileprivate static func cases(_ values: [Int], of type: Type) -> Attribute? {
    guard !values.isEmpty else { return nil }
    let bytes = values.flatMap { Attribute.integer($0, type).elementBytes ?? [] }
    return .dense(DenseElements(type: .vector(values.count, type), bytes: bytes))
  }
}
