import IR

public enum Arith {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "arith",
    documentation: "MLIR's `arith` dialect: arithmetic on integers, floats, and vectors of them.",
    operations: [
      Constant.self, AddF.self, SubF.self, MulF.self, DivF.self, RemF.self, NegF.self,
      MaximumF.self, MinimumF.self, MaxNumF.self, MinNumF.self, AddI.self, SubI.self, MulI.self,
      DivSI.self, DivUI.self, FloorDivSI.self, CeilDivSI.self, CeilDivUI.self, AddUIExtended.self,
      MulSIExtended.self, MulUIExtended.self, RemSI.self, RemUI.self, AndI.self,
      OrI.self, XOrI.self, ShLI.self, ShRSI.self, ShRUI.self, MaxSI.self, MinSI.self, MaxUI.self,
      MinUI.self, CmpF.self, CmpI.self, Select.self, ExtF.self, TruncF.self, SIToFP.self,
      UIToFP.self, FPToSI.self, FPToUI.self, ExtSI.self, ExtUI.self, TruncI.self, IndexCast.self,
      IndexCastUI.self, Bitcast.self,
    ], attributes: [FastMath.self, Overflow.self], makeConstant: makeConstant)

  /// The discardable attribute, a unit, of an `arith.muli` whose result is to stay in a register: addresses that
  /// are computed with it are not taken apart again.
  public static var keptAttribute: String { "tangram.kept" }

  /// `arith.constant` of an integer, a float or dense elements; the constants of every dialect of
  /// loops.
  static let makeConstant: @Sendable (Attribute, Type) -> OperationState? = { value, type in
    switch value {
    case .integer, .wideInteger, .float, .dense:
      return value.type == type ? Constant(value).state : nil
    default: return nil
    }
  }
}
