import IR

extension Graph.Kernel {
  /// `(%a = %0: tensor<4xf32>, %b = %1: tensor<4xf32>) -> (tensor<4xf32>) { … }`.
  public static var form: Form? {
    Form(
      "attr-dict custom<Inputs>($inputs, type($inputs), type($results)) body(0)",
      ["Inputs": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let body = module.body(of: operation) else { return false }
        return module.arguments(of: body).map { module.type(of: $0) }
          == module.operands(of: operation).map { module.type(of: $0) }
      },
      write: { operation, writer in
        let module = writer.module
        guard let body = module.body(of: operation) else { return }
        writer.write("(")
        for (index, argument) in module.arguments(of: body).enumerated() {
          if index > 0 { writer.write(", ") }
          writer.write(argument)
          writer.write(" = ")
          writer.write(module.operand(index, of: operation))
          writer.write(": ")
          writer.write(module.type(of: argument))
        }
        writer.write(") -> (")
        writer.write(module.results(of: operation).map { module.type(of: $0) })
        writer.write(")")
      },
      read: { (reader) throws(FormFailure) in
        try reader.expect("(")
        while !reader.accept(")") {
          if !reader.arguments.isEmpty { try reader.expect(",") }
          var argument = try reader.readArgument()
          try reader.expect("=")
          try reader.readOperand("inputs")
          try reader.expect(":")
          argument.type = try reader.readType()
          reader.addType(argument.type, ofOperand: "inputs")
          reader.arguments.append(argument)
        }
        try reader.expect("->")
        reader.setResultTypes(try reader.readResultTypes())
      })
  }
}
