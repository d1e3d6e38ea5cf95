import Support

extension Module {
  /// The module in MLIR's generic text form, which `mlir-opt` reads too.
  ///
  ///     "builtin.module"() ({
  ///       "func.func"() <{function_type = (f32) -> f32, sym_name = "f"}> ({
  ///       ^bb0(%arg0: f32):
  ///         %0 = "arith.addf"(%arg0, %arg0) : (f32, f32) -> f32
  ///         "func.return"(%0) : (f32) -> ()
  ///       }) : () -> ()
  ///     }) : () -> ()
  ///
  /// Values are numbered afresh in every operation that is isolated from above.
  public func text(_ options: TextOptions = TextOptions()) -> String {
    var printer = ModulePrinter(module: self, options: options)
    if options.usesAliases { printer.writer.nameAndDefine(Repeated(in: self, options)) }
    printer.write(operation: top, depth: 0)
    printer.writer.write("\n")
    if options.showsResources { printer.writeMetadata() }
    return printer.writer.text
  }

  /// One operation with everything inside it, its values named as in the whole module's text.
  public func text(of operation: OperationID, _ options: TextOptions = TextOptions()) -> String {
    var printer = ModulePrinter(module: self, options: options)
    printer.write(operation: operation, depth: 0)
    return printer.writer.text
  }

  /// Whether the operation's regions see no value from outside.
  ///
  /// `builtin.module` never does.
  public func isIsolated(_ operation: OperationID) -> Bool {
    traits(of: operation)?.contains(.isolatedFromAbove)
      ?? (name(of: operation) == "builtin.module")
  }
}

extension Module: CustomStringConvertible {
  /// The module's text with long constants left out.
  public var description: String { text(.brief) }
}

/// Writes operations as text.
public struct ModulePrinter {
  public let module: Module
  var writer: TextWriter
  let names: ValueNames
  /// The forms of operations already met, by the number of their name.
  var forms: [UInt32: BoundForm?] = [:]
  var spacing = Spacing()
  /// How deep the operation that is being written is indented.
  var depth = 0
  /// The text of types already printed, by their number in the context.
  private var typeTexts: [UInt32: ArraySlice<UInt8>] = [:]

  init(module: Module, options: TextOptions) {
    self.module = module
    self.writer = TextWriter(options)
    self.names = ValueNames(of: module, forPeople: options.usesForms)
  }

  /// Writes an operation at the current place; inner lines are indented by `depth` and more.
  mutating func write(operation: OperationID, depth: Int) {
    let outer = self.depth
    self.depth = depth
    defer { self.depth = outer }
    let row = module.row(operation)
    writeResults(row)
    if !writeForm(of: operation, row) { writeGeneric(operation, row) }
    if writer.options.showsLocations { writer.write(trailing: module.location(of: operation)) }
    if writer.options.showsUsers, row.results.count > 0 { writeUsers(row) }
  }

  private mutating func writeGeneric(_ operation: OperationID, _ row: OperationRow) {
    writer.write(quoted: module.context.names[row.name])
    writer.write("(")
    writer.write(list: row.operands.range) { [module, names] writer, slot in
      names.write(ValueID(raw: module.operandRows[slot].value), of: module, to: &writer)
    }
    writer.write(")")
    writeSuccessors(of: operation)
    writeProperties(of: operation)
    for (index, region) in row.regions.range.enumerated() {
      writer.write(index == 0 ? " (" : ", ")
      write(region: RegionID(region))
    }
    if row.regions.count > 0 { writer.write(")") }
    if row.attributes != 0 {
      writer.write(" ")
      writer.write(module.attributes(of: operation))
    }
    writer.write(" : ")
    writeFunctionType(row)
  }

  /// `// users: %4, "func.return"`: results by their names, operations without any by theirs.
  private mutating func writeUsers(_ row: OperationRow) {
    var seen: Set<OperationID> = []
    let users = row.results.range.flatMap { module.users(of: ValueID($0)).reversed() }
      .filter { seen.insert($0).inserted }
    guard !users.isEmpty else { return writer.write("  // unused") }
    writer.write("  // users: ")
    writer.write(list: users) { [module, names] writer, user in
      if module.resultCount(of: user) > 0 {
        names.writePack(module.result(of: user), to: &writer)
      } else {
        writer.write(quoted: module.name(of: user))
      }
    }
  }

