import Support

extension IntegerSystem {
  /// This with dimensions that must be equal replaced by one of them, or `nil` when that alone shows
  /// that there is no solution.
  ///
  /// Most questions about dependences are answered here: two instances in the same iterations of all
  /// loops but one, where the element tells the iteration.
  func unifyingDimensions() -> (system: IntegerSystem, representative: [Int])? {
    var parents = Array(0..<dimensionCount)
    func root(_ number: Int) -> Int {
      var number = number
      while parents[number] != number { number = parents[number] }
      return number
    }
    var pending = zero
    var isChanging = true
    while isChanging {
      isChanging = false
      var kept: [IndexExpression] = []
      for expression in pending {
        if let (left, right) = expression.differenceOfDimensions,
          left < dimensionCount, right < dimensionCount
        {
          let (a, b) = (root(left), root(right))
          parents[max(a, b)] = min(a, b)
          isChanging = isChanging || a != b
        } else if let value = expression.constantValue {
          if value != 0 { return nil }
        } else {
          kept.append(expression)
        }
      }
      let representative = parents.indices.map(root)
      pending = isChanging ? kept.map { $0.renaming(representative) } : kept
    }
    let representative = parents.indices.map(root)
    var result = IntegerSystem(dimensions: dimensionCount, symbols: symbols)
    var seen: Set<IndexExpression> = []
    // What was required last tells the order of the instances, and most often fails.
    for expression in nonNegative.reversed() {
      let renamed = expression.renaming(representative)
      if let value = renamed.constantValue {
        if value < 0 { return nil }
      } else if seen.insert(renamed).inserted {
        result.require(nonNegative: renamed)
      }
    }
    for expression in pending where expression != 0 { result.require(expression, equals: 0) }
    return (result, representative)
  }

  /// This without conditions that hold a `min` or `max`; `nil` if there are none.
  var withoutChoices: IntegerSystem? {
    guard expressions.contains(where: \.hasChoice) else { return nil }
    var result = IntegerSystem(dimensions: dimensionCount, symbols: symbols)
    for expression in nonNegative where !expression.hasChoice {
      result.require(nonNegative: expression)
    }
    for expression in zero where !expression.hasChoice { result.require(expression, equals: 0) }
    return result
  }
}

extension IndexExpression {
  /// `a` and `b` of an expression that is zero only where `d_a = d_b`.
  var differenceOfDimensions: (Int, Int)? {
    guard constant == 0, terms.count == 2, terms[0].coefficient == -terms[1].coefficient,
      case .dimension(let left)? = terms[0].factors.single,
      case .dimension(let right)? = terms[1].factors.single
    else { return nil }
    return (left, right)
  }

  /// This with each dimension replaced by the one that `names` gives for it.
  func renaming(_ names: [Int]) -> IndexExpression {
    var isChanged = false
    forEachLeaf { leaf in
      if case .dimension(let number) = leaf, number < names.count, names[number] != number {
        isChanged = true
      }
    }
    guard isChanged else { return self }
    return substituting { leaf in
      guard case .dimension(let number) = leaf, number < names.count else { return nil }
      return .dimension(names[number])
    }
  }
}
