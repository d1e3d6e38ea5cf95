import Polyhedra
import Support

/// An instance of a statement among the unknowns of a question: its dimensions come after those of
/// the instances before it.
struct Instance {
  let statement: Statement
  let offset: Int

  /// An expression over the statement's dimensions.
  func callAsFunction(_ expression: IndexExpression) -> IndexExpression {
    expression.movingDimensions(by: offset)
  }

  /// Where the next instance's dimensions begin.
  var end: Int { offset + statement.dimensionCount }

  /// Its dimensions.
  var dimensions: [IndexExpression] { (offset..<end).map { .dimension($0) } }

  /// Requires that it is one that runs.
  func runs(in system: inout IntegerSystem) {
    for condition in statement.domain { system.require(nonNegative: self(condition)) }
  }
}

/// One way in which an instance may run before another: equal in the digits of some loops, less in
/// the next.
struct Order {
  var equal: [(IndexExpression, IndexExpression)] = []
  var less: (IndexExpression, IndexExpression)?

  func holds(in system: inout IntegerSystem) {
    for (left, right) in equal { system.require(left, equals: right) }
    if let (left, right) = less { system.require(left, isLessThan: right) }
  }

  /// All ways in which `first` may run before `second`, or may be the same where `orSame`.
  static func all(_ first: Instance, before second: Instance, orSame: Bool = false) -> [Order] {
    let (a, b) = (first.statement, second.statement)
    let shared = zip(a.loops, b.loops).prefix { $0.0 == $0.1 }.count
    var orders: [Order] = []
    var equal: [(IndexExpression, IndexExpression)] = []
    for place in 0..<shared {
      for (left, right) in zip(a.digits[place], b.digits[place]) {
        let pair = (first(.dimension(left)), second(.dimension(right)))
        orders.append(Order(equal: equal, less: pair))
        equal.append(pair)
      }
    }
    if a.number < b.number || (orSame && a.number == b.number) {
      orders.append(Order(equal: equal))
    }
    return orders
  }
}
