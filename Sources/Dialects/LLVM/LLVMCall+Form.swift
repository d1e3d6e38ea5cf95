import IR

extension LLVM.Call {
  static let tailWords = ["none", "notail", "musttail", "tail"]

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
          (writer.module.property("CConv", of: operation)?.callingConvention, "ccc"),
          (writer.module.property("TailCallKind", of: operation)?.tailCallKind, "none"),
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
        reader.set("CConv", .of(try reader.readConvention(default: "ccc")))
        let tail = tailWords.first { reader.accept($0) } ?? "none"
        reader.set("TailCallKind", .of(LLVM.TailCallKind(body: tail)))
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
      read: { (reader) throws(FormFailure) in try reader.readCallType() })
  }
}

extension LLVM {
  /// The words of `#llvm.cconv`.
  static let callingConventions: Set<String> = [
    "ccc", "fastcc", "coldcc", "cc_10", "cc_11", "webkit_jscc", "anyregcc", "preserve_mostcc",
    "preserve_allcc", "swiftcc", "cxx_fast_tlscc", "tailcc", "cfguard_checkcc", "swifttailcc",
    "x86_stdcallcc", "x86_fastcallcc", "arm_apcscc", "arm_aapcscc", "arm_aapcs_vfpcc",
    "x86_thiscallcc", "ptx_kernelcc", "ptx_devicecc", "spir_funccc", "spir_kernelcc",
    "intel_ocl_bicc", "x86_64_sysvcc", "win64cc", "x86_vectorcallcc", "amdgpu_kernelcc",
    "x86_regcallcc",
  ]
}

extension Attribute {
  /// `ccc`, of `#llvm.cconv<ccc>`.
  var callingConvention: String? {
    cast(to: LLVM.CallingConvention.self)?.body.flatMap {
      LLVM.callingConventions.contains($0) ? $0 : nil
    }
  }

  /// `tail`, of `#llvm.tailcallkind<tail>`.
  var tailCallKind: String? {
    cast(to: LLVM.TailCallKind.self)?.body.flatMap {
      LLVM.Call.tailWords.contains($0) ? $0 : nil
    }
  }
}

extension FormReader {
  /// The type of what is called, behind that of the pointer where there is no name.
  mutating func readCallType() throws(FormFailure) {
    if properties["callee"] == nil {
      addType(try readType(), ofOperand: "callee_operands")
      try expect(",")
    }
    let place = place
    guard case .function(let type) = try readType() else {
      throw fail("expected the type of a function, as '(i32) -> f32'", at: place)
    }
    for input in type.inputs { addType(input, ofOperand: "callee_operands") }
    setResultTypes(type.results)
  }

  /// How a function is called, or the usual way where no word says so.
  mutating func readConvention(
    default: String
  ) throws(FormFailure) -> LLVM.CallingConvention {
    LLVM.CallingConvention(body: LLVM.callingConventions.first { accept($0) } ?? `default`)
  }
}
