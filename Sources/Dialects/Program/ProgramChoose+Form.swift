import IR
import Support

extension Program.Choose {
  /// `"wide" cost [m * 4] { … } or "narrow" cost [m * 7] where [8 - m] { … }`.
  public static var form: Form? {
    Form(
      "attr-dict custom<Alternatives>($costs, $conditions, $names)", ["Alternatives": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let choice = Program.Choose(operation, in: module)
        let regions = module.regions(of: operation)
        let counts = [choice.costs.count, choice.conditions.count, choice.names.count]
        return !regions.isEmpty && counts.allSatisfy { $0 == regions.count }
          && choice.state.properties == module.properties(of: operation)
          && regions.allSatisfy { region in
            let blocks = module.blocks(in: region)
            return blocks.count == 1 && module.arguments(of: blocks[0]).isEmpty
          }
      },
      write: { operation, writer in
        let choice = Program.Choose(operation, in: writer.module)
        for (index, region) in writer.module.regions(of: operation).enumerated() {
          if index > 0 { writer.write(" or ") }
          writer.write(quoted: choice.names[index])
          writer.write(" cost [\(choice.costs[index])] ")
          if choice.conditions[index] != 0 { writer.write("where [\(choice.conditions[index])] ") }
          writer.write(region, hasHeader: true)
        }
      },
      read: { (reader) throws(FormFailure) in
        var choice = Program.Choose(costs: [], names: [])
        repeat {
          guard let name = try reader.readOptionalString() else {
            throw reader.fail(expected: "the alternative's name in quotes")
          }
          choice.names.append(name)
          try reader.expect("cost")
          choice.costs += try reader.readExpressions("")
          choice.conditions += reader.accept("where") ? try reader.readExpressions("") : [0]
          guard choice.costs.count == choice.names.count,
            choice.conditions.count == choice.names.count
          else { throw reader.fail("expected one cost and one condition before this") }
          try reader.readRegion([])
        } while reader.accept("or")
        reader.properties = choice.state.properties
      })
  }
}
