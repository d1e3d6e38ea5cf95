import IR
import Support

/// A small dialect for tests of the infrastructure: an operation for each trait and hook.
public enum Check {
  public static let dialect = Dialect(
    name: "check",
    operations: [
      Constant.self, Add.self, Negate.self, Effect.self, Read.self, Loop.self, Yield.self,
      Branch.self, Function.self, Segments.self, Limited.self,
    ], types: [Box.self], attributes: [Pair.self],
    makeConstant: { value, type in
      guard type == .i32 else { return nil }
      return OperationState(
        name: Constant.mnemonic, resultTypes: [type], properties: ["value": value])
    })

  /// `check.constant`.
  public struct Constant: PlainOperation {
    public static let mnemonic = "check.constant"
    public static let traits: Traits = [.pure, .constantLike]
    public static let signature = Signature(
      results: [.init("result", .any)], properties: [.init("value", .any)])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.add`: commutative; folds constants, and zero on the right.
  public struct Add: PlainOperation, FoldableOperation {
    public static let mnemonic = "check.add"
    public static let traits: Traits = [.pure, .commutative, .sameOperandsAndResultType]
    public static let signature = Signature(
      operands: [.init("lhs", .integer), .init("rhs", .integer)],
      results: [.init("sum", .integer)])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      guard let right = constants[1]?.integerValue else { return nil }
      if right == 0 { return [.value(module.operand(0, of: operation))] }
      guard let left = constants[0]?.integerValue else { return nil }
      let type = module.type(of: module.result(of: operation))
      return [.constant(.integer(left &+ right, type))]
    }
  }

  /// `check.negate`: two of them cancel.
  public struct Negate: PlainOperation, CanonicalizableOperation {
    public static let mnemonic = "check.negate"
    public static let traits: Traits = [.pure, .sameOperandsAndResultType]
    public static let signature = Signature(
      operands: [.init("input", .any)], results: [.init("result", .any)])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }

    public static let canonicalization = RuleSet([
      RewriteRule("double-negation", on: Negate.self) { outer, operation, rewriter in
        guard let inner: Negate = rewriter.module.match(definitionOf: outer.state.operands[0])
        else { return .noMatch("the operand is not a negation") }
        rewriter.replace(operation, with: [inner.state.operands[0]])
        return .rewritten
      }
    ])
  }

  /// `check.effect`: any operands and results, never dead.
  public struct Effect: PlainOperation {
    public static let mnemonic = "check.effect"
    public static let traits: Traits = []
    public static let signature = Signature(
      operands: [.init("inputs", .any, .variadic)], results: [.init("results", .any, .variadic)])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.read`: dead when unused; two of them are one if nothing is written between them.
  public struct Read: PlainOperation {
    public static let mnemonic = "check.read"
    public static let traits: Traits = [.readsMemory]
    public static let signature = Signature(results: [.init("value", .any)])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.loop`: as pure as its body.
  public struct Loop: PlainOperation {
    public static let mnemonic = "check.loop"
    public static let traits: Traits = [.recursivelyPure, .singleBlock]
    public static let signature = Signature(
      operands: [.init("initial", .any, .variadic)],
      results: [.init("results", .any, .variadic)], regions: 1)
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.yield`.
  public struct Yield: PlainOperation {
    public static let mnemonic = "check.yield"
    public static let traits: Traits = [.pure, .terminator]
    public static let signature = Signature(operands: [.init("values", .any, .variadic)])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.branch`: to any of its successors.
  public struct Branch: PlainOperation {
    public static let mnemonic = "check.branch"
    public static let traits: Traits = [.terminator]
    public static let signature = Signature(
      operands: [.init("inputs", .any, .variadic)], successors: nil)
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.function`: isolated, a symbol.
  public struct Function: PlainOperation {
    public static let mnemonic = "check.function"
    public static let traits: Traits = [.isolatedFromAbove, .symbol]
    public static let signature = Signature(
      properties: [.init("sym_name", .string)], regions: 1)
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.segments`: operands in groups.
  public struct Segments: PlainOperation {
    public static let mnemonic = "check.segments"
    public static let traits: Traits = []
    public static let signature = Signature(
      operands: [
        .init("first", .integer), .init("middle", .any, .optional),
        .init("last", .float, .variadic),
      ])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }
  }

  /// `check.limited`: an integer property below ten.
  public struct Limited: PlainOperation, VerifiableOperation {
    public static let mnemonic = "check.limited"
    public static let traits: Traits = []
    public static let signature = Signature(
      properties: [.init("limit", .integer), .init("mode", .string, optional: true)])
    public var state: OperationState
    public init(state: OperationState) { self.state = state }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let limit = module.property("limit", of: operation)?.integerValue, limit >= 10 else {
        return
      }
      diagnostics.error(
        "the limit is \(limit); it must be below 10", at: module.location(of: operation))
    }
  }

  /// `!check.box<type>`.
  public struct Box: TypeDefinition {
    public static let mnemonic = "check.box"
    public var inner: Type
    public var body: String? { inner.description }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Box {
      guard let body else { throw .error("expected a body such as '<i32>'") }
      return Box(inner: try Type(parsing: body, context: context))
    }
  }

  /// `#check.pair<attribute>`.
  public struct Pair: AttributeDefinition {
    public static let mnemonic = "check.pair"
    public var inner: Attribute
    public var body: String? { inner.description }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Pair {
      guard let body else { throw .error("expected a body such as '<1>'") }
      return Pair(inner: try Attribute(parsing: body, context: context))
    }
  }
}

/// An operation that keeps all it is as plain data.
public protocol PlainOperation: OperationDefinition {
  var state: OperationState { get set }
  init(state: OperationState)
}

extension PlainOperation {
  public init(_ operation: OperationID, in module: borrowing Module) {
    self.init(
      state: OperationState(
        name: Self.mnemonic, operands: module.operands(of: operation),
        resultTypes: module.results(of: operation).map { module.type(of: $0) },
        properties: module.properties(of: operation)))
  }
}
