import IR

public enum Func {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "func",
    documentation: "MLIR's `func` dialect: functions and calls.",
    operations: [Function.self, Return.self, Call.self, CallIndirect.self, Constant.self],
    makeConstant: Arith.makeConstant)
}
