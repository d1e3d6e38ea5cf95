import Dialects
import IR
import Support

extension ProgramCompiler {
  /// The steps of a block's operations.
  ///
  /// - Throws: a diagnostic at the operation that cannot be run.
  mutating func steps(of block: BlockID?) throws(Diagnostic) -> [Step] {
    guard let block else { return [] }
    var steps: [Step] = []
    for operation in module.operations(in: block) { try append(operation, to: &steps) }
    return steps
  }

  private mutating func append(
    _ operation: OperationID, to steps: inout [Step]
  ) throws(Diagnostic) {
    switch module.name(of: operation) {
    case Program.For.mnemonic: steps.append(.loop(try loop(operation)))
    case Program.Block.mnemonic: steps.append(.block(try block(operation)))
    case Program.Choose.mnemonic: steps += try choice(operation)
    case Program.Prefetch.mnemonic, Program.Region.mnemonic: break
    case Program.Combine.mnemonic: steps += try combination(operation)
    default:
      do throws(EvaluationError) {
        steps.append(try simpleStep(operation))
      } catch {
        throw error.located(operation, in: module)
      }
    }
  }

  // MARK: Structure

  private mutating func loop(_ operation: OperationID) throws(Diagnostic) -> Step.Loop {
    let loop = Program.For(operation, in: module)
    guard let body = module.body(of: operation), module.arguments(of: body).count == 1 else {
      throw EvaluationError("the body must have one argument, the counter")
        .located(operation, in: module)
    }
    let (lower, upper): (CompiledIndex, CompiledIndex)
    do throws(EvaluationError) {
      (lower, upper) = (try index(0), try index(loop.extent, over: loop.indices))
    } catch {
      throw error.located(operation, in: module)
    }
    let counter = makeRegister(for: module.arguments(of: body)[0])
    return Step.Loop(
      variable: counter, lower: lower, upper: upper, isUnordered: loop.kind == .parallel,
      body: try steps(of: body))
  }

  private mutating func block(_ operation: OperationID) throws(Diagnostic) -> Step.Block {
    let block = Program.Block(operation, in: module)
    let (bindings, predicate): ([Step.Binding], (steps: [Step], register: Int)?)
    do throws(EvaluationError) {
      bindings = try iterators(of: block)
      predicate = try condition(of: block)
      for region in module.regions(of: operation) {
        guard let entry = module.entryBlock(of: region) else { continue }
        let arguments = module.arguments(of: entry)
        guard arguments.count == bindings.count else {
          throw EvaluationError(
            "block '\(block.name)' has \(bindings.count) iterators, but a body with "
              + "\(arguments.count) arguments")
        }
        for (argument, binding) in zip(arguments, bindings) {
          bind(argument, to: binding.register)
        }
      }
    } catch {
      throw error.located(operation, in: module)
    }
    let bodies = module.regions(of: operation).map { module.entryBlock(of: $0) }
    return Step.Block(
      name: block.name, operation: operation, bindings: bindings, predicate: predicate,
      initial: try steps(of: bodies.count > 1 ? bodies[1] : nil),
      body: try steps(of: bodies.first ?? nil))
  }

  private mutating func iterators(
    of block: Program.Block
  ) throws(EvaluationError) -> [Step.Binding] {
    guard block.extents.count == block.bindings.count, block.kinds.count == block.bindings.count
    else {
      throw EvaluationError(
        "block '\(block.name)' needs as many extents and kinds as bindings, "
          + "\(block.bindings.count); found \(block.extents.count) and \(block.kinds.count)")
    }
    var bindings: [Step.Binding] = []
    for (axis, value) in block.bindings.enumerated() {
      bindings.append(
        Step.Binding(
          register: makeRegister(), value: try index(value, over: block.counters),
          lower: try index(0), upper: try index(block.extents[axis]),
          isReduction: block.kinds[axis] == .reduction))
    }
    return bindings
  }

  /// Steps that leave one in a register where every expression of the predicate is at least zero,
  /// and zero elsewhere.
  private mutating func condition(
    of block: Program.Block
  ) throws(EvaluationError) -> (steps: [Step], register: Int)? {
    guard let first = block.predicate.first else { return nil }
    let smallest = block.predicate.dropFirst().reduce(first) { .minimum($0, $1) }
    let truth = IndexExpression.minimum(.maximum(smallest, -1) + 1, 1)
    let register = makeRegister()
    return ([.index(try index(truth, over: block.counters), to: register)], register)
  }

