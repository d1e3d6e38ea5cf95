import IR

/// The dialects of every level.
public enum Dialects {
  /// All of them, for a `Context`.
  public static let all: [Dialect] =
    [
      Builtin.dialect,
      Graph.dialect,
      Program.dialect,
      Func.dialect,
      Arith.dialect,
      Math.dialect,
      Affine.dialect,
      SCF.dialect,
      ControlFlow.dialect,
      MemRef.dialect,
      Vector.dialect,
      GPU.dialect,
      LLVM.dialect,
    ] + GPUTargets.dialects
}
