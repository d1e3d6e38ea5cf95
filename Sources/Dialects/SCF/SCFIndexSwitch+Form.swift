import IR

extension SCF.IndexSwitch {
  /// `%0 -> f32 case 2 { … } default { … }`, each case on a line of its own.
  public static var form: Form? {
    Form("$arg attr-dict custom<Cases>($cases, type($results))", ["Cases": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard case .denseArray(.i64, let cases)? = module.property("cases", of: operation) else {
          return false
        }
        return module.regionCount(of: operation) == cases.count + 1
          && module.regions(of: operation).allSatisfy { region in
            let blocks = module.blocks(in: region)
            return blocks.count == 1 && module.arguments(of: blocks[0]).isEmpty
          }
      },
      write: { operation, writer in
        let module = writer.module
        let types = module.results(of: operation).map { module.type(of: $0) }
        if !types.isEmpty {
          // A list without parentheses, whatever its length.
          writer.write("-> ")
          for (index, type) in types.enumerated() {
            if index > 0 { writer.write(", ") }
            writer.write(type)
          }
        }
        let regions = module.regions(of: operation)
        let cases = module.property("cases", of: operation)?.integerArrayValue ?? []
        for (number, region) in zip(cases, regions.dropFirst()) {
          writer.writeLine()
          writer.write("case ")
          writer.write(caseNumber: number)
          writer.write(" ")
          // MLIR reads no case without its yield.
          writer.write(region, hasHeader: true, implied: nil)
        }
        writer.writeLine()
        writer.write("default ")
        writer.write(regions[0], hasHeader: true, implied: nil)
      },
      read: { (reader) throws(FormFailure) in
        var types: [Type] = []
        if reader.accept("->") {
          repeat { types.append(try reader.readType()) } while reader.accept(",")
        }
        reader.setResultTypes(types)
        var cases: [Int] = []
        while reader.accept("case") {
          cases.append(try reader.readInteger())
          try reader.readRegion([])
          if types.isEmpty { reader.endRegion(with: SCF.Yield().state) }
        }
        try reader.expect("default")
        try reader.readRegion([])
        if types.isEmpty { reader.endRegion(with: SCF.Yield().state) }
        reader.moveLastRegionToFront()
        reader.set("cases", .i64Array(cases))
      })
  }
}
