import IR

public enum Vector {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "vector",
    documentation: "MLIR's `vector` dialect: values as wide as vector registers.",
    operations: [
      Load.self, Store.self, MaskedLoad.self, MaskedStore.self, Gather.self, Scatter.self,
      Broadcast.self, Splat.self, FMA.self, CreateMask.self, ConstantMask.self, Reduction.self,
      Extract.self, Insert.self, ExtractElement.self, InsertElement.self, Shuffle.self,
      ShapeCast.self, Bitcast.self, Contract.self, OuterProduct.self, MatrixMultiply.self,
      MultiReduction.self, Scan.self, TransferRead.self, TransferWrite.self, CompressStore.self,
      ExpandLoad.self, TypeCast.self, ExtractStridedSlice.self, InsertStridedSlice.self,
      ScalableExtract.self, ScalableInsert.self, Transpose.self, FlatTranspose.self,
      Interleave.self, Deinterleave.self, FromElements.self, Step.self, VScale.self, Mask.self,
      WarpExecuteOnLane0.self,
      Yield.self, Print.self,
    ], attributes: [CombiningKind.self, IteratorType.self, Punctuation.self],
    makeConstant: Arith.makeConstant)

  public typealias FMA = Ternary<FMAMember>
  public enum FMAMember: TernaryMember {
    public static var mnemonic: String { "vector.fma" }
    public static var documentation: String { "`a * b + c`, rounded once." }
    public static var operandConstraint: TypeConstraint {
      TypeConstraint("a vector of floats") { $0.vectorType?.element.isFloat ?? false }
    }
  }
}
