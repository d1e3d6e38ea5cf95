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
  func isValidSymbol(_ value: ValueID, in scope: OperationID?) -> Bool {
    isMade(value) { isSymbol($0, in: scope) }
  }

  /// Whether `value` may be a dimension of an operation in `scope`.
  func isValidDimension(_ value: ValueID, in scope: OperationID?) -> Bool {
    isMade(value) { isAffineCounter($0) || isSymbol($0, in: scope) }
  }

  /// Whether a value, or all that the `affine.apply` is made of which it comes from, is as asked.
  ///
  /// What is wrong may be made of itself.
  func isMade(_ value: ValueID, of isAllowed: (ValueID) -> Bool) -> Bool {
    var values = [value]
    var seen: Set<ValueID> = []
    while let value = values.popLast() {
      guard seen.insert(value).inserted else { continue }
      guard type(of: value) == .index else { return false }
      if isAllowed(value) { continue }
      guard let definer = definingOperation(of: value), isA(definer, Affine.Apply.self) else {
        return false
      }
      values += operands(of: definer)
    }
    return true
  }

  /// Whether a value counts the iterations of an affine loop.
  func isAffineCounter(_ value: ValueID) -> Bool {
    guard case .argument(let block, _) = definition(of: value), let region = region(of: block)
    else { return false }
    let loop = owner(of: region)
    return isA(loop, Affine.For.self) || isA(loop, Affine.Parallel.self)
  }

  /// Whether `value`, whatever it is made of, is a symbol in `scope` or in a scope around that.
  private func isSymbol(_ value: ValueID, in scope: OperationID?) -> Bool {
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

  /// Whether a value is an argument of `scope`, or defined directly in it.
  func isAtTopLevel(_ value: ValueID, of scope: OperationID?) -> Bool {
    let around: OperationID?
    switch definition(of: value) {
    case .argument(let block, _): around = region(of: block).map { owner(of: $0) }
    case .result(let definer, _): around = parent(of: definer)
    }
    return around == scope
  }

  /// Whether an operation gives the size of memory that does not change in `scope`.
  func isSizeAtTopLevel(_ operation: OperationID, in scope: OperationID?) -> Bool {
    guard let dim: MemRef.Dim = match(operation) else { return false }
    if isAtTopLevel(dim.source, of: scope) { return true }
    return hasFixedSize(dim)
  }

  /// Whether the type says the size.
  func hasFixedSize(_ dim: MemRef.Dim) -> Bool {
    guard case .integer(let axis, _)? = constantValue(of: dim.axis),
      let shape = type(of: dim.source).memrefType?.shape
    else { return false }
    return shape.indices.contains(axis) && shape[axis] != nil
  }
}

extension Affine {
  /// The values of a map or set, which must be dimensions and symbols where the operation is.
  public struct MapOperands {
    /// What the values are of: `map`, `lower bound`.
    public var what = "map"
    /// Dimensions first.
    public var values: [ValueID]
    public var dimensions: Int
    public var symbols: Int

    public init(_ map: AffineMap, _ values: [ValueID], _ what: String = "map") {
      (self.what, self.values) = (what, values)
      (dimensions, symbols) = (map.dimensionCount, map.symbolCount)
    }

    public init(_ set: AffineSet, _ values: [ValueID]) {
      (what, self.values) = ("set", values)
      (dimensions, symbols) = (set.dimensionCount, set.symbolCount)
    }

    /// The values that are no dimensions or symbols of `operation`.
    func misfits(of operation: OperationID, in module: Module) -> [Int] {
      let scope = module.affineScope(of: operation)
      return values.indices.filter { index in
        index < dimensions
          ? !module.isValidDimension(values[index], in: scope)
          : !module.isValidSymbol(values[index], in: scope)
      }
    }

    /// Whether there are as many values as the map takes; reports it if not.
    func verifyCount(
      of operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) -> Bool {
      if values.count == dimensions + symbols { return true }
      diagnostics.error(
        "the \(what) of '\(module.name(of: operation))' takes \(dimensions) dimensions and"
          + " \(symbols) symbols; it is given \(values.count) operands",
        at: module.location(of: operation))
      return false
    }
  }

  /// An operation that accesses memory, counts or decides by maps or sets of dimensions and symbols.
  ///
  /// `affine.apply`, `affine.min` and `affine.max` compute with any `index`.
  public protocol MapUser: OperationDefinition {
    static func mapOperands(of operation: OperationID, in module: Module) -> [MapOperands]
  }
}

extension Affine.MapUser {
  /// Reports operands that do not fit a map or set in number, or that are no dimensions or symbols.
  static func verifyMapOperands(
    of operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    for operands in mapOperands(of: operation, in: module)
    where operands.verifyCount(of: operation, in: module, &diagnostics) {
      for index in operands.misfits(of: operation, in: module) {
        let isDimension = index < operands.dimensions
        diagnostics.error(
          "operand \(index) of the \(operands.what) of '\(mnemonic)' must be "
            + (isDimension
              ? "a dimension: the counter of an affine loop, a symbol, or an 'affine.apply' of them"
              : "a symbol: a constant, or an 'index' that is an argument of the function or defined"
                + " at its top level"),
          at: module.location(of: operation))
      }
    }
  }
}
