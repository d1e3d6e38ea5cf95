import IR

extension SCF.For {
  /// `%i = %0 to %n step %1 iter_args(%sum = %2) -> (f32) { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Loop>($lowerBound, $upperBound, $step, $initArgs, type($lowerBound),
      type($upperBound), type($step), type($initArgs), type($results), region(0), attr-dict)
      """, ["Loop": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let region = module.region(of: operation)
        let operands = module.operands(of: operation).map { module.type(of: $0) }
        let results = module.results(of: operation).map { module.type(of: $0) }
        let blocks = module.blocks(in: region)
        guard blocks.count == 1, operands.count == results.count + 3 else { return false }
        let arguments = module.arguments(of: blocks[0]).map { module.type(of: $0) }
        return operands[1] == operands[0] && operands[2] == operands[0]
          && arguments == [operands[0]] + results && Array(operands.dropFirst(3)) == results
      },
      write: { operation, writer in
        let module = writer.module
        let loop = SCF.For(operation, in: module)
        let region = module.region(of: operation)
        let arguments = module.entryBlock(of: region).map { module.arguments(of: $0) } ?? []
        writer.write(arguments[0])
        writer.write(" = ")
        writer.write(loop.lowerBound)
        writer.write(" to ")
        writer.write(loop.upperBound)
        writer.write(" step ")
        writer.write(loop.step)
        writer.writeCarried(
          Array(arguments.dropFirst()), Array(module.operands(of: operation).dropFirst(3)))
        let type = module.type(of: loop.lowerBound)
        if type != .index {
          writer.write(" : ")
          writer.write(type)
        }
        writer.write(" ")
        writer.write(
          region, hasHeader: true, implied: arguments.count == 1 ? "scf.yield" : nil)
        writer.write(module.attributes(of: operation))
      },
      read: { (reader) throws(FormFailure) in
        var counter = try reader.readArgument()
        try reader.expect("=")
        try reader.readOperand("lowerBound")
        try reader.expect("to")
        try reader.readOperand("upperBound")
        try reader.expect("step")
        try reader.readOperand("step")
        let (carried, types) = try reader.readCarried("initArgs")
        counter.type = reader.accept(":") ? try reader.readType() : .index
        for bound in ["lowerBound", "upperBound", "step"] {
          reader.addType(counter.type, ofOperand: bound)
        }
        reader.setResultTypes(types)
        try reader.readRegion([counter] + carried)
        if carried.isEmpty { reader.endRegion(with: SCF.Yield([]).state) }
        reader.attributes = try reader.readOptionalAttributes()
      })
  }
}

extension FormWriter {
  /// ` iter_args(%a = %0, %b = %1) -> (f32, f32)`, or nothing.
  mutating func writeCarried(_ arguments: [ValueID], _ values: [ValueID]) {
    guard !values.isEmpty else { return }
    write(" iter_args(")
    for (index, (argument, value)) in zip(arguments, values).enumerated() {
      if index > 0 { write(", ") }
      write(argument)
      write(" = ")
      write(value)
    }
    write(") -> (")
    write(values.map { module.type(of: $0) })
    write(")")
  }
}

extension FormReader {
  /// What `writeCarried` writes: arguments and their types; the values are a slot's operands.
  mutating func readCarried(
    _ slot: String
  ) throws(FormFailure) -> (arguments: [FormArgument], types: [Type]) {
    var arguments: [FormArgument] = []
    guard accept("iter_args") else { return ([], []) }
    try expect("(")
    while !accept(")") {
      if !arguments.isEmpty { try expect(",") }
      arguments.append(try readArgument())
      try expect("=")
      try readOperand(slot)
    }
    try expect("->")
    let types = try readResultTypes()
    guard types.count == arguments.count else {
      throw fail(
        "expected \(arguments.count) types, one for each value carried, found \(types.count)")
    }
    for (index, type) in types.enumerated() {
      arguments[index].type = type
      addType(type, ofOperand: slot)
    }
    return (arguments, types)
  }
}
