import IR

extension Module {
  /// Why the body of a function cannot stand in the place of a call: what is a symbol at the top of
  /// the one may change between the iterations of a loop around the other.
  ///
  /// As MLIR's inliner decides, but for each operand by itself (isLegalToInline of the affine
  /// dialect): a call in a loop whose arguments do not change there is no obstacle.
  public func affineObjection(
    toInlining callee: OperationID, at call: OperationID
  ) -> String? {
    let passed = operands(of: call)
    let scope = affineScope(of: call)
    let staysAtTop = parent(of: call) == scope
    let entry = regions(of: callee).first.flatMap { blocks(in: $0).first }

    /// Whether a symbol in the callee is one at the call.
    func remainsSymbol(_ value: ValueID, orDimension: Bool) -> Bool {
      switch definition(of: value) {
      case .argument(let block, let index):
        if orDimension, isAffineCounter(value) { return true }
        guard block == entry, index < passed.count else { return staysAtTop }
        return orDimension
          ? isValidDimension(passed[index], in: scope) : isValidSymbol(passed[index], in: scope)
      case .result(let definer, _):
        if constantValue(of: value) != nil { return true }
        if isSizeAtTopLevel(definer, in: callee), let dim: MemRef.Dim = match(definer) {
          return hasFixedSize(dim) || remainsAtTop(dim.source)
        }
        // What an `affine.apply` is made of decides.
        if isA(definer, Affine.Apply.self) { return false }
        return staysAtTop
      }
    }

    func remainsAtTop(_ value: ValueID) -> Bool {
      if case .argument(let block, let index) = definition(of: value), block == entry,
        index < passed.count
      {
        return isAtTopLevel(passed[index], of: scope)
      }
      return staysAtTop
    }

    var objection: String?
    walk(callee) { inner in
      guard objection == nil,
        let user = definition(of: inner) as? any Affine.MapUser.Type,
        affineScope(of: inner) == callee
      else { return }
      for operands in user.mapOperands(of: inner, in: self) {
        for (index, value) in operands.values.enumerated() {
          let isDimension = index < operands.dimensions
          guard !isMade(value, of: { remainsSymbol($0, orDimension: isDimension) }) else {
            continue
          }
          objection =
            "the \(isDimension ? "dimension" : "symbol") \(index) of the \(operands.what) of its"
            + " '\(name(of: inner))' would be none at the call"
          return
        }
      }
    }
    return objection
  }

  /// The first operation inside another one whose operands are no dimensions or symbols.
  public func affineMisuse(inside operation: OperationID) -> OperationID? {
    var found: OperationID?
    walk(operation) { inner in
      guard found == nil, let user = definition(of: inner) as? any Affine.MapUser.Type else {
        return
      }
      let fits = user.mapOperands(of: inner, in: self).allSatisfy {
        $0.misfits(of: inner, in: self).isEmpty
      }
      if !fits { found = inner }
    }
    return found
  }
}
