import Dialects
import IR
import Support

/// Removes what is passed but not needed: arguments and results of private functions, values that
/// loops carry, results of conditions, arguments of blocks, and what only computes those.
///
/// Before:
///
///     %r:2 = "scf.for"(%lower, %upper, %step, %a, %b) ({
///     ^bb0(%i: index, %x: f32, %y: f32):
///       %0 = "arith.addf"(%x, %x) : (f32, f32) -> f32
///       %1 = "arith.mulf"(%y, %y) : (f32, f32) -> f32
///       "scf.yield"(%0, %1) : (f32, f32) -> ()
///     }) : (index, index, index, f32, f32) -> (f32, f32)
///     "use"(%r#0) : (f32) -> ()
///
/// After: the loop carries `%x` alone, and the product is gone.
public let removeDeadValues = Pass(
  "remove-dead-values", "removes arguments, results and carried values that nothing needs"
) { module, root, context in
  // What passes a value and what takes it change together.
  guard context.mayRewrite() else { return context.preserveAllAnalyses() }
  let places = module.passedValues(in: root)
  let needs = Needs(of: root, places, in: module)
  let dead = places.filter { place in !place.values.contains { needs.values.contains($0) } }
  let removal = Removal(dead, from: needs.operations, in: module)
  removal.shortenOperands(of: &module)
  let erased = module.eraseAll(but: needs.operations, in: root)
  removal.removeValues(of: &module)
  for (name, count) in removal.counts { context.count(name, count) }
  context.count("operations", erased)
}

/// Which operations must run, and which values they need.
private struct Needs {
  private(set) var values: Set<ValueID> = []
  private(set) var operations: Set<OperationID> = []
  private let places: [PassedValue]
  private var placeOfValue: [ValueID: Int] = [:]
  private var neededPlaces: Set<Int> = []
  /// Operands that are needed only if the place where they are passed is.
  private var passed: Set<Use> = []
  private var pending: [ValueID] = []

  init(of root: OperationID, _ places: [PassedValue], in module: Module) {
    self.places = places
    for (number, place) in places.enumerated() {
      for value in place.values { placeOfValue[value] = number }
      passed.formUnion(place.operands)
    }
    module.walk(root) { operation in
      if operation == root || module.hasOwnEffect(operation) { need(operation, in: module) }
    }
    while let value = pending.popLast() {
      // The values of a place are needed together, so that one of them says it for all.
      if let number = placeOfValue[value], neededPlaces.insert(number).inserted {
        let place = places[number]
        for other in place.values { need(other) }
        for operand in place.operands { need(module.operand(operand.index, of: operand.operation)) }
      }
      switch module.definition(of: value) {
      case .result(let operation, _): need(operation, in: module)
      case .argument(let block, _):
        if let region = module.region(of: block) { need(module.owner(of: region), in: module) }
      }
    }
  }

  private mutating func need(_ value: ValueID) {
    if values.insert(value).inserted { pending.append(value) }
  }

  private mutating func need(_ operation: OperationID, in module: Module) {
    guard operations.insert(operation).inserted else { return }
    needOperands(of: operation, in: module)
    for block in module.regions(of: operation).flatMap({ module.blocks(in: $0) }) {
      guard let last = module.lastOperation(in: block), module.isTerminator(last) else { continue }
      // A terminator may have regions of its own, as 'scf.reduce' does.
      need(last, in: module)
    }
    if let parent = module.parent(of: operation) { need(parent, in: module) }
  }

  private mutating func needOperands(of operation: OperationID, in module: Module) {
    for (index, value) in module.operands(of: operation).enumerated()
    where !passed.contains(Use(operation: operation, index: index)) {
      need(value)
    }
  }
}

/// What is taken from operations, blocks and functions.
private struct Removal {
  private var operands: [OperationID: Set<Int>] = [:]
  private var results: [OperationID: Set<Int>] = [:]
  private var arguments: [BlockID: Set<Int>] = [:]
  private var functionInputs: [OperationID: Set<Int>] = [:]
  private var functionResults: [OperationID: Set<Int>] = [:]
  private(set) var counts: [String: Int] = [:]

