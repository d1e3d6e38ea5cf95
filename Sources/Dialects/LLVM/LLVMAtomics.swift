import IR

extension LLVM {
  /// What `llvm.atomicrmw` makes of what is in memory and its operand; the raw value is MLIR's, and
  /// LLVM's.
  public enum AtomicOperation: Int, CaseIterable, Sendable {
    case exchange, add, sub, and, nand, or, xor, max, min, umax, umin, fadd, fsub, fmax, fmin
    /// One more, but zero from the operand on.
    case incrementWrapping
    /// One less, but the operand from zero and from beyond the operand.
    case decrementWrapping

    /// How forms write it; `and`, `or` and `xor` are words of C++.
    public var word: String {
      switch self {
      case .exchange: "xchg"
      case .and: "_and"
      case .or: "_or"
      case .xor: "_xor"
      case .incrementWrapping: "uinc_wrap"
      case .decrementWrapping: "udec_wrap"
      default: "\(self)"
      }
    }

    static var directive: FormDirective {
      .word(
        "bin_op", of: allCases.map(\.word),
        word: { value in
          guard case .integer(let number, .i64) = value else { return nil }
          return Self(rawValue: number)?.word
        },
        value: { word in allCases.first { $0.word == word }.map { .i64($0.rawValue) } })
    }

    /// What is wrong with a value of `type` as the operand.
    func problem(with type: Type) -> String? {
      switch self {
      case .exchange:
        isAtomic(type)
          ? nil : "exchanges a float, a pointer or an integer of 8, 16, 32, … bits, not '\(type)'"
      case .fadd, .fsub, .fmax, .fmin:
        type.isFloat ? nil : "'\(word)' takes a float, not '\(type)'"
      default:
        type.isInteger && [8, 16, 32, 64].contains(type.bitWidth)
          ? nil : "'\(word)' takes an integer of 8, 16, 32 or 64 bits, not '\(type)'"
      }
    }
  }

  /// Properties of accesses that say what else may reach the memory.
  static var aliasProperties: [Signature.Property] {
    ["access_groups", "alias_scopes", "noalias_scopes", "tbaa"].map {
      .init($0, .array, optional: true)
    }
  }

  /// The orders of what both reads and writes.
  private static var orders: [AtomicOrdering] {
    [.monotonic, .acquire, .release, .acquireRelease, .sequentiallyConsistent]
  }

  public typealias AtomicUpdate = Plain<AtomicUpdateMember>
  public enum AtomicUpdateMember: PlainMember {
    public static var mnemonic: String { "llvm.atomicrmw" }
    public static var documentation: String {
      "Combines a number with the one in memory at once for all threads; gives the old one."
    }
    /// `volatile fadd %p, %x syncscope("singlethread") acq_rel {alignment = 4 : i64} : …`.
    public static var form: Form? {
      Form(
        """
        (`volatile` $volatile_^)? custom<Kind>($bin_op) $ptr `,` $val
        (`syncscope` `` `(` `` $syncscope^ `)`)? custom<Order>($ordering) attr-dict `:`
        custom<Types>(type($ptr), type($val), type($res))
        """,
        [
          "Kind": AtomicOperation.directive, "Order": AtomicOrdering.directive("ordering"),
          "Types": .types(of: ["ptr", "val"]) { [$0[1]] },
        ])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      let kind = AttributeConstraint("a kind of update from 0 to 16") {
        $0.integerValue.flatMap(AtomicOperation.init(rawValue:)) != nil
      }
      return Signature(
        operands: [.init("ptr", .any), .init("val", .any)], results: [.init("res", .any)],
        properties: [
          .init("bin_op", kind), .init("ordering", AtomicOrdering.constraint),
          .init("syncscope", .string, optional: true),
          .init("alignment", alignment, optional: true),
          .init("volatile_", .unit, optional: true),
        ] + aliasProperties)
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let type = module.operandTypes(of: operation)[1]
      let kind = module.property("bin_op", of: operation)?.integerValue.flatMap {
        AtomicOperation(rawValue: $0)
      }
      var problems = kind?.problem(with: type).map { [$0] } ?? []
      if module.resultTypes(of: operation) != [type] {
        problems.append("must give the type of its operand, '\(type)'")
      }
      return problems
        + LLVM.problems(withOrder: "ordering", of: operation, in: module, allowed: orders)
    }
  }

