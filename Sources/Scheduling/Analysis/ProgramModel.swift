import Dialects
import IR
import Polyhedra
import Support

/// A program, or part of one, as statements over integer sets.
///
/// It knows nothing of how loops run, nor of where buffers live: steps that change no more than that leave
/// it as it is.
struct ProgramModel {
  let symbols: [String: SymbolRange]
  let statements: [Statement]
  /// The blocks that hold blocks, each as one statement without accesses of its own: `statements` has
  /// those in it, as if they stood in the loops around it.
  let outerBlocks: [Statement]
  /// How many of the loops around a statement are also around the buffer's allocation, so that each
  /// of their iterations has a buffer of its own.
  let lifetimes: [ValueID: Int]
  /// What each statement was read from, by its block.
  let states: [OperationID: (state: [UInt32], place: Int)]
  /// What each loop was when it was read, and a number that no loop's version has.
  let readLoops: [OperationID: ReadLoop]
  let nextVersion: UInt32
  /// The buffers that the function takes.
  private let arguments: [ValueID]

  /// Reads the body of a function.
  ///
  /// - Parameters:
  ///   - function: what is read.
  ///   - module: holds it.
  ///   - buffer: only statements that touch it, if given, without how they accumulate.
  ///   - known: a model of the function as it was; what is still so is not read again.
  init(
    _ function: OperationID, in module: Module, touching buffer: ValueID? = nil,
    knowing known: ProgramModel? = nil
  ) {
    symbols = module.match(function, as: Program.Function.self)?.assumptions.symbols ?? [:]
    let body = module.body(of: function)
    arguments = body.map { module.arguments(of: $0) } ?? []
    let reader = ModelReader(function, in: module, touching: buffer, knowing: known)
    if let body { reader.read(body) }
    (statements, outerBlocks) = (reader.statements, reader.outerBlocks)
    (lifetimes, states) = (reader.lifetimes, reader.states)
    (readLoops, nextVersion) = (reader.readLoops, reader.nextVersion)
  }

  /// The extents that a loop was fused from, if it was.
  static func fusedParts(of loop: OperationID, in module: Module) -> [IndexExpression] {
    guard let parts = module.attribute("fused", of: loop)?.mapExpressions, parts.count > 1,
      let extent = module.property("extent", of: loop)?.mapExpressions.first,
      IndexExpression.product(parts) == extent
    else { return [] }
    return parts
  }

  /// The statement of a block.
  func statement(of block: OperationID) -> Statement? {
    statements.first { $0.block == block } ?? outerBlocks.first { $0.block == block }
  }

  /// Whether an expression over the dimensions of `loop` and those around it is at least zero in every
  /// iteration.
  func holds(_ expression: IndexExpression, inside loop: OperationID) -> Bool {
    guard let statement = statements.first(where: { $0.loops.contains(loop) }),
      let place = statement.loops.firstIndex(of: loop)
    else { return false }
    let outer = Set(statement.digits[...place].flatMap { $0 })
    var system = IntegerSystem(dimensions: statement.dimensionCount, symbols: symbols)
    // Not what an alternative inside of the loop has for itself.
    for condition in statement.domain.prefix(statement.loopConditionEnds[place])
    where condition.dimensionNumbers.isSubset(of: outer) {
      system.require(nonNegative: condition)
    }
    system.require(nonNegative: -1 - expression)
    return system.isImpossible
  }

  /// The statements under a loop or block.
  func statements(under operation: OperationID) -> [Statement] {
    statements.filter {
      $0.block == operation || $0.loops.contains(operation) || $0.outerBlocks.contains(operation)
    }
  }

  /// How messages call a buffer.
  func bufferName(_ buffer: ValueID) -> String {
    if buffer == .missing { return "the world outside" }
    if let index = arguments.firstIndex(of: buffer) { return "argument \(index)" }
    let writer = statements.first { statement in
      statement.accesses.contains { $0.isWrite && $0.buffer == buffer }
    }
    return writer.map { "the buffer of block '\($0.name)'" } ?? "a buffer"
  }
}

extension Module {
  /// What holds of the sizes in an alternative of a choice that a specialisation made.
  func condition(of choice: OperationID, inRegion place: Int) -> [IndexExpression] {
    guard let condition = attribute("condition", of: choice)?.mapExpressions.first else {
      return []
    }
    return [place == 0 ? condition : -1 - condition]
  }
}
