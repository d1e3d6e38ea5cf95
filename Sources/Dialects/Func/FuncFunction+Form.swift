import IR

extension Func.Function: ValueNamingOperation {
  /// `@name(%x: f32) -> f32 attributes {…} { … }`, as MLIR writes functions.
  public static var form: Form? {
    Form(
      """
      custom<Function>($sym_name, $function_type, $sym_visibility, $arg_attrs, $res_attrs, region(0),
      attr-dict)
      """, ["Function": directive])
  }

  /// The names that the importer of a model gave.
  public static func argumentNames(
    of operation: OperationID, region: Int, in module: Module
  ) -> [String?] {
    (module.attribute("graph.input_names", of: operation)?.arrayValue ?? []).map(\.stringValue)
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let function = Func.Function(operation, in: module)
        let visibility = module.property("sym_visibility", of: operation)?.stringValue
        guard [nil, "private", "public", "nested"].contains(visibility) else { return false }
        let inputs = function.type.inputs
        for (name, count) in [
          ("arg_attrs", inputs.count), ("res_attrs", function.type.results.count),
        ] {
          guard let attributes = module.property(name, of: operation) else { continue }
          // All empty is written as nothing.
          let dictionaries = attributes.arrayValue?.compactMap(\.dictionaryValue) ?? []
          guard dictionaries.count == count, attributes.arrayValue?.count == count,
            dictionaries.contains(where: { !$0.isEmpty })
          else { return false }
        }
        let region = module.region(of: operation)
        guard let entry = module.blocks(in: region).first else { return true }
        return module.arguments(of: entry).map { module.type(of: $0) } == inputs
          && !module.isBranchedTo(entry)
      },
      write: { operation, writer in Self.write(operation, &writer) },
      read: { (reader) throws(FormFailure) in try Self.read(&reader) })
  }

  private static func write(_ operation: OperationID, _ writer: inout FormWriter) {
    let module = writer.module
    let function = Func.Function(operation, in: module)
    if let visibility = module.property("sym_visibility", of: operation)?.stringValue {
      writer.write("\(visibility) ")
    }
    writer.write(symbol: function.name)
    writer.write("(")
    let region = module.region(of: operation)
    let entry = module.blocks(in: region).first
    let arguments = entry.map { module.arguments(of: $0) } ?? []
    let attributes = dictionaries("arg_attrs", of: operation, in: module)
    for (index, type) in function.type.inputs.enumerated() {
      if index > 0 { writer.write(", ") }
      if index < arguments.count {
        writer.write(argument: arguments[index], attributes: attributes[index])
      } else {
        writer.write(type)
        writer.write(attributes[index] ?? [:])
      }
    }
    writer.write(")")
    writeResults(function.type.results, of: operation, &writer)
    writer.write(module.attributes(of: operation), after: " attributes ")
    if entry != nil {
      writer.write(" ")
      writer.write(region, hasHeader: true)
    }
  }

  private static func writeResults(
    _ types: [Type], of operation: OperationID, _ writer: inout FormWriter
  ) {
    let attributes = dictionaries("res_attrs", of: operation, in: writer.module)
    if types.isEmpty { return }
    writer.write(" -> ")
    if attributes.isEmpty { return writer.write(results: types) }
    writer.write("(")
    for (index, type) in types.enumerated() {
      if index > 0 { writer.write(", ") }
      writer.write(type)
      writer.write(attributes[index] ?? [:])
    }
    writer.write(")")
  }

  /// The attributes of arguments or results that have any, by number.
  private static func dictionaries(
    _ property: String, of operation: OperationID, in module: Module
  ) -> [Int: AttributeDictionary] {
    var dictionaries: [Int: AttributeDictionary] = [:]
    for (index, value) in (module.property(property, of: operation)?.arrayValue ?? []).enumerated()
    {
      dictionaries[index] = value.dictionaryValue
    }
    return dictionaries
  }

  private static func read(_ reader: inout FormReader) throws(FormFailure) {
    for visibility in ["private", "public", "nested"] where reader.accept(visibility) {
      reader.set("sym_visibility", .string(visibility))
      break
    }
    reader.set("sym_name", .string(try reader.readSymbolName()))
    try reader.expect("(")
    var arguments: [FormArgument] = []
    var inputs: [Type] = []
    var attributes: [AttributeDictionary] = []
    while !reader.accept(")") {
      if !inputs.isEmpty { try reader.expect(",") }
      if reader.isOperandNext {
        var argument = try reader.readTypedArgument()
        attributes.append(try reader.readOptionalAttributes())
        argument.location = try reader.readOptionalLocation()
        inputs.append(argument.type)
        arguments.append(argument)
      } else {
        inputs.append(try reader.readType())
        attributes.append(try reader.readOptionalAttributes())
      }
    }
    guard arguments.isEmpty || arguments.count == inputs.count else {
      throw reader.fail("either all arguments have a name or, without a body, none")
    }
    set("arg_attrs", attributes, &reader)
    var results: [Type] = []
    if reader.accept("->") { results = try readResults(&reader) }
    reader.set("function_type", .type(.function(FunctionType(inputs, results))))
    if reader.accept("attributes") { reader.attributes = try reader.readOptionalAttributes() }
    if reader.isNext("{") {
      try reader.readRegion(arguments)
    } else {
      guard arguments.isEmpty else {
        throw reader.fail(expected: "'{' and the body, since the arguments have names")
      }
      reader.addEmptyRegion()
    }
  }

  private static func readResults(_ reader: inout FormReader) throws(FormFailure) -> [Type] {
    guard reader.accept("(") else { return [try reader.readType()] }
    var types: [Type] = []
    var attributes: [AttributeDictionary] = []
    while !reader.accept(")") {
      if !types.isEmpty { try reader.expect(",") }
      types.append(try reader.readType())
      attributes.append(try reader.readOptionalAttributes())
    }
    set("res_attrs", attributes, &reader)
    return types
  }

  private static func set(
    _ property: String, _ attributes: [AttributeDictionary], _ reader: inout FormReader
  ) {
    guard attributes.contains(where: { !$0.isEmpty }) else { return }
    reader.set(property, .array(attributes.map { .dictionary($0) }))
  }
}
