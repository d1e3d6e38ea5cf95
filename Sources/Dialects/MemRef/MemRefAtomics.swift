import IR
import Support

extension MemRef {
  public typealias AtomicRMW = Plain<AtomicRMWMember>
  public enum AtomicRMWMember: PlainMember {
    public static var mnemonic: String { "memref.atomic_rmw" }
    public static var documentation: String {
      """
      Combines an element with a value at once, and gives what the element was.
      """
    }
    public static var form: Form? {
      Form(
        """
        custom<Kind>($kind) $value `,` $memref `` `[` $indices `]` attr-dict `:` `(`
        type($value) `,` type($memref) `)` `->` type($result)
        """,
        ["Kind": .reductionKind("kind")])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("value", .any), .init("memref", .memref), .init("indices", .index, .variadic),
        ], results: [.init("result", .any)],
        properties: [
          .init(
            "kind",
            AttributeConstraint("a kind of reduction, from 0 to 14") {
              $0.integerValue.map { (0..<15).contains($0) } ?? false
            })
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let kind = module.property("kind", of: operation)?.integerValue.flatMap {
        Arith.ReductionKind(rawValue: $0)
      }
      var problems: [String] = []
      if types.count - 2 != types[1].memrefType?.shape.count {
        problems.append("must have an index for each dimension of its memory")
      }
      if types[0] != types[1].elementType || module.resultTypes(of: operation)[0] != types[0] {
        problems.append("must take and give the element type of its memory")
      }
      if kind?.takes(types[0]) == false {
        problems.append("does not combine '\(types[0])' like this")
      }
      return problems
    }
  }

  public typealias GenericAtomicRMW = Plain<GenericAtomicRMWMember>
  public enum GenericAtomicRMWMember: PlainMember {
    public static var mnemonic: String { "memref.generic_atomic_rmw" }
    public static var documentation: String {
      """
      Replaces an element at once by what the region makes of it, and gives what it was
      replaced by.
      """
    }
    public static var form: Form? {
      Form(
        """
        $memref `` `[` $indices `]` `:` custom<Types>(type($memref), type($result))
        region(0) attr-dict
        """,
        ["Types": .types(of: ["memref"]) { [$0[0].elementType] }])
    }
    public static var traits: Traits { [.singleBlock] }
    public static var signature: Signature {
      Signature(
        operands: [.init("memref", .memref), .init("indices", .index, .variadic)],
        results: [.init("result", .any)], regions: 1, terminator: AtomicYieldMember.mnemonic)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let element = types[0].elementType
      var problems: [String] = []
      if types.count - 1 != types[0].memrefType?.shape.count {
        problems.append("must have an index for each dimension of its memory")
      }
      if !element.isInteger, !element.isFloat {
        problems.append("replaces integers and floats, not '\(element)'")
      }
      let arguments = module.body(of: operation).map { module.arguments(of: $0) } ?? []
      if arguments.map({ module.type(of: $0) }) != [element]
        || module.yieldedTypes(of: module.region(of: operation)) != [element]
        || module.resultTypes(of: operation) != [element]
      {
        problems.append("must take, yield and give the element type of its memory")
      }
      return problems
    }
  }

  public typealias AtomicYield = Plain<AtomicYieldMember>
  public enum AtomicYieldMember: PlainMember {
    public static var mnemonic: String { "memref.atomic_yield" }
    public static var documentation: String { "What a `memref.generic_atomic_rmw` writes." }
    public static var form: Form? { "$result attr-dict `:` type($result)" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("result", .any)], parents: [GenericAtomicRMWMember.mnemonic])
    }
  }

  public typealias AllocaScope = Plain<AllocaScopeMember>
  public enum AllocaScopeMember: PlainMember {
    public static var mnemonic: String { "memref.alloca_scope" }
    public static var documentation: String {
      """
      Runs its region; memory of the frame that it takes is given back at its end.
      """
    }
    public static var form: Form? {
      Form(
        "custom<Body>(type($results), region(0)) attr-dict",
        ["Body": .body(implied: AllocaScopeReturnMember.mnemonic)])
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure] }
    public static var signature: Signature {
      Signature(
        results: [.init("results", .any, .variadic)], regions: 1,
        terminator: AllocaScopeReturnMember.mnemonic)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      module.yieldedTypes(of: module.region(of: operation)) == module.resultTypes(of: operation)
        ? [] : ["must end in a 'memref.alloca_scope.return' of its results"]
    }

    /// A scope that takes no memory of the frame is what is in it.
    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("scope-without-memory", on: AllocaScope.self) { _, operation, rewriter in
          guard let body = rewriter.module.body(of: operation) else { return .noMatch }
          var takesMemory = false
          rewriter.module.walk(operation) { inner in
            takesMemory = takesMemory || rewriter.module.isA(inner, Alloca.self)
          }
          guard !takesMemory else { return .noMatch("it takes memory of the frame") }
          rewriter.replace(operation, with: rewriter.inline(body, before: operation))
          return .rewritten
        }
      ])
    }
  }

  public typealias AllocaScopeReturn = Plain<AllocaScopeReturnMember>
  public enum AllocaScopeReturnMember: PlainMember {
    public static var mnemonic: String { "memref.alloca_scope.return" }
    public static var documentation: String { "What a `memref.alloca_scope` gives." }
    public static var form: Form? { "attr-dict ($results^ `:` type($results))?" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(
        operands: [.init("results", .any, .variadic)], parents: [AllocaScopeMember.mnemonic])
    }
  }
}
