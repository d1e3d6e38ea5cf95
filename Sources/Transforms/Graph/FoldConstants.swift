import Dialects
import Evaluation
import IR
import Support

/// Computes operations whose operands are all constants; see `RuleSet.foldConstants`.
public let foldConstants = Pass.applying(
  .foldConstants, "fold-constants", "computes what is known at compile time")

extension RuleSet {
  /// Computes operations whose operands are all constants.
  ///
  /// Not if that makes the program much bigger: a result of more than 64 KiB must not take more
  /// than twice the bytes of the constants it comes from. So int8 weights stay int8 behind their
  /// cast and scale. Bytes that are widened to integers of 32 bits stay bytes from 1 KiB on; what is computed of
  /// them, as their sums, is computed.
  ///
  ///     %0 = constant [1, 2]                 %2 = constant [2, 4]
  ///     %1 = constant [1, 2]         -->
  ///     %2 = add %0, %1
  public static let foldConstants = RuleSet([
    RewriteRule(
      "fold-constant",
      replacingAny: { (operation, build) throws(Diagnostic) in
        guard let value = build.folded(operation) else { return nil }
        return build.constant(value)
      })
  ])
}

extension Builder {
  /// The value of an operation on constants, unless it is better left alone.
  fileprivate func folded(_ operation: OperationID) -> TensorValue? {
    guard !module.isA(operation, Graph.Constant.self),
      module.name(of: operation).hasPrefix("graph."), module.regionCount(of: operation) == 0,
      let bytes = byteCount(module.result(of: operation))
    else { return nil }
    let operands = module.operands(of: operation)
    // Splats stay small behind a broadcast; there is nothing to gain from writing them out.
    if module.isA(operation, Graph.Broadcast.self), bytes > 1024 { return nil }
    if operands.isEmpty && bytes > 4096 { return nil }
    let constants = operands.map { widenedConstant($0) ?? $0 }
    guard constants.allSatisfy({ isConstant($0) }) else { return nil }
    let source = constants.reduce(0) { $0 + (byteCount($1) ?? 0) }
    // Products of bytes are better than those of what they are widened to.
    if widenedConstant(module.result(of: operation)) != nil, bytes > 1024 { return nil }
    if bytes > 64 * 1024, bytes > 2 * source { return nil }
    var values: [TensorValue] = []
    for (operand, constant) in zip(operands, constants) {
      guard let constant = match(constant, as: Graph.Constant.self),
        var value = try? TensorValue(constant.value, in: module)
      else { return nil }
      if let cast = module.definingOperation(of: operand), module.isA(cast, Graph.Cast.self) {
        guard let wide = try? evaluate(operation: cast, in: module, operands: [value])[0] else {
          return nil
        }
        value = wide
      }
      values.append(value)
    }
    return try? evaluate(operation: operation, in: module, operands: values)[0]
  }

  /// The constant of bytes that `value` is, widened to 32 bits.
  private func widenedConstant(_ value: ValueID) -> ValueID? {
    guard let cast = match(value, as: Graph.Cast.self), isConstant(cast.input),
      element(cast.input).isInteger, element(cast.input).bitWidth == 8,
      cast.resultType.elementType == .i32
    else { return nil }
    return cast.input
  }

  /// The size of a static tensor.
  private func byteCount(_ value: ValueID) -> Int? {
    let type = module.type(of: value)
    guard let count = type.elementCount?.constantValue, let width = type.elementByteCount else {
      return nil
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
    return overflow ? nil : bytes
  }
}
