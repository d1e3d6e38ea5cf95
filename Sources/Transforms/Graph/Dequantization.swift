import Dialects
import IR

/// A constant of narrow integers as numbers: `(cast(w) - zero) * scale`, with a zero point or without.
struct DequantizedConstant {
  /// What computes it, the multiplication first.
  let operations: [OperationID]

  /// `nil` unless `value` is that, and the scale and the zero point are constants.
  init?(_ value: ValueID, in module: Module) {
    guard let root = module.definingOperation(of: value),
      let scaled = module.match(root, as: Graph.Mul.self)
    else { return nil }
    for (weight, scale) in [(scaled.lhs, scaled.rhs), (scaled.rhs, scaled.lhs)] {
      guard module.isConstant(scale), module.type(of: weight).sizes == scaled.resultType.sizes,
        let operation = module.definingOperation(of: weight)
      else { continue }
      if module.isNarrowCast(operation) {
        operations = [root, operation]
        return
      }
      guard let centred = module.match(operation, as: Graph.Sub.self),
        let cast = module.definingOperation(of: centred.lhs), module.isNarrowCast(cast),
        let zero = module.definingOperation(of: centred.rhs)
      else { continue }
      if module.isA(zero, Graph.Constant.self) {
        operations = [root, operation, cast]
        return
      }
      if module.isNarrowCast(zero) {
        operations = [root, operation, cast, zero]
        return
      }
    }
    return nil
  }
}

extension Module {
  fileprivate func isConstant(_ value: ValueID) -> Bool {
    definingOperation(of: value).map { isA($0, Graph.Constant.self) } ?? false
  }

  /// Whether an operation widens a constant of integers.
  fileprivate func isNarrowCast(_ operation: OperationID) -> Bool {
    guard let cast = match(operation, as: Graph.Cast.self), isConstant(cast.input) else {
      return false
    }
    let (narrow, wide) = (type(of: cast.input).elementType, cast.resultType.elementType)
    return narrow.isInteger && wide.isFloat && (narrow.bitWidth ?? 64) < (wide.bitWidth ?? 0)
  }
}
