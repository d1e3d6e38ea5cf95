import Dialects
import IR
import Support

extension OperatorTable {
  /// Functions of two or more tensors, broadcast to each other.
  static let elementwiseBinary: [OperatorImport] = arithmetic + comparisons + bits + choices

  private static let arithmetic: [OperatorImport] = [
    .binary("Add", Graph.Add.self) { $0.sum($1, $2) },
    .binary("Div", Graph.Div.self) { $0.ratio($1, $2) },
    .variadic("Max", Graph.Max.self) { $0.maximum($1, $2) },
    .variadic("Min", Graph.Min.self) { $0.minimum($1, $2) },
    .binary("Mul", Graph.Mul.self) { $0.product($1, $2) },
    .binary("Sub", Graph.Sub.self) { $0.difference($1, $2) },
    .variadic("Sum", Graph.Add.self) { $0.sum($1, $2) },
    OperatorImport("Mean", since: 8) { (node, build) throws(Diagnostic) in
      let inputs = try node.allInputs()
      var sum = inputs[0]
      for input in inputs.dropFirst() { sum = try build.binary(Graph.Add.self, sum, input) }
      let count = build.scalar(Double(inputs.count), sum.element)
      return [try build.binary(Graph.Div.self, sum, count)]
    },
    OperatorImport("Mod") { (node, build) throws(Diagnostic) in
      let (a, b) = (try node.input(0), try node.input(1))
      let truncates = try node.bool("fmod")
      let sizes = try build.broadcast([a.sizes, b.sizes])
      if !truncates, let shape = sizes.constants, let x = a.knownElements(broadcastTo: shape),
        let y = b.knownElements(broadcastTo: shape)
      {
        let arithmetic = KnownArithmetic(assumptions: build.assumptions, element: a.element)
        let results = zip(x, y).compactMap { arithmetic.remainder($0, $1) }
        if results.count == x.count {
          return [build.tensor(known: results, sizes: shape, element: a.element)]
        }
      }
      let (lhs, rhs) = (build.value(a), build.value(b))
      return [try build.emit(Graph.Mod(lhs, rhs, truncates: truncates, in: build.module))]
    },
    OperatorImport("Pow", since: 7) { (node, build) throws(Diagnostic) in
      let (a, b) = (try node.input(0), try node.input(1))
      // The result has the elements of the base, whatever those of the exponent are.
      let exponent = try build.cast(b, to: a.element)
      return [try build.binary(Graph.Pow.self, a, exponent) { $0.power($1, $2) }]
    },
    OperatorImport("PRelu", since: 7) { (node, build) throws(Diagnostic) in
      [try build.binary(Graph.Prelu.self, try node.input(0), try node.input(1))]
    },
  ]

  private static let comparisons: [OperatorImport] = [
    .binary("Equal", Graph.Equal.self) { $0.isEqual($1, $2) },
    .binary("Greater", Graph.Greater.self) { $0.isLess($2, $1) },
    .binary("GreaterOrEqual", Graph.GreaterEqual.self) { $0.isAtLeast($1, $2) },
    .binary("Less", Graph.Less.self) { $0.isLess($1, $2) },
    .binary("LessOrEqual", Graph.LessEqual.self) { $0.isAtLeast($2, $1) },
  ]

  private static let bits: [OperatorImport] = [
    .binary("And", Graph.And.self) { $0.both($1, $2) },
    .binary("Or", Graph.Or.self) { $0.either($1, $2) },
    .binary("Xor", Graph.Xor.self) { $0.exactlyOne($1, $2) },
    .binary("BitwiseAnd", Graph.BitwiseAnd.self),
    .binary("BitwiseOr", Graph.BitwiseOr.self),
    .binary("BitwiseXor", Graph.BitwiseXor.self),
    OperatorImport("BitShift") { (node, build) throws(Diagnostic) in
      let (a, b) = (try node.input(0), try node.input(1))
      switch try node.string("direction", default: "") {
      case "LEFT": return [try build.binary(Graph.ShiftLeft.self, a, b)]
      case "RIGHT": return [try build.binary(Graph.ShiftRight.self, a, b)]
      case let other:
        throw .error("attribute 'direction' is '\(other)', expected 'LEFT' or 'RIGHT'")
      }
    },
  ]

  private static let choices: [OperatorImport] = [
    OperatorImport("Where") { (node, build) throws(Diagnostic) in
      [try build.choose(try node.input(0), try node.input(1), try node.input(2))]
    },
    OperatorImport("Clip", since: 6) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      var (low, high) = (node.optionalInput(1), node.optionalInput(2))
      if node.version < 11 {
        low = try node.optionalFloat("min").map { build.scalar($0, input.element) }
        high = try node.optionalFloat("max").map { build.scalar($0, input.element) }
      }
      if low == nil && high == nil { return [input] }
      let x = build.value(input)
      let (minimum, maximum) = (low.map { build.value($0) }, high.map { build.value($0) })
      return [try build.emit(Graph.Clip(x, minimum: minimum, maximum: maximum, in: build.module))]
    },
  ]
}

extension [IndexExpression] {
  /// The elements as numbers of moderate size, if none depends on a symbol.
  var constantIntegers: [Int]? {
    let values = compactMap(\.constantValue)
    return values.count == count && values.allSatisfy { $0.magnitude < 1 << 32 } ? values : nil
  }

  /// The sizes as numbers, if they are few and none depends on a symbol.
  var constants: [Int]? {
    let values = compactMap(\.constantValue)
    guard values.count == count, values.allSatisfy({ $0 >= 0 }) else { return nil }
    var product = 1
    for value in values {
      // No single size above the limit, so that the product cannot overflow.
      guard value <= ImportedTensor.knownLimit else { return values.contains(0) ? values : nil }
      product *= value
      if product > ImportedTensor.knownLimit { return values.contains(0) ? values : nil }
    }
    return values
  }
}

extension GraphBuilder {
  /// `a` where the condition holds, else `b`.
  mutating func choose(
    _ condition: ImportedTensor, _ a: ImportedTensor, _ b: ImportedTensor
  ) throws(Diagnostic) -> ImportedTensor {
    let sizes = try broadcast([condition.sizes, a.sizes, b.sizes])
    if let shape = sizes.constants, a.element == b.element,
      let c = condition.knownElements(broadcastTo: shape),
      let x = a.knownElements(broadcastTo: shape), let y = b.knownElements(broadcastTo: shape)
    {
      let arithmetic = KnownArithmetic(assumptions: assumptions, element: a.element)
      let results = c.indices.compactMap { arithmetic.choice(c[$0], x[$0], y[$0]) }
      if results.count == c.count {
        return tensor(known: results, sizes: shape, element: a.element)
      }
    }
    let (c, x, y) = (value(condition), value(a), value(b))
    return try emit(Graph.Where(c, x, y, in: module))
  }

  /// The elements in another type.
  mutating func cast(
    _ input: ImportedTensor, to element: Type, saturates: Bool = false
  ) throws(Diagnostic) -> ImportedTensor {
    if input.element == element { return input }
    if let elements = input.known, let sizes = input.staticSizes {
      let arithmetic = KnownArithmetic(assumptions: assumptions, element: input.element)
      let results = elements.compactMap { arithmetic.converted($0, to: element) }
      if results.count == elements.count {
        return tensor(known: results, sizes: sizes, element: element)
      }
    }
    let x = value(input)
    return try emit(Graph.Cast(x, to: element, saturates: saturates, in: module))
  }
}