  public typealias CompareExchange = Plain<CompareExchangeMember>
  public enum CompareExchangeMember: PlainMember {
    public static var mnemonic: String { "llvm.cmpxchg" }
    public static var documentation: String {
      "Writes a number to memory if another one is there; gives what was there, and whether it did."
    }
    /// `weak volatile %p, %old, %new syncscope("singlethread") acq_rel monotonic : !llvm.ptr, i32`.
    public static var form: Form? {
      Form(
        """
        (`weak` $weak^)? (`volatile` $volatile_^)? $ptr `,` $cmp `,` $val
        (`syncscope` `` `(` `` $syncscope^ `)`)? custom<Success>($success_ordering)
        custom<Failure>($failure_ordering) attr-dict `:`
        custom<Types>(type($ptr), type($cmp), type($val), type($res))
        """,
        [
          "Success": AtomicOrdering.directive("success_ordering"),
          "Failure": AtomicOrdering.directive("failure_ordering"), "Types": types,
        ])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("ptr", .any), .init("cmp", .any), .init("val", .any)],
        results: [.init("res", .any)],
        properties: [
          .init("success_ordering", AtomicOrdering.constraint),
          .init("failure_ordering", AtomicOrdering.constraint),
          .init("syncscope", .string, optional: true),
          .init("alignment", alignment, optional: true), .init("weak", .unit, optional: true),
          .init("volatile_", .unit, optional: true),
        ] + aliasProperties)
    }

    /// What was in memory, and whether it was what was expected.
    static func result(_ type: Type) -> Type { .of(StructType([type, .i1])) }

    /// The pointer's type and that of both numbers.
    private static var types: FormDirective {
      FormDirective(
        accepts: { operation, module in
          let types = module.operandTypes(of: operation)
          return types[1] == types[2] && module.resultTypes(of: operation) == [result(types[2])]
        },
        write: { operation, writer in
          let types = writer.module.operandTypes(of: operation)
          writer.write([types[0], types[2]])
        },
        read: { (reader) throws(FormFailure) in
          reader.addType(try reader.readType(), ofOperand: "ptr")
          try reader.expect(",")
          let type = try reader.readType()
          for slot in ["cmp", "val"] { reader.addType(type, ofOperand: slot) }
          reader.setResultTypes([result(type)])
        })
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      var problems: [String] = []
      if types[1] != types[2] {
        problems.append("compares '\(types[1])' but writes '\(types[2])'; both must be the same")
      }
      if types[2].isFloat || !isAtomic(types[2]) {
        problems.append(
          "takes a pointer or an integer of 8, 16, 32, … bits, not '\(types[2])'")
      }
      if module.resultTypes(of: operation) != [result(types[2])] {
        problems.append("must give '\(result(types[2]))'")
      }
      return problems
        + LLVM.problems(withOrder: "success_ordering", of: operation, in: module, allowed: orders)
        + LLVM.problems(
          withOrder: "failure_ordering", of: operation, in: module,
          allowed: [.monotonic, .acquire, .sequentiallyConsistent])
    }
  }

  public typealias Fence = Plain<FenceMember>
  public enum FenceMember: PlainMember {
    public static var mnemonic: String { "llvm.fence" }
    public static var documentation: String {
      "Orders the accesses of memory before it and those behind it, as other threads see them."
    }
    /// `syncscope("singlethread") seq_cst`.
    public static var form: Form? {
      Form(
        "(`syncscope` `` `(` `` $syncscope^ `)`)? custom<Order>($ordering) attr-dict",
        ["Order": AtomicOrdering.directive("ordering")])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(properties: [
        .init("ordering", AtomicOrdering.constraint), .init("syncscope", .string, optional: true),
      ])
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      LLVM.problems(
        withOrder: "ordering", of: operation, in: module,
        allowed: [.acquire, .release, .acquireRelease, .sequentiallyConsistent])
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
          "bin_op": .i64(kind.rawValue),
          "ordering": .i64(LLVM.AtomicOrdering.acquireRelease.rawValue),
        ]))
  }

  /// Inserts an `llvm.cmpxchg`; gives what was in memory, and whether it was what was expected.
  public mutating func insertCompareExchange(
    _ pointer: ValueID, expecting old: ValueID, _ new: ValueID
  ) -> (found: ValueID, isDone: ValueID) {
    let type = module.type(of: new)
    let pair = insert(
      LLVM.CompareExchange(
        [pointer, old, new], resultTypes: [LLVM.CompareExchangeMember.result(type)],
        properties: [
          "success_ordering": .i64(LLVM.AtomicOrdering.acquireRelease.rawValue),
          "failure_ordering": .i64(LLVM.AtomicOrdering.acquire.rawValue),
        ]))
    return (
      insert(LLVM.ExtractValue(pair, at: [0], as: type)),
      insert(LLVM.ExtractValue(pair, at: [1], as: .i1))
    )
  }
}
