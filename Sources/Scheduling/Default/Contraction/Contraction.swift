import Dialects
import IR
import Support

extension Stage {
  /// `acc + a * b`, fused or not, with nothing else but casts, and the arithmetic of quantised numbers: a
  /// matrix product or a convolution.
  func isContraction(in module: Module) -> Bool { contraction(in: module) != nil }

  /// The two loads that are multiplied, each with its map over the iterators.
  func contraction(in module: Module) -> Contraction? {
    guard isReduction, let body = body(in: module) else { return nil }
    let iterators = module.arguments(of: body)
    guard
      let store = module.operations(in: body)
        .compactMap({ module.match($0, as: Program.Store.self) }).first,
      let terms = module.sumOfProduct(store.value),
      // A sum of squares has one factor, of which nothing is read again.
      terms.left != terms.right,
      let accumulator: Program.Load = module.match(definitionOf: terms.addend),
      accumulator.buffer == output
    else { return nil }
    guard let left = module.factor(terms.left, iterators),
      let right = module.factor(terms.right, iterators)
    else { return nil }
    return Contraction(left: left, right: right)
  }
}

extension Module {
  /// A factor of a product that is an element, cast, or a quantised one with what makes a number of it.
  fileprivate func factor(_ value: ValueID, _ iterators: [ValueID]) -> Contraction.Operand? {
    guard let body = definingOperation(of: value).flatMap({ block(of: $0) }) else { return nil }
    let chain = operations(in: body, leadingTo: value)
    var elements: [Contraction.Element] = []
    var arithmetic = 0
    for operation in chain {
      if let load = match(operation, as: Program.Load.self) {
        guard let type = bufferType(of: load.buffer) else { return nil }
        var resolver = IndexResolver(self, iterators)
        guard let map = resolver.resolve(load.map, load.indices) else { return nil }
        var address = IndexExpression.zero
        for (index, stride) in zip(map, type.strides) { address += index * stride }
        elements.append(
          Contraction.Element(
            value: result(of: operation), buffer: load.buffer, map: map, address: address))
      } else if Dequantization.arithmetic.contains(name(of: operation)) {
        arithmetic += 1
      } else if !isA(operation, Program.Index.self), !isA(operation, Arith.Constant.self) {
        return nil
      }
    }
    // The weight is what varies most; its scales and zero points vary less.
    guard let main = elements.max(by: { $0.dimensions.count < $1.dimensions.count }) else {
      return nil
    }
    let others = elements.filter { $0.value != main.value }
    if !others.isEmpty || chain.contains(where: { Dequantization.isProduct(name(of: $0)) }) {
      guard bufferType(of: main.buffer)?.element.isInteger == true,
        others.allSatisfy({ main.dimensions.isSuperset(of: $0.dimensions) })
      else { return nil }
    }
    return Contraction.Operand(
      value: value, buffer: main.buffer, map: main.map, address: main.address,
      others: others, conversions: arithmetic)
  }

  /// What a value of a block is computed from in the same block, in order.
  func operations(in body: BlockID, leadingTo value: ValueID) -> [OperationID] {
    var wanted: Set<ValueID> = [value]
    var found: [OperationID] = []
    for operation in operations(in: body).reversed()
    where results(of: operation).contains(where: { wanted.contains($0) }) {
      found.append(operation)
      wanted.formUnion(operands(of: operation))
    }
    return found.reversed()
  }

  /// What is multiplied and added, in two operations or in one.
  fileprivate func sumOfProduct(
    _ value: ValueID
  ) -> (left: ValueID, right: ValueID, addend: ValueID)? {
    if let fused: Math.FMA = match(definitionOf: value) { return (fused.a, fused.b, fused.c) }
    if let sum: Arith.AddI = match(definitionOf: value), type(of: value).bitWidth ?? 0 >= 8 {
      guard let product: Arith.MulI = match(definitionOf: sum.rhs) else { return nil }
      return (product.lhs, product.rhs, sum.lhs)
    }
    guard let sum: Arith.AddF = match(definitionOf: value),
      let product: Arith.MulF = match(definitionOf: sum.rhs)
    else { return nil }
    return (product.lhs, product.rhs, sum.lhs)
  }
}

/// The arithmetic that makes a number of a quantised one: `(float(q) - zero) * scale`.
enum Dequantization {
  /// Operations that change a type and nothing else.
  static let casts: Set<String> = [
    "arith.sitofp", "arith.uitofp", "arith.extf", "arith.extsi", "arith.extui",
  ]
  /// Everything that may be computed for a factor of a product.
  static let arithmetic = casts.union(["arith.truncf", "arith.subf", "arith.mulf"])

  /// Whether an operation does more than change a type.
  static func isProduct(_ name: String) -> Bool { arithmetic.subtracting(casts).contains(name) }
}

/// What a contraction multiplies.
struct Contraction {
  /// An element that is read.
  struct Element {
    var value: ValueID
    var buffer: ValueID
    /// The element's index, over the block's iterators.
    var map: [IndexExpression]
    /// Its position in memory, over the block's iterators.
    var address: IndexExpression

    /// The iterators that it depends on.
    var dimensions: Set<Int> { address.dimensionNumbers }
  }

  struct Operand {
    /// The factor of the product, after casts.
    var value: ValueID
    var buffer: ValueID
    /// The element's index, over the block's iterators.
    var map: [IndexExpression]
    /// Its position in memory, over the block's iterators.
    var address: IndexExpression
    /// What else is read to make the factor: scales and zero points.
    var others: [Element] = []
    /// Operations between the element and the product.
    var conversions: Int

    /// Whether the element is the factor.
    var isPlain: Bool { conversions == 0 }
  }

  var left: Operand
  var right: Operand
}

/// Resolves indices through `program.index` down to a block's iterators.
struct IndexResolver {
  let module: Module
  let iterators: [ValueID]

  init(_ module: Module, _ iterators: [ValueID]) {
    self.module = module
    self.iterators = iterators
  }

  /// `map` over the iterators; `nil` when an operand comes from memory.
  mutating func resolve(_ map: [IndexExpression], _ operands: [ValueID]) -> [IndexExpression]? {
    var known: [IndexExpression] = []
    for operand in operands {
      if let place = iterators.firstIndex(of: operand) {
        known.append(.dimension(place))
      } else if let index: Program.Index = module.match(definitionOf: operand),
        let inner = resolve([index.expression], index.indices)
      {
        known.append(inner[0])
      } else {
        return nil
      }
    }
    return map.map { $0.substituting(dimensions: known) }
  }
}
