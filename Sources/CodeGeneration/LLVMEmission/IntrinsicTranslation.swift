import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// Intrinsics.
  static let intrinsicEmitters: [String: Emitter] = [
    LLVM.FAbs.mnemonic: intrinsic("llvm.fabs"),
    LLVM.Floor.mnemonic: intrinsic("llvm.floor"),
    LLVM.Ceil.mnemonic: intrinsic("llvm.ceil"),
    LLVM.Round.mnemonic: intrinsic("llvm.round"),
    LLVM.RoundEven.mnemonic: intrinsic("llvm.roundeven"),
    LLVM.FTrunc.mnemonic: intrinsic("llvm.trunc"),
    LLVM.Rint.mnemonic: intrinsic("llvm.rint"),
    LLVM.Sqrt.mnemonic: intrinsic("llvm.sqrt"),
    LLVM.Exp.mnemonic: intrinsic("llvm.exp"),
    LLVM.Exp2.mnemonic: intrinsic("llvm.exp2"),
    LLVM.Log.mnemonic: intrinsic("llvm.log"),
    LLVM.Log2.mnemonic: intrinsic("llvm.log2"),
    LLVM.Log10.mnemonic: intrinsic("llvm.log10"),
    LLVM.Sin.mnemonic: intrinsic("llvm.sin"),
    LLVM.Cos.mnemonic: intrinsic("llvm.cos"),
    LLVM.Maximum.mnemonic: intrinsic("llvm.maximum"),
    LLVM.Minimum.mnemonic: intrinsic("llvm.minimum"),
    LLVM.MaxNum.mnemonic: intrinsic("llvm.maxnum"),
    LLVM.MinNum.mnemonic: intrinsic("llvm.minnum"),
    LLVM.CopySign.mnemonic: intrinsic("llvm.copysign"),
    LLVM.Pow.mnemonic: intrinsic("llvm.pow"),
    LLVM.SMax.mnemonic: intrinsic("llvm.smax"),
    LLVM.SMin.mnemonic: intrinsic("llvm.smin"),
    LLVM.UMax.mnemonic: intrinsic("llvm.umax"),
    LLVM.UMin.mnemonic: intrinsic("llvm.umin"),
    LLVM.FMA.mnemonic: intrinsic("llvm.fma"),
    LLVM.FMulAdd.mnemonic: intrinsic("llvm.fmuladd"),
    LLVM.NearbyInt.mnemonic: intrinsic("llvm.nearbyint"),
    LLVM.ReduceAdd.mnemonic: intrinsic("llvm.vector.reduce.add"),
    LLVM.ReduceMul.mnemonic: intrinsic("llvm.vector.reduce.mul"),
    LLVM.ReduceAnd.mnemonic: intrinsic("llvm.vector.reduce.and"),
    LLVM.ReduceOr.mnemonic: intrinsic("llvm.vector.reduce.or"),
    LLVM.ReduceXOr.mnemonic: intrinsic("llvm.vector.reduce.xor"),
    LLVM.ReduceSMax.mnemonic: intrinsic("llvm.vector.reduce.smax"),
    LLVM.ReduceSMin.mnemonic: intrinsic("llvm.vector.reduce.smin"),
    LLVM.ReduceUMax.mnemonic: intrinsic("llvm.vector.reduce.umax"),
    LLVM.ReduceUMin.mnemonic: intrinsic("llvm.vector.reduce.umin"),
    LLVM.ReduceFMax.mnemonic: intrinsic("llvm.vector.reduce.fmax"),
    LLVM.ReduceFMin.mnemonic: intrinsic("llvm.vector.reduce.fmin"),
    LLVM.ReduceFMaximum.mnemonic: intrinsic("llvm.vector.reduce.fmaximum"),
    LLVM.ReduceFMinimum.mnemonic: intrinsic("llvm.vector.reduce.fminimum"),
    LLVM.ReduceFAdd.mnemonic: startedReduction("llvm.vector.reduce.fadd"),
    LLVM.ReduceFMul.mnemonic: startedReduction("llvm.vector.reduce.fmul"),
    LLVM.Abs.mnemonic: { translation, operation throws(Diagnostic) in
      let value = try translation.operand(0, of: operation)
      let poison =
        translation.source.property("is_int_min_poison", of: operation)?.boolValue ?? false
      return try translation.call(
        "llvm.abs", overloads: [LLVMTypeOf(value)], [value, translation.flag(poison)], operation)
    },
    LLVM.Prefetch.mnemonic: { translation, operation throws(Diagnostic) in
      let pointer = try translation.operand(0, of: operation)
      var arguments: [LLVMValueRef?] = [pointer]
      for name in ["rw", "hint", "cache"] {
        let number = translation.source.property(name, of: operation)?.integerValue ?? 0
        arguments.append(translation.word(number))
      }
      return try translation.call(
        "llvm.prefetch", overloads: [LLVMTypeOf(pointer)], arguments, operation)
    },
    LLVM.MaskedLoad.mnemonic: { translation, operation throws(Diagnostic) in
      let operands = try translation.operands(of: operation)
      let type = try translation.resultType(of: operation)
      let otherwise = operands.count > 2 ? operands[2] : LLVMGetPoison(type)
      return try translation.call(
        "llvm.masked.load", overloads: [type, LLVMTypeOf(operands[0])],
        [operands[0], translation.alignment(of: operation), operands[1], otherwise], operation)
    },
    LLVM.MaskedStore.mnemonic: { translation, operation throws(Diagnostic) in
      let operands = try translation.operands(of: operation)
      return try translation.call(
        "llvm.masked.store", overloads: [LLVMTypeOf(operands[0]), LLVMTypeOf(operands[1])],
        [operands[0], operands[1], translation.alignment(of: operation), operands[2]], operation)
    },
    LLVM.MaskedGather.mnemonic: { translation, operation throws(Diagnostic) in
      let operands = try translation.operands(of: operation)
      let type = try translation.resultType(of: operation)
      let otherwise = operands.count > 2 ? operands[2] : LLVMGetPoison(type)
      return try translation.call(
        "llvm.masked.gather", overloads: [type, LLVMTypeOf(operands[0])],
        [operands[0], translation.alignment(of: operation), operands[1], otherwise], operation)
    },
    LLVM.MaskedScatter.mnemonic: { translation, operation throws(Diagnostic) in
      let operands = try translation.operands(of: operation)
      return try translation.call(
        "llvm.masked.scatter", overloads: [LLVMTypeOf(operands[0]), LLVMTypeOf(operands[1])],
        [operands[0], operands[1], translation.alignment(of: operation), operands[2]], operation)
    },
    LLVM.CountOnes.mnemonic: intrinsic("llvm.ctpop"),
    LLVM.CountLeadingZeros.mnemonic: countZeros("llvm.ctlz"),
    LLVM.CountTrailingZeros.mnemonic: countZeros("llvm.cttz"),
    LLVM.ExpandLoad.mnemonic: { translation, operation throws(Diagnostic) in
      try translation.call(
        "llvm.masked.expandload", overloads: [try translation.resultType(of: operation)],
        try translation.operands(of: operation), operation)
    },
    LLVM.CompressStore.mnemonic: { translation, operation throws(Diagnostic) in
      let operands = try translation.operands(of: operation)
      return try translation.call(
        "llvm.masked.compressstore", overloads: [LLVMTypeOf(operands[0])], operands, operation)
    },
    LLVM.CallIntrinsic.mnemonic: { translation, operation throws(Diagnostic) in
      let name = LLVM.CallIntrinsic(operation, in: translation.source).name
      let operands = try translation.operands(of: operation)
      if let value = try translation.callOverloaded(name, operands, operation) { return value }
      return try translation.call(name, overloads: [], operands, operation)
    },
  ]

  /// The intrinsics that say themselves how they are called.
  static let declaredEmitters: [String: Emitter] = {
    var all: [String: Emitter] = [:]
    for definition in LLVM.dialect.operations {
      guard let calling = definition as? any LLVM.IntrinsicCalling.Type, let call = calling.call
      else { continue }
      all[calling.mnemonic] = emitter(calling.mnemonic, call)
    }
    return all
  }()

  /// `llvm.intr.name` calls `llvm.name`.
  private static func emitter(_ mnemonic: String, _ call: LLVM.IntrinsicCall) -> Emitter {
    let name = call.name ?? "llvm." + mnemonic.dropFirst("llvm.intr.".count)
    return { translation, operation throws(Diagnostic) in
      var arguments = try translation.operands(of: operation)
      for immediate in call.immediates {
        guard let value = translation.source.property(immediate.property, of: operation),
          immediate.position <= arguments.count
        else {
          throw translation.failure(operation, "'\(immediate.property)' is missing")
        }
        let constant = try translation.constant(value, value.type ?? .i1, at: operation)
        arguments.insert(constant, at: immediate.position)
      }
      var overloads: [LLVMTypeRef?] = []
      for overload in call.overloads {
        switch overload {
        case .result: overloads.append(try translation.resultType(of: operation))
        case .argument(let number): overloads.append(LLVMTypeOf(arguments[number]))
        }
      }
      return try translation.call(name, overloads: overloads, arguments, operation)
    }
  }

  /// An intrinsic that is overloaded on the type of its first operand.
  private static func intrinsic(_ name: String) -> Emitter {
    { translation, operation throws(Diagnostic) in
      let operands = try translation.operands(of: operation)
      return try translation.call(
        name, overloads: [LLVMTypeOf(operands.first ?? nil)], operands, operation)
    }
  }

  /// A count of zeros, which says what it gives for zero itself.
  private static func countZeros(_ name: String) -> Emitter {
    { translation, operation throws(Diagnostic) in
      let value = try translation.operand(0, of: operation)
      let poison = translation.source.property("is_zero_poison", of: operation)?.boolValue ?? false
      return try translation.call(
        name, overloads: [LLVMTypeOf(value)], [value, translation.flag(poison)], operation)
    }
  }

  /// A reduction of the second operand that begins with the first.
  private static func startedReduction(_ name: String) -> Emitter {
    { translation, operation throws(Diagnostic) in
      let start = try translation.operand(0, of: operation)
      let vector = try translation.operand(1, of: operation)
      return try translation.call(
        name, overloads: [LLVMTypeOf(vector)], [start, vector], operation)
    }
  }

  /// Calls an intrinsic whose name says the types that it is overloaded on, as
  /// `llvm.aarch64.neon.sdot.v4i32.v16i8`; `nil` for others.
  private mutating func callOverloaded(
    _ name: String, _ arguments: [LLVMValueRef?], _ operation: OperationID
  ) throws(Diagnostic) -> LLVMValueRef? {
    let number = LLVMLookupIntrinsicID(name, name.utf8.count)
    var length = 0
    guard number != 0, LLVMIntrinsicIsOverloaded(number) != 0,
      let base = LLVMIntrinsicGetName(number, &length), String(cString: base) != name
    else { return nil }
    var types = arguments.map { LLVMTypeOf($0) }
    let result =
      source.resultCount(of: operation) == 0
      ? LLVMVoidTypeInContext(context) : try resultType(of: operation)
    let type = LLVMFunctionType(result, &types, UInt32(types.count), 0)
    let function = LLVMGetNamedFunction(module, name) ?? LLVMAddFunction(module, name, type)
    guard LLVMGlobalGetValueType(function) == type else {
      throw failure(operation, "the intrinsic '\(name)' is called with other types elsewhere")
    }
    var arguments = arguments
    let value = LLVMBuildCall2(builder, type, function, &arguments, UInt32(arguments.count), "")
    if let value { setFastMath(value, operation) }
    return value
  }

  /// Calls an intrinsic.
  private func call(
    _ name: String, overloads: [LLVMTypeRef?], _ arguments: [LLVMValueRef?],
    _ operation: OperationID
  ) throws(Diagnostic) -> LLVMValueRef? {
    let number = LLVMLookupIntrinsicID(name, name.utf8.count)
    guard number != 0 else { throw failure(operation, "LLVM has no intrinsic '\(name)'") }
    guard (LLVMIntrinsicIsOverloaded(number) != 0) == !overloads.isEmpty else {
      throw failure(operation, "the intrinsic '\(name)' needs the types it is overloaded on")
    }
    var overloads = overloads
    var arguments = arguments
    let count = overloads.count
    let function = LLVMGetIntrinsicDeclaration(module, number, &overloads, count)
    let type = LLVMIntrinsicGetType(context, number, &overloads, count)
    let value = LLVMBuildCall2(builder, type, function, &arguments, UInt32(arguments.count), "")
    if let value { setFastMath(value, operation) }
    return value
  }

  private func word(_ number: Int) -> LLVMValueRef {
    LLVMConstInt(LLVMInt32TypeInContext(context), UInt64(UInt32(truncatingIfNeeded: number)), 0)
  }

  private func flag(_ value: Bool) -> LLVMValueRef {
    LLVMConstInt(LLVMInt1TypeInContext(context), value ? 1 : 0, 0)
  }

  private func alignment(of operation: OperationID) -> LLVMValueRef {
    word(source.property("alignment", of: operation)?.integerValue ?? 1)
  }
}
