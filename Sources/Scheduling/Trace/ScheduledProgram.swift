import Dialects
import IR
import Polyhedra
import Support

/// The program while a primitive rewrites it, and what the values of the trace stand for.
public struct ScheduledProgram: Sendable {
  public var module: Module {
    didSet {
      // A copy that still shares an empty cache would fill it with what it is, not with what this is.
      if !isKnownUniquelyReferenced(&cache) || !cache.isEmpty { cache = cache.next }
    }
  }
  /// The `program.func` that is scheduled.
  public let function: OperationID
  /// The machine that it is scheduled for, where that is known.
  public let hardware: HardwareDescription?
  /// Whether legality is taken for granted, as it may be when a trace is replayed on the program that
  /// it was recorded on.
  public var isTrusted = false
  /// Whether some block holds blocks.
  var isNested: Bool
  private var bound = SecondaryMap<ValueTag, Bound?>(default: nil)
  private var cache = ModelCache()
  /// What was declared of the symbols when the function had these properties.
  private var declared: (properties: AttributeDictionary, assumptions: Assumptions)

  /// What a value of the trace stands for.
  private struct Bound {
    var target: Target
    /// What to call it once it is gone.
    var name: String
    /// The operation of the step that replaced it.
    var replacedBy: String?
  }

  init(_ module: Module, function: OperationID, hardware: HardwareDescription? = nil) {
    self.module = module
    self.function = function
    self.hardware = hardware
    declared = (
      module.properties(of: function),
      module.match(function, as: Program.Function.self)?.assumptions ?? Assumptions()
    )
    var isNested = false
    module.walk(function) { operation in
      isNested =
        isNested || (module.isA(operation, Program.Block.self) && module.holdsBlocks(operation))
    }
    self.isNested = isNested
  }

  /// What is declared of the symbols.
  public var assumptions: Assumptions {
    let properties = module.properties(of: function)
    if properties == declared.properties { return declared.assumptions }
    return module.match(function, as: Program.Function.self)?.assumptions ?? Assumptions()
  }

  /// The program as integer sets, as it is now.
  var model: ProgramModel { cache.model(of: function, in: module) }

  /// What every step must leave right.
  var survey: ProgramSurvey { cache.survey(of: function, in: module) }

  /// Finds out what the checks ask first, so that copies of this need not.
  func learn() {
    _ = model
    _ = survey
  }

  /// Changes where buffers live, of which the model knows nothing: it stays.
  mutating func changeScopes(_ change: (inout Module) -> Void) {
    let known = cache
    change(&module)
    cache = known.withoutSurvey
  }

  /// Changes how loops run, other than to bind them: all that is known stays.
  mutating func changeKinds(_ change: (inout Module) -> Void) {
    let known = cache
    change(&module)
    cache = known.sharingSurvey
  }

  /// Changes which loops there are and what is in them, and neither buffers nor what loops and blocks are
  /// said to be besides: what every step must leave right stays known.
  mutating func changeLoops<Result>(
    _ change: (inout ScheduledProgram) throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    let known = cache
    let result = try change(&self)
    cache = known.withoutModel
    return result
  }

  /// The model; where nothing is asked but what touches `buffer` and the loops around, as in a trusted
  /// replay, of no other statements.
  func model(touching buffer: ValueID) -> ProgramModel {
    isTrusted ? ProgramModel(function, in: module, touching: buffer) : model
  }

  // MARK: What values stand for

  mutating func bind(_ value: ValueID, to target: Target) {
    bound[value] = Bound(target: target, name: name(of: target))
  }

  /// The same program, in which no values of a trace stand for anything.
  var forgettingTargets: ScheduledProgram {
    var copy = self
    copy.bound = SecondaryMap(default: nil)
    return copy
  }

  /// Notices which targets a step has replaced.
  mutating func forgetErased(by step: String) {
    bound.forEachSet { [module] bound in
      guard let operation = bound?.target.operation, module.isErased(operation),
        bound?.replacedBy == nil
      else { return }
      bound?.replacedBy = step
    }
  }

