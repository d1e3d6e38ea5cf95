import Dialects
import IR
import Support

extension LoopLowering {
  /// `vector.reduction`: an intrinsic, then the accumulator.
  ///
  /// Narrow floats are combined in `f32`.
  mutating func lowerReduction(_ operation: OperationID) throws(Diagnostic) {
    let reduction = Vector.Reduction(operation, in: source)
    let type = source.type(of: reduction.vector)
    let element = type.elementType
    guard let kind = reduction.kind, type.vectorType?.shape.count == 1 else {
      throw failure(operation, "needs a kind, and a vector of rank 1")
    }
    var vector = try value(reduction.vector)
    var accumulator: ValueID?
    if let given = reduction.accumulator { accumulator = try value(given) }
    let isNarrow = element == .bf16 || element == .f16
    if isNarrow {
      vector = try convertFloat(vector, from: type, to: type.withElement(.f32), at: operation)
      if let narrow = accumulator {
        accumulator = try convertFloat(narrow, from: element, to: .f32, at: operation)
      }
    }
    var properties: [String: Attribute?] = [:]
    if !reduction.fastMath.isEmpty {
      properties["fastmathFlags"] = .of(LLVM.FastMath(reduction.fastMath))
    }
    let scalar = build.module.type(of: vector).elementType
    var result: ValueID
    if element.isFloat, kind == .add || kind == .mul {
      // The neutral start of a sum is -0: adding +0 would change -0.
      let start = accumulator ?? floatConstant(kind == .add ? -0.0 : 1, scalar)
      result =
        kind == .add
        ? insert(LLVM.ReduceFAdd.self, [start, vector], result: scalar, properties: properties)
        : insert(LLVM.ReduceFMul.self, [start, vector], result: scalar, properties: properties)
    } else {
      guard let (reduce, combine) = Self.reduction(kind, isFloat: element.isFloat) else {
        throw failure(operation, "'\(kind.rawValue)' does not combine elements of type \(element)")
      }
      if !element.isFloat { properties = [:] }
      let reduced = build.insert(
        OperationState(
          name: reduce, operands: [vector], resultTypes: [scalar],
          properties: dictionary(properties)))
      result = build.module.result(of: reduced)
      if let accumulator {
        let combined = build.insert(
          OperationState(name: combine, operands: [result, accumulator], resultTypes: [scalar]))
        result = build.module.result(of: combined)
      }
    }
    if isNarrow { result = try convertFloat(result, from: .f32, to: element, at: operation) }
    define(operation, as: result)
  }

  private func dictionary(_ properties: [String: Attribute?]) -> AttributeDictionary {
    var result = AttributeDictionary()
    for (name, value) in properties { result[name] = value }
    return result
  }

  /// The names of the intrinsic and of the instruction for two values.
  static func reduction(
    _ kind: Vector.CombiningKind, isFloat: Bool
  ) -> (reduce: String, combine: String)? {
    switch (kind, isFloat) {
    case (.add, false): return (LLVM.ReduceAdd.mnemonic, LLVM.Add.mnemonic)
    case (.mul, false): return (LLVM.ReduceMul.mnemonic, LLVM.Mul.mnemonic)
    case (.and, false): return (LLVM.ReduceAnd.mnemonic, LLVM.And.mnemonic)
    case (.or, false): return (LLVM.ReduceOr.mnemonic, LLVM.Or.mnemonic)
    case (.xor, false): return (LLVM.ReduceXOr.mnemonic, LLVM.XOr.mnemonic)
    case (.maxsi, false): return (LLVM.ReduceSMax.mnemonic, LLVM.SMax.mnemonic)
    case (.minsi, false): return (LLVM.ReduceSMin.mnemonic, LLVM.SMin.mnemonic)
    case (.maxui, false): return (LLVM.ReduceUMax.mnemonic, LLVM.UMax.mnemonic)
    case (.minui, false): return (LLVM.ReduceUMin.mnemonic, LLVM.UMin.mnemonic)
    case (.maximumf, true): return (LLVM.ReduceFMaximum.mnemonic, LLVM.Maximum.mnemonic)
    case (.minimumf, true): return (LLVM.ReduceFMinimum.mnemonic, LLVM.Minimum.mnemonic)
    case (.maxnumf, true): return (LLVM.ReduceFMax.mnemonic, LLVM.MaxNum.mnemonic)
    case (.minnumf, true): return (LLVM.ReduceFMin.mnemonic, LLVM.MinNum.mnemonic)
    default: return nil
    }
  }
}
