import IR

extension LLVM {
  /// What `llvm.atomicrmw` makes of what is in memory and its operand; the raw value is MLIR's.
  public enum AtomicOperation: Int, Sendable {
    case exchange, add, sub, and, nand, or, xor, max, min, umax, umin, fadd, fsub, fmax, fmin
  }

  /// The order in which other threads see an access: after what is before it, before what is behind.
  static var acquireRelease: Int { 6 }
  static var acquire: Int { 4 }

  public typealias AtomicUpdate = Plain<AtomicUpdateMember>
  public enum AtomicUpdateMember: PlainMember {
    public static var mnemonic: String { "llvm.atomicrmw" }
    public static var documentation: String {
      "Combines a number with the one in memory at once for all threads; gives the old one."
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("ptr", .any), .init("val", .any)], results: [.init("res", .any)],
        properties: [
          .init("bin_op", .integer), .init("ordering", .integer),
          .init("syncscope", .string, optional: true),
          .init("alignment", .integer, optional: true), .init("volatile_", .unit, optional: true),
          .init("access_groups", .array, optional: true),
          .init("alias_scopes", .array, optional: true),
          .init("noalias_scopes", .array, optional: true), .init("tbaa", .array, optional: true),
        ])
    }
  }

  public typealias CompareExchange = Plain<CompareExchangeMember>
  public enum CompareExchangeMember: PlainMember {
    public static var mnemonic: String { "llvm.cmpxchg" }
    public static var documentation: String {
      "Writes a number to memory if another one is there; gives what was there, and whether it did."
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("ptr", .any), .init("cmp", .any), .init("val", .any)],
        results: [.init("res", .any)],
        properties: [
          .init("success_ordering", .integer), .init("failure_ordering", .integer),
          .init("syncscope", .string, optional: true),
          .init("alignment", .integer, optional: true), .init("weak", .unit, optional: true),
          .init("volatile_", .unit, optional: true),
          .init("access_groups", .array, optional: true),
          .init("alias_scopes", .array, optional: true),
          .init("noalias_scopes", .array, optional: true), .init("tbaa", .array, optional: true),
        ])
    }
  }
}

extension Builder {
  /// Inserts an `llvm.atomicrmw`; gives what was in memory.
  public mutating func insertAtomicUpdate(
    _ kind: LLVM.AtomicOperation, _ pointer: ValueID, _ value: ValueID
  ) -> ValueID {
    insert(
      LLVM.AtomicUpdate(
        [pointer, value], resultTypes: [module.type(of: value)],
        properties: [
          "bin_op": .i64(kind.rawValue), "ordering": .i64(LLVM.acquireRelease),
        ]))
  }

  /// Inserts an `llvm.cmpxchg`; gives what was in memory, and whether it was what was expected.
  public mutating func insertCompareExchange(
    _ pointer: ValueID, expecting old: ValueID, _ new: ValueID
  ) -> (found: ValueID, isDone: ValueID) {
    let type = module.type(of: new)
    let pair = insert(
      LLVM.CompareExchange(
        [pointer, old, new], resultTypes: [.of(LLVM.StructType([type, .i1]))],
        properties: [
          "success_ordering": .i64(LLVM.acquireRelease), "failure_ordering": .i64(LLVM.acquire),
        ]))
    return (
      insert(LLVM.ExtractValue(pair, at: [0], as: type)),
      insert(LLVM.ExtractValue(pair, at: [1], as: .i1))
    )
  }
}
