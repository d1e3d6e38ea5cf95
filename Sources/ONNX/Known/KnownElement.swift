import Dialects
import IR
import Support

/// What is known at compile time of one element of a tensor.
///
/// Shapes in ONNX are computed by nodes like everything else. Carrying elements along as expressions
/// of the symbolic sizes makes those nodes vanish.
enum KnownElement: Sendable, Equatable {
  /// An integer; of a boolean tensor zero or one.
  case integer(IndexExpression)
  /// A constant of a tensor of floats, already rounded to its element type.
  case number(Double)
  /// An element of a tensor of floats that depends on sizes.
  case fraction(IndexExpression, over: IndexExpression)

  /// The integer, if this is one that is constant.
  var constantInteger: Int? {
    if case .integer(let expression) = self { return expression.constantValue }
    return nil
  }

  /// The value as a floating-point number, if it does not depend on sizes.
  var constantNumber: Double? {
    switch self {
    case .integer(let expression): expression.constantValue.map { Double($0) }
    case .number(let number): number
    case .fraction(let above, let below):
      if let a = above.constantValue, let b = below.constantValue, b != 0 {
        Double(a) / Double(b)
      } else {
        nil
      }
    }
  }

  /// The value as an integer expression, if it is one in integers or an integral float.
  var integerExpression: IndexExpression? {
    switch self {
    case .integer(let expression): expression
    case .number(let number): Int(exactly: number).map { IndexExpression($0) }
    case .fraction(let above, let below): below == 1 ? above : nil
    }
  }

  /// A float as a quotient; constants only where the quotient is exact and small.
  var quotient: (above: IndexExpression, below: IndexExpression)? {
    switch self {
    case .integer(let expression): return (expression, 1)
    case .fraction(let above, let below): return (above, below)
    case .number(let number):
      var (above, below) = (number, 1)
      while below < 1 << 20, above.rounded() != above {
        above *= 2
        below *= 2
      }
      guard let exact = Int(exactly: above), exact.magnitude < 1 << 40 else { return nil }
      return (IndexExpression(exact), IndexExpression(below))
    }
  }

  /// Whether the expressions are small enough to be worth carrying along.
  var isSimple: Bool {
    switch self {
    case .number: true
    case .integer(let expression): expression.isWithin(budget: Self.complexityLimit)
    case .fraction(let above, let below):
      above.isWithin(budget: Self.complexityLimit) && below.isWithin(budget: Self.complexityLimit)
    }
  }

  /// Terms and factors that an expression may have.
  private static let complexityLimit = 128

  /// A quotient of floats, a plain number where nothing in it depends on sizes.
  static func quotient(
    _ above: IndexExpression, _ below: IndexExpression, as element: Type
  ) -> KnownElement? {
    if below == 0 { return nil }
    if let a = above.constantValue, let b = below.constantValue {
      return .number(element.rounded(Double(a) / Double(b)))
    }
    let whole = above.floorDivided(by: below)
    return whole * below == above ? .fraction(whole, over: 1) : .fraction(above, over: below)
  }
}

extension Type {
  /// Whether elements of this type of float can be written and read as numbers here; those of eight
  /// bits cannot.
  var hasKnownNumbers: Bool { (bitWidth ?? 0) > 8 }

  /// `number` as an element of this type of float holds it.
  func rounded(_ number: Double) -> Double {
    if self == .f64 { return number }
    if self == .f32 { return Double(Float(number)) }
    guard hasKnownNumbers else { return number }
    return ElementCoding.bytes(of: number, as: self).withUnsafeBytes {
      ElementCoding.number(in: $0, at: 0, as: self) ?? number
    }
  }
}

extension IndexExpression {
  /// Whether this has at most `budget` terms and factors, inner ones too.
  fileprivate func isWithin(budget: Int) -> Bool {
    var left = budget
    return take(from: &left)
  }

  private func take(from budget: inout Int) -> Bool {
    for term in terms {
      for factor in term.factors {
        budget -= 1
        if budget < 0 { return false }
        switch factor {
        case .symbol, .dimension: break
        case .floorDivision(let a, let b), .remainder(let a, let b), .minimum(let a, let b),
          .maximum(let a, let b):
          if !a.take(from: &budget) || !b.take(from: &budget) { return false }
        }
      }
    }
    return true
  }
}
