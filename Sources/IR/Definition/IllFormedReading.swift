// For the initializers of operations, which must not trap on one that does not verify.

extension ValueID {
  /// Stands for an operand that an ill-formed operation lacks.
  public static var missing: ValueID { ValueID(raw: .max) }
}

extension Module {
  /// The operand at `index`, or `missing` if there are not so many: for reading an operation that
  /// may not verify.
  public func operandOrMissing(_ index: Int, of operation: OperationID) -> ValueID {
    index < operandCount(of: operation) ? operand(index, of: operation) : .missing
  }

  /// The type of the first result, or `none` if there is no result.
  public func resultTypeOrNone(of operation: OperationID) -> Type {
    resultCount(of: operation) > 0 ? type(of: result(of: operation)) : .none
  }
}
