import Support

/// Which function calls which, among the symbols of one table.
public struct CallGraph: Analysis {
  /// The functions directly inside the root, by name.
  public private(set) var functions: [String: OperationID] = [:]
  /// The functions so that each comes after those it calls, as far as there are no circles.
  public private(set) var calleesFirst: [OperationID] = []
  /// Functions that may call themselves, directly or through others.
  public private(set) var recursive: Set<OperationID> = []

  public init(of root: OperationID, in module: Module) {
    var order: [OperationID] = []
    for block in module.regions(of: root).flatMap({ module.blocks(in: $0) }) {
      for operation in module.operations(in: block) {
        guard let function = module.function(operation) else { continue }
        functions[function.name] = operation
        order.append(operation)
      }
    }
    var callees: [OperationID: [OperationID]] = [:]
    for function in order {
      var called: [OperationID] = []
      module.walk(function) { inner in
        guard let call = module.call(inner), let target = functions[call.callee] else { return }
        called.append(target)
      }
      callees[function] = called
    }
    var marks = Marks()
    for function in order where marks.depths[function] == nil {
      visit(function, callees, &marks)
    }
  }

  /// Tarjan's algorithm: components of functions that call one another, callees first.
  private struct Marks {
    var depths: [OperationID: Int] = [:]
    var lowest: [OperationID: Int] = [:]
    var stack: [OperationID] = []
    var isOnStack: Set<OperationID> = []
  }

  private mutating func visit(
    _ root: OperationID, _ callees: [OperationID: [OperationID]], _ marks: inout Marks
  ) {
    // An explicit stack: chains of calls may be long.
    var path: [(function: OperationID, next: Int)] = []
    func enter(_ function: OperationID) {
      marks.lowest[function] = marks.depths.count
      marks.depths[function] = marks.depths.count
      marks.stack.append(function)
      marks.isOnStack.insert(function)
      path.append((function, 0))
    }
    enter(root)
    while let (function, next) = path.last {
      let called = callees[function] ?? []
      if next < called.count {
        path[path.count - 1].next += 1
        let callee = called[next]
        if callee == function { recursive.insert(function) }
        if marks.depths[callee] == nil {
          enter(callee)
        } else if marks.isOnStack.contains(callee) {
          marks.lowest[function] = min(marks.lowest[function] ?? 0, marks.depths[callee] ?? 0)
        }
        continue
      }
      path.removeLast()
      let lowest = marks.lowest[function] ?? 0
      if let caller = path.last?.function {
        marks.lowest[caller] = min(marks.lowest[caller] ?? 0, lowest)
      }
      if lowest == marks.depths[function] { close(function, &marks) }
    }
  }

  private mutating func close(_ function: OperationID, _ marks: inout Marks) {
    var component: [OperationID] = []
    while let member = marks.stack.popLast() {
      marks.isOnStack.remove(member)
      component.append(member)
      if member == function { break }
    }
    if component.count > 1 { recursive.formUnion(component) }
    calleesFirst += component
  }
}

extension Module {
  /// The call that an operation is, if it is one.
  public func call(_ operation: OperationID) -> (any CallOperation)? {
    (definition(of: operation) as? any CallOperation.Type)?.init(operation, in: self)
  }

  /// The function that an operation is, if it is one.
  public func function(_ operation: OperationID) -> (any FunctionOperation)? {
    (definition(of: operation) as? any FunctionOperation.Type)?.init(operation, in: self)
  }
}
