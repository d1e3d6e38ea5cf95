import Dialects
import IR
import Support

/// The results of one graph operation for given operands.
///
/// Floats are computed in `Double` and rounded once for each operation, also inside contractions,
/// reductions and normalisations: results are at least as exact as any code that computes in the
/// operands' own format. Integers wrap around.
///
/// `operation` is any of the graph level, `graph.kernel` included; `symbols` gives every symbolic size
/// that it depends on.
///
/// - Throws: a diagnostic at the operation: an index out of range, a size without value, a result
///   that contradicts the operation's type, an operation that cannot be evaluated.
public func evaluate(
  operation: OperationID, in module: Module, operands: [TensorValue],
  symbols: [String: Int] = [:]
) throws(Diagnostic) -> [TensorValue] {
  guard operands.count == module.operandCount(of: operation) else {
    throw EvaluationError(
      "expected \(module.operandCount(of: operation)) operands, found \(operands.count)"
    ).located(operation, in: module)
  }
  guard let definition = module.definition(of: operation) as? any EvaluableOperation.Type else {
    throw EvaluationError("the reference evaluator does not know this operation")
      .located(operation, in: module)
  }
  let scope = EvaluationScope(operation, in: module, operands: operands, symbols: symbols)
  do throws(EvaluationError) {
    try scope.checkOperands(operands)
    let results = try definition.init(operation, in: module).evaluate(in: scope)
    try scope.checkResults(results)
    return results
  } catch {
    // What went wrong inside a kernel already says where.
    throw error.place ?? error.located(operation, in: module)
  }
}

extension EvaluationScope {
  /// The values must be what the types say, or the types are wrong.
  fileprivate func checkResults(_ results: [TensorValue]) throws(EvaluationError) {
    let types = module.results(of: operation).map { module.type(of: $0) }
    guard types.count == results.count else {
      throw EvaluationError("gives \(results.count) results, but declares \(types.count)")
    }
    for (index, (value, type)) in zip(results, types).enumerated() {
      try check(value, against: type, "result \(index)")
    }
  }

  fileprivate func checkOperands(_ operands: [TensorValue]) throws(EvaluationError) {
    for (index, (value, id)) in zip(operands, module.operands(of: operation)).enumerated() {
      try check(value, against: module.type(of: id), "operand \(index)")
    }
  }

  func check(
    _ value: TensorValue, against type: Type, _ name: String
  ) throws(EvaluationError) {
    let kind = try kind(of: type)
    guard value.kind == kind else {
      throw EvaluationError("\(name) has elements of \(value.kind), but its type says \(kind)")
    }
    let shape = try shape(of: type)
    guard value.shape == shape else {
      throw EvaluationError("\(name) has shape \(value.shape), but its type says \(shape)")
    }
  }
}