  /// Takes these places away, as far as they belong to operations that stay.
  init(_ places: [PassedValue], from kept: Set<OperationID>, in module: Module) {
    for place in places {
      for operand in place.operands {
        operands[operand.operation, default: []].insert(operand.index)
      }
      for value in place.values {
        switch module.definition(of: value) {
        case .result(let operation, let index):
          if kept.contains(operation) { results[operation, default: []].insert(index) }
        case .argument(let block, let index):
          guard let region = module.region(of: block), kept.contains(module.owner(of: region))
          else { continue }
          arguments[block, default: []].insert(index)
        }
      }
      switch place.kind {
      case .argument(let function, let index):
        functionInputs[function, default: []].insert(index)
        counts["arguments", default: 0] += 1
      case .result(let function, let index):
        functionResults[function, default: []].insert(index)
        counts["results", default: 0] += 1
      case .carried: counts["carried", default: 0] += 1
      case .blockArgument: counts["block-arguments", default: 0] += 1
      }
    }
  }

  /// Takes operands away, before what computes them is erased.
  func shortenOperands(of module: inout Module) {
    for (operation, dead) in operands {
      let values = module.operands(of: operation)
      var properties = module.properties(of: operation)
      properties.regroupOperands(values.indices.map { dead.contains($0) ? 0 : 1 })
      module.setOperands(of: operation, to: values.without(dead))
      module.setProperties(of: operation, to: properties)
    }
  }

  /// Takes arguments and results away, when nothing uses them any more.
  func removeValues(of module: inout Module) {
    for (block, dead) in arguments { module.removeArguments(of: block, at: dead) }
    for function in Set(functionInputs.keys).union(functionResults.keys) {
      shorten(function, of: &module)
    }
    for (operation, dead) in results { rebuild(operation, without: dead, of: &module) }
  }

  private func shorten(_ function: OperationID, of module: inout Module) {
    guard let type = module.match(function, as: Func.Function.self)?.type else { return }
    let (inputs, results) = (functionInputs[function] ?? [], functionResults[function] ?? [])
    var properties = module.properties(of: function)
    properties["function_type"] = .type(
      .function(FunctionType(type.inputs.without(inputs), type.results.without(results))))
    for (name, dead) in [("arg_attrs", inputs), ("res_attrs", results)] {
      if let entries = properties[name]?.arrayValue {
        properties[name] = .array(entries.without(dead))
      }
    }
    module.setProperties(of: function, to: properties)
  }

  /// Puts an operation with fewer results in the place of one.
  private func rebuild(_ old: OperationID, without dead: Set<Int>, of module: inout Module) {
    let results = module.results(of: old)
    let name = module.name(of: old)
    var properties = module.properties(of: old)
    properties.regroupResults(results.indices.map { dead.contains($0) ? 0 : 1 })
    let new = module.insert(
      OperationState(
        name: name, kind: module.context.definition(named: name).map { ObjectIdentifier($0) },
        operands: module.operands(of: old),
        resultTypes: results.without(dead).map { module.type(of: $0) }, properties: properties,
        attributes: module.attributes(of: old), location: module.location(of: old)),
      at: .before(old))
    module.moveRegions(of: old, to: new)
    for (before, after) in zip(results.without(dead), module.results(of: new)) {
      module.replaceAllUses(of: before, with: after)
    }
    module.erase(old)
  }
}

extension Array {
  /// The others, in order.
  fileprivate func without(_ places: Set<Int>) -> [Element] {
    indices.filter { !places.contains($0) }.map { self[$0] }
  }
}

extension Module {
  /// Erases what need not run, the outermost operations of it; gives their number.
  fileprivate mutating func eraseAll(
    but needed: Set<OperationID>, in root: OperationID
  ) -> Int {
    var dead: [OperationID] = []
    func visit(_ operation: OperationID) {
      guard needed.contains(operation) || isTerminator(operation) else {
        return dead.append(operation)
      }
      for block in regions(of: operation).flatMap({ blocks(in: $0) }) {
        for inner in operations(in: block) { visit(inner) }
      }
    }
    visit(root)
    // They may use one another in a circle.
    for operation in dead {
      var all: [OperationID] = []
      walk(operation) { all.append($0) }
      for inner in all where operandCount(of: inner) > 0 { setOperands(of: inner, to: []) }
    }
    for operation in dead.reversed() { erase(operation) }
    return dead.count
  }
}
