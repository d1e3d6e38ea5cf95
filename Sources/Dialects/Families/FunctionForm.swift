import IR

/// What the forms of functions have in common: arguments and results, each with its attributes.
enum FunctionForm {
  /// Whether arguments and results read back: as many attributes as there are types, and an entry
  /// block, if there is a body, that takes at least `inputs` and that nothing branches to.
  static func accepts(
    _ operation: OperationID, inputs: [Type], results: [Type], in module: Module
  ) -> Bool {
    for (name, count) in [("arg_attrs", inputs.count), ("res_attrs", results.count)] {
      guard let attributes = module.property(name, of: operation) else { continue }
      // All empty is written as nothing.
      let dictionaries = attributes.arrayValue?.compactMap(\.dictionaryValue) ?? []
      guard dictionaries.count == count, attributes.arrayValue?.count == count,
        dictionaries.contains(where: { !$0.isEmpty })
      else { return false }
    }
    guard let entry = module.blocks(in: module.region(of: operation)).first else { return true }
    return module.arguments(of: entry).prefix(inputs.count).map { module.type(of: $0) } == inputs
      && !module.isBranchedTo(entry)
  }

  /// The attributes of arguments or results that have any, by number.
  static func dictionaries(
    _ property: String, of operation: OperationID, in module: Module
  ) -> [Int: AttributeDictionary] {
    var dictionaries: [Int: AttributeDictionary] = [:]
    for (index, value) in (module.property(property, of: operation)?.arrayValue ?? []).enumerated()
    {
      dictionaries[index] = value.dictionaryValue
    }
    return dictionaries
  }
}

extension FormWriter {
  /// Writes `(%x: f32 {…}, …)`, or `(f32 {…}, …)` where there is no body.
  mutating func writeParameters(
    _ types: [Type], of operation: OperationID, isVariadic: Bool = false
  ) {
    let entry = module.blocks(in: module.region(of: operation)).first
    let arguments = entry.map { module.arguments(of: $0) } ?? []
    let attributes = FunctionForm.dictionaries("arg_attrs", of: operation, in: module)
    write("(")
    for (index, type) in types.enumerated() {
      if index > 0 { write(", ") }
      if index < arguments.count {
        write(argument: arguments[index], attributes: attributes[index])
      } else {
        write(type)
        write(attributes[index] ?? [:])
      }
    }
    if isVariadic { write(types.isEmpty ? "..." : ", ...") }
    write(")")
  }

  /// Writes ` -> (f32 {…}, i32)`, or nothing where there is no result.
  mutating func writeReturns(_ types: [Type], of operation: OperationID) {
    let attributes = FunctionForm.dictionaries("res_attrs", of: operation, in: module)
    if types.isEmpty { return }
    write(" -> ")
    if attributes.isEmpty { return write(results: types) }
    write("(")
    for (index, type) in types.enumerated() {
      if index > 0 { write(", ") }
      write(type)
      write(attributes[index] ?? [:])
    }
    write(")")
  }
}

extension FormReader {
  /// What `writeParameters` writes; the names are kept in `arguments`.
  mutating func readParameters(
    allowsVariadic: Bool = false
  ) throws(FormFailure) -> (types: [Type], isVariadic: Bool) {
    try expect("(")
    var inputs: [Type] = []
    var attributes: [AttributeDictionary] = []
    var isVariadic = false
    while !accept(")") {
      if !inputs.isEmpty || isVariadic { try expect(",") }
      if allowsVariadic, accept("...") {
        isVariadic = true
        try expect(")")
        break
      }
      if isOperandNext {
        var argument = try readTypedArgument()
        attributes.append(try readOptionalAttributes())
        argument.location = try readOptionalLocation()
        inputs.append(argument.type)
        arguments.append(argument)
      } else {
        inputs.append(try readType())
        attributes.append(try readOptionalAttributes())
      }
    }
    guard arguments.isEmpty || arguments.count == inputs.count else {
      throw fail("either all arguments have a name or, without a body, none")
    }
    set("arg_attrs", attributes)
    return (inputs, isVariadic)
  }

  /// What `writeReturns` writes.
  mutating func readReturns() throws(FormFailure) -> [Type] {
    guard accept("->") else { return [] }
    guard accept("(") else { return [try readType()] }
    var types: [Type] = []
    var attributes: [AttributeDictionary] = []
    while !accept(")") {
      if !types.isEmpty { try expect(",") }
      types.append(try readType())
      attributes.append(try readOptionalAttributes())
    }
    set("res_attrs", attributes)
    return types
  }

  private mutating func set(_ property: String, _ attributes: [AttributeDictionary]) {
    guard attributes.contains(where: { !$0.isEmpty }) else { return }
    set(property, .array(attributes.map { .dictionary($0) }))
  }

  /// The body of a function, if there is one, which takes what was read as parameters; their names
  /// mean nothing without it.
  mutating func readOptionalBody() throws(FormFailure) {
    if isNext("{") { return try readRegion(arguments) }
    addEmptyRegion()
  }
}

extension Form {
  /// `private @name(%x: f32) -> f32 attributes {…} { … }`, as MLIR writes functions.
  ///
  /// - Parameter properties: those of `$sym_name, $function_type, $sym_visibility, $arg_attrs,
  ///   $res_attrs` that the operation has; the first two it must have.
  /// - Returns: the form.
  public static func function(_ properties: String) -> Form {
    Form(
      "custom<Header>(\(properties)) attr-dict-with-keyword custom<Body>(region(0))",
      ["Header": .functionHeader, "Body": .functionBody])
  }
}

extension FormDirective {
  /// `private @name(%x: f32) -> f32`.
  static let functionHeader = FormDirective(
    accepts: { operation, module in
      guard let type = module.functionType(of: operation) else { return false }
      let visibility = module.property("sym_visibility", of: operation)?.stringValue
      guard [nil, "private", "public", "nested"].contains(visibility) else { return false }
      let entry = module.entryBlock(of: module.region(of: operation))
      return FunctionForm.accepts(
        operation, inputs: type.inputs, results: type.results, in: module)
        && entry.map { module.arguments(of: $0).count == type.inputs.count } != false
    },
    write: { operation, writer in
      let type = writer.module.functionType(of: operation) ?? FunctionType([], [])
      if let visibility = writer.module.property("sym_visibility", of: operation)?.stringValue {
        writer.write("\(visibility) ")
      }
      writer.write(
        symbol: writer.module.property("sym_name", of: operation)?.stringValue ?? "")
      writer.writeParameters(type.inputs, of: operation)
      writer.writeReturns(type.results, of: operation)
    },
    read: { (reader) throws(FormFailure) in
      for visibility in ["private", "public", "nested"] where reader.accept(visibility) {
        reader.set("sym_visibility", .string(visibility))
        break
      }
      reader.set("sym_name", .string(try reader.readSymbolName()))
      let inputs = try reader.readParameters().types
      let results = try reader.readReturns()
      reader.set("function_type", .type(.function(FunctionType(inputs, results))))
    })

  /// ` { … }` behind the parameters of a function, or nothing.
  static let functionBody = FormDirective(
    write: { operation, writer in
      let region = writer.module.region(of: operation)
      if !writer.module.blocks(in: region).isEmpty { writer.write(region, hasHeader: true) }
    },
    read: { (reader) throws(FormFailure) in try reader.readOptionalBody() })
}

extension Module {
  /// The type that the property `function_type` is.
  fileprivate func functionType(of operation: OperationID) -> FunctionType? {
    guard case .function(let type) = property("function_type", of: operation)?.typeValue else {
      return nil
    }
    return type
  }
}
