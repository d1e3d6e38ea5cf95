import IR

extension Func.Function: ValueNamingOperation {
  /// `@name(%x: f32) -> f32 attributes {…} { … }`, as MLIR writes functions.
  public static var form: Form? {
    Form(
      """
      custom<Header>($sym_name, $function_type, $sym_visibility, $arg_attrs, $res_attrs)
      attr-dict-with-keyword custom<Body>(region(0))
      """, ["Header": header, "Body": .functionBody])
  }

  /// The names that the importer of a model gave.
  public static func argumentNames(
    of operation: OperationID, region: Int, in module: Module
  ) -> [String?] {
    (module.attribute("graph.input_names", of: operation)?.arrayValue ?? []).map(\.stringValue)
  }

  private static var header: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let function = Func.Function(operation, in: module)
        let visibility = module.property("sym_visibility", of: operation)?.stringValue
        guard [nil, "private", "public", "nested"].contains(visibility) else { return false }
        let entry = module.entryBlock(of: module.region(of: operation))
        return FunctionForm.accepts(
          operation, inputs: function.type.inputs, results: function.type.results, in: module)
          && entry.map { module.arguments(of: $0).count == function.type.inputs.count } != false
      },
      write: { operation, writer in
        let function = Func.Function(operation, in: writer.module)
        if let visibility = writer.module.property("sym_visibility", of: operation)?.stringValue {
          writer.write("\(visibility) ")
        }
        writer.write(symbol: function.name)
        writer.writeParameters(function.type.inputs, of: operation)
        writer.writeReturns(function.type.results, of: operation)
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
  }
}
