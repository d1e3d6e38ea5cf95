import Dialects
import IR
import Polyhedra
import Support

// Whether a program that people have written can run at all: what lowering and schedules take for granted.

extension Module {
  /// Refuses a program that reads or writes outside of a buffer, reads what it has not written, writes an input,
  /// leaves elements of an output out, or whose spatial iterators write an element twice.
  ///
  /// What cannot be decided is let pass: indices that are loaded, and loops that are no `program.for`.
  ///
  /// - Throws: a diagnostic at the block, with the buffer, the axis and the smallest point.
  public func requireRunnable(_ function: OperationID) throws(Diagnostic) {
    guard let properties = match(function, as: Program.Function.self), let body = body(of: function)
    else { return }
    let program = ScheduledProgram(self, function: function)
    let model = program.model
    let arguments = self.arguments(of: body)
    let outputs = arguments.suffix(properties.outputCount)
    let inputs = Set(arguments.dropLast(properties.outputCount))
    for statement in model.statements {
      let place = location(of: statement.block)
      if let write = statement.accesses.first(where: { $0.isWrite && inputs.contains($0.buffer) }) {
        throw .error(
          "the block '\(statement.name)' writes \(model.bufferName(write.buffer)), which is an input; "
            + "outputs are the last arguments, as many as 'output_count' says", at: place)
      }
      try Self.surely(at: place) { () throws(Refusal) in
        try program.requireIteratorsInside(statement, model)
      }
      try Self.surely(at: place) { () throws(Refusal) in
        try program.requireAccessesInside(statement, model)
      }
    }
    // Other operations than loops and blocks may write, too, and a sum of no terms has its value from a schedule.
    guard isOfLoopsAndBlocks(function), !model.statements.contains(where: program.mayHaveNoTerms)
    else { return }
    let place = location(of: function)
    for buffer in model.lifetimes.keys.sorted(by: { $0.index < $1.index }) {
      try Self.surely(at: place) { () throws(Refusal) in
        try program.requireWritten(buffer, inEveryLifeIn: model)
      }
    }
    for (number, output) in outputs.enumerated() {
      try Self.surely(at: place) { () throws(Refusal) in
        try program.requireWritten(output, in: nil, model)
        try program.requireWhole(output, number)
      }
    }
    for statement in model.statements where statement.loops.count == statement.iterators.count {
      for (place, loop) in statement.loops.enumerated()
      where statement.signature.kinds[place] == .spatial
        && statement.iterators[place] == statement.counters[place]
        && model.statements(under: loop).count == 1
      {
        try Self.surely(
          at: location(of: statement.block),
          "iterator \(place) of the block '\(statement.name)' is spatial, but "
        ) { () throws(Refusal) in try program.requireIndependent(loop) }
      }
    }
  }

  /// Tells of a refusal that has an example.
  private static func surely(
    at place: Location, _ head: String = "", _ check: () throws(Refusal) -> Void
  ) throws(Diagnostic) {
    do throws(Refusal) { try check() } catch {
      if error.example != nil { throw .error(head + error.description, at: place) }
    }
  }

  private func isOfLoopsAndBlocks(_ function: OperationID) -> Bool {
    guard let body = body(of: function) else { return false }
    func isPlain(_ operation: OperationID) -> Bool {
      if isA(operation, Program.Block.self) { return !holdsBlocks(operation) }
      if isA(operation, Program.Allocate.self) { return true }
      guard isA(operation, Program.For.self), let inside = self.body(of: operation) else {
        return false
      }
      return operations(in: inside).allSatisfy(isPlain)
    }
    return operations(in: body).allSatisfy(isPlain)
  }
}

extension ScheduledProgram {
  fileprivate func mayHaveNoTerms(_ statement: Statement) -> Bool {
    let known = module.match(function, as: Program.Function.self)?.assumptions ?? Assumptions()
    return zip(statement.signature.kinds, statement.signature.extents).contains { kind, extent in
      kind == .reduction && !known.isNonNegative(extent - 1)
    }
  }

  /// Refuses if an iterator of a block may be beyond its extent.
  fileprivate func requireIteratorsInside(
    _ statement: Statement, _ model: ProgramModel
  ) throws(Refusal) {
    for (number, (value, extent)) in zip(statement.iterators, statement.signature.extents)
      .enumerated()
    {
      for outside in [-1 - value, value - extent] {
        var system = model.instances(of: statement).domain
        system.require(nonNegative: outside)
        guard case .example(let point) = system.find() else { continue }
        throw Refusal(
          "iterator \(number) of the block '\(statement.name)' is outside of its extent, \(extent)",
          example: "at \(model.at(statement, point.dimensions, point.symbols))"
            + model.sizes(point))
      }
    }
  }

  /// The block that reads an output.
  private static let reader = "whoever reads it"

  /// Refuses if an element of an output may not be written: as if somebody read all of them afterwards.
  fileprivate func requireWhole(_ output: ValueID, _ number: Int) throws(Refusal) {
    guard let type = module.bufferType(of: output), let body = module.body(of: function) else {
      return
    }
    var build = Builder(module, at: .atEnd(of: body))
    let copy = build.insert(Program.Allocate(type))
    func loops(_ counters: [ValueID], _ build: inout Builder) {
      guard counters.count < type.shape.count else {
        let block = Program.Block(
          name: Self.reader, counters: counters,
          bindings: counters.indices.map { .dimension($0) }, extents: type.shape,
          kinds: counters.map { _ in .spatial })
        build.insertBlock(block) { build, iterators in
          let place = iterators.indices.map { IndexExpression.dimension($0) }
          let element = build.insert(
            Program.Load(output, iterators, map: place))
          build.insertOperation(Program.Store(element, to: copy, iterators, map: place))
        }
        return
      }
      build.insertProgramLoop(
        .init(extent: type.shape[counters.count], name: "axis\(counters.count)")
      ) { build, counter in loops(counters + [counter], &build) }
    }
    loops([], &build)
    let whole = ScheduledProgram(build.module, function: function)
    do throws(Refusal) { try whole.requireWritten(output, in: nil, whole.model) } catch {
      throw Refusal(
        "an element of output \(number) is never written",
        example: error.example?.replacing("block '\(Self.reader)' ", with: ""))
    }
  }
}
