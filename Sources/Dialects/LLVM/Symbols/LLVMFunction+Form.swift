import IR

extension LLVM.Function {
  /// `internal fastcc @f(%x: i32, ...) -> i32 attributes {…} { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Header>($sym_name, $function_type, $linkage, $arg_attrs, $res_attrs, $CConv,
      $unnamed_addr, $visibility_, $vscale_range, $comdat) attr-dict-with-keyword
      custom<Body>(region(0))
      """, ["Header": header, "Body": .functionBody])
  }

  private static var header: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let function = Self(operation, in: module)
        guard SymbolWords.accepts(operation, in: module),
          module.property("CConv", of: operation)?.callingConvention != nil,
          module.property("function_type", of: operation) == .type(.of(function.type))
        else { return false }
        let results = function.type.result == LLVM.void ? [] : [function.type.result]
        let entry = module.entryBlock(of: module.region(of: operation))
        return FunctionForm.accepts(
          operation, inputs: function.type.parameters, results: results, in: module)
          && entry.map { module.arguments(of: $0).count == function.type.parameters.count }
            != false
      },
      write: { operation, writer in
        let function = Self(operation, in: writer.module)
        if function.linkage != .external { writer.write("\(function.linkage.rawValue) ") }
        writer.write("visibility_", of: SymbolWords.visibility, operation)
        writer.write("unnamed_addr", of: SymbolWords.unnamed, operation)
        let convention = writer.module.property("CConv", of: operation)?.callingConvention ?? "ccc"
        if convention != "ccc" { writer.write("\(convention) ") }
        writer.write(symbol: function.name)
        writer.writeParameters(
          function.type.parameters, of: operation, isVariadic: function.type.isVariadic)
        writer.writeReturns(
          function.type.result == LLVM.void ? [] : [function.type.result], of: operation)
        let scale = writer.module.property("vscale_range", of: operation)
        if let scale = scale?.cast(to: LLVM.VScaleRange.self) {
          writer.write(" vscale_range(\(scale.least), \(scale.greatest))")
        }
        if let comdat = writer.module.property("comdat", of: operation) {
          writer.write(" comdat(")
          writer.write(comdat)
          writer.write(")")
        }
      },
      read: { (reader) throws(FormFailure) in
        reader.readLinkage()
        reader.read("visibility_", of: SymbolWords.visibility)
        reader.read("unnamed_addr", of: SymbolWords.unnamed)
        reader.set("CConv", .of(try reader.readConvention(default: "ccc")))
        reader.set("sym_name", .string(try reader.readSymbolName()))
        let place = reader.place
        let (inputs, isVariadic) = try reader.readParameters(allowsVariadic: true)
        let results = try reader.readReturns()
        guard results.count <= 1 else {
          throw reader.fail("a function of 'llvm' has at most one result")
        }
        let type = LLVM.FunctionType(results.first ?? LLVM.void, inputs, isVariadic: isVariadic)
        guard (try? LLVM.FunctionType.parse(body: type.body, in: reader.context)) != nil
        else {
          throw reader.fail(
            "a function of 'llvm' takes and gives types of LLVM only, such as 'i64' for 'index'",
            at: place)
        }
        reader.set("function_type", .type(.of(type)))
        if reader.accept("vscale_range") {
          try reader.expect("(")
          let least = try reader.readInteger(fitting: .i32)
          try reader.expect(",")
          let greatest = try reader.readInteger(fitting: .i32)
          try reader.expect(")")
          reader.set("vscale_range", .of(LLVM.VScaleRange(least: least, greatest: greatest)))
        }
        try reader.readComdat()
      })
  }
}