  private mutating func writeResults(_ row: OperationRow) {
    guard row.results.count > 0 else { return }
    names.writePack(ValueID(Int(row.results.start)), to: &writer)
    if row.results.count > 1 {
      writer.write(":")
      writer.write(Int(row.results.count))
    }
    writer.write(" = ")
  }

  private mutating func writeSuccessors(of operation: OperationID) {
    let successors = module.successors(of: operation)
    guard !successors.isEmpty else { return }
    writer.write("[")
    writer.write(list: successors) { [names] in names.write($1, to: &$0) }
    writer.write("]")
  }

  private mutating func writeProperties(of operation: OperationID) {
    let properties = module.properties(of: operation)
    guard !properties.isEmpty else { return }
    writer.write(" <")
    if let whole = properties.wholeValue {
      writer.write(whole)
    } else {
      writer.write(properties)
    }
    writer.write(">")
  }

  mutating func writeFunctionType(_ row: OperationRow) {
    writer.write("(")
    var isFirst = true
    for slot in row.operands.range {
      if !isFirst { writer.write(", ") }
      isFirst = false
      write(typeOf: Int(module.operandRows[slot].value))
    }
    writer.write(") -> ")
    let results = row.results.range
    if results.count == 1 {
      let type = module.type(of: ValueID(results.lowerBound))
      if case .function = type { return writer.write(results: [type]) }
      return write(typeOf: results.lowerBound)
    }
    writer.write("(")
    isFirst = true
    for value in results {
      if !isFirst { writer.write(", ") }
      isFirst = false
      write(typeOf: value)
    }
    writer.write(")")
  }

  mutating func write(typeOf value: Int) {
    let number = module.valueRows[value].type
    if let known = typeTexts[number] {
      writer.bytes.append(contentsOf: known)
      return
    }
    var inner = TextWriter(writer.options)
    inner.names = writer.names
    inner.write(module.context.types[number])
    typeTexts[number] = inner.bytes[...]
    writer.bytes.append(contentsOf: inner.bytes)
  }

  /// Writes a region; `hasHeader` if what its first block takes has been written before it, and
  /// without the terminator that goes without saying.
  mutating func write(
    region: RegionID, hasHeader: Bool = false, omitting terminator: OperationID? = nil
  ) {
    if writer.options.skipsRegions, module.owner(of: region) != module.top {
      return writer.write("{...}")
    }
    writer.write("{\n")
    let blocks = module.blocks(in: region)
    for (index, block) in blocks.enumerated() {
      let arguments = module.arguments(of: block)
      let first = module.firstOperation(in: block)
      // A branch to an entry is wrong, but the text must say so to be read back.
      let needsLabel =
        index > 0 || !arguments.isEmpty || first == nil || !module.hasNoPredecessors(block)
      if needsLabel, !(hasHeader && index == 0) {
        writeLabel(of: block, arguments, depth: depth)
      }
      var next = first
      while let operation = next, operation != terminator {
        writer.indent(depth + 1)
        write(operation: operation, depth: depth + 1)
        writer.write("\n")
        next = module.next(after: operation)
      }
    }
    writer.indent(depth)
    writer.write("}")
  }

  private mutating func writeLabel(of block: BlockID, _ arguments: [ValueID], depth: Int) {
    writer.indent(depth)
    names.write(block, to: &writer)
    if !arguments.isEmpty {
      writer.write("(")
      writer.write(list: arguments) { [module, names] writer, argument in
        names.write(argument, of: module, to: &writer)
        writer.write(": ")
        writer.write(module.type(of: argument))
        if writer.options.showsLocations { writer.write(trailing: module.location(of: argument)) }
      }
      writer.write(")")
    }
    writer.write(":\n")
  }
}

extension AttributeDictionary {
  /// The one attribute that stands for all properties of an unregistered operation, `<5 : i32>`;
  /// kept under the empty name, which no attribute in a dictionary can have.
  var wholeValue: Attribute? {
    guard entries.count == 1, let only = entries.first, only.name.isEmpty else { return nil }
    return only.value
  }
}
