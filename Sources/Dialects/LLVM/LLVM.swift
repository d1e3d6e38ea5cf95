import IR

public enum LLVM {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "llvm",
    documentation: "MLIR's `llvm` dialect: one operation for each instruction of LLVM.",
    operations: [
      Function.self, Return.self, Call.self, CallIntrinsic.self, Branch.self,
      ConditionalBranch.self, Switch.self, Unreachable.self, Alloca.self, Load.self,
      Store.self, GetElementPointer.self, Constant.self, Undef.self, Poison.self, Zero.self,
      Global.self, AddressOf.self, Select.self, ExtractElement.self, InsertElement.self,
      ShuffleVector.self, ExtractValue.self, InsertValue.self, Add.self, Sub.self, Mul.self,
      SDiv.self, UDiv.self, SRem.self, URem.self, And.self, Or.self, XOr.self, Shl.self,
      LShr.self, AShr.self, FAdd.self, FSub.self, FMul.self, FDiv.self, FRem.self, FNeg.self,
      ICmp.self, FCmp.self, SExt.self, ZExt.self, Trunc.self, FPExt.self, FPTrunc.self,
      SIToFP.self, UIToFP.self, FPToSI.self, FPToUI.self, Bitcast.self, PtrToInt.self,
      IntToPtr.self, FAbs.self, Floor.self, Ceil.self, Round.self, RoundEven.self,
      FTrunc.self, Rint.self, Sqrt.self, Exp.self, Exp2.self, Log.self, Log2.self, Log10.self,
      Sin.self, Cos.self, Maximum.self, Minimum.self, MaxNum.self, MinNum.self, CopySign.self,
      Pow.self, SMax.self, SMin.self, UMax.self, UMin.self, FMA.self, MaskedLoad.self,
      MaskedStore.self, MaskedGather.self, MaskedScatter.self, Prefetch.self, Abs.self,
      ReduceFAdd.self, ReduceFMul.self, ReduceAdd.self, ReduceMul.self, ReduceAnd.self,
      ReduceOr.self, ReduceXOr.self, ReduceSMax.self, ReduceSMin.self, ReduceUMax.self,
      ReduceUMin.self, ReduceFMax.self, ReduceFMin.self, ReduceFMaximum.self,
      ReduceFMinimum.self, CountLeadingZeros.self, CountTrailingZeros.self, CountOnes.self,
      ExpandLoad.self, CompressStore.self, AtomicUpdate.self, CompareExchange.self,
      Fence.self, InlineAssembly.self,
    ],
    types: [
      PointerType.self, PointerVectorType.self, VoidType.self, ArrayType.self, StructType.self,
      FunctionType.self,
    ],
    attributes: [
      FastMath.self, Overflow.self, Linkage.self, CallingConvention.self, TailCallKind.self,
      TargetFeatures.self,
    ],
    makeConstant: { value, type in
      switch value {
      case .integer(_, .index): nil
      case .integer, .wideInteger, .float, .dense: value.type == type ? Constant(value).state : nil
      default: nil
      }
    })
}
