import IR
import Support

extension LLVM.Global {
  /// `internal constant @text("hello") {alignment = 1}`, `external @g() : i64`.
  public static var form: Form? {
    Form(
      """
      custom<Header>($linkage, $visibility_, $unnamed_addr, $thread_local_, $constant, $sym_name,
      $value, $comdat) attr-dict custom<Body>($global_type, region(0))
      """, ["Header": header, "Body": body])
  }

  private static var header: FormDirective {
    FormDirective(
      accepts: { operation, module in
        if case .typedString? = module.property("value", of: operation) { return false }
        return SymbolWords.accepts(operation, in: module)
      },
      write: { operation, writer in
        let global = Self(operation, in: writer.module)
        writer.write("\(global.linkage.rawValue) ")
        writer.write("visibility_", of: SymbolWords.visibility, operation)
        if writer.module.property("thread_local_", of: operation) != nil {
          writer.write("thread_local ")
        }
        writer.write("unnamed_addr", of: SymbolWords.unnamed, operation)
        if global.isConstant { writer.write("constant ") }
        writer.write(symbol: global.name)
        writer.write("(")
        if let value = global.value { writer.write(value) }
        writer.write(")")
        guard let comdat = writer.module.property("comdat", of: operation) else { return }
        writer.write(" comdat(")
        writer.write(comdat)
        writer.write(")")
      },
      read: { (reader) throws(FormFailure) in
        reader.readLinkage()
        reader.read("visibility_", of: SymbolWords.visibility)
        if reader.accept("thread_local") { reader.set("thread_local_", .unit) }
        reader.read("unnamed_addr", of: SymbolWords.unnamed)
        if reader.accept("constant") { reader.set("constant", .unit) }
        reader.set("sym_name", .string(try reader.readSymbolName()))
        try reader.expect("(")
        if !reader.isNext(")") { reader.set("value", try reader.readAttribute()) }
        try reader.expect(")")
        try reader.readComdat()
      })
  }

  /// The type, which a text does not need, and what computes the value.
  private static var body: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let entry = module.entryBlock(of: module.region(of: operation))
        guard entry.map({ module.arguments(of: $0).isEmpty && !module.isBranchedTo($0) }) != false
        else { return false }
        return module.property("value", of: operation)?.stringBytes == nil
          || entry == nil && isText(Self(operation, in: module))
      },
      write: { operation, writer in
        let global = Self(operation, in: writer.module)
        if isText(global) { return }
        writer.write(": ")
        writer.write(global.type)
        let region = writer.module.region(of: operation)
        guard !writer.module.blocks(in: region).isEmpty else { return }
        writer.write(" ")
        writer.write(region, hasHeader: true)
      },
      read: { (reader) throws(FormFailure) in
        if reader.accept(":") {
          reader.set("global_type", .type(try reader.readType()))
          if reader.isNext("{") { return try reader.readRegion([]) }
        } else if let text = reader.properties["value"]?.stringBytes {
          reader.set("global_type", .type(.of(LLVM.ArrayType(text.count, .i8))))
        } else {
          throw reader.fail(expected: "':' and the type of the value")
        }
        reader.addEmptyRegion()
      })
  }

  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let global = Self(operation, in: module)
    if !LLVM.isValue(global.type) {
      diagnostics.error(
        "'\(mnemonic)' holds a value of a type of LLVM, not '\(global.type)'",
        at: module.location(of: operation))
    }
    guard let text = global.value?.stringBytes, !isText(global) else { return }
    diagnostics.error(
      "'\(mnemonic)' of a text of \(text.count) bytes must have the type"
        + " '\(Type.of(LLVM.ArrayType(text.count, .i8)))', not '\(global.type)'",
      at: module.location(of: operation))
  }

  /// Whether the type is what the text that is the value has.
  private static func isText(_ global: LLVM.Global) -> Bool {
    guard let text = global.value?.stringBytes else { return false }
    return global.type == .of(LLVM.ArrayType(text.count, .i8))
  }
}
