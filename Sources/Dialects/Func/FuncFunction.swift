import IR
import Support

extension Func {
  public struct Function: VerifiableOperation, FunctionOperation {
    public static var mnemonic: String { "func.func" }
    public static var documentation: String {
      "A named function; without a body, a declaration of one that is elsewhere."
    }
    public static var traits: Traits { [.isolatedFromAbove, .symbol] }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("sym_name", .string),
          .init(
            "function_type",
            AttributeConstraint("a function type") {
              if case .type(.function) = $0 { true } else { false }
            }),
          .init("sym_visibility", .string, optional: true),
          .init("arg_attrs", .array, optional: true), .init("res_attrs", .array, optional: true),
        ], regions: 1)
    }

    public var name: String
    public var type: FunctionType
    /// Private functions are seen only in their module.
    public var isPrivate: Bool

    public init(_ name: String, type: FunctionType, isPrivate: Bool = false) {
      self.name = name
      self.type = type
      self.isPrivate = isPrivate
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("sym_name", of: operation)?.stringValue ?? ""
      isPrivate = module.property("sym_visibility", of: operation)?.stringValue == "private"
      if case .type(.function(let type)) = module.property("function_type", of: operation) {
        self.type = type
      } else {
        type = FunctionType([], [])
      }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic,
        properties: ["sym_name": .string(name), "function_type": .type(.function(type))],
        regionCount: 1)
      if isPrivate { state.properties["sym_visibility"] = .string("private") }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let function = Function(operation, in: module)
      module.verifyFunctionAttributes(
        of: operation, arguments: function.type.inputs, results: function.type.results,
        &diagnostics)
      guard let entry = module.body(of: operation) else {
        if [nil, "public"].contains(
          module.property("sym_visibility", of: operation)?.stringValue)
        {
          diagnostics.error(
            "'\(function.name)' has no body: a function that is only declared must be private",
            at: module.location(of: operation))
        }
        return
      }
      let arguments = module.arguments(of: entry).map { module.type(of: $0) }
      if arguments != function.type.inputs {
        diagnostics.error(
          "the entry block of '\(function.name)' must have the \(function.type.inputs.count)"
            + " arguments of the function type, and of the same types",
          at: module.location(of: operation))
      }
    }
  }

  public struct Return: VerifiableOperation {
    public static var mnemonic: String { "func.return" }
    public static var documentation: String { "Leaves the function with these values." }
    public static var form: Form? { "attr-dict ($operands^ `:` type($operands))?" }
    public static var traits: Traits { [.terminator, .returns] }
    public static var signature: Signature {
      Signature(operands: [.init("operands", .any, .variadic)], parents: [Function.mnemonic])
    }

    public var values: [ValueID]

    public init(_ values: [ValueID] = []) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: values) }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let parent = module.parent(of: operation),
        let function = module.match(parent, as: Function.self)
      else { return }
      let types = module.operands(of: operation).map { module.type(of: $0) }
      if types != function.type.results {
        diagnostics.error(
          "'func.return' must give the \(function.type.results.count) results of"
            + " '\(function.name)', of the same types", at: module.location(of: operation))
      }
    }
  }

  public struct Call: SymbolUserOperation, CallOperation {
    public static var mnemonic: String { "func.call" }
    public static var documentation: String { "Calls a function of this module by name." }
    public static var form: Form? {
      "$callee `(` $operands `)` attr-dict `:` functional-type(operands, results)"
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("operands", .any, .variadic)],
        results: [.init("results", .any, .variadic)],
        properties: [.init("callee", .symbol)])
    }

    public var callee: String
    public var arguments: [ValueID]
    public var resultTypes: [Type]

    public init(_ callee: String, _ arguments: [ValueID], resultTypes: [Type] = []) {
      self.callee = callee
      self.arguments = arguments
      self.resultTypes = resultTypes
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      callee = module.property("callee", of: operation)?.symbolValue ?? ""
      arguments = module.operands(of: operation)
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: arguments, resultTypes: resultTypes,
        properties: ["callee": .symbol(callee)])
    }

    public static func verifySymbols(
      of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
      _ diagnostics: inout Diagnostics
    ) {
      let call = Call(operation, in: module)
      let place = module.location(of: operation)
      guard let target = symbols.symbol(named: call.callee, nearest: operation, of: module),
        let function = module.match(target, as: Function.self)
      else {
        diagnostics.error("no function is called '\(call.callee)'", at: place)
        return
      }
      let given = call.arguments.map { module.type(of: $0) }
      if given != function.type.inputs || call.resultTypes != function.type.results {
        diagnostics.error(
          "the call does not fit the type of '\(call.callee)'", at: place,
          notes: [.note("'\(call.callee)' is here", at: module.location(of: target))])
      }
    }
  }
}

extension Builder {
  /// Inserts a function whose body is what `body` builds; it must end in a `func.return`.
  @discardableResult
  public mutating func insertFunction(
    _ name: String, _ inputs: [Type], _ results: [Type] = [], isPrivate: Bool = false,
    _ body: (inout Builder, _ arguments: [ValueID]) throws -> Void
  ) rethrows -> OperationID {
    let function = insertOperation(
      Func.Function(name, type: FunctionType(inputs, results), isPrivate: isPrivate))
    let entry = module.appendBlock(to: module.region(of: function), argumentTypes: inputs)
    let arguments = module.arguments(of: entry)
    try at(.atEnd(of: entry)) { try body(&$0, arguments) }
    return function
  }
}
