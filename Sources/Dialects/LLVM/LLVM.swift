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
      Invoke.self, LandingPad.self, Resume.self, Freeze.self, AddressSpaceCast.self, NoneToken.self,
      Comdat.self, ComdatSelector.self, GlobalConstructors.self, GlobalDestructors.self,
      LinkerOptions.self, FMulAdd.self, NearbyInt.self, VpAdd.self, VpSub.self, VpMul.self,
      VpSdiv.self, VpUdiv.self, VpSrem.self, VpUrem.self, VpAshr.self, VpLshr.self, VpShl.self,
      VpOr.self, VpAnd.self, VpXor.self, VpFadd.self, VpFsub.self, VpFmul.self, VpFdiv.self,
      VpFrem.self, VpFneg.self, VpFmuladd.self, VpFma.self, VpSelect.self, VpMerge.self,
      VpTrunc.self, VpZext.self, VpSext.self, VpFptrunc.self, VpFpext.self, VpFptoui.self,
      VpFptosi.self, VpUitofp.self, VpSitofp.self, VpPtrtoint.self, VpInttoptr.self,
      VpReduceAdd.self, VpReduceMul.self, VpReduceAnd.self, VpReduceOr.self, VpReduceXor.self,
      VpReduceSmax.self, VpReduceSmin.self, VpReduceUmax.self, VpReduceUmin.self, VpReduceFadd.self,
      VpReduceFmul.self, VpReduceFmax.self, VpReduceFmin.self, VpLoad.self, VpStore.self,
      VpStridedLoad.self, VpStridedStore.self, SaddSat.self, UaddSat.self, SsubSat.self,
      UsubSat.self, SshlSat.self, UshlSat.self, SaddWithOverflow.self, UaddWithOverflow.self,
      SsubWithOverflow.self, UsubWithOverflow.self, SmulWithOverflow.self, UmulWithOverflow.self,
      Fshl.self, Fshr.self, Bitreverse.self, Bswap.self, Lround.self, Llround.self, Lrint.self,
      Llrint.self, Powi.self, IsFpclass.self, Memcpy.self, Memmove.self, MemcpyInline.self,
      Memset.self, LifetimeStart.self, LifetimeEnd.self, InvariantStart.self, InvariantEnd.self,
      Stacksave.self, Stackrestore.self, ThreadlocalAddress.self, Vastart.self, Vacopy.self,
      Vaend.self, Assume.self, SsaCopy.self, IsConstant.self, Expect.self,
      ExpectWithProbability.self, Trap.self, Debugtrap.self, Ubsantrap.self, VarAnnotation.self,
      PtrAnnotation.self, Annotation.self, EhTypeidFor.self, Vscale.self, StepVector.self,
      InsertVector.self, ExtractVector.self, Interleave2.self, Deinterleave2.self,
      ActiveLaneMask.self, MatrixMultiply.self, MatrixTranspose.self, CoroId.self, CoroBegin.self,
      CoroSize.self, CoroAlign.self, CoroSave.self, CoroSuspend.self, CoroEnd.self, CoroFree.self,
      CoroResume.self, CoroPromise.self,
    ],
    types: [
      PointerType.self, PointerVectorType.self, VoidType.self, ArrayType.self, StructType.self,
      FunctionType.self, TokenType.self, MetadataType.self, TargetType.self,
    ],
    attributes: [
      FastMath.self, Overflow.self, Linkage.self, CallingConvention.self, TailCallKind.self,
      TargetFeatures.self, MemoryEffects.self, VScaleRange.self, FramePointerKind.self,
    ] + metadataAttributes,
    makeConstant: { value, type in
      switch value {
      case .integer(_, .index): nil
      case .integer, .wideInteger, .float, .dense: value.type == type ? Constant(value).state : nil
      default: nil
      }
    })
}
