import IR

extension GPU.Func {
  /// `@f(%x: f32) workgroup(%m : memref<…>) private(%p : memref<…>) kernel attributes {…} { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Header>($function_type, $arg_attrs, $res_attrs) custom<Attributes>($known_block_size,
      $known_grid_size, attr-dict) custom<Body>(region(0))
      """, ["Header": header, "Attributes": attributes, "Body": .functionBody])
  }

  /// What stands elsewhere, though MLIR keeps it among the attributes.
  private static var mentioned: [String] {
    ["sym_name", GPU.kernelAttribute, GPU.workgroupAttributions]
  }

  private static var header: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let function = Self(operation, in: module)
        guard module.property("workgroup_attrib_attrs", of: operation) == nil,
          module.property("private_attrib_attrs", of: operation) == nil,
          case .string? = module.attribute("sym_name", of: operation),
          [nil, .unit].contains(module.attribute(GPU.kernelAttribute, of: operation)),
          module.attribute(GPU.workgroupAttributions, of: operation)
            == .i64(function.workgroupCount), function.workgroupCount >= 0,
          let entry = module.entryBlock(of: module.region(of: operation)),
          function.workgroupCount
            <= module.arguments(of: entry).count - function.type.inputs.count
        else { return false }
        return FunctionForm.accepts(
          operation, inputs: function.type.inputs, results: function.type.results, in: module)
      },
      write: { operation, writer in
        let function = Self(operation, in: writer.module)
        let entry = writer.module.entryBlock(of: writer.module.region(of: operation))
        let arguments = entry.map { writer.module.arguments(of: $0) } ?? []
        writer.write(symbol: function.name)
        writer.writeParameters(function.type.inputs, of: operation)
        writer.writeReturns(function.type.results, of: operation)
        writer.write(
          attributions: Array(arguments.dropFirst(function.type.inputs.count)),
          function.workgroupCount)
        if function.isKernel { writer.write(" kernel") }
      },
      read: { (reader) throws(FormFailure) in
        let name = try reader.readSymbolName()
        let inputs = try reader.readParameters().types
        let results = try reader.readReturns()
        reader.set("function_type", .type(.function(FunctionType(inputs, results))))
        let (attributions, count) = try reader.readAttributions()
        reader.arguments += attributions
        reader.attributes["sym_name"] = .string(name)
        reader.attributes[GPU.workgroupAttributions] = .i64(count)
        if reader.accept("kernel") { reader.attributes[GPU.kernelAttribute] = .unit }
      })
  }

  private static var sizes: [String] { [GPU.knownBlockSize, GPU.knownGridSize] }

  private static var attributes: FormDirective {
    FormDirective(
      write: { operation, writer in
        var attributes = writer.module.attributes(of: operation)
        for name in mentioned { attributes[name] = nil }
        for name in sizes { attributes[name] = writer.module.property(name, of: operation) }
        writer.write(attributes, after: "attributes ")
      },
      read: { (reader) throws(FormFailure) in
        guard reader.accept("attributes") else { return }
        for entry in try reader.readOptionalAttributes().entries {
          guard reader.attributes[entry.name] == nil else {
            throw reader.fail("'\(entry.name)' is given twice")
          }
          if sizes.contains(entry.name) {
            reader.set(entry.name, entry.value)
          } else {
            reader.attributes[entry.name] = entry.value
          }
        }
      })
  }
}
