import Dialects
import IR
import Support

/// Writes formulas of sizes as operations on `index`, each symbol an existing value.
struct SizeWriter {
  let symbols: [String: ValueID]
  private var known: [IndexExpression: ValueID] = [:]

  init(symbols: [String: ValueID]) { self.symbols = symbols }

  /// The value of `expression`; written once in a block.
  ///
  /// - Throws: a diagnostic when it mentions a size that nobody declared.
  mutating func value(
    of expression: IndexExpression, _ build: inout Builder
  ) throws(Diagnostic) -> ValueID {
    if let value = known[expression] { return value }
    var sum: ValueID?
    for term in expression.terms {
      var product: ValueID?
      for factor in term.factors {
        let next = try value(of: factor, &build)
        product = product.map { build.insert(Arith.MulI($0, next)) } ?? next
      }
      if let whole = product, term.coefficient != 1 {
        product = build.insert(Arith.MulI(whole, build.insertIndex(term.coefficient)))
      }
      guard let product else { continue }
      sum = sum.map { build.insert(Arith.AddI($0, product)) } ?? product
    }
    let result: ValueID
    if let sum, expression.constant == 0 {
      result = sum
    } else {
      let constant = build.insertIndex(expression.constant)
      result = sum.map { build.insert(Arith.AddI($0, constant)) } ?? constant
    }
    known[expression] = result
    return result
  }

  private mutating func value(
    of factor: IndexExpression.Factor, _ build: inout Builder
  ) throws(Diagnostic) -> ValueID {
    switch factor {
    case .symbol(let name):
      guard let value = symbols[name] else { throw .error("the size '\(name)' is not declared") }
      return value
    case .dimension(let number):
      throw .error("the dimension 'd\(number)' has no value outside of loops")
    case .floorDivision(let left, let right):
      let (a, b) = (try value(of: left, &build), try value(of: right, &build))
      return build.insert(Arith.FloorDivSI(a, b))
    case .remainder(let left, let right):
      let (a, b) = (try value(of: left, &build), try value(of: right, &build))
      let quotient = build.insert(Arith.FloorDivSI(a, b))
      let whole = build.insert(Arith.MulI(quotient, b))
      return build.insert(Arith.SubI(a, whole))
    case .minimum(let left, let right):
      let (a, b) = (try value(of: left, &build), try value(of: right, &build))
      return build.insert(Arith.MinSI(a, b))
    case .maximum(let left, let right):
      let (a, b) = (try value(of: left, &build), try value(of: right, &build))
      return build.insert(Arith.MaxSI(a, b))
    }
  }
}
