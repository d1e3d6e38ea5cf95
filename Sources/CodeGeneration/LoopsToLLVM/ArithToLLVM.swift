import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules that replace an operation by one instruction on the same operands.
  static let arithRules: [String: Rule] = [
    Arith.Constant.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerConstant(operation)
    },
    Arith.AddF.mnemonic: floatRule(LLVM.FAdd.self), Arith.SubF.mnemonic: floatRule(LLVM.FSub.self),
    Arith.MulF.mnemonic: floatRule(LLVM.FMul.self), Arith.DivF.mnemonic: floatRule(LLVM.FDiv.self),
    Arith.RemF.mnemonic: floatRule(LLVM.FRem.self), Arith.NegF.mnemonic: floatRule(LLVM.FNeg.self),
    Arith.MaximumF.mnemonic: floatRule(LLVM.Maximum.self),
    Arith.MinimumF.mnemonic: floatRule(LLVM.Minimum.self),
    Arith.MaxNumF.mnemonic: floatRule(LLVM.MaxNum.self),
    Arith.MinNumF.mnemonic: floatRule(LLVM.MinNum.self),
    Arith.AddI.mnemonic: plainRule(LLVM.Add.self), Arith.SubI.mnemonic: plainRule(LLVM.Sub.self),
    Arith.MulI.mnemonic: { lowering, operation throws(Diagnostic) in
      try plainRule(LLVM.Mul.self)(&lowering, operation)
      guard lowering.source.attribute(Arith.keptAttribute, of: operation) != nil else { return }
      let product = try lowering.values(of: lowering.source.results(of: operation))[0]
      let type = lowering.build.module.type(of: product)
      lowering.define(operation, as: lowering.insert(LLVM.Freeze.self, [product], result: type))
    },
    Arith.DivSI.mnemonic: plainRule(LLVM.SDiv.self),
    Arith.DivUI.mnemonic: plainRule(LLVM.UDiv.self),
    Arith.RemSI.mnemonic: plainRule(LLVM.SRem.self),
    Arith.RemUI.mnemonic: plainRule(LLVM.URem.self), Arith.AndI.mnemonic: plainRule(LLVM.And.self),
    Arith.OrI.mnemonic: plainRule(LLVM.Or.self), Arith.XOrI.mnemonic: plainRule(LLVM.XOr.self),
    Arith.ShLI.mnemonic: plainRule(LLVM.Shl.self), Arith.ShRSI.mnemonic: plainRule(LLVM.AShr.self),
    Arith.ShRUI.mnemonic: plainRule(LLVM.LShr.self),
    Arith.MaxSI.mnemonic: plainRule(LLVM.SMax.self),
    Arith.MinSI.mnemonic: plainRule(LLVM.SMin.self),
    Arith.MaxUI.mnemonic: plainRule(LLVM.UMax.self),
    Arith.MinUI.mnemonic: plainRule(LLVM.UMin.self),
    Arith.Select.mnemonic: plainRule(LLVM.Select.self),
    Arith.CmpI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.replace(
        operation, by: LLVM.ICmp.self,
        properties: ["predicate": lowering.source.property("predicate", of: operation)])
    },
    Arith.CmpF.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerFloatComparison(operation)
    },
  ]

  /// The instruction `Target` on the same operands, with a result of the lowered type and overflow
  /// flags.
  static func plainRule<Target: OperationDefinition>(_ target: Target.Type) -> Rule {
    { lowering, operation throws(Diagnostic) in
      var properties: [String: Attribute?] = [:]
      if let flags = lowering.source.property("overflowFlags", of: operation)?.cast(
        to: Arith.Overflow.self), !flags.isEmpty
      {
        properties["overflowFlags"] = .of(LLVM.Overflow(flags))
      }
      try lowering.replace(operation, by: target, properties: properties)
    }
  }

  /// As `plainRule`, with fast-math flags; `bf16` is computed in `f32` and rounded.
  static func floatRule<Target: OperationDefinition>(_ target: Target.Type) -> Rule {
    { lowering, operation throws(Diagnostic) in
      let type = lowering.source.type(of: lowering.source.result(of: operation))
      var properties: [String: Attribute?] = [:]
      if let flags = lowering.source.property("fastmath", of: operation)?.cast(
        to: Arith.FastMath.self), !flags.isEmpty
      {
        properties["fastmathFlags"] = .of(LLVM.FastMath(flags))
      }
      guard type.elementType == .bf16 else {
        try lowering.replace(operation, by: target, properties: properties)
        return
      }
      var operands: [ValueID] = []
      for operand in try lowering.values(of: lowering.source.operands(of: operation)) {
        operands.append(lowering.widenBFloat16(operand))
      }
      let wide = lowering.insert(
        target, operands, result: type.flat.withElement(.f32), properties: properties)
      lowering.define(operation, as: lowering.narrowToBFloat16(wide))
    }
  }

  /// Replaces an operation by one instruction on the same operands.
  mutating func replace<Target: OperationDefinition>(
    _ operation: OperationID, by target: Target.Type, properties: [String: Attribute?]
  ) throws(Diagnostic) {
    let operands = try values(of: source.operands(of: operation))
    let type = try resultType(of: operation)
    define(operation, as: insert(target, operands, result: type, properties: properties))
  }

  /// Inserts an instruction with one result.
  mutating func insert<Target: OperationDefinition>(
    _ target: Target.Type, _ operands: [ValueID], result: Type,
    properties: [String: Attribute?] = [:]
  ) -> ValueID {
    var state = OperationState(
      name: target.mnemonic, kind: ObjectIdentifier(target), operands: operands,
      resultTypes: [result])
    for (name, value) in properties { state.properties[name] = value }
    let operation = build.insert(state)
    return build.module.result(of: operation)
  }

  private mutating func lowerFloatComparison(_ operation: OperationID) throws(Diagnostic) {
    var operands = try values(of: source.operands(of: operation))
    if source.type(of: source.operand(0, of: operation)).elementType == .bf16 {
      operands = [widenBFloat16(operands[0]), widenBFloat16(operands[1])]
    }
    let result = insert(
      LLVM.FCmp.self, operands, result: try resultType(of: operation),
      properties: ["predicate": source.property("predicate", of: operation)])
    define(operation, as: result)
  }

  private mutating func lowerConstant(_ operation: OperationID) throws(Diagnostic) {
    let type = try resultType(of: operation)
    guard let value = source.property("value", of: operation) else {
      throw failure(operation, "the constant has no value")
    }
    let lowered: Attribute
    switch value {
    case .integer(let number, _): lowered = .integer(number, type)
    case .wideInteger(let number, _): lowered = .wideInteger(number, type)
    case .float(let bits, let kind):
      // A bf16 is the integer of its bits.
      if kind == .bf16, let bytes = value.elementBytes {
        lowered = .integer(
          Int(Int16(truncatingIfNeeded: Int(bytes[0]) | Int(bytes[1]) << 8)), .i16)
      } else {
        lowered = .float(bits: bits, type)
      }
    case .dense(var elements):
      elements.type = type
      lowered = .dense(elements)
    case .denseResource(let key, _):
      guard let resource = source.resources[key] else {
        throw failure(operation, "the module has no resource called '\(key)'")
      }
      lowered = .dense(
        DenseElements(type: type, bytes: resource.storage.withBytes { Array($0) }))
    default: throw failure(operation, "a constant of this kind cannot be lowered")
    }
    define(operation, as: build.insert(LLVM.Constant(lowered, as: type)))
  }
}
