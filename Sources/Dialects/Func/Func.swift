import IR

/// MLIR's `func` dialect: functions and calls.
public enum Func {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "func", operations: [Function.self, Return.self, Call.self])
}
