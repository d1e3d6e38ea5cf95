import IR

// Intrinsics of vectors under a mask and with an explicit length, `evl`: beyond either, lanes are
// not computed.

extension LLVM {
  public typealias VpAdd = Intrinsic<VpAddKind>
  public enum VpAddKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.add" }
    public static var documentation: String { "`a + b`, where it holds." }
  }

  public typealias VpSub = Intrinsic<VpSubKind>
  public enum VpSubKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.sub" }
    public static var documentation: String { "`a - b`, where it holds." }
  }

  public typealias VpMul = Intrinsic<VpMulKind>
  public enum VpMulKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.mul" }
    public static var documentation: String { "`a * b`, where it holds." }
  }

  public typealias VpSdiv = Intrinsic<VpSdivKind>
  public enum VpSdivKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.sdiv" }
    public static var documentation: String { "The signed quotient, where it holds." }
  }

  public typealias VpUdiv = Intrinsic<VpUdivKind>
  public enum VpUdivKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.udiv" }
    public static var documentation: String { "The unsigned quotient, where it holds." }
  }

  public typealias VpSrem = Intrinsic<VpSremKind>
  public enum VpSremKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.srem" }
    public static var documentation: String { "The signed remainder, where it holds." }
  }

  public typealias VpUrem = Intrinsic<VpUremKind>
  public enum VpUremKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.urem" }
    public static var documentation: String { "The unsigned remainder, where it holds." }
  }

  public typealias VpAshr = Intrinsic<VpAshrKind>
  public enum VpAshrKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.ashr" }
    public static var documentation: String {
      "A shift to the right that fills with the sign, where it holds."
    }
  }

  public typealias VpLshr = Intrinsic<VpLshrKind>
  public enum VpLshrKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.lshr" }
    public static var documentation: String {
      "A shift to the right that fills with zeros, where it holds."
    }
  }

  public typealias VpShl = Intrinsic<VpShlKind>
  public enum VpShlKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.shl" }
    public static var documentation: String { "A shift to the left, where it holds." }
  }

  public typealias VpOr = Intrinsic<VpOrKind>
  public enum VpOrKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.or" }
    public static var documentation: String { "Bits of either, where it holds." }
  }

  public typealias VpAnd = Intrinsic<VpAndKind>
  public enum VpAndKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.and" }
    public static var documentation: String { "Bits of both, where it holds." }
  }

  public typealias VpXor = Intrinsic<VpXorKind>
  public enum VpXorKind: PredicatedBinary, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.xor" }
    public static var documentation: String { "Bits of one, where it holds." }
  }

  public typealias VpFadd = Intrinsic<VpFaddKind>
  public enum VpFaddKind: PredicatedBinary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fadd" }
    public static var documentation: String { "`a + b`, where it holds." }
  }

  public typealias VpFsub = Intrinsic<VpFsubKind>
  public enum VpFsubKind: PredicatedBinary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fsub" }
    public static var documentation: String { "`a - b`, where it holds." }
  }

  public typealias VpFmul = Intrinsic<VpFmulKind>
  public enum VpFmulKind: PredicatedBinary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fmul" }
    public static var documentation: String { "`a * b`, where it holds." }
  }

  public typealias VpFdiv = Intrinsic<VpFdivKind>
  public enum VpFdivKind: PredicatedBinary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fdiv" }
    public static var documentation: String { "`a / b`, where it holds." }
  }

  public typealias VpFrem = Intrinsic<VpFremKind>
  public enum VpFremKind: PredicatedBinary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.frem" }
    public static var documentation: String { "The remainder, where it holds." }
  }

  public typealias VpFneg = Intrinsic<VpFnegKind>
  public enum VpFnegKind: PredicatedUnary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fneg" }
    public static var documentation: String { "`-a`, where it holds." }
  }

  public typealias VpFmuladd = Intrinsic<VpFmuladdKind>
  public enum VpFmuladdKind: PredicatedTernary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fmuladd" }
    public static var documentation: String {
      "`a * b + c`, where it holds, rounded once or twice."
    }
  }

  public typealias VpFma = Intrinsic<VpFmaKind>
  public enum VpFmaKind: PredicatedTernary, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fma" }
    public static var documentation: String { "`a * b + c`, where it holds, rounded once." }
  }

  public typealias VpSelect = Intrinsic<VpSelectKind>
  public enum VpSelectKind: PredicatedChoice {
    public static var mnemonic: String { "llvm.intr.vp.select" }
    public static var documentation: String {
      "One of two, where it holds; nothing is known of lanes behind the length."
    }
  }

  public typealias VpMerge = Intrinsic<VpMergeKind>
  public enum VpMergeKind: PredicatedChoice {
    public static var mnemonic: String { "llvm.intr.vp.merge" }
    public static var documentation: String { "One of two; the second behind the length." }
  }

  public typealias VpTrunc = Intrinsic<VpTruncKind>
  public enum VpTruncKind: PredicatedCast, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.trunc" }
    public static var documentation: String { "The low bits, where it holds." }
  }

  public typealias VpZext = Intrinsic<VpZextKind>
  public enum VpZextKind: PredicatedCast, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.zext" }
    public static var documentation: String {
      "A wider integer, filling with zeros, where it holds."
    }
  }

  public typealias VpSext = Intrinsic<VpSextKind>
  public enum VpSextKind: PredicatedCast, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.sext" }
    public static var documentation: String {
      "A wider integer, filling with the sign, where it holds."
    }
  }

  public typealias VpFptrunc = Intrinsic<VpFptruncKind>
  public enum VpFptruncKind: PredicatedCast, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fptrunc" }
    public static var documentation: String { "A narrower float, where it holds." }
  }

  public typealias VpFpext = Intrinsic<VpFpextKind>
  public enum VpFpextKind: PredicatedCast, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fpext" }
    public static var documentation: String { "A wider float, where it holds." }
  }

  public typealias VpFptoui = Intrinsic<VpFptouiKind>
  public enum VpFptouiKind: PredicatedCast, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fptoui" }
    public static var documentation: String { "An unsigned integer, where it holds." }
  }

  public typealias VpFptosi = Intrinsic<VpFptosiKind>
  public enum VpFptosiKind: PredicatedCast, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.fptosi" }
    public static var documentation: String { "A signed integer, where it holds." }
  }

  public typealias VpUitofp = Intrinsic<VpUitofpKind>
  public enum VpUitofpKind: PredicatedCast, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.uitofp" }
    public static var documentation: String { "A float, from an unsigned integer, where it holds." }
  }

  public typealias VpSitofp = Intrinsic<VpSitofpKind>
  public enum VpSitofpKind: PredicatedCast, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.sitofp" }
    public static var documentation: String { "A float, from a signed integer, where it holds." }
  }

  public typealias VpPtrtoint = Intrinsic<VpPtrtointKind>
  public enum VpPtrtointKind: PredicatedCast, PredicatedPointers {
    public static var mnemonic: String { "llvm.intr.vp.ptrtoint" }
    public static var documentation: String { "The number of an address, where it holds." }
  }

  public typealias VpInttoptr = Intrinsic<VpInttoptrKind>
  public enum VpInttoptrKind: PredicatedCast, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.inttoptr" }
    public static var documentation: String { "The address of a number, where it holds." }
  }
}