  /// The alternative whose cost is smallest of those that may run here, the first of equals.
  private mutating func choice(_ operation: OperationID) throws(Diagnostic) -> [Step] {
    let choice = Program.Choose(operation, in: module)
    let regions = module.regions(of: operation)
    var best: (cost: Int, region: RegionID)?
    do throws(EvaluationError) {
      guard !regions.isEmpty, choice.costs.count == regions.count,
        choice.conditions.count == regions.count
      else {
        throw EvaluationError(
          "expected a cost for each alternative, found \(choice.costs.count) for \(regions.count)")
      }
      for (place, region) in regions.enumerated() {
        guard try constant(choice.conditions[place]) >= 0 else { continue }
        let cost = try constant(choice.costs[place])
        if let current = best, current.cost <= cost { continue }
        best = (cost, region)
      }
    } catch {
      throw error.located(operation, in: module)
    }
    return try steps(of: best.flatMap { module.entryBlock(of: $0.region) })
  }

  /// The rule's steps, on the registers of the operands.
  private mutating func combination(_ operation: OperationID) throws(Diagnostic) -> [Step] {
    guard let body = module.body(of: operation), let last = module.lastOperation(in: body) else {
      throw EvaluationError("the combination has no rule").located(operation, in: module)
    }
    let operands = module.operands(of: operation)
    var steps: [Step] = []
    do throws(EvaluationError) {
      for (argument, operand) in zip(module.arguments(of: body), operands) {
        bind(argument, to: try register(of: operand))
      }
      for inner in module.operations(in: body) where inner != last {
        steps.append(try simpleStep(inner))
      }
      for (result, value) in zip(module.results(of: operation), module.operands(of: last)) {
        bind(result, to: try register(of: value))
      }
    } catch {
      throw error.located(operation, in: module)
    }
    return steps
  }

  // MARK: Statements

  private mutating func simpleStep(_ operation: OperationID) throws(EvaluationError) -> Step {
    switch module.name(of: operation) {
    case Program.Allocate.mnemonic:
      let result = try self.result(of: operation)
      let number = buffers.count
      try add(result, named: "local")
      return .allocate(number)
    case Program.Load.mnemonic:
      let load = Program.Load(operation, in: module)
      let access = try access(load.buffer, load.indices, load.map, by: operation)
      return .load(access, to: makeRegister(for: try result(of: operation)))
    case Program.Store.mnemonic:
      let store = Program.Store(operation, in: module)
      let source = try register(of: store.value)
      return .store(
        try access(store.buffer, store.indices, store.map, by: operation), from: source)
    case Program.Index.mnemonic:
      let value = Program.Index(operation, in: module)
      let expression = try index(value.expression, over: value.indices)
      return .index(expression, to: makeRegister(for: try result(of: operation)))
    case Arith.Constant.mnemonic:
      let tensor = try TensorValue(Arith.Constant(operation, in: module).value, in: module)
      guard tensor.shape.isEmpty,
        let scalar = BufferMemory(named: "", holding: tensor).elements.first
      else { throw EvaluationError("only scalar constants can be evaluated in a program") }
      return .constant(scalar, to: makeRegister(for: try result(of: operation)))
    default: return try scalarStep(operation)
    }
  }

  private mutating func scalarStep(_ operation: OperationID) throws(EvaluationError) -> Step {
    guard let scalar = ScalarOperation(operation, in: module) else {
      throw EvaluationError("this operation, on these types, cannot be evaluated in a program")
    }
    var operands: [Int] = []
    for operand in module.operands(of: operation) { operands.append(try register(of: operand)) }
    // Operands that the operation does not have are ignored.
    while operands.count < 3 { operands.append(operands.first ?? 0) }
    let target = makeRegister(for: try result(of: operation))
    return .scalar(scalar, operands[0], operands[1], operands[2], to: target)
  }

  private func result(of operation: OperationID) throws(EvaluationError) -> ValueID {
    if let result = module.results(of: operation).first { return result }
    throw EvaluationError("the operation has no result")
  }
}
