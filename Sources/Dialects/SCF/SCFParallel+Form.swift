import IR

extension SCF.Parallel {
  /// `(%i) = (%0) to (%n) step (%1) init (%2) -> f32 { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Loops>($lowerBound, $upperBound, $step, $initVals, type($initVals), type($results),
      region(0), attr-dict)
      """, ["Loops": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let loop = SCF.Parallel(operation, in: module)
        let rank = loop.lowerBounds.count
        let results = module.results(of: operation).map { module.type(of: $0) }
        guard rank > 0, loop.upperBounds.count == rank, loop.steps.count == rank,
          loop.initial.map({ module.type(of: $0) }) == results,
          let body = module.body(of: operation)
        else { return false }
        return module.arguments(of: body).map { module.type(of: $0) }
          == [Type](repeating: .index, count: rank)
      },
      write: { operation, writer in
        let module = writer.module
        let loop = SCF.Parallel(operation, in: module)
        let counters = module.body(of: operation).map { module.arguments(of: $0) } ?? []
        for (text, values) in [
          ("(", counters), (") = (", loop.lowerBounds), (") to (", loop.upperBounds),
          (") step (", loop.steps),
        ] {
          writer.write(text)
          writer.write(values)
        }
        writer.write(") ")
        if !loop.initial.isEmpty {
          writer.write("init (")
          writer.write(loop.initial)
          writer.write(") -> ")
          writer.write(results: loop.initial.map { module.type(of: $0) })
          writer.write(" ")
        }
        writer.write(module.region(of: operation), hasHeader: true, implied: "scf.reduce")
        writer.write(module.attributes(of: operation))
      },
      read: { (reader) throws(FormFailure) in
        let counters = try reader.readCounters()
        for (word, slot) in [("=", "lowerBound"), ("to", "upperBound"), ("step", "step")] {
          try reader.expect(word)
          try reader.readOperands(slot)
        }
        if reader.accept("init") {
          try reader.readOperands("initVals")
          try reader.expect("->")
          let types = try reader.readResultTypes()
          for type in types { reader.addType(type, ofOperand: "initVals") }
          reader.setResultTypes(types)
        }
        try reader.readRegion(counters)
        reader.endRegion(with: OperationState(name: "scf.reduce"))
        reader.attributes = try reader.readOptionalAttributes()
      })
  }
}

extension SCF.Reduce {
  /// Nothing, or `(%0, %1 : f32, i32) { … }, { … }`.
  public static var form: Form? {
    Form("custom<Reductions>($operands, type($operands), attr-dict)", ["Reductions": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        module.operandCount(of: operation) == module.regionCount(of: operation)
      },
      write: { operation, writer in
        let module = writer.module
        let operands = module.operands(of: operation)
        if !operands.isEmpty {
          writer.write("(")
          writer.write(operands)
          writer.write(" : ")
          writer.write(operands.map { module.type(of: $0) })
          writer.write(")")
        }
        for (index, region) in module.regions(of: operation).enumerated() {
          writer.write(index == 0 ? " " : ", ")
          writer.write(region)
        }
        writer.write(module.attributes(of: operation))
      },
      read: { (reader) throws(FormFailure) in
        var count = 0
        if reader.accept("(") {
          repeat {
            try reader.readOperand("operands")
            count += 1
          } while reader.accept(",")
          try reader.expect(":")
          for index in 0..<count {
            if index > 0 { try reader.expect(",") }
            reader.addType(try reader.readType(), ofOperand: "operands")
          }
          try reader.expect(")")
        }
        for index in 0..<count {
          if index > 0 { try reader.expect(",") }
          try reader.readRegion()
        }
        reader.attributes = try reader.readOptionalAttributes()
      })
  }
}
