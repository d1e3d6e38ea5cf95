import Dialects
import IR
import Support

/// Holds the statement of a block against that of a description: the same operations on the same
/// types, operands of commutative ones in any order, a fused multiply-add the same as its parts.
struct StatementMatching {
  /// Loads and stores that stand for each other.
  typealias Pairs = [(description: OperationID, program: OperationID)]

  let module: Module
  /// More ways than this are not looked at.
  static let mostWays = 256

  /// Every way in which the stores of two blocks compute the same.
  func ways(_ description: [OperationID], _ program: [OperationID]) -> [Pairs] {
    guard description.count == program.count else { return [] }
    var ways: [Pairs] = [[]]
    for (left, right) in zip(description, program) {
      guard let a = module.match(left, as: Program.Store.self),
        let b = module.match(right, as: Program.Store.self)
      else { return [] }
      ways = product(ways, match(.value(a.value), .value(b.value)).map { $0 + [(left, right)] })
    }
    return ways
  }

  /// What is compared: a value, or the product that a fused multiply-add holds.
  private enum Term {
    case value(ValueID)
    case product(ValueID, ValueID, type: Type)
  }

  private struct Node {
    var name: String
    var properties: AttributeDictionary
    var terms: [Term]
    var isCommutative: Bool
    var types: [Type]
  }

  private func match(_ left: Term, _ right: Term) -> [Pairs] {
    if case .value(let a) = left, case .value(let b) = right,
      let first = module.definingOperation(of: a), let second = module.definingOperation(of: b),
      module.isA(first, Program.Load.self), module.isA(second, Program.Load.self)
    {
      return module.type(of: a) == module.type(of: b) ? [[(first, second)]] : []
    }
    guard let a = node(left), let b = node(right), a.name == b.name, a.types == b.types,
      a.properties == b.properties, a.terms.count == b.terms.count
    else { return [] }
    var orders = [Array(b.terms.indices)]
    if a.isCommutative, a.terms.count == 2 { orders.append([1, 0]) }
    return orders.flatMap { order in
      var ways: [Pairs] = [[]]
      for (place, term) in a.terms.enumerated() {
        ways = product(ways, match(term, b.terms[order[place]]))
        if ways.isEmpty { break }
      }
      return ways
    }
  }

  private func node(_ term: Term) -> Node? {
    switch term {
    case .product(let a, let b, let type):
      return Node(
        name: Arith.MulF.mnemonic, properties: [:], terms: [.value(a), .value(b)],
        isCommutative: true, types: [type])
    case .value(let value):
      guard let operation = module.definingOperation(of: value),
        module.regionCount(of: operation) == 0,
        !module.isA(operation, Program.Load.self), !module.isA(operation, Program.Index.self)
      else { return nil }
      let types = module.results(of: operation).map { module.type(of: $0) }
      if let fused = module.match(operation, as: Math.FMA.self) {
        return Node(
          name: Arith.AddF.mnemonic, properties: [:],
          terms: [.product(fused.a, fused.b, type: types[0]), .value(fused.c)],
          isCommutative: true, types: types)
      }
      var properties = module.properties(of: operation)
      properties["fastmath"] = nil
      properties["overflowFlags"] = nil
      return Node(
        name: module.name(of: operation), properties: properties,
        terms: module.operands(of: operation).map { .value($0) },
        isCommutative: module.definition(of: operation)?.traits.contains(.commutative) ?? false,
        types: types)
    }
  }

  private func product(_ left: [Pairs], _ right: [Pairs]) -> [Pairs] {
    var all: [Pairs] = []
    for a in left {
      for b in right where all.count < Self.mostWays { all.append(a + b) }
    }
    return all
  }
}
