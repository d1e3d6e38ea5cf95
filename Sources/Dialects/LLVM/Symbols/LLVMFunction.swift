import IR
import Support

extension LLVM {
  public struct Function: VerifiableOperation {
    public static var mnemonic: String { "llvm.func" }
    public static var documentation: String { "A function; a declaration when it has no body." }
    public static var traits: Traits { [.isolatedFromAbove, .symbol] }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("sym_name", .string), .init("function_type", .type),
          .init("linkage", .dialect(Linkage.self), optional: true),
          .init("arg_attrs", .array, optional: true), .init("res_attrs", .array, optional: true),
          .init("passthrough", .array, optional: true),
          .init("CConv", .any, optional: true), .init("unnamed_addr", .any, optional: true),
          .init("visibility_", .any, optional: true), .init("dso_local", .any, optional: true),
          .init("sym_visibility", .any, optional: true),
          .init("target_cpu", .string, optional: true),
          .init("target_features", .any, optional: true),
        ] + moreProperties, regions: 1)
    }

    public var name: String
    public var type: FunctionType
    public var linkage: Linkage
    /// Parameters through which memory is reached that no other pointer reaches, by index.
    public var noAliasParameters: Set<Int>
    /// Function attributes of LLVM: a name, or a name and a value.
    public var attributes: [(name: String, value: String?)]

    public init(
      _ name: String, _ type: FunctionType, linkage: Linkage = .external,
      noAliasParameters: Set<Int> = [], attributes: [(name: String, value: String?)] = []
    ) {
      self.name = name
      self.type = type
      self.linkage = linkage
      self.noAliasParameters = noAliasParameters
      self.attributes = attributes
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("sym_name", of: operation)?.stringValue ?? ""
      type =
        module.property("function_type", of: operation)?.typeValue?.cast(to: FunctionType.self)
        ?? FunctionType(LLVM.void, [])
      linkage =
        module.property("linkage", of: operation)?.cast(to: Linkage.self) ?? .external
      let parameters = module.property("arg_attrs", of: operation)?.arrayValue ?? []
      noAliasParameters = Set(
        parameters.indices.filter { parameters[$0].dictionaryValue?["llvm.noalias"] != nil })
      attributes = (module.property("passthrough", of: operation)?.arrayValue ?? []).compactMap {
        if let name = $0.stringValue { return (name, nil) }
        guard let pair = $0.arrayValue, pair.count == 2, let name = pair[0].stringValue,
          let value = pair[1].stringValue
        else { return nil }
        return (name, value)
      }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic,
        properties: [
          "sym_name": .string(name), "function_type": .type(.of(type)), "linkage": .of(linkage),
          "CConv": .of(CallingConvention(body: "ccc")), "unnamed_addr": .i64(0),
          "visibility_": .i64(0),
        ], regionCount: 1)
      if !noAliasParameters.isEmpty {
        state.properties["arg_attrs"] = .array(
          type.parameters.indices.map {
            .dictionary(noAliasParameters.contains($0) ? ["llvm.noalias": .unit] : [:])
          })
      }
      if !attributes.isEmpty {
        state.properties["passthrough"] = .array(
          attributes.map { attribute in
            attribute.value.map { .array([.string(attribute.name), .string($0)]) }
              ?? .string(attribute.name)
          })
      }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let function = Function(operation, in: module)
      module.verifyFunctionAttributes(
        of: operation, arguments: function.type.parameters, results: [function.type.result],
        &diagnostics)
      let place = module.location(of: operation)
      if module.body(of: operation) == nil, [.internal, .private].contains(function.linkage) {
        diagnostics.error(
          "'\(function.name)' has no body, so it is elsewhere and cannot be "
            + "'\(function.linkage.rawValue)'", at: place)
      }
      if function.type.parameters.contains(LLVM.void) {
        diagnostics.error("'\(function.name)' cannot take a value of '!llvm.void'", at: place)
      }
    }
  }

  public struct Return: VerifiableOperation {
    public static var mnemonic: String { "llvm.return" }
    public static var documentation: String { "Leaves the function, with its result." }
    public static var form: Form? { "attr-dict ($arg^ `:` type($arg))?" }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("arg", .any, .optional)])
    }

    public var value: ValueID?

    public init(_ value: ValueID? = nil) { self.value = value }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operands(of: operation).first
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: value.map { [$0] } ?? [])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let parent = module.parent(of: operation),
        let function = module.match(parent, as: Function.self)
      else { return }
      let type = module.operandTypes(of: operation).first ?? LLVM.void
      if type != function.type.result {
        diagnostics.error(
          "'llvm.return' must give what '\(function.name)' gives, '\(function.type.result)', not "
            + "'\(type)'", at: module.location(of: operation))
      }
    }
  }

  public struct Call: VerifiableOperation {
    public static var mnemonic: String { "llvm.call" }
    public static var documentation: String {
      "A call by name, or through the first operand where there is no name."
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("callee_operands", LLVM.valueType, .variadic)],
        results: [.init("result", LLVM.valueType, .optional)],
        properties: [
          .init("callee", .symbol, optional: true), fastMathProperty,
          .init("CConv", .any, optional: true), .init("TailCallKind", .any, optional: true),
          .init("var_callee_type", .type, optional: true),
          .init("branch_weights", .integerArray, optional: true),
        ] + aliasProperties)
    }

    public var callee: String?
    public var arguments: [ValueID]
    public var result: Type?

    public init(_ callee: String?, _ arguments: [ValueID], result: Type? = nil) {
      self.callee = callee
      self.arguments = arguments
      self.result = result
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      callee = module.property("callee", of: operation)?.symbolValue
      arguments = module.operands(of: operation)
      result = module.results(of: operation).first.map { module.type(of: $0) }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, operands: arguments, resultTypes: result.map { [$0] } ?? [],
        properties: [
          "CConv": .of(CallingConvention(body: "ccc")),
          "TailCallKind": .of(TailCallKind(body: "none")),
        ])
      state.properties["callee"] = callee.map { .symbol($0) }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard Call(operation, in: module).callee == nil else { return }
      let type = module.operandTypes(of: operation).first
      if type?.cast(to: PointerType.self) == nil {
        diagnostics.error(
          "'llvm.call' without a name calls through its first operand, a pointer"
            + (type.map { ", not '\($0)'" } ?? "; it has none"),
          at: module.location(of: operation))
      }
    }
  }

  public struct CallIntrinsic: OperationDefinition {
    public static var mnemonic: String { "llvm.call_intrinsic" }
    public static var documentation: String {
      "A call of an intrinsic by LLVM's name, as `llvm.x86.avx512.…`."
    }
    public static var form: Form? {
      "$intrin `(` $args `)` `:` functional-type(operands, results) attr-dict"
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("args", LLVM.valueType, .variadic)],
        results: [.init("results", LLVM.valueType, .optional)],
        properties: [.init("intrin", .string), fastMathProperty])
    }

    public var name: String
    public var arguments: [ValueID]
    public var result: Type?

    public init(_ name: String, _ arguments: [ValueID], result: Type? = nil) {
      self.name = name
      self.arguments = arguments
      self.result = result
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("intrin", of: operation)?.stringValue ?? ""
      arguments = module.operands(of: operation)
      result = module.results(of: operation).first.map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: arguments, resultTypes: result.map { [$0] } ?? [],
        properties: ["intrin": .string(name)])
    }
  }
}
