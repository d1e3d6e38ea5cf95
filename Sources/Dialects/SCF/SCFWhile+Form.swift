import IR

extension SCF.While {
  /// `(%a = %0) : (i32) -> f32 { … } do { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Loop>($inits, type($inits), type($results), region(0), region(1), attr-dict)
      """, ["Loop": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let before = module.body(of: operation),
          module.entryBlock(of: module.region(1, of: operation)) != nil
        else { return false }
        return module.arguments(of: before).map { module.type(of: $0) }
          == module.operands(of: operation).map { module.type(of: $0) }
      },
      write: { operation, writer in
        let module = writer.module
        let values = module.operands(of: operation)
        let arguments = module.body(of: operation).map { module.arguments(of: $0) } ?? []
        if !values.isEmpty { writer.write("(") }
        for (index, (argument, value)) in zip(arguments, values).enumerated() {
          if index > 0 { writer.write(", ") }
          writer.write(argument)
          writer.write(" = ")
          writer.write(value)
        }
        writer.write(values.isEmpty ? ": (" : ") : (")
        writer.write(values.map { module.type(of: $0) })
        writer.write(") -> ")
        writer.write(results: module.results(of: operation).map { module.type(of: $0) })
        writer.write(" ")
        writer.write(module.region(of: operation), hasHeader: true)
        writer.write(" do ")
        writer.write(module.region(1, of: operation))
        writer.write(module.attributes(of: operation), after: " attributes ")
      },
      read: { (reader) throws(FormFailure) in
        var arguments: [FormArgument] = []
        if reader.accept("(") {
          while !reader.accept(")") {
            if !arguments.isEmpty { try reader.expect(",") }
            arguments.append(try reader.readArgument())
            try reader.expect("=")
            try reader.readOperand("inits")
          }
        }
        try reader.expect(":")
        let place = reader.place
        guard case .function(let type) = try reader.readType(),
          type.inputs.count == arguments.count
        else {
          throw reader.fail(
            "expected a function type from \(arguments.count) values, as in '(i32) -> f32'",
            at: place)
        }
        for (index, input) in type.inputs.enumerated() {
          arguments[index].type = input
          reader.addType(input, ofOperand: "inits")
        }
        reader.setResultTypes(type.results)
        try reader.readRegion(arguments)
        try reader.expect("do")
        try reader.readRegion()
        if reader.accept("attributes") { reader.attributes = try reader.readOptionalAttributes() }
      })
  }
}
