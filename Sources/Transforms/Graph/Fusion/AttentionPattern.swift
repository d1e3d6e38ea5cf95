import Dialects
import IR
import Support

/// Two products with a softmax between them, whose scores nothing else reads.
///
///     matmul(softmax(mask(scale(matmul(Q, K^T)))), V)
///
/// As one kernel its scores are never in memory all at once.
struct AttentionPattern {
  let scores: OperationID
  let result: OperationID
  /// The softmax and what is element-wise around it.
  private(set) var chain: Set<OperationID>

  /// Scores are kept in `f32`, which has the others exactly.
  private static let elements: [Type] = [.f32, .f16, .bf16]
  /// The most terms of a score: a thread keeps as many vectors of queries.
  private static let deepest = 512

  /// Looks around a softmax.
  init?(
    around softmax: OperationID, in module: Module,
    isElementwise: (OperationID) -> Bool, isFree: (ValueID) -> Bool
  ) {
    guard let match = module.match(softmax, as: Graph.Softmax.self),
      let sizes = module.type(of: match.input).sizes, match.axis == sizes.count - 1,
      Self.elements.contains(module.type(of: match.input).elementType)
    else { return nil }
    func isInner(_ value: ValueID) -> Bool {
      module.type(of: value).sizes == sizes
        && Self.elements.contains(module.type(of: value).elementType)
    }
    chain = [softmax]
    // Backwards along the one operand that has the scores' shape.
    var value = match.input
    var product: OperationID?
    while product == nil {
      guard module.hasOneUse(value), isFree(value),
        let operation = module.definingOperation(of: value)
      else { return nil }
      if module.isA(operation, Graph.MatMul.self) {
        product = operation
      } else {
        let inner = Set(module.operands(of: operation)).filter {
          isInner($0) && Self.comesOfProduct($0, in: module, steps: Self.longest, isElementwise)
        }
        guard isElementwise(operation), inner.count == 1 else { return nil }
        chain.insert(operation)
        value = inner.first ?? value
      }
    }
    // Forwards to the one product: what uses the weights on the way has their shape.
    var values: Set<ValueID> = [module.result(of: softmax)]
    var last = module.result(of: softmax)
    var user: OperationID?
    while user == nil {
      let users = Set(values.flatMap { module.users(of: $0) }).subtracting(chain)
      guard values.allSatisfy(isFree) else { return nil }
      if users.count == 1, let only = users.first, module.isA(only, Graph.MatMul.self) {
        // All else that the chain computes is used inside it.
        let outside = values.filter { module.users(of: $0).contains(only) }
        guard outside.count == 1, let weights = outside.first else { return nil }
        (last, user) = (weights, only)
        continue
      }
      let ready = users.first { operation in
        isElementwise(operation)
          && module.type(of: module.result(of: operation)).sizes == sizes
          && module.operands(of: operation).allSatisfy { operand in
            values.contains(operand) || module.type(of: operand).sizes != sizes
          }
      }
      guard let ready, chain.count < Self.longest else { return nil }
      chain.insert(ready)
      values.insert(module.result(of: ready))
    }
    guard let product, let user,
      let first = module.match(product, as: Graph.MatMul.self),
      let second = module.match(user, as: Graph.MatMul.self), second.lhs == last,
      second.rhs != last, !second.transposesLHS, !second.transposesRHS,
      module.type(of: module.result(of: user)).sizes?.count == sizes.count,
      module.type(of: module.result(of: product)).sizes == sizes, sizes.count >= 2,
      sizes.last != 1,
      let left = module.type(of: first.lhs).sizes, left.count >= 2,
      let right = module.type(of: second.rhs).sizes, right.count >= 2,
      right.last != 1 || sizes[sizes.count - 2] != 1,
      let depth = left[left.count - (first.transposesLHS ? 2 : 1)].constantValue,
      (1...Self.deepest).contains(depth)
    else { return nil }
    (scores, result) = (product, user)
  }

  private static let longest = 16

  /// Whether a value is a product with element-wise work behind it: of the operands of that shape one is
  /// the scores, and others are masks.
  private static func comesOfProduct(
    _ value: ValueID, in module: Module, steps: Int, _ isElementwise: (OperationID) -> Bool
  ) -> Bool {
    guard steps > 0, let operation = module.definingOperation(of: value) else { return false }
    if module.isA(operation, Graph.MatMul.self) { return true }
    return isElementwise(operation)
      && module.operands(of: operation).contains {
        module.type(of: $0).sizes == module.type(of: value).sizes
          && comesOfProduct($0, in: module, steps: steps - 1, isElementwise)
      }
  }
}
