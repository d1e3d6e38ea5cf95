/// Which function each call calls, and of which functions all calls are known.
public struct FunctionCalls: Analysis {
  private var functions: [OperationID: OperationID] = [:]
  private var callers: [OperationID: [OperationID]] = [:]
  private var leaving: [OperationID: [OperationID]] = [:]
  private var closed: Set<OperationID> = []
  /// The arguments of functions of which all calls are known.
  public private(set) var closedArguments: [ValueID] = []

  public init(of root: OperationID, in module: Module) {
    let uses = SymbolUses(of: root, in: module)
    var tables = SymbolTables()
    module.walk(root) { operation in
      if let call = module.call(operation),
        let function = tables.resolve(
          symbol: [call.callee], from: operation, in: module)?.last,
        Self.fits(operation, call, function, module)
      {
        functions[operation] = function
        callers[function, default: []].append(operation)
        if leaving[function] == nil { leaving[function] = Self.returns(of: function, in: module) }
      }
    }
    module.walk(root) { operation in
      // Others may call what is not private, and the root.
      guard operation != root, module.function(operation) != nil,
        let body = module.body(of: operation),
        module.property("sym_visibility", of: operation)?.stringValue == "private",
        uses.uses(of: operation).allSatisfy({ functions[$0] == operation })
      else { return }
      closed.insert(operation)
      closedArguments += module.arguments(of: body)
    }
  }

  /// The function that a call calls, if it has a body here and takes and gives just those types.
  public func function(of call: OperationID) -> OperationID? { functions[call] }

  /// Whether a function is private and does nothing but be called, so that its calls are all known.
  public func isClosed(_ function: OperationID) -> Bool { closed.contains(function) }

  /// The calls of a function.
  public func calls(of function: OperationID) -> [OperationID] { callers[function] ?? [] }

  /// The operations that leave a function that is called.
  public func returns(of function: OperationID) -> [OperationID] { leaving[function] ?? [] }

  private static func fits(
    _ operation: OperationID, _ call: any CallOperation, _ function: OperationID, _ module: Module
  ) -> Bool {
    guard module.function(function) != nil, let body = module.body(of: function) else {
      return false
    }
    func types(_ values: [ValueID]) -> [Type] { values.map { module.type(of: $0) } }
    let results = types(module.results(of: operation))
    return call.arguments == module.operands(of: operation)
      && types(call.arguments) == types(module.arguments(of: body))
      && returns(of: function, in: module).allSatisfy {
        types(module.operands(of: $0)) == results
      }
  }

  private static func returns(of function: OperationID, in module: Module) -> [OperationID] {
    module.regions(of: function).flatMap { module.blocks(in: $0) }
      .compactMap { module.lastOperation(in: $0) }
      .filter { module.definition(of: $0)?.traits.contains(.returns) ?? false }
  }
}
