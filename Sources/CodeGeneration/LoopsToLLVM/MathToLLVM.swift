import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of `math`: instructions where there are some, calls of libm for what is left.
  static let mathRules: [String: Rule] = [
    Math.Sqrt.mnemonic: floatRule(LLVM.Sqrt.self), Math.AbsF.mnemonic: floatRule(LLVM.FAbs.self),
    Math.Floor.mnemonic: floatRule(LLVM.Floor.self), Math.Ceil.mnemonic: floatRule(LLVM.Ceil.self),
    Math.Round.mnemonic: floatRule(LLVM.Round.self),
    Math.RoundEven.mnemonic: floatRule(LLVM.RoundEven.self),
    Math.Trunc.mnemonic: floatRule(LLVM.FTrunc.self),
    Math.CopySign.mnemonic: floatRule(LLVM.CopySign.self),
    Math.FMA.mnemonic: floatRule(LLVM.FMA.self),
    Math.AbsI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.replace(
        operation, by: LLVM.Abs.self, properties: ["is_int_min_poison": .bool(false)])
    },
    Math.Rsqrt.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerReciprocalRoot(operation)
    },
    Math.Exp.mnemonic: libraryRule("exp"), Math.Exp2.mnemonic: libraryRule("exp2"),
    Math.Expm1.mnemonic: libraryRule("expm1"), Math.Log.mnemonic: libraryRule("log"),
    Math.Log2.mnemonic: libraryRule("log2"), Math.Log1p.mnemonic: libraryRule("log1p"),
    Math.Log10.mnemonic: libraryRule("log10"), Math.Erf.mnemonic: libraryRule("erf"),
    Math.Sin.mnemonic: libraryRule("sin"), Math.Cos.mnemonic: libraryRule("cos"),
    Math.Tan.mnemonic: libraryRule("tan"), Math.Asin.mnemonic: libraryRule("asin"),
    Math.Acos.mnemonic: libraryRule("acos"), Math.Atan.mnemonic: libraryRule("atan"),
    Math.Sinh.mnemonic: libraryRule("sinh"), Math.Cosh.mnemonic: libraryRule("cosh"),
    Math.Tanh.mnemonic: libraryRule("tanh"), Math.Asinh.mnemonic: libraryRule("asinh"),
    Math.Acosh.mnemonic: libraryRule("acosh"), Math.Atanh.mnemonic: libraryRule("atanh"),
    Math.PowF.mnemonic: libraryRule("pow"), Math.Cbrt.mnemonic: libraryRule("cbrt"),
    Math.Atan2.mnemonic: libraryRule("atan2"),
  ]

  /// A call of a function of C's libm.
  private static func libraryRule(_ function: String) -> Rule {
    { lowering, operation throws(Diagnostic) in
      try lowering.lowerLibraryCall(operation, function)
    }
  }

  /// One over the root, rounded twice; types narrower than `f32` through it.
  private mutating func lowerReciprocalRoot(_ operation: OperationID) throws(Diagnostic) {
    let type = source.type(of: source.result(of: operation)).flat
    _ = try resultType(of: operation)
    let wide = type.elementType == .f64 ? type : type.withElement(.f32)
    let value = try convertFloat(
      try operand(0, of: operation), from: type, to: wide, at: operation)
    let one = floatConstant(1, wide)
    let result = build.insert(LLVM.FDiv(one, build.insert(LLVM.Sqrt(value))))
    define(operation, as: try convertFloat(result, from: wide, to: type, at: operation))
  }

  /// Calls a function of C's libm for each lane; types narrower than `f32` through it.
  private mutating func lowerLibraryCall(
    _ operation: OperationID, _ function: String
  ) throws(Diagnostic) {
    let type = source.type(of: source.result(of: operation)).flat
    _ = try resultType(of: operation)
    let wide = type.elementType == .f64 ? type : type.withElement(.f32)
    let name = wide.elementType == .f64 ? function : function + "f"
    var arguments: [ValueID] = []
    for operand in source.operands(of: operation) {
      arguments.append(
        try convertFloat(try value(operand), from: type, to: wide, at: operation))
    }
    let result = callLibrary(name, arguments, wide)
    define(operation, as: try convertFloat(result, from: wide, to: type, at: operation))
  }

  /// Calls a function of C's libm for each lane of values of a lowered type.
  mutating func callLibrary(_ name: String, _ arguments: [ValueID], _ type: Type) -> ValueID {
    declare(name, LLVM.FunctionType(type.elementType, arguments.map { _ in type.elementType }))
    guard let count = type.vectorType?.shape.first else {
      return build.insert(LLVM.Call(name, arguments, result: type))
    }
    var vector = build.insert(LLVM.Poison(type))
    for lane in 0..<count {
      let position = constant(lane)
      var elements: [ValueID] = []
      for argument in arguments {
        elements.append(build.insert(LLVM.ExtractElement(argument, at: position)))
      }
      let value = build.insert(LLVM.Call(name, elements, result: type.elementType))
      vector = build.insert(LLVM.InsertElement(value, into: vector, at: position))
    }
    return vector
  }
}
