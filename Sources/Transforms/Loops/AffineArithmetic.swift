import Dialects
import IR
import Support

extension Builder {
  /// Computes the results of an affine map.
  mutating func insert(_ map: AffineMap, _ operands: [ValueID]) -> [ValueID] {
    let leaves = AffineLeaves(operands, dimensions: map.dimensionCount)
    return map.results.map { insert($0, leaves) }
  }

  /// Computes the least of a map's results.
  mutating func insertLeast(_ map: AffineMap, _ operands: [ValueID]) -> ValueID {
    insert(joining: insert(map, operands)) { $0.insert(Arith.MinSI($1, $2)) }
  }

  /// Computes the greatest of a map's results.
  mutating func insertGreatest(_ map: AffineMap, _ operands: [ValueID]) -> ValueID {
    insert(joining: insert(map, operands)) { $0.insert(Arith.MaxSI($1, $2)) }
  }

  /// Computes whether the operands are a point of a set.
  mutating func insert(_ set: AffineSet, _ operands: [ValueID]) -> ValueID {
    let leaves = AffineLeaves(operands, dimensions: set.dimensionCount)
    let zero = insertIndex(0)
    let parts = set.constraints.map { constraint in
      let value = insert(constraint.expression, leaves)
      return insert(
        Arith.CmpI(constraint.isEquality ? .equal : .signedGreaterOrEqual, value, zero))
    }
    if parts.isEmpty { return insert(Arith.Constant(.bool(true))) }
    return insert(joining: parts) { $0.insert(Arith.AndI($1, $2)) }
  }

  /// Computes the coordinates of a row-major position.
  mutating func insertCoordinates(_ value: Affine.DelinearizeIndex) -> [ValueID] {
    var rest = value.position
    var coordinates: [ValueID] = []
    for size in value.basis.dropFirst().reversed() {
      coordinates.append(insertRemainder(rest, size))
      rest = insert(Arith.FloorDivSI(rest, size))
    }
    return [rest] + coordinates.reversed()
  }

  private mutating func insert(
    joining values: [ValueID], _ join: (inout Builder, ValueID, ValueID) -> ValueID
  ) -> ValueID {
    guard var result = values.first else { return insertIndex(0) }
    for value in values.dropFirst() { result = join(&self, result, value) }
    return result
  }

  /// What is left after division that rounds down; the divisor is positive.
  private mutating func insertRemainder(_ value: ValueID, _ divisor: ValueID) -> ValueID {
    let rest = insert(Arith.RemSI(value, divisor))
    let isNegative = insert(Arith.CmpI(.signedLess, rest, insertIndex(0)))
    return insert(Arith.Select(isNegative, insert(Arith.AddI(rest, divisor)), rest))
  }

  private mutating func insert(_ expression: IndexExpression, _ leaves: AffineLeaves) -> ValueID {
    var sum: ValueID?
    for term in expression.terms {
      var product: ValueID?
      for factor in term.factors {
        let value = insert(factor, leaves)
        product = product.map { insert(Arith.MulI($0, value)) } ?? value
      }
      if term.coefficient != 1, let value = product {
        product = insert(Arith.MulI(value, insertIndex(term.coefficient)))
      }
      guard let product else { continue }
      sum = sum.map { insert(Arith.AddI($0, product)) } ?? product
    }
    guard let sum else { return insertIndex(expression.constant) }
    if expression.constant == 0 { return sum }
    return insert(Arith.AddI(sum, insertIndex(expression.constant)))
  }

  private mutating func insert(
    _ factor: IndexExpression.Factor, _ leaves: AffineLeaves
  ) -> ValueID {
    switch factor {
    case .dimension, .symbol: return leaves[factor] ?? insertIndex(0)
    case .floorDivision(let value, let divisor):
      if let whole = factor.roundedUp {
        return insert(Arith.CeilDivSI(insert(whole, leaves), insert(divisor, leaves)))
      }
      return insert(Arith.FloorDivSI(insert(value, leaves), insert(divisor, leaves)))
    case .remainder(let value, let divisor):
      return insertRemainder(insert(value, leaves), insert(divisor, leaves))
    case .minimum(let a, let b):
      return insert(Arith.MinSI(insert(a, leaves), insert(b, leaves)))
    case .maximum(let a, let b):
      return insert(Arith.MaxSI(insert(a, leaves), insert(b, leaves)))
    }
  }
}

/// The values of a map's dimensions and symbols.
private struct AffineLeaves {
  private var values: [IndexExpression.Factor: ValueID] = [:]

  init(_ operands: [ValueID], dimensions: Int) {
    for (index, value) in operands.enumerated() {
      values[index < dimensions ? .dimension(index) : .symbol("s\(index - dimensions)")] = value
    }
  }

  subscript(_ leaf: IndexExpression.Factor) -> ValueID? { values[leaf] }
}