  private func name(of target: Target) -> String {
    // A damaged trace may name what an earlier step erased.
    if let operation = target.operation, module.isErased(operation) { return "" }
    return switch target {
    case .loop(let loop): loopName(loop)
    case .block(let block): blockName(block)
    default: ""
    }
  }

  /// The loop that a value stands for.
  public func loop(_ value: ValueID) throws(Refusal) -> OperationID {
    guard case .loop(let loop)? = bound[value]?.target else {
      throw Refusal("a loop is needed, and this value of the trace is none")
    }
    guard !module.isErased(loop) else { throw gone(value, "loop") }
    return loop
  }

  /// The block that a value stands for, which is one statement.
  ///
  /// - Throws: a refusal if the block is gone, or holds blocks of its own.
  public func block(_ value: ValueID) throws(Refusal) -> OperationID {
    let block = try anyBlock(value)
    guard isNested, module.holdsBlocks(block) else { return block }
    let names = blocks(under: block).map { "'\(blockName($0))'" }.joined(separator: ", ")
    throw Refusal(
      "the block '\(blockName(block))' holds blocks, \(names); this is done to one of those")
  }

  /// The block that a value stands for, one statement or a nest.
  public func anyBlock(_ value: ValueID) throws(Refusal) -> OperationID {
    guard case .block(let block)? = bound[value]?.target else {
      throw Refusal("a block is needed, and this value of the trace is none")
    }
    guard !module.isErased(block) else { throw gone(value, "block") }
    return block
  }

  /// The buffer that a value stands for.
  public func buffer(_ value: ValueID) throws(Refusal) -> ValueID {
    guard case .buffer(let buffer)? = bound[value]?.target else {
      throw Refusal("a buffer is needed, and this value of the trace is none")
    }
    if let operation = module.definingOperation(of: buffer), module.isErased(operation) {
      throw gone(value, "buffer")
    }
    return buffer
  }

  /// The number that a value stands for.
  public func number(_ value: ValueID) throws(Refusal) -> Int {
    guard case .number(let number)? = bound[value]?.target else {
      throw Refusal("a number is needed, and this value of the trace is none")
    }
    return number
  }

  private func gone(_ value: ValueID, _ kind: String) -> Refusal {
    let (name, step) = (bound[value]?.name ?? "", bound[value]?.replacedBy ?? "an earlier step")
    let verb = step.split(separator: ".").last ?? ""
    return Refusal(
      "the \(kind)\(name.isEmpty ? "" : " '\(name)'") is no more: '\(verb)' replaced it; "
        + "use what that step returned")
  }

  // MARK: Reading

  /// What messages call a loop.
  public func loopName(_ loop: OperationID) -> String {
    module.property("name", of: loop)?.stringValue ?? "loop"
  }

  /// What messages call a block.
  public func blockName(_ block: OperationID) -> String {
    module.property("name", of: block)?.stringValue ?? "block"
  }

  /// The loops around an operation, outermost first.
  public func loops(around operation: OperationID) -> [OperationID] {
    var loops: [OperationID] = []
    var current = module.parent(of: operation)
    while let parent = current, parent != function {
      if module.isA(parent, Program.For.self) { loops.append(parent) }
      current = module.parent(of: parent)
    }
    return loops.reversed()
  }

  /// What holds of the sizes wherever an operation runs, by the specialisations around it.
  func conditions(around operation: OperationID) -> [IndexExpression] {
    var conditions: [IndexExpression] = []
    var current = operation
    while let block = module.block(of: current), let region = module.region(of: block) {
      let parent = module.owner(of: region)
      if parent == function { break }
      let place = module.regions(of: parent).firstIndex(of: region) ?? 0
      conditions += module.condition(of: parent, inRegion: place)
      current = parent
    }
    return conditions
  }

