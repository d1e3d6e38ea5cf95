import Dialects
import Support

extension Graph.CallProgram: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    guard let program = program(in: scope.module) else {
      throw EvaluationError("no tensor program is called '\(callee)'")
    }
    // Integers of programs have no sign.
    var operands: [TensorValue] = []
    for input in inputs {
      let value = try scope.value(input)
      operands.append(try value.with(kind: ScalarKind(value.kind.type.signless)))
    }
    let results: [TensorValue]
    do throws(Diagnostic) {
      results = try Evaluation.evaluate(
        program: program, in: scope.module, inputs: operands, symbols: scope.symbols)
    } catch {
      throw EvaluationError(error)
    }
    var signed: [TensorValue] = []
    for (value, type) in zip(results, resultTypes) {
      signed.append(try value.with(kind: try scope.kind(of: type)))
    }
    return signed
  }
}

extension TensorValue {
  /// The same bits as elements of another kind of the same width.
  fileprivate func with(kind: ScalarKind?) throws(EvaluationError) -> TensorValue {
    if kind == self.kind { return self }
    guard let kind, let value = TensorValue(shape: shape, kind: kind, bytes: bytes) else {
      throw EvaluationError("elements of \(self.kind) are not what programs compute with")
    }
    return value
  }
}
