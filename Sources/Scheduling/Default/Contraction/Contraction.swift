import Dialects
import IR
import Support

extension Stage {
  /// `acc + a * b`, fused or not, with nothing else but casts: a matrix product or a convolution.
  func isContraction(in module: Module) -> Bool { contraction(in: module) != nil }

  /// The two loads that are multiplied, each with its map over the iterators.
  func contraction(in module: Module) -> Contraction? {
    guard isReduction, let body = body(in: module) else { return nil }
    let iterators = module.arguments(of: body)
    guard
      let store = module.operations(in: body)
        .compactMap({ module.match($0, as: Program.Store.self) }).first,
      let terms = module.sumOfProduct(store.value),
      let accumulator: Program.Load = module.match(definitionOf: terms.addend),
      accumulator.buffer == output
    else { return nil }
    func element(_ value: ValueID) -> Contraction.Operand? {
      var current = value
      while let operation = module.definingOperation(of: current),
        ["arith.sitofp", "arith.extf"].contains(module.name(of: operation))
      {
        current = module.operand(0, of: operation)
      }
      guard let load: Program.Load = module.match(definitionOf: current),
        let type = module.bufferType(of: load.buffer)
      else { return nil }
      var resolver = IndexResolver(module, iterators)
      guard let map = resolver.resolve(load.map, load.indices) else { return nil }
      var address = IndexExpression.zero
      for (index, stride) in zip(map, type.strides) { address += index * stride }
      return Contraction.Operand(
        value: value, buffer: load.buffer, map: map, address: address, isPlain: current == value)
    }
    guard let left = element(terms.left), let right = element(terms.right) else { return nil }
    return Contraction(left: left, right: right)
  }
}

extension Module {
  /// What is multiplied and added, in two operations or in one.
  fileprivate func sumOfProduct(
    _ value: ValueID
  ) -> (left: ValueID, right: ValueID, addend: ValueID)? {
    if let fused: Math.FMA = match(definitionOf: value) { return (fused.a, fused.b, fused.c) }
    guard let sum: Arith.AddF = match(definitionOf: value),
      let product: Arith.MulF = match(definitionOf: sum.rhs)
    else { return nil }
    return (product.lhs, product.rhs, sum.lhs)
  }
}

/// What a contraction multiplies.
struct Contraction {
  struct Operand {
    /// The factor of the product, after casts.
    var value: ValueID
    var buffer: ValueID
    /// The element's index, over the block's iterators.
    var map: [IndexExpression]
    /// Its position in memory, over the block's iterators.
    var address: IndexExpression
    /// Whether there is no cast between the element and the product.
    var isPlain: Bool
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
