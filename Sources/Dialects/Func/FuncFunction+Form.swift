import IR

extension Func.Function: ValueNamingOperation {
  /// `@name(%x: f32) -> f32 attributes {…} { … }`, as MLIR writes functions.
  public static var form: Form? {
    .function("$sym_name, $function_type, $sym_visibility, $arg_attrs, $res_attrs")
  }

  /// The names that the importer of a model gave.
  public static func argumentNames(
    of operation: OperationID, region: Int, in module: Module
  ) -> [String?] {
    (module.attribute("graph.input_names", of: operation)?.arrayValue ?? []).map(\.stringValue)
  }
}
