import IR

/// The words in front of an `llvm` symbol's name for properties that MLIR always has.
private enum SymbolWords {
  /// By number; of the first nothing is written.
  static let visibility = ["", "hidden", "protected"]
  static let unnamed = ["", "local_unnamed_addr", "unnamed_addr"]

  static func accepts(_ operation: OperationID, in module: Module) -> Bool {
    isOne("visibility_", of: visibility, operation, module)
      && isOne("unnamed_addr", of: unnamed, operation, module)
      && module.property("linkage", of: operation) != nil
  }

  private static func isOne(
    _ property: String, of words: [String], _ operation: OperationID, _ module: Module
  ) -> Bool {
    guard case .integer(let number, .i64)? = module.property(property, of: operation) else {
      return false
    }
    return words.indices.contains(number)
  }
}

extension FormWriter {
  /// The word of a property behind which a space stands, or nothing.
  fileprivate mutating func write(
    _ property: String, of words: [String], _ operation: OperationID
  ) {
    let number = module.property(property, of: operation)?.integerValue ?? 0
    if words.indices.contains(number), !words[number].isEmpty { write("\(words[number]) ") }
  }
}

extension FormReader {
  fileprivate mutating func read(_ property: String, of words: [String]) {
    let number = words.firstIndex { !$0.isEmpty && accept($0) } ?? 0
    set(property, .i64(number))
  }

  fileprivate mutating func readLinkage() {
    let found = LLVM.Linkage.allCases.first { accept($0.rawValue) }
    set("linkage", .of(found ?? .external))
  }
}

extension LLVM.Function {
  /// `internal fastcc @f(%x: i32, ...) -> i32 attributes {…} { … }`.
  public static var form: Form? {
    Form(
      """
      custom<Header>($sym_name, $function_type, $linkage, $arg_attrs, $res_attrs, $CConv,
      $unnamed_addr, $visibility_) attr-dict-with-keyword custom<Body>(region(0))
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
      },
      read: { (reader) throws(FormFailure) in
        reader.readLinkage()
        reader.read("visibility_", of: SymbolWords.visibility)
        reader.read("unnamed_addr", of: SymbolWords.unnamed)
        reader.set("CConv", .of(try reader.readConvention(default: "ccc")))
        reader.set("sym_name", .string(try reader.readSymbolName()))
        let (inputs, isVariadic) = try reader.readParameters(allowsVariadic: true)
        let results = try reader.readReturns()
        guard results.count <= 1 else {
          throw reader.fail("a function of 'llvm' has at most one result")
        }
        let type = LLVM.FunctionType(results.first ?? LLVM.void, inputs, isVariadic: isVariadic)
        reader.set("function_type", .type(.of(type)))
      })
  }
}

extension Attribute {
  /// `ccc`, of `#llvm.cconv<ccc>`.
  fileprivate var callingConvention: String? {
    cast(to: LLVM.CallingConvention.self)?.body.flatMap { $0.hasSuffix("cc") ? $0 : nil }
  }

  /// `tail`, of `#llvm.tailcallkind<tail>`.
  fileprivate var tailCallKind: String? {
    cast(to: LLVM.TailCallKind.self)?.body.flatMap {
      LLVM.Call.tailWords.contains($0) ? $0 : nil
    }
  }
}

extension FormReader {
  fileprivate mutating func readConvention(
    default: String
  ) throws(FormFailure) -> LLVM.CallingConvention {
    let known = [
      "ccc", "fastcc", "coldcc", "cc_10", "cc_11", "webkit_jscc", "anyregcc", "preserve_mostcc",
      "preserve_allcc", "swiftcc", "cxx_fast_tlscc", "tailcc", "cfguard_checkcc", "swifttailcc",
      "x86_stdcallcc", "x86_fastcallcc", "arm_apcscc", "arm_aapcscc", "arm_aapcs_vfpcc",
      "x86_thiscallcc", "ptx_kernelcc", "ptx_devicecc", "spir_funccc", "spir_kernelcc",
      "intel_ocl_bicc", "x86_64_sysvcc", "win64cc", "x86_vectorcallcc", "amdgpu_kernelcc",
      "x86_regcallcc",
    ]
    return LLVM.CallingConvention(body: known.first { accept($0) } ?? `default`)
  }
}

extension LLVM.Global {
  /// `internal constant @text("hello") {alignment = 1}`, `external @g() : i64`.
  public static var form: Form? {
    Form(
      """
      custom<Header>($linkage, $visibility_, $unnamed_addr, $thread_local_, $constant, $sym_name,
      $value) attr-dict custom<Body>($global_type, region(0))
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
      })
  }

  /// The type, which a text does not need, and what computes the value.
  private static var body: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let entry = module.entryBlock(of: module.region(of: operation))
        guard entry.map({ module.arguments(of: $0).isEmpty && !module.isBranchedTo($0) }) != false
        else { return false }
        return module.property("value", of: operation)?.stringValue == nil
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
        } else if let text = reader.properties["value"]?.stringValue {
          reader.set("global_type", .type(.of(LLVM.ArrayType(text.utf8.count, .i8))))
        } else {
          throw reader.fail(expected: "':' and the type of the value")
        }
        reader.addEmptyRegion()
      })
  }

  /// Whether the type is what the text that is the value has.
  private static func isText(_ global: LLVM.Global) -> Bool {
    guard let text = global.value?.stringValue else { return false }
    return global.type == .of(LLVM.ArrayType(text.utf8.count, .i8))
  }
}

