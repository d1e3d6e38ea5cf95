/// Which function each call calls, of which functions all calls are known, and in what order analyses
/// that follow calls get on best.
///
/// Only what is inside the root counts: what a function outside of it gives is not known here.
public struct FunctionCalls: Analysis {
  private var functions: [OperationID: OperationID] = [:]
  private var callers: [OperationID: [OperationID]] = [:]
  private var callingScopes: [OperationID: [OperationID]] = [:]
  private var leaving: [OperationID: [OperationID]] = [:]
  private var closed: Set<OperationID> = []
  /// The arguments of functions of which all calls are known.
  public private(set) var closedArguments: [ValueID] = []
  /// The root, and what is inside it and sees no values from outside, each after what it calls and
  /// holds, as far as there are no circles.
  private(set) var scopes: [OperationID] = []

  public init(of root: OperationID, in module: Module) {
    let uses = SymbolUses(of: root, in: module)
    var tables = SymbolTables(inside: root)
    var found: [OperationID] = []
    var reached: [OperationID: [OperationID]] = [:]
    // What a function returns is looked up once, however often it is called.
    var returned: [OperationID: [[Type]]] = [:]
    module.walk(root) { operation in
      let isScope = operation == root || Self.isScope(operation, in: module)
      if isScope { found.append(operation) }
      if isScope, operation != root {
        reached[Self.scope(around: operation, in: root, module), default: []].append(operation)
      }
      guard let call = module.call(operation),
        let function = tables.resolve(symbol: [call.callee], from: operation, in: module)?.last,
        module.function(function) != nil, module.body(of: function) != nil
      else { return }
      if leaving[function] == nil {
        let returns = Self.returns(of: function, in: module)
        leaving[function] = returns
        returned[function] = Array(
          Set(returns.map { module.operands(of: $0).map { module.type(of: $0) } }))
      }
      guard Self.fits(operation, call, function, returned[function] ?? [], module) else { return }
      let scope = Self.scope(around: operation, in: root, module)
      functions[operation] = function
      callers[function, default: []].append(operation)
      if callingScopes[function]?.last != scope {
        callingScopes[function, default: []].append(scope)
      }
      reached[scope, default: []].append(function)
    }
    for operation in found {
      // Others may call what is not private, and the root.
      guard operation != root, module.function(operation) != nil,
        let body = module.body(of: operation),
        module.property("sym_visibility", of: operation)?.stringValue == "private",
        uses.uses(of: operation).allSatisfy({ functions[$0] == operation })
      else { continue }
      closed.insert(operation)
      closedArguments += module.arguments(of: body)
    }
    scopes = found.postorder { reached[$0] ?? [] }
  }

  /// The function that a call calls, if it has a body here and takes and gives just those types.
  public func function(of call: OperationID) -> OperationID? { functions[call] }

  /// Whether a function is private and does nothing but be called, so that its calls are all known.
  public func isClosed(_ function: OperationID) -> Bool { closed.contains(function) }

  /// The calls of a function.
  public func calls(of function: OperationID) -> [OperationID] { callers[function] ?? [] }

  /// The operations that leave a function that is called.
  public func returns(of function: OperationID) -> [OperationID] { leaving[function] ?? [] }

  /// Those of `scopes` that call a function.
  func scopes(calling function: OperationID) -> [OperationID] { callingScopes[function] ?? [] }

  /// Whether facts reach an operation's regions only through calls.
  static func isScope(_ operation: OperationID, in module: Module) -> Bool {
    module.regionCount(of: operation) > 0 && module.operandCount(of: operation) == 0
      && module.isIsolated(operation)
  }

  private static func scope(
    around operation: OperationID, in root: OperationID, _ module: Module
  ) -> OperationID {
    var current = operation
    while current != root, let around = module.parent(of: current) {
      current = around
      if isScope(current, in: module) { break }
    }
    return current
  }

  private static func fits(
    _ operation: OperationID, _ call: any CallOperation, _ function: OperationID,
    _ returned: [[Type]], _ module: Module
  ) -> Bool {
    guard let body = module.body(of: function) else { return false }
    func types(_ values: [ValueID]) -> [Type] { values.map { module.type(of: $0) } }
    let results = types(module.results(of: operation))
    return call.arguments == module.operands(of: operation)
      && types(call.arguments) == types(module.arguments(of: body))
      && returned.allSatisfy { $0 == results }
  }

  private static func returns(of function: OperationID, in module: Module) -> [OperationID] {
    module.regions(of: function).flatMap { module.blocks(in: $0) }
      .compactMap { module.lastOperation(in: $0) }
      .filter { module.definition(of: $0)?.traits.contains(.returns) ?? false }
  }
}

extension Array where Element: Hashable {
  /// The elements so that each comes after those that `next` gives for it, as far as there are no
  /// circles; what `next` gives must be elements.
  func postorder(_ next: (Element) -> [Element]) -> [Element] {
    var seen: Set<Element> = []
    var order: [Element] = []
    // Chains may be long, so there is no recursion.
    var path: [(element: Element, left: ArraySlice<Element>)] = []
    for start in self where seen.insert(start).inserted {
      path.append((start, next(start)[...]))
      while let (element, left) = path.last {
        if let following = left.first {
          path[path.count - 1].left = left.dropFirst()
          if seen.insert(following).inserted { path.append((following, next(following)[...])) }
        } else {
          order.append(element)
          path.removeLast()
        }
      }
    }
    return order
  }
}
