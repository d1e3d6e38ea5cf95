import IR

extension FormDirective {
  /// A word of `#gpu<…>` for a property.
  private static func gpu(
    _ property: String, _ known: [String], isOptional: Bool = false,
    _ keyword: @escaping @Sendable (String) -> GPU.Keyword?
  ) -> FormDirective {
    .word(
      property, of: known, isOptional: isOptional,
      word: { $0.cast(to: GPU.Keyword.self)?.body?.split(separator: " ").last.map(String.init) },
      value: { keyword($0).map { .of($0) } })
  }

  /// `x`.
  static let gpuDimension = gpu("dimension", GPU.Dimension.allCases.map(\.rawValue)) {
    GPU.Dimension(rawValue: $0).map { .dimension($0) }
  }

  /// `add`.
  static func gpuReduction(isOptional: Bool = false) -> FormDirective {
    gpu("op", GPU.ReductionKind.allCases.map(\.rawValue), isOptional: isOptional) {
      GPU.ReductionKind(rawValue: $0).map { .reduction($0) }
    }
  }

  /// `xor`.
  static let gpuShuffle = gpu("mode", GPU.ShuffleMode.allCases.map(\.rawValue)) {
    GPU.ShuffleMode(rawValue: $0).map { .shuffle($0) }
  }

  /// `addf`.
  static let gpuMatrixArithmetic = gpu("opType", GPU.MatrixArithmetic.allCases.map(\.rawValue)) {
    GPU.MatrixArithmetic(rawValue: $0).map { .elementwise($0) }
  }

  /// `async [%0, %1]`: whether the operation gives a token, and those it waits for.
  static let gpuAsync = FormDirective(
    write: { operation, writer in writer.writeAsync(operation) },
    read: { (reader) throws(FormFailure) in
      if try reader.readAsync() { reader.setResultTypes([.of(GPU.AsyncToken())]) }
    })
}

extension FormWriter {
  /// Writes `async [%0]`, without a space behind it, or nothing.
  mutating func writeAsync(_ operation: OperationID) {
    let tokens = module.formOperands("asyncDependencies", of: operation) ?? []
    let givesToken = module.resultTypes(of: operation).contains(.of(GPU.AsyncToken()))
    if givesToken { write(tokens.isEmpty ? "async" : "async ") }
    guard !tokens.isEmpty else { return }
    write("[")
    write(tokens)
    write("]")
  }
}

extension FormReader {
  /// What `writeAsync` writes.
  ///
  /// - Returns: whether the operation gives a token.
  mutating func readAsync() throws(FormFailure) -> Bool {
    let isAsync = accept("async")
    if accept("["), !accept("]") {
      repeat { try readOperand("asyncDependencies") } while accept(",")
      try expect("]")
    }
    return isAsync
  }
}

extension GPU.ModuleOp {
  /// `@kernels <#gpu.select_object<0>> [#nvvm.target] attributes {…} { … }`.
  public static var form: Form? {
    Form(
      """
      $sym_name custom<Targets>($offloadingHandler, $targets) attr-dict-with-keyword
      custom<Body>(region(0))
      """,
      ["Targets": targets, "Body": body])
  }

  private static var targets: FormDirective {
    FormDirective(
      write: { operation, writer in
        let module = writer.module
        if let handler = module.property("offloadingHandler", of: operation) {
          writer.write("<")
          writer.write(handler)
          writer.write("> ")
        }
        if let targets = module.property("targets", of: operation) { writer.write(targets) }
      },
      read: { (reader) throws(FormFailure) in
        if reader.accept("<") {
          reader.set("offloadingHandler", try reader.readAttribute())
          try reader.expect(">")
        }
        if reader.isNext("[") { reader.set("targets", try reader.readAttribute()) }
      })
  }

  private static var body: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let body = module.body(of: operation) else { return false }
        return module.arguments(of: body).isEmpty
      },
      write: { operation, writer in
        writer.write(
          writer.module.region(of: operation), hasHeader: true, implied: GPU.ModuleEnd.mnemonic)
      },
      read: { (reader) throws(FormFailure) in
        try reader.readRegion([])
        reader.endRegion(with: GPU.ModuleEnd().state)
      })
  }
}

extension GPU.AllReduce {
  /// `add %0 uniform { } : (f32) -> f32`.
  public static var form: Form? {
    Form(
      """
      custom<Kind>($op) $value (`uniform` $uniform^)? region(0) attr-dict `:`
      functional-type(operands, results)
      """, ["Kind": .gpuReduction(isOptional: true)])
  }
}

extension GPU.Alloc {
  /// `async [%0] host_shared (%n)[%s] : memref<?xf32>`.
  public static var form: Form? {
    Form(
      """
      custom<Memory>($asyncDependencies, type($asyncToken), $hostShared, $dynamicSizes,
      $symbolOperands, attr-dict, type($memref))
      """, ["Memory": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      write: { operation, writer in
        let module = writer.module
        let memory = Self(operation, in: module)
        writer.writeAsync(operation)
        if memory.givesToken || !memory.dependencies.isEmpty { writer.write(" ") }
        if memory.isHostShared { writer.write("host_shared ") }
        writer.write("(")
        writer.write(memory.sizes)
        writer.write(")")
        if !memory.symbols.isEmpty {
          writer.write("[")
          writer.write(memory.symbols)
          writer.write("]")
        }
        writer.write(module.attributes(of: operation))
        writer.write(" : ")
        writer.write(memory.type)
      },
      read: { (reader) throws(FormFailure) in
        let isAsync = try reader.readAsync()
        if reader.accept("host_shared") { reader.set("hostShared", .unit) }
        try reader.readOperands("dynamicSizes")
        if reader.accept("["), !reader.accept("]") {
          repeat { try reader.readOperand("symbolOperands") } while reader.accept(",")
          try reader.expect("]")
        }
        reader.attributes = try reader.readOptionalAttributes()
        try reader.expect(":")
        reader.setResultTypes(
          [try reader.readType()] + (isAsync ? [.of(GPU.AsyncToken())] : []))
      })
  }
}
