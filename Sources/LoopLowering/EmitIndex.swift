import Dialects
import IR
import Support

// Index expressions as arithmetic.

extension LoopEmitter {
  /// The value of an expression that does not depend on the lane.
  mutating func value(of expression: IndexExpression) -> ValueID {
    if let constant = expression.constantValue { return build.insertIndex(constant) }
    for known in computed.reversed() { if let value = known[expression] { return value } }
    var sum: ValueID?
    for term in expression.terms {
      var product: ValueID?
      for factor in term.factors {
        let next = value(of: factor)
        product = product.map { build.insert(Arith.MulI($0, next)) } ?? next
      }
      guard var addend = product else { continue }
      if term.coefficient != 1 { addend = multiple(addend, of: term) }
      sum = sum.map { build.insert(Arith.AddI($0, addend)) } ?? addend
    }
    var result = sum ?? build.insertIndex(0)
    if expression.constant != 0 {
      let constant = build.insertIndex(expression.constant)
      result = build.insert(Arith.AddI(result, constant))
    }
    computed[computed.count - 1][expression] = result
    return result
  }

  /// The product of a term's factors as often as its coefficient says.
  ///
  /// In vectors, rows that are `r` strides of a symbolic size away are addressed as `base + 2^i * (o * stride)`
  /// with an odd `o`: the processor adds and scales so by itself, and `o * stride` is kept in a register for
  /// all rows that share it. A pointer of its own for each of fourteen rows has no place in registers.
  private mutating func multiple(_ product: ValueID, of term: IndexExpression.Term) -> ValueID {
    let shift = term.coefficient.trailingZeroBitCount
    let odd = term.coefficient >> shift
    let isStride = term.factors.allSatisfy { if case .symbol = $0 { true } else { false } }
    guard lane != nil, isStride, (3...15).contains(odd) else {
      let coefficient = build.insertIndex(term.coefficient)
      return build.insert(Arith.MulI(product, coefficient))
    }
    if shift == 0 {
      let coefficient = build.insertIndex(odd)
      let kept: ValueID = build.insert(Arith.MulI(product, coefficient))
      if let operation = build.module.definingOperation(of: kept) {
        build.module.setAttribute(Arith.keptAttribute, of: operation, to: .unit)
      }
      return kept
    }
    let single = term.factors.reduce(IndexExpression(odd)) { $0 * IndexExpression(single: $1) }
    let (base, scale) = (value(of: single), build.insertIndex(1 << shift))
    return build.insert(Arith.MulI(base, scale))
  }

  private mutating func value(of factor: IndexExpression.Factor) -> ValueID {
    switch factor {
    case .symbol(let name): return symbols[name] ?? build.insertIndex(0)
    case .dimension(let leaf): return leaves[leaf] ?? build.insertIndex(0)
    case .floorDivision(let left, let right):
      let (a, b) = (value(of: left), value(of: right))
      if isDivisionUnsigned(left, right) { return build.insert(Arith.DivUI(a, b)) }
      return build.insert(Arith.FloorDivSI(a, b))
    case .remainder(let left, let right):
      let (a, b) = (value(of: left), value(of: right))
      if isDivisionUnsigned(left, right) { return build.insert(Arith.RemUI(a, b)) }
      let quotient: ValueID = build.insert(Arith.FloorDivSI(a, b))
      let whole: ValueID = build.insert(Arith.MulI(quotient, b))
      return build.insert(Arith.SubI(a, whole))
    case .minimum(let left, let right):
      let (a, b) = (value(of: left), value(of: right))
      return build.insert(Arith.MinSI(a, b))
    case .maximum(let left, let right):
      let (a, b) = (value(of: left), value(of: right))
      return build.insert(Arith.MaxSI(a, b))
    }
  }

  private func isDivisionUnsigned(_ left: IndexExpression, _ right: IndexExpression) -> Bool {
    assumptions.isNonNegative(left) && assumptions.isNonNegative(right)
  }

  /// Whether an expression differs between lanes: it holds the lane, or a value of each lane.
  func varies(_ expression: IndexExpression) -> Bool {
    guard let lane else { return false }
    return expression.dimensionNumbers.contains { leaf in
      leaf == lane.leaf || (leaves[leaf].map { isVector($0) } ?? false)
    }
  }

  /// The values of an expression for all lanes, as a vector of `index`.
  mutating func vector(of expression: IndexExpression) -> ValueID {
    guard let lane else { return value(of: expression) }
    if !varies(expression) { return splat(value(of: expression)) }
    var sum = splat(build.insertIndex(expression.constant))
    for term in expression.terms {
      var product = splat(build.insertIndex(term.coefficient))
      for factor in term.factors {
        let next = vector(of: factor, width: lane.width)
        product = build.insert(Arith.MulI(product, next))
      }
      sum = build.insert(Arith.AddI(sum, product))
    }
    return sum
  }

  private mutating func vector(of factor: IndexExpression.Factor, width: Int) -> ValueID {
    if !varies(IndexExpression(single: factor)) { return splat(value(of: factor)) }
    switch factor {
    case .symbol: return splat(value(of: factor))
    case .dimension(let leaf):
      if let value = leaves[leaf] { return isVector(value) ? value : splat(value) }
      return laneNumbers(width)
    case .floorDivision(let left, let right):
      let (a, b) = (vector(of: left), vector(of: right))
      if isDivisionUnsigned(left, right) { return build.insert(Arith.DivUI(a, b)) }
      return build.insert(Arith.FloorDivSI(a, b))
    case .remainder(let left, let right):
      let (a, b) = (vector(of: left), vector(of: right))
      if isDivisionUnsigned(left, right) { return build.insert(Arith.RemUI(a, b)) }
      let quotient: ValueID = build.insert(Arith.FloorDivSI(a, b))
      let whole: ValueID = build.insert(Arith.MulI(quotient, b))
      return build.insert(Arith.SubI(a, whole))
    case .minimum(let left, let right):
      let (a, b) = (vector(of: left), vector(of: right))
      return build.insert(Arith.MinSI(a, b))
    case .maximum(let left, let right):
      let (a, b) = (vector(of: left), vector(of: right))
      return build.insert(Arith.MaxSI(a, b))
    }
  }

  /// `[0, 1, 2, …]`.
  private mutating func laneNumbers(_ width: Int) -> ValueID {
    let numbers = (0..<width).flatMap { number in
      withUnsafeBytes(of: Int64(number).littleEndian) { Array($0) }
    }
    let type = Type.vector(VectorType([width], .index))
    return build.insert(Arith.Constant(.dense(DenseElements(type: type, bytes: numbers))))
  }

  func isVector(_ value: ValueID) -> Bool {
    if case .vector = build.module.type(of: value) { return true }
    return false
  }

  /// The value in every lane; a vector stays as it is.
  mutating func splat(_ value: ValueID) -> ValueID {
    guard let lane, !isVector(value) else { return value }
    let type = Type.vector(VectorType([lane.width], build.module.type(of: value)))
    return build.insert(Vector.Broadcast(value, to: type))
  }
}
