import Dialects
import IR
import Support

/// What a graph function returns for given inputs, by the reference evaluator.
///
/// `inputs` has one value for each argument. Symbolic sizes that `symbols` does not give are found
/// from the inputs. `observe` is called with every value of the body as it is computed, so that
/// intermediates can be kept.
///
/// - Throws: a diagnostic at the operation that cannot be evaluated, or about an input that does not
///   fit its type.
public func evaluate(
  function: Graph.Function, in module: Module, inputs: [TensorValue],
  symbols: [String: Int] = [:], observe: (ValueID, TensorValue) -> Void = { _, _ in }
) throws(Diagnostic) -> [TensorValue] {
  guard let body = function.body(in: module) else {
    throw .error("the function has no body", at: module.location(of: function.operation))
  }
  let names = function.inputNames(in: module).map { "input '\($0)'" }
  let symbols = try bindSymbols(
    of: module.arguments(of: body), to: inputs, names: names, in: module, known: symbols,
    at: module.location(of: function.operation))
  return try evaluate(
    block: body, in: module, arguments: inputs, symbols: symbols, observe: observe)
}

/// The value of each symbolic size that makes the shapes of `inputs` fit a function's arguments.
///
/// Sizes in `known` are taken as given.
///
/// - Throws: a diagnostic that names the input and what does not fit.
public func bindSymbols(
  of function: Graph.Function, in module: Module, to inputs: [TensorValue],
  known: [String: Int] = [:]
) throws(Diagnostic) -> [String: Int] {
  try bindSymbols(
    of: function.inputs(in: module), to: inputs,
    names: function.inputNames(in: module).map { "input '\($0)'" }, in: module, known: known,
    at: module.location(of: function.operation))
}

private func bindSymbols(
  of arguments: [ValueID], to inputs: [TensorValue], names: [String], in module: Module,
  known: [String: Int], at location: Location
) throws(Diagnostic) -> [String: Int] {
  guard inputs.count == arguments.count else {
    throw .error("expected \(arguments.count) inputs, found \(inputs.count)", at: location)
  }
  var symbols = known
  for (argument, input) in zip(arguments, inputs) {
    for (size, actual) in zip(module.type(of: argument).sizes ?? [], input.shape) {
      if let name = size.symbolName, symbols[name] == nil { symbols[name] = actual }
    }
  }
  for (index, (argument, input)) in zip(arguments, inputs).enumerated() {
    let type = module.type(of: argument)
    let name = index < names.count ? names[index] : "input \(index)"
    guard input.kind == ScalarKind(type.elementType) else {
      throw .error(
        "\(name) must have elements of type '\(type.elementType)', found \(input.kind)",
        at: location)
    }
    guard let sizes = type.sizes else {
      throw .error("\(name) must be \(TypeConstraint.sizedTensor.summary)", at: location)
    }
    guard sizes.map({ $0.evaluate(symbols: symbols) }) == input.shape else {
      let expected = sizes.map { size in
        let value = size.evaluate(symbols: symbols).map(String.init) ?? "unknown"
        return size.constantValue == nil ? "\(size) = \(value)" : value
      }
      throw .error(
        "\(name) must have shape [\(expected.joined(separator: ", "))], found \(input.shape)",
        at: location)
    }
  }
  return symbols
}

/// What the terminator of a block returns, its operations evaluated in order.
func evaluate(
  block: BlockID, in module: Module, arguments: [TensorValue], symbols: [String: Int],
  observe: (ValueID, TensorValue) -> Void = { _, _ in }
) throws(Diagnostic) -> [TensorValue] {
  var values: [ValueID: TensorValue] = [:]
  for (id, value) in zip(module.arguments(of: block), arguments) {
    values[id] = value
    observe(id, value)
  }
  let operations = module.operations(in: block)
  var lastUse: [ValueID: OperationID] = [:]
  for operation in operations {
    for operand in module.operands(of: operation) { lastUse[operand] = operation }
  }
  for operation in operations {
    var operands: [TensorValue] = []
    for operand in module.operands(of: operation) {
      guard let value = values[operand] else {
        throw .error(
          "'\(module.name(of: operation))' uses a value from outside its block",
          at: module.location(of: operation))
      }
      operands.append(value)
    }
    if let definition = module.definition(of: operation), definition.traits.contains(.terminator) {
      return operands
    }
    if operation == operations.last, module.name(of: operation) == "func.return" { return operands }
    let results = try evaluate(
      operation: operation, in: module, operands: operands, symbols: symbols)
    for (id, value) in zip(module.results(of: operation), results) {
      observe(id, value)
      if module.hasUses(id) { values[id] = value }
    }
    // Weights and activations of a whole model need not be held at once.
    for operand in module.operands(of: operation) where lastUse[operand] == operation {
      values[operand] = nil
    }
  }
  throw .error("a block does not end in a terminator")
}
