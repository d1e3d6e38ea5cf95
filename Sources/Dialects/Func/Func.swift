import IR

public enum Func {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "func",
    documentation: "MLIR's `func` dialect: functions and calls.",
    operations: [Function.self, Return.self, Call.self, CallIndirect.self, Constant.self],
    makeConstant: Arith.makeConstant)

  /// A discardable attribute of a function whose last result may be remembered.
  ///
  /// It says how many bits each argument has, and the result. All are integers, and the function depends on
  /// nothing else.
  public static var rememberedAttribute: String { "tangram.remembered" }
}
