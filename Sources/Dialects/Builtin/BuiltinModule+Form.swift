import IR

extension Builtin.ModuleOp {
  /// `@name attributes {…} { … }`.
  public static var form: Form? {
    Form(
      "custom<Module>($sym_name, $sym_visibility, region(0), attr-dict)",
      [
        "Module": FormDirective(
          accepts: { operation, module in
            guard module.property("sym_visibility", of: operation) == nil else { return false }
            let blocks = module.blocks(in: module.region(of: operation))
            return blocks.count == 1 && module.arguments(of: blocks[0]).isEmpty
          },
          write: { operation, writer in
            if let name = writer.module.property("sym_name", of: operation)?.stringValue {
              writer.write(symbol: name)
              writer.write(" ")
            }
            let attributes = writer.module.attributes(of: operation)
            if !attributes.isEmpty { writer.write(attributes, after: "attributes ") }
            if !attributes.isEmpty { writer.write(" ") }
            writer.write(writer.module.region(of: operation), hasHeader: true)
          },
          read: { (reader) throws(FormFailure) in
            if !reader.isNext("{"), !reader.isNext("attributes") {
              reader.set("sym_name", .string(try reader.readSymbolName()))
            }
            if reader.accept("attributes") {
              reader.attributes = try reader.readOptionalAttributes()
              reader.set("sym_visibility", reader.attributes["sym_visibility"])
              reader.attributes["sym_visibility"] = nil
            }
            try reader.readRegion([])
          })
      ])
  }
}
