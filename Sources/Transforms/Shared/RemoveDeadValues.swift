import Dialects
import IR
import Support

/// Removes what is passed but not needed: arguments and results of private functions, values that
/// loops carry, results of conditions, and what only computes those.
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
  let needs = Needs(of: root, in: module)
  var removal = Removal(needs: needs)
  removal.shortenLists(in: root, of: &module)
  removal.eraseUnneeded(in: root, of: &module)
  removal.rebuild(of: &module)
  for (name, count) in removal.counts { context.count(name, count) }
}

/// Which operations must run, and which values they need.
private struct Needs {
  private(set) var values: Set<ValueID> = []
  private(set) var operations: Set<OperationID> = []
  /// Private functions that are only called, with their calls.
  private(set) var calls: [OperationID: [OperationID]] = [:]
  private var functionOfCall: [OperationID: OperationID] = [:]
  /// What a value is one of, where it comes from another operation or region.
  private var sources: [ValueID: [ValueID]] = [:]
  /// Operands that are needed only if what they become is.
  private var passed: [OperationID: Set<Int>] = [:]
  private var pending: [ValueID] = []

  init(of root: OperationID, in module: Module) {
    findFunctions(in: root, of: module)
    module.walk(root) { connect($0, in: module) }
    module.walk(root) { operation in
      let harmless: Traits = [.pure, .readsMemory, .recursivelyPure, .terminator]
      let traits = module.definition(of: operation)?.traits
      if operation == root || traits?.isDisjoint(with: harmless) ?? true {
        need(operation, in: module)
      }
    }
    while let value = pending.popLast() {
      for source in sources[value] ?? [] { need(source) }
      switch module.definition(of: value) {
      case .result(let operation, _): need(operation, in: module)
      case .argument(let block, _):
        if let region = module.region(of: block) { need(module.owner(of: region), in: module) }
      }
    }
  }

  /// Whether the values that an operation carries or gives can be taken away one by one.
  static func isShortenable(_ operation: OperationID, in module: Module) -> Bool {
    module.isA(operation, SCF.For.self) || module.isA(operation, SCF.If.self)
  }

  private mutating func findFunctions(in root: OperationID, of module: Module) {
    let uses = SymbolUses(of: root, in: module)
    guard uses.unresolved.isEmpty else { return }
    module.walk(root) { operation in
      // A root may be called from outside of it.
      guard operation != root, module.isA(operation, Func.Function.self),
        module.body(of: operation) != nil,
        module.property("arg_attrs", of: operation) == nil,
        module.property("res_attrs", of: operation) == nil,
        module.property("sym_visibility", of: operation)?.stringValue == "private",
        uses.uses(of: operation).allSatisfy({ module.isA($0, Func.Call.self) })
      else { return }
      calls[operation] = uses.uses(of: operation)
      for call in uses.uses(of: operation) { functionOfCall[call] = operation }
    }
  }

  private mutating func connect(_ operation: OperationID, in module: Module) {
    func pass(_ operands: some Sequence<Int>, of user: OperationID, to targets: [ValueID]) {
      for (index, target) in zip(operands, targets) {
        sources[target, default: []].append(module.operand(index, of: user))
        passed[user, default: []].insert(index)
      }
    }
    if let function = functionOfCall[operation], let body = module.body(of: function) {
      pass(0..<module.operandCount(of: operation), of: operation, to: module.arguments(of: body))
      for last in module.returns(of: function) {
        pass(
          0..<module.operandCount(of: last), of: last, to: module.results(of: operation))
      }
    }
    if let function = calls[operation], function.isEmpty {
      // Nothing calls it, so nothing needs what it gives.
      for last in module.returns(of: operation) {
        passed[last] = Set(0..<module.operandCount(of: last))
      }
    }
    guard Self.isShortenable(operation, in: module) else { return }
    let results = module.results(of: operation)
    for block in module.regions(of: operation).compactMap({ module.entryBlock(of: $0) }) {
      guard let last = module.lastOperation(in: block) else { continue }
      pass(0..<results.count, of: last, to: results)
      if module.isA(operation, SCF.For.self) {
        let carried = Array(module.arguments(of: block).dropFirst())
        pass(0..<results.count, of: last, to: carried)
        pass(3..<3 + results.count, of: operation, to: carried)
        pass(3..<3 + results.count, of: operation, to: results)
        // What a loop gives, it carries: they stay or go together.
        for (argument, result) in zip(carried, results) {
          sources[result, default: []].append(argument)
          sources[argument, default: []].append(result)
        }
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
      operations.insert(last)
      needOperands(of: last, in: module)
    }
    if let parent = module.parent(of: operation) { need(parent, in: module) }
  }

  private mutating func needOperands(of operation: OperationID, in module: Module) {
    for (index, value) in module.operands(of: operation).enumerated()
    where !(passed[operation]?.contains(index) ?? false) {
      need(value)
    }
  }
}

/// Takes away what is not needed.
private struct Removal {
  let needs: Needs
  private(set) var counts: [String: Int] = [:]
  /// Operations that give fewer values, with the places of those that stay.
  private var shortened: [(operation: OperationID, kept: [Int])] = []
  private var arguments: [(block: BlockID, places: Set<Int>)] = []

  init(needs: Needs) { self.needs = needs }

