import Support

extension IntegerSystem {
  /// Systems that share no unknown and together say what this says, the smallest first.
  ///
  /// One of them without a solution is enough, and small questions are answered much faster.
  var components: [IntegerSystem] {
    let names = Self.symbolNames(in: expressions)
    var parents = Array(0..<dimensionCount + names.count)
    func root(_ number: Int) -> Int {
      var number = number
      while parents[number] != number { number = parents[number] }
      return number
    }
    func unknowns(of expression: IndexExpression) -> [Int] {
      var found: [Int] = []
      expression.forEachLeaf { leaf in
        switch leaf {
        case .dimension(let number): found.append(number)
        case .symbol(let name): found.append(dimensionCount + (names.firstIndex(of: name) ?? 0))
        default: break
        }
      }
      return found.filter { $0 < parents.count }
    }
    for expression in expressions {
      let found = unknowns(of: expression)
      guard let first = found.first else { continue }
      for other in found.dropFirst() { parents[root(other)] = root(first) }
    }
    var parts: [Int: IntegerSystem] = [:]
    func part(_ expression: IndexExpression) -> Int {
      unknowns(of: expression).first.map(root) ?? -1
    }
    let empty = IntegerSystem(dimensions: dimensionCount, symbols: symbols)
    for expression in nonNegative {
      parts[part(expression), default: empty].require(nonNegative: expression)
    }
    for expression in zero {
      parts[part(expression), default: empty].require(expression, equals: 0)
    }
    return parts.sorted { left, right in
      let (a, b) = (left.value.expressions.count, right.value.expressions.count)
      return a == b ? left.key < right.key : a < b
    }.map(\.value)
  }

  /// The dimensions that occur.
  var usedDimensions: [Int] {
    Set(expressions.flatMap(\.dimensionNumbers)).sorted()
  }
}
