import IR

extension Arith.Constant: ValueNamingOperation {
  /// `c5` for an index, `c5_i32`, `true`, and `cst` for everything else, as MLIR calls them.
  public static func resultName(of operation: OperationID, in module: Module) -> String? {
    switch module.property("value", of: operation) {
    case .integer(let value, .index): "c\(value)"
    case .integer(let value, .i1): value == 0 ? "false" : "true"
    case .integer(let value, let type): "c\(value)_\(type)"
    default: "cst"
    }
  }
}
