import IR

extension ReductionStep {
  /// Erases functions and whatever else is at the top.
  public static let eraseTopLevel = ReductionStep("erase-top-level") { module in
    module.operations(in: module.body).reversed().map { operation in
      ReductionEdit(of: operation) { $0.eraseReplacing(operation) }
    }
  }

  /// Erases operations, users first; where a result is still used, an operand of the operation, an
  /// earlier value of the same type or a new constant takes its place.
  ///
  /// Before:
  ///
  ///     %1 = "x.a"(%0) : (i32) -> i32
  ///     "x.b"(%1) : (i32) -> ()
  ///
  /// After:
  ///
  ///     "x.b"(%0) : (i32) -> ()
  public static let eraseOperations = ReductionStep("erase-operations") { module in
    module.operationsInside().reversed().filter { !module.endsBlock($0) }.map { operation in
      ReductionEdit(of: operation) { $0.eraseReplacing(operation) }
    }
  }
}
