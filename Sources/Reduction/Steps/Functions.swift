import IR

extension ReductionStep {
  /// Takes arguments away from functions, and from all calls of them.
  ///
  /// Before: `"func.call"(%0, %1) <{callee = @f}> : (i32, i32) -> i32`
  ///
  /// After: `"func.call"(%1) <{callee = @f}> : (i32) -> i32`
  public static let dropFunctionArguments = ReductionStep("drop-function-arguments") { module in
    module.functionTypes.flatMap { function, type in
      type.inputs.indices.reversed().map { number in
        ReductionEdit(of: function) { $0.removeArgument(number, ofFunction: function) }
      }
    }
  }

  /// Takes results away from functions, from what leaves them, and from all calls of them.
  public static let dropFunctionResults = ReductionStep("drop-function-results") { module in
    module.functionTypes.flatMap { function, type in
      type.results.indices.reversed().map { number in
        ReductionEdit(of: function) { $0.removeResult(number, ofFunction: function) }
      }
    }
  }
}

extension Module {
  fileprivate func functionType(of operation: OperationID) -> FunctionType? {
    guard case .type(.function(let type))? = property("function_type", of: operation) else {
      return nil
    }
    return type
  }

  /// The operations that have a function's type.
  fileprivate var functionTypes: [(OperationID, FunctionType)] {
    operationsInside().compactMap { operation in
      functionType(of: operation).map { (operation, $0) }
    }
  }

  /// The calls of a function.
  private func calls(of function: OperationID) -> [OperationID] {
    guard let name = property("sym_name", of: function)?.stringValue else { return [] }
    return operationsInside().filter { call($0)?.callee == name }
  }

  fileprivate mutating func removeArgument(_ number: Int, ofFunction function: OperationID) {
    guard var type = functionType(of: function), number < type.inputs.count
    else { return }
    if let entry = body(of: function), number < arguments(of: entry).count {
      let argument = arguments(of: entry)[number]
      if hasUses(argument) {
        guard let first = firstOperation(in: entry) else { return }
        let (type, others) = (self.type(of: argument), arguments(of: entry))
        let other = others.first { $0 != argument && self.type(of: $0) == type }
        let value = other ?? insertSource(of: type, before: first)
        replaceAllUses(of: argument, with: value)
      }
      removeArguments(of: entry, at: [number])
    }
    for operation in calls(of: function) {
      guard let call = call(operation), number < call.arguments.count else { continue }
      removeOperand(operandCount(of: operation) - call.arguments.count + number, of: operation)
    }
    type.inputs.remove(at: number)
    setProperty("function_type", of: function, to: .type(.function(type)))
    removeElement(number, ofProperty: "arg_attrs", of: function)
  }

  fileprivate mutating func removeResult(_ number: Int, ofFunction function: OperationID) {
    guard var type = functionType(of: function), number < type.results.count
    else { return }
    var leaves: [OperationID] = []
    walk(function) { inner in
      if definition(of: inner)?.traits.contains(.returns) == true { leaves.append(inner) }
    }
    for leave in leaves { removeOperand(number, of: leave) }
    for call in calls(of: function) where regionCount(of: call) == 0 {
      let results = results(of: call)
      guard number < results.count else { continue }
      if hasUses(results[number]) {
        guard let value = standIn(for: results[number], definedBy: call) else { continue }
        replaceAllUses(of: results[number], with: value)
      }
      rebuild(call, keeping: results.indices.filter { $0 != number })
    }
    type.results.remove(at: number)
    setProperty("function_type", of: function, to: .type(.function(type)))
    removeElement(number, ofProperty: "res_attrs", of: function)
  }

  private mutating func removeElement(
    _ number: Int, ofProperty name: String, of operation: OperationID
  ) {
    guard case .array(var values)? = property(name, of: operation), number < values.count else {
      return
    }
    values.remove(at: number)
    setProperty(name, of: operation, to: .array(values))
  }
}
