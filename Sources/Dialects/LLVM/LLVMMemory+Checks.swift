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

extension LLVM.GetElementPointer {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    guard let problem = Self(operation, in: module).problem else { return }
    diagnostics.error("'\(mnemonic)' \(problem)", at: module.location(of: operation))
  }

  /// The first index counts elements; each other is of an array, a vector or a struct, whose fields
  /// have types of their own, so that its index must be known.
  private var problem: String? {
    var type = element
    for (number, index) in indices.enumerated().dropFirst() {
      if let array = type.cast(to: LLVM.ArrayType.self) {
        type = array.element
      } else if let vector = type.vectorType {
        type = vector.element
      } else if type.cast(to: LLVM.PointerVectorType.self) != nil {
        type = LLVM.ptr
      } else if let structure = type.cast(to: LLVM.StructType.self) {
        let fields = structure.fields ?? []
        guard case .constant(let field) = index else {
          return "must have a number as index \(number), which is of the struct '\(type)'"
        }
        guard fields.indices.contains(field) else {
          return "has the index \(field) (number \(number)) of the struct '\(type)', which has"
            + " \(fields.count) fields"
        }
        type = fields[field]
      } else {
        return "has index \(number) of '\(type)', which has no elements"
      }
    }
    return nil
  }
}
