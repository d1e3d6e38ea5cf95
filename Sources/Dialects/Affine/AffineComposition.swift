import IR
import Support

/// Affine expressions over values of a module, while maps are put together.
///
/// Operands that are constants become numbers, those that an `affine.apply` gives its expression,
/// equal ones one leaf; what is left is numbered anew: dimensions, then symbols.
struct AffineComposition {
  private let module: Module
  private let scope: OperationID?
  /// Whether any `index` may be a dimension or symbol.
  private let takesAnyIndex: Bool
  /// The values that the expressions are over, in the order in which they appeared.
  private var leaves: [ValueID] = []
  private var isSymbol: [ValueID: Bool] = [:]

  /// Puts together maps of an operation, or of one that is to take its place.
  init(for operation: OperationID, in module: Module) {
    self.module = module
    scope = module.affineScope(of: operation)
    takesAnyIndex = !(module.definition(of: operation) is any Affine.MapUser.Type)
  }

  /// Expressions over dimensions and symbols as expressions over values.
  mutating func compose(
    _ expressions: [IndexExpression], dimensions: Int, _ operands: [ValueID]
  ) -> [IndexExpression] {
    var inputs: [IndexExpression] = []
    for (index, value) in operands.enumerated() {
      inputs.append(expression(of: value, isSymbol: index >= dimensions))
    }
    return Self.substitute(expressions, dimensions: dimensions, inputs)
  }

  mutating func compose(_ map: AffineMap, _ operands: [ValueID]) -> [IndexExpression] {
    compose(map.results, dimensions: map.dimensionCount, operands)
  }

  /// Expressions with others in place of their dimensions and of their symbols `s0…`.
  private static func substitute(
    _ expressions: [IndexExpression], dimensions: Int, _ inputs: [IndexExpression]
  ) -> [IndexExpression] {
    let symbols = Dictionary(
      uniqueKeysWithValues: inputs.dropFirst(dimensions).enumerated().map {
        ("s\($0.offset)", $0.element)
      })
    return expressions.map { expression in
      expression.substituting { leaf in
        switch leaf {
        case .dimension(let number): number < dimensions ? inputs[number] : nil
        case .symbol(let name): symbols[name]
        default: nil
        }
      }
    }
  }

  /// A value as an expression: one `affine.apply` is looked through at a time.
  private mutating func expression(of value: ValueID, isSymbol: Bool) -> IndexExpression {
    if case .integer(let number, _)? = module.constantValue(of: value),
      number.magnitude <= Self.largestNumber
    {
      return IndexExpression(number)
    }
    if let apply: Affine.Apply = module.match(definitionOf: value),
      apply.map.inputCount == apply.operands.count, let result = apply.map.results.first,
      Self.isSmall(result), canLookThrough(apply)
    {
      let count = apply.map.dimensionCount
      let inputs = apply.operands.enumerated().map {
        leaf($0.element, isSymbol: isSymbol || $0.offset >= count)
      }
      return Self.substitute([result], dimensions: count, inputs)[0]
    }
    return leaf(value, isSymbol: isSymbol)
  }

  /// A symbol of an `affine.apply` may be none for the operation.
  private func canLookThrough(_ apply: Affine.Apply) -> Bool {
    takesAnyIndex
      || apply.operands.dropFirst(apply.map.dimensionCount).allSatisfy {
        module.isValidSymbol($0, in: scope)
      }
  }

  /// What maps do with greater constants could leave the range of numbers.
  private static let largestNumber: UInt = 1 << 40

  /// Chains of maps could double an expression at every step.
  private static func isSmall(_ expression: IndexExpression) -> Bool {
    var count = 0
    expression.forEachLeaf { _ in count += 1 }
    return count <= 32
  }

  private mutating func leaf(_ value: ValueID, isSymbol fromSymbol: Bool) -> IndexExpression {
    if isSymbol[value] == nil { leaves.append(value) }
    isSymbol[value] =
      isSymbol[value] ?? false || fromSymbol || module.isValidSymbol(value, in: scope)
    return .symbol(Self.name(of: value))
  }

  private static func name(of value: ValueID) -> String { "v\(value.index)" }

  /// Expressions over values as expressions over as few dimensions and symbols as there are left,
  /// with the values of these.
  func numbered(
    _ expressions: [IndexExpression]
  ) -> (
    expressions: [IndexExpression], dimensions: Int, symbols: Int, operands: [ValueID]
  ) {
    let names = Set(expressions.flatMap(\.symbolNames))
    let used = leaves.filter { names.contains(Self.name(of: $0)) }
    let dimensions = used.filter { isSymbol[$0] == false }
    let symbols = used.filter { isSymbol[$0] == true }
    var numbers: [String: IndexExpression] = [:]
    for (index, value) in dimensions.enumerated() {
      numbers[Self.name(of: value)] = .dimension(index)
    }
    for (index, value) in symbols.enumerated() {
      numbers[Self.name(of: value)] = .symbol("s\(index)")
    }
    return (
      expressions.map { $0.substituting(symbols: numbers) }, dimensions.count, symbols.count,
      dimensions + symbols
    )
  }

  /// Expressions over values as a map with its operands.
  func map(of expressions: [IndexExpression]) -> (AffineMap, [ValueID]) {
    let form = numbered(expressions)
    return (
      AffineMap(
        dimensionCount: form.dimensions, symbolCount: form.symbols, form.expressions),
      form.operands
    )
  }
}

extension Module {
  /// A map with its operands in the simplest form that means the same to `operation`; `nil` where
  /// the operands do not fit.
  func simplified(
    _ map: AffineMap, _ operands: [ValueID], of operation: OperationID,
    leavingOut redundant: ([IndexExpression]) -> Set<Int> = { _ in [] }
  ) -> (map: AffineMap, operands: [ValueID])? {
    guard operands.count == map.inputCount else { return nil }
    var composition = AffineComposition(for: operation, in: self)
    let results = composition.compose(map, operands)
    let lost = redundant(results)
    let kept = results.indices.filter { !lost.contains($0) }.map { results[$0] }
    return composition.map(of: kept)
  }
}
