import IR

extension Affine.If {
  /// `affine_set<(d0) : (d0 - 10 >= 0)>(%i) -> f32 { … } else { … }`.
  public static var form: Form? {
    Form(
      "custom<Branches>($operands, type($results), region(0), region(1), attr-dict)",
      ["Branches": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let set = module.attribute(condition, of: operation)?.affineSetValue,
          set.inputCount == module.operandCount(of: operation)
        else { return false }
        return module.regions(of: operation).enumerated().allSatisfy { index, region in
          let blocks = module.blocks(in: region)
          if blocks.isEmpty { return index == 1 }
          return blocks.count == 1 && module.arguments(of: blocks[0]).isEmpty
            && module.firstOperation(in: blocks[0]) != nil
        }
      },
      write: { operation, writer in
        let module = writer.module
        let branch = Self(operation, in: module)
        writer.write(.affineSet(branch.set))
        writer.write(affineOperands: branch.operands, dimensionCount: branch.set.dimensionCount)
        writer.write(" ")
        if !branch.resultTypes.isEmpty {
          writer.write("-> ")
          writer.write(results: branch.resultTypes)
          writer.write(" ")
        }
        let implied = branch.resultTypes.isEmpty ? Affine.Yield.mnemonic : nil
        let regions = module.regions(of: operation)
        writer.write(regions[0], hasHeader: true, implied: implied)
        if !module.blocks(in: regions[1]).isEmpty {
          writer.write(" else ")
          writer.write(regions[1], hasHeader: true, implied: implied)
        }
        var attributes = module.attributes(of: operation)
        attributes[condition] = nil
        writer.write(attributes)
      },
      read: { (reader) throws(FormFailure) in
        guard let set = try reader.readAttribute().affineSetValue else {
          throw reader.fail("expected an affine set before its operands")
        }
        let counts = try reader.readAffineOperands("operands")
        guard counts == (set.dimensionCount, set.symbolCount) else {
          throw reader.fail(
            "the set takes \(set.dimensionCount) dimensions and \(set.symbolCount) symbols; it was"
              + " given \(counts.dimensions) and \(counts.symbols)")
        }
        let types = reader.accept("->") ? try reader.readResultTypes() : []
        reader.setResultTypes(types)
        try reader.readRegion([])
        if types.isEmpty { reader.endRegion(with: Affine.Yield().state) }
        if reader.accept("else") {
          try reader.readRegion([])
          if types.isEmpty { reader.endRegion(with: Affine.Yield().state) }
        } else {
          reader.addEmptyRegion()
        }
        reader.attributes = try reader.readOptionalAttributes()
        reader.attributes[condition] = .affineSet(set)
      })
  }
}
