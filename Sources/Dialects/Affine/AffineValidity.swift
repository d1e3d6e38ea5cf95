import IR
import Support

// What may stand for the dimensions and symbols of a map: a symbol does not change where the
// operation runs, a dimension is a symbol or the counter of an affine loop.

extension Module {
  /// The operation around `operation` at whose top level values are symbols: the nearest function
  /// or module.
  func affineScope(of operation: OperationID) -> OperationID? {
    var current = parent(of: operation)
    while let scope = current, !isAffineScope(scope) { current = parent(of: scope) }
    return current
  }

  private func isAffineScope(_ operation: OperationID) -> Bool {
    // MLIR 19 does not count kernels.
    if isA(operation, GPU.Func.self) || isA(operation, GPU.ModuleOp.self) { return false }
    return definition(of: operation)?.traits.contains(.isolatedFromAbove) ?? true
  }

  /// Whether `value` may be a symbol of an operation in `scope`.
  ///
  /// An `affine.apply` is one if all that it is made of is. What is wrong may be made of itself.
  func isValidSymbol(_ value: ValueID, in scope: OperationID?) -> Bool {
    var values = [value]
    var seen: Set<ValueID> = []
    while let value = values.popLast() {
      guard seen.insert(value).inserted else { continue }
      if isSymbol(value, in: scope) { continue }
      guard type(of: value) == .index, let definer = definingOperation(of: value),
        isA(definer, Affine.Apply.self)
      else { return false }
      values += operands(of: definer)
    }
    return true
  }

  /// Whether `value`, whatever it is made of, is a symbol in `scope` or in a scope around that.
  private func isSymbol(_ value: ValueID, in scope: OperationID?) -> Bool {
    guard type(of: value) == .index else { return false }
    var scope = scope
    while true {
      if isAtTopLevel(value, of: scope) { return true }
      if let definer = definingOperation(of: value) {
        if constantValue(of: value) != nil || isSizeAtTopLevel(definer, in: scope) { return true }
      }
      // What an outer scope holds does not change inside.
      guard let inner = scope, !(definition(of: inner)?.traits.contains(.isolatedFromAbove) ?? true)
      else { return false }
      scope = affineScope(of: inner)
    }
  }

  /// Whether `value` may be a dimension of an operation in `scope`.
  ///
  /// The result of an `affine.apply` always is: its operands must be dimensions or symbols as well.
  func isValidDimension(_ value: ValueID, in scope: OperationID?) -> Bool {
    guard type(of: value) == .index else { return false }
    switch definition(of: value) {
    case .argument(let block, _):
      guard let region = region(of: block) else { return false }
      let loop = owner(of: region)
      return isA(loop, Affine.For.self) || isA(loop, Affine.Parallel.self)
        || isValidSymbol(value, in: scope)
    case .result(let definer, _):
      return isA(definer, Affine.Apply.self) || isValidSymbol(value, in: scope)
    }
  }

  /// Whether a value is an argument of `scope`, or defined directly in it.
  private func isAtTopLevel(_ value: ValueID, of scope: OperationID?) -> Bool {
    let around: OperationID?
    switch definition(of: value) {
    case .argument(let block, _): around = region(of: block).map { owner(of: $0) }
    case .result(let definer, _): around = parent(of: definer)
    }
    return around == scope
  }

  /// Whether an operation gives the size of memory that does not change in `scope`.
  private func isSizeAtTopLevel(_ operation: OperationID, in scope: OperationID?) -> Bool {
    guard let dim: MemRef.Dim = match(operation) else { return false }
    if isAtTopLevel(dim.source, of: scope) { return true }
    guard case .integer(let axis, _)? = constantValue(of: dim.axis),
      let shape = type(of: dim.source).memrefType?.shape
    else { return false }
    return shape.indices.contains(axis) && shape[axis] != nil
  }
}

extension Affine {
  /// Reports operands that do not fit a map or set in number, or that are no dimensions or symbols.
  static func verifyOperands(
    _ operands: [ValueID], dimensions: Int, symbols: Int, of operation: OperationID,
    in module: Module, _ diagnostics: inout Diagnostics, _ what: String = "map"
  ) {
    let place = module.location(of: operation)
    let name = module.name(of: operation)
    guard operands.count == dimensions + symbols else {
      diagnostics.error(
        "the \(what) of '\(name)' takes \(dimensions) dimensions and \(symbols) symbols; it is given"
          + " \(operands.count) operands", at: place)
      return
    }
    let scope = module.affineScope(of: operation)
    for (index, value) in operands.enumerated() {
      if index < dimensions {
        if !module.isValidDimension(value, in: scope) {
          diagnostics.error(
            "operand \(index) of the \(what) of '\(name)' must be a dimension: the counter of an"
              + " affine loop, a symbol, or an 'affine.apply' of them", at: place)
        }
      } else if !module.isValidSymbol(value, in: scope) {
        diagnostics.error(
          "operand \(index) of the \(what) of '\(name)' must be a symbol: a constant, or an 'index'"
            + " that is an argument of the function or defined at its top level", at: place)
      }
    }
  }
}