extension LLVM.Call {
  fileprivate static let tailWords = ["none", "notail", "musttail", "tail"]

  /// `@f(%0) vararg(!llvm.func<…>) : (i32) -> i32`, `%f(%0) : !llvm.ptr, (i32) -> i32`.
  public static var form: Form? {
    Form(
      """
      custom<Callee>($callee, $callee_operands, $CConv, $TailCallKind, $var_callee_type) attr-dict
      `:` custom<Type>(type($callee_operands), type($result))
      """, ["Callee": callee, "Type": type])
  }

  private static var callee: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let call = Self(operation, in: module)
        return module.property("CConv", of: operation)?.callingConvention != nil
          && module.property("TailCallKind", of: operation)?.tailCallKind != nil
          && (call.callee != nil || !call.arguments.isEmpty)
      },
      write: { operation, writer in
        let call = Self(operation, in: writer.module)
        for (word, usual) in [
          (writer.module.property("TailCallKind", of: operation)?.tailCallKind, "none"),
          (writer.module.property("CConv", of: operation)?.callingConvention, "ccc"),
        ] where word != usual { writer.write("\(word ?? "") ") }
        if let name = call.callee {
          writer.write(symbol: name)
        } else {
          writer.write(call.arguments[0])
        }
        writer.write("(")
        writer.write(call.arguments.dropFirst(call.callee == nil ? 1 : 0))
        writer.write(")")
        guard let type = writer.module.property("var_callee_type", of: operation) else { return }
        writer.write(" vararg(")
        writer.write(type)
        writer.write(")")
      },
      read: { (reader) throws(FormFailure) in
        let tail = tailWords.first { reader.accept($0) } ?? "none"
        reader.set("TailCallKind", .of(LLVM.TailCallKind(body: tail)))
        reader.set("CConv", .of(try reader.readConvention(default: "ccc")))
        if reader.isOperandNext {
          try reader.readOperand("callee_operands")
        } else {
          reader.set("callee", .symbol(try reader.readSymbolName()))
        }
        try reader.readOperands("callee_operands")
        guard reader.accept("vararg") else { return }
        try reader.expect("(")
        reader.set("var_callee_type", .type(try reader.readType()))
        try reader.expect(")")
      })
  }

  private static var type: FormDirective {
    FormDirective(
      write: { operation, writer in
        let call = Self(operation, in: writer.module)
        var types = writer.module.operandTypes(of: operation)
        if call.callee == nil {
          writer.write(types.removeFirst())
          writer.write(", ")
        }
        writer.write(.function(IR.FunctionType(types, writer.module.resultTypes(of: operation))))
      },
      read: { (reader) throws(FormFailure) in
        if reader.properties["callee"] == nil {
          reader.addType(try reader.readType(), ofOperand: "callee_operands")
          try reader.expect(",")
        }
        guard case .function(let type) = try reader.readType() else {
          throw reader.fail("expected the type of a function before this")
        }
        for input in type.inputs { reader.addType(input, ofOperand: "callee_operands") }
        reader.setResultTypes(type.results)
      })
  }
}

extension LLVM.ConditionalBranch {
  /// `%0 weights([1, 2]), ^bb1(%1 : i32), ^bb2`.
  public static var form: Form? {
    Form(
      """
      $condition custom<Weights>($branch_weights) `,` successor(0)
      (`(` $trueDestOperands^ `:` type($trueDestOperands) `)`)? `,`
      successor(1) (`(` $falseDestOperands^ `:` type($falseDestOperands) `)`)? attr-dict
      """, ["Weights": weights])
  }

  private static var weights: FormDirective {
    FormDirective(
      accepts: { operation, module in
        switch module.property("branch_weights", of: operation) {
        case nil, .denseArray(.i32, _)?: true
        default: false
        }
      },
      write: { operation, writer in
        guard
          let weights = writer.module.property("branch_weights", of: operation)?.integerArrayValue
        else { return }
        writer.write("weights([\(weights.map(String.init).joined(separator: ", "))])")
      },
      read: { (reader) throws(FormFailure) in
        guard reader.accept("weights") else { return }
        try reader.expect("(")
        try reader.expect("[")
        var weights: [Int] = []
        while !reader.accept("]") {
          if !weights.isEmpty { try reader.expect(",") }
          weights.append(try reader.readInteger())
        }
        try reader.expect(")")
        reader.set("branch_weights", .i32Array(weights))
      })
  }
}