  /// Takes operands away that nothing needs, before what computes them is erased.
  mutating func shortenLists(in root: OperationID, of module: inout Module) {
    var loops: [OperationID] = []
    module.walk(root) { if Needs.isShortenable($0, in: module) { loops.append($0) } }
    for operation in loops where needs.operations.contains(operation) {
      let results = module.results(of: operation)
      let kept = results.indices.filter { needs.values.contains(results[$0]) }
      guard kept.count < results.count else { continue }
      for block in module.regions(of: operation).compactMap({ module.entryBlock(of: $0) }) {
        guard let last = module.lastOperation(in: block) else { continue }
        let values = module.operands(of: last)
        module.setOperands(of: last, to: kept.map { values[$0] })
      }
      if module.isA(operation, SCF.For.self) {
        let operands = module.operands(of: operation)
        module.setOperands(of: operation, to: operands[..<3] + kept.map { operands[3 + $0] })
      }
      shortened.append((operation, kept))
      counts["carried", default: 0] += results.count - kept.count
    }
    for function in needs.calls.keys.sorted() { shorten(function, of: &module) }
  }

  private mutating func shorten(_ function: OperationID, of module: inout Module) {
    guard let body = module.body(of: function),
      let declared = module.match(function, as: Func.Function.self)
    else { return }
    let calls = needs.calls[function] ?? []
    let inputs = module.arguments(of: body)
    let keptInputs = inputs.indices.filter { needs.values.contains(inputs[$0]) }
    let keptResults = declared.type.results.indices.filter { index in
      calls.contains { needs.values.contains(module.result(index, of: $0)) }
    }
    guard keptInputs.count < inputs.count || keptResults.count < declared.type.results.count
    else { return }
    for last in module.returns(of: function) {
      let values = module.operands(of: last)
      module.setOperands(of: last, to: keptResults.map { values[$0] })
    }
    for call in calls {
      let values = module.operands(of: call)
      module.setOperands(of: call, to: keptInputs.map { values[$0] })
      shortened.append((call, Array(keptResults)))
    }
    let type = FunctionType(
      keptInputs.map { declared.type.inputs[$0] },
      keptResults.map { declared.type.results[$0] })
    module.setProperty("function_type", of: function, to: .type(.function(type)))
    arguments.append((body, Set(inputs.indices).subtracting(keptInputs)))
    counts["arguments", default: 0] += inputs.count - keptInputs.count
    counts["results", default: 0] += declared.type.results.count - keptResults.count
  }

  /// Erases what need not run.
  mutating func eraseUnneeded(in root: OperationID, of module: inout Module) {
    var dead: [OperationID] = []
    func visit(_ operation: OperationID) {
      guard needs.operations.contains(operation) || module.isTerminator(operation) else {
        return dead.append(operation)
      }
      for block in module.regions(of: operation).flatMap({ module.blocks(in: $0) }) {
        for inner in module.operations(in: block) { visit(inner) }
      }
    }
    visit(root)
    // They may use one another in a circle.
    for operation in dead {
      var all: [OperationID] = []
      module.walk(operation) { all.append($0) }
      for inner in all where module.operandCount(of: inner) > 0 {
        module.setOperands(of: inner, to: [])
      }
    }
    for operation in dead.reversed() { module.erase(operation) }
    counts["operations", default: 0] += dead.count
  }

  /// Gives operations their fewer results, and blocks their fewer arguments.
  mutating func rebuild(of module: inout Module) {
    for (block, places) in arguments { module.removeArguments(of: block, at: places) }
    // The inner ones first: they move when the outer ones are rebuilt, but stay what they are.
    for (operation, kept) in shortened.reversed() where !module.isErased(operation) {
      rebuild(operation, keeping: kept, of: &module)
    }
  }

  private func rebuild(_ old: OperationID, keeping kept: [Int], of module: inout Module) {
    let results = module.results(of: old)
    let new = module.insert(
      OperationState(
        name: module.name(of: old),
        kind: module.context.definition(named: module.name(of: old)).map { ObjectIdentifier($0) },
        operands: module.operands(of: old),
        resultTypes: kept.map { module.type(of: results[$0]) },
        properties: module.properties(of: old), attributes: module.attributes(of: old),
        regionCount: module.regionCount(of: old), location: module.location(of: old)),
      at: .before(old))
    for (from, to) in zip(module.regions(of: old), module.regions(of: new)) {
      for block in module.blocks(in: from) {
        let arguments = module.arguments(of: block)
        // A loop's counter, and what it carries on.
        let stay = arguments.indices.filter { $0 == 0 || kept.contains($0 - 1) }
        let target = module.appendBlock(
          to: to, argumentTypes: stay.map { module.type(of: arguments[$0]) })
        for (place, argument) in zip(stay, module.arguments(of: target)) {
          module.replaceAllUses(of: arguments[place], with: argument)
        }
        module.moveOperations(from: block, to: target)
      }
    }
    for (place, result) in zip(kept, module.results(of: new)) {
      module.replaceAllUses(of: results[place], with: result)
    }
    module.erase(old)
  }
}

extension Module {
  /// The operations that leave a function.
  fileprivate func returns(of function: OperationID) -> [OperationID] {
    regions(of: function).flatMap { blocks(in: $0) }.compactMap { lastOperation(in: $0) }
      .filter { definition(of: $0)?.traits.contains(.returns) ?? false }
  }
}
