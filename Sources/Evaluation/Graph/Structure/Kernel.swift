import Dialects
import Support

extension Graph.Kernel: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    guard let body = scope.module.body(of: scope.operation),
      scope.module.arguments(of: body).count == inputs.count
    else { throw EvaluationError("the kernel has no body with an argument for each operand") }
    var operands: [TensorValue] = []
    for input in inputs { operands.append(try scope.value(input)) }
    do throws(Diagnostic) {
      return try Evaluation.evaluate(
        block: body, in: scope.module, arguments: operands, symbols: scope.symbols)
    } catch {
      throw EvaluationError(error)
    }
  }
}
