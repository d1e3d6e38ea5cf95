import IR

extension SCF.If {
  /// `%condition -> (f32) { … } else { … }`.
  public static var form: Form? {
    Form(
      "$condition custom<Branches>(type($results), region(0), region(1), attr-dict)",
      ["Branches": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        module.regions(of: operation).enumerated().allSatisfy { index, region in
          let blocks = module.blocks(in: region)
          if blocks.isEmpty { return index == 1 }
          return blocks.count == 1 && module.arguments(of: blocks[0]).isEmpty
            && module.firstOperation(in: blocks[0]) != nil
        }
      },
      write: { operation, writer in
        let module = writer.module
        let types = module.results(of: operation).map { module.type(of: $0) }
        if !types.isEmpty {
          writer.write("-> (")
          writer.write(types)
          writer.write(") ")
        }
        let implied = types.isEmpty ? "scf.yield" : nil
        let regions = module.regions(of: operation)
        writer.write(regions[0], hasHeader: true, implied: implied)
        if !module.blocks(in: regions[1]).isEmpty {
          writer.write(" else ")
          writer.write(regions[1], hasHeader: true, implied: implied)
        }
        writer.write(module.attributes(of: operation))
      },
      read: { (reader) throws(FormFailure) in
        var types: [Type] = []
        if reader.accept("->") { types = try reader.readResultTypes() }
        reader.setResultTypes(types)
        try reader.readRegion([])
        if types.isEmpty { reader.endRegion(with: SCF.Yield([]).state) }
        if reader.accept("else") {
          try reader.readRegion([])
          if types.isEmpty { reader.endRegion(with: SCF.Yield([]).state) }
        } else {
          reader.addEmptyRegion()
        }
        reader.attributes = try reader.readOptionalAttributes()
      })
  }
}
