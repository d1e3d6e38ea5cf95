import IR
import Support

extension LLVM {
  /// What a number of bytes that an address is a multiple of must be.
  static var alignment: AttributeConstraint {
    AttributeConstraint("a power of two, in bytes") {
      guard let bytes = $0.integerValue, (1...1 << 31).contains(bytes) else { return false }
      return bytes & (bytes - 1) == 0
    }
  }

  /// What an access may be that is atomic, and that one that is not names no threads.
  fileprivate static func verifyAccess(
    _ operation: OperationID, of type: Type, allowed: [AtomicOrdering], in module: Module,
    _ diagnostics: inout Diagnostics
  ) {
    var problems: [String] = []
    if let order = AtomicOrdering(module.property("ordering", of: operation)), order != .notAtomic {
      problems = LLVM.problems(
        withOrder: "ordering", of: operation, in: module, allowed: allowed)
      if !isAtomic(type) {
        problems.append(
          "is atomic, so it takes a float, a pointer or an integer of 8, 16, 32, … bits, not "
            + "'\(type)'")
      }
      if module.property("alignment", of: operation) == nil {
        problems.append("is atomic, so it needs an alignment, as in '{alignment = 4 : i64}'")
      }
    } else if module.property("syncscope", of: operation) != nil {
      problems.append("is not atomic, so it has no 'syncscope'")
    }
    for problem in problems {
      diagnostics.error(
        "'\(module.name(of: operation))' \(problem)", at: module.location(of: operation))
    }
  }
}

extension LLVM.Load {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    LLVM.verifyAccess(
      operation, of: module.resultTypes(of: operation)[0],
      allowed: [.unordered, .monotonic, .acquire, .sequentiallyConsistent], in: module,
      &diagnostics)
  }
}

extension LLVM.Store {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    LLVM.verifyAccess(
      operation, of: module.operandTypes(of: operation)[0],
      allowed: [.unordered, .monotonic, .release, .sequentiallyConsistent], in: module,
      &diagnostics)
  }
}