  /// The operation directly in the function's body that holds `operation`.
  func root(of operation: OperationID) -> OperationID {
    var current = operation
    while let parent = module.parent(of: current), parent != function { current = parent }
    return current
  }

  /// Every block in and under an operation that is one statement, in the order in which they run.
  public func blocks(under operation: OperationID) -> [OperationID] {
    if isNested { return allBlocks(under: operation).filter { !module.holdsBlocks($0) } }
    var blocks: [OperationID] = []
    module.walk(operation) { if module.isA($0, Program.Block.self) { blocks.append($0) } }
    return blocks
  }

  /// The only operation in a loop's body, if there is just one.
  public func onlyChild(of loop: OperationID) -> OperationID? {
    guard let body = module.body(of: loop), let first = module.firstOperation(in: body),
      module.lastOperation(in: body) == first
    else { return nil }
    return first
  }

  /// The counter of a loop.
  ///
  /// - Throws: a refusal if the operation is no loop.
  public func counter(of loop: OperationID) throws(Refusal) -> ValueID {
    guard let body = module.body(of: loop), let counter = module.arguments(of: body).first else {
      throw Refusal("the loop '\(loopName(loop))' has no body")
    }
    return counter
  }

  /// What a loop is now.
  ///
  /// - Throws: a refusal if the operation is no loop.
  public func snapshot(_ loop: OperationID) throws(Refusal) -> Program.For {
    guard let snapshot = module.match(loop, as: Program.For.self) else {
      throw Refusal("'\(module.name(of: loop))' is no loop")
    }
    return snapshot
  }

  /// What a block is now, over the counters of loops: blocks around it are seen through.
  ///
  /// - Throws: a refusal if the operation is no block.
  public func signature(_ block: OperationID) throws(Refusal) -> Program.Block {
    guard let snapshot = module.match(block, as: Program.Block.self) else {
      throw Refusal("'\(module.name(of: block))' is no block")
    }
    return isNested ? seenThrough(snapshot, around: block) : snapshot
  }

  /// The buffers that the function takes.
  var arguments: [ValueID] {
    module.body(of: function).map { module.arguments(of: $0) } ?? []
  }

  // MARK: Checks

  /// Refuses if one of the systems has a solution, or may have one.
  func require(
    none conflicts: [Conflict], in model: ProgramModel, _ reason: @autoclosure () -> String
  ) throws(Refusal) {
    if isTrusted { return }
    for conflict in conflicts {
      switch conflict.system.find() {
      case .never: continue
      case .example(let point):
        throw Refusal(reason(), example: model.describe(conflict, at: point))
      case .unknown(let why):
        throw Refusal(
          "\(reason()), or so it may be: it could not be decided for blocks "
            + "'\(conflict.first.name)' and '\(conflict.second.name)' (\(why))")
      }
    }
  }

  /// Refuses if a block runs twice for the same iterators, in the same iteration of its first `outer`
  /// loops.
  public func requireOnce(_ block: OperationID, under outer: Int = 0) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    guard let statement = model.statement(of: block), !statement.runsOnce(under: outer) else {
      return
    }
    let shift = statement.dimensionCount
    var system = IntegerSystem(dimensions: 2 * shift, symbols: model.symbols)
    for condition in statement.domain {
      system.require(nonNegative: condition)
      system.require(nonNegative: condition.movingDimensions(by: shift))
    }
    for iterator in statement.iterators {
      system.require(iterator, equals: iterator.movingDimensions(by: shift))
    }
    for (place, digits) in statement.digits.enumerated() {
      for digit in digits {
        let (first, second) = (
          IndexExpression.dimension(digit), IndexExpression.dimension(digit + shift)
        )
        if place >= outer {
          var different = system
          different.require(first, isLessThan: second)
          guard different.isImpossible else {
            throw Refusal(
              "the block '\(statement.name)' computes some elements twice, because of its loop "
                + "'\(statement.loopNames[place])'")
          }
        }
        system.require(first, equals: second)
      }
    }
  }
}
