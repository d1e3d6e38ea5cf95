import Dialects
import IR
import Polyhedra
import Support

// Nests that copy a buffer, for the caches.

extension ScheduledProgram {
  /// Refuses if elements of a buffer are not written before a nest, as the padding of a layout is not.
  func requireWhole(_ buffer: ValueID, before nest: OperationID) throws(Refusal) {
    if isTrusted || !users(of: buffer).contains(where: { $0.access.isWrite }) { return }
    let model = self.model
    try requireWhole(buffer, before: model.statements(under: nest).map(\.number).min() ?? 0, model)
  }

  /// Refuses if elements of a buffer are not written by statements in front of number `end`.
  func requireWhole(_ buffer: ValueID, before end: Int, _ model: ProgramModel) throws(Refusal) {
    var written: [IntegerImage] = []
    for statement in model.statements where statement.number < end {
      for access in statement.accesses where access.buffer == buffer && access.isWrite {
        let indices = access.indices.compactMap { $0 }
        guard indices.count == access.indices.count, access.isInitial || !access.accumulates
        else { continue }
        var domain = IntegerSystem(dimensions: statement.dimensionCount, symbols: model.symbols)
        for condition in statement.domain { domain.require(nonNegative: condition) }
        for expression in access.onlyAtZero { domain.require(expression, equals: 0) }
        written.append(IntegerImage(indices, over: domain))
      }
    }
    let shape = try type(of: buffer).shape
    var all = IntegerSystem(dimensions: shape.count, symbols: model.symbols)
    for (axis, size) in shape.enumerated() { all.require(.dimension(axis), isBelow: size) }
    let elements = IntegerImage(shape.indices.map { .dimension($0) }, over: all)
    switch elements.value(notIn: written) {
    case .never: return
    case .example(let point):
      let element = point.dimensions.map(String.init).joined(separator: ", ")
      throw Refusal(
        "not every element of \(bufferName(buffer)) is written before it would be copied",
        example: "[\(element)]" + model.sizes(point))
    case .unknown(let why):
      throw Refusal(
        "it could not be shown that every element of \(bufferName(buffer)) is written before it would "
          + "be copied (\(why))")
    }
  }

  /// Whether a block goes on with what others have begun, as a sum does that may have no terms: it
  /// combines terms with what its elements hold, and sets none of them.
  func goesOn(_ block: OperationID) -> Bool {
    module.reductionStep(of: block) != nil && !hasInitial(block)
  }

  /// The top of a block's nest, where a buffer that it alone touches in that nest can be exchanged.
  ///
  /// - Throws: a refusal if another block in the nest touches the buffer, or it lives in a loop.
  func requireUntouched(
    _ buffer: ValueID, beside block: OperationID
  ) throws(Refusal) -> OperationID {
    try requireAtTop(buffer)
    let root = root(of: block)
    let own = Set(blocks(under: block))
    for other in blocks(under: root) where !own.contains(other) {
      if accesses(of: other).contains(where: { $0.buffer == buffer }) {
        throw Refusal(
          "block '\(blockName(other))' in the same nest touches what block '\(blockName(block))' "
            + "writes")
      }
    }
    return root
  }

  /// The top of the nest of a block that reads a buffer which nothing in the nest writes.
  func requireReadOnly(
    _ buffer: ValueID, by block: OperationID
  ) throws(Refusal) -> OperationID {
    guard accesses(of: block).contains(where: { $0.buffer == buffer && !$0.isWrite }) else {
      throw Refusal("the block '\(blockName(block))' does not read \(bufferName(buffer))")
    }
    try requireAtTop(buffer)
    let root = root(of: block)
    for other in blocks(under: root) {
      if accesses(of: other).contains(where: { $0.isWrite && $0.buffer == buffer }) {
        throw Refusal(
          "block '\(blockName(other))' in the same nest writes \(bufferName(buffer))")
      }
    }
    return root
  }

  private func requireAtTop(_ buffer: ValueID) throws(Refusal) {
    guard module.isAtTop(buffer, of: function) else {
      throw Refusal("\(bufferName(buffer)) lives inside a loop; cache it before it is moved there")
    }
  }

  /// Allocates a buffer for a block before its nest.
  mutating func allocate(
    _ type: Program.BufferType, for block: OperationID, before root: OperationID
  ) -> ValueID {
    let allocation = module.insert(
      Program.Allocate(type), at: .before(root), location: module.location(of: block))
    return module.result(of: allocation)
  }

  /// Lets an access go to `map`, over the iterators of its block, of another buffer.
  mutating func redirect(
    _ access: BlockAccess, of block: OperationID, to buffer: ValueID, _ map: [IndexExpression]
  ) {
    guard let body = module.block(of: access.operation) else { return }
    let leading = access.isWrite ? [module.operandOrMissing(0, of: access.operation)] : []
    module.setOperands(of: access.operation, to: leading + [buffer] + module.arguments(of: body))
    module.setProperty("map", of: access.operation, to: .map(map))
  }

  /// A plan of loops over `shape`.
  func copyPlan(
    named name: String, _ shape: [IndexExpression], hasUnitLoops: Bool = false,
    _ location: Location = .unknown
  ) -> NestPlan {
    NestPlan(
      name: uniqueBlockName(name),
      axes: shape.enumerated().map { axis, extent in
        NestPlan.Axis(
          extent: extent, name: "\(name)_\(axis)", domain: extent, hasUnitLoop: hasUnitLoops)
      }, location: location)
  }

  /// Writes a nest that copies a whole buffer, with a loop for each axis if `hasUnitLoops`, otherwise for each
  /// that is not of length one; gives its block.
  mutating func insertCopy(
    named name: String, from source: ValueID, to target: ValueID, _ shape: [IndexExpression],
    hasUnitLoops: Bool = false, at point: InsertionPoint
  ) -> OperationID {
    let map = shape.indices.map { IndexExpression.dimension($0) }
    return insertCopy(
      named: name, over: shape, from: source, map, to: target, map, hasUnitLoops: hasUnitLoops,
      at: point)
  }

  /// Writes a nest that copies from one map's places to another's, over those of the iterators below
  /// `extents` that one of them uses; gives its block.
  mutating func insertCopy(
    named name: String, over extents: [IndexExpression], from source: ValueID,
    _ old: [IndexExpression], to target: ValueID, _ new: [IndexExpression],
    hasUnitLoops: Bool = false, at point: InsertionPoint
  ) -> OperationID {
    let used = Set((old + new).flatMap(\.dimensionNumbers)).sorted()
    let renumbered = extents.indices.map { number -> IndexExpression in
      .dimension(used.firstIndex(of: number) ?? 0)
    }
    let plan = copyPlan(named: name, used.map { extents[$0] }, hasUnitLoops: hasUnitLoops)
    let (_, block) = module.insertNest(plan, at: point)
    module.insertBody(0, of: block) { build, iterators in
      let value = build.insert(
        Program.Load(
          source, iterators, map: old.map { $0.substituting(dimensions: renumbered) }))
      build.insertOperation(
        Program.Store(
          value, to: target, iterators,
          map: new.map { $0.substituting(dimensions: renumbered) }))
    }
    return block
  }

  /// Refuses unless a block runs for all values of these of its iterators, below their extents, for
  /// which `conditions` over them are at least zero.
  func requireRunsForAll(
    _ iterators: [Int], of block: OperationID, where conditions: [IndexExpression] = []
  ) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    guard let statement = model.statement(of: block) else { return }
    let extents = iterators.map { statement.signature.extents[$0] }
    if conditions.isEmpty, statement.runs(forAll: iterators, below: extents) { return }
    var all = IntegerSystem(dimensions: extents.count, symbols: model.symbols)
    for (axis, extent) in extents.enumerated() { all.require(.dimension(axis), isBelow: extent) }
    for condition in conditions { all.require(nonNegative: condition) }
    let wanted = IntegerImage(extents.indices.map { .dimension($0) }, over: all)
    let run = IntegerImage(
      iterators.map { statement.iterators[$0] }, over: statement.instances(model.symbols))
    let reason = "the block '\(statement.name)' does not run for all values of its iterators"
    switch wanted.value(notIn: [run]) {
    case .never: return
    case .example(let point):
      let place = point.dimensions.map(String.init).joined(separator: ", ")
      throw Refusal(reason, example: "[\(place)]" + model.sizes(point))
    case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
    }
  }
}

extension Statement {
  /// Whether it plainly runs for all values of these of its iterators below `extents`.
  fileprivate func runs(forAll iterators: [Int], below extents: [IndexExpression]) -> Bool {
    let values = iterators.indices.map { DigitSum(.dimension($0)) }
    // The values come first, then the statement's dimensions.
    func moved(_ expression: IndexExpression) -> DigitSum {
      DigitSum(expression).moving(from: 0, by: values.count)
    }
    let known = zip(values, extents).map { value, extent in
      DigitSum([], rest: extent - 1).adding(value, times: -1)
    }
    var witness = DigitWitness(extents, where: known, own: self.extents)
    for (iterator, value) in zip(iterators, values) {
      guard witness.canMake(moved(self.iterators[iterator]), value) else { return false }
    }
    return domain.allSatisfy { witness.keeps(moved($0)) }
  }

  /// Whether there are plainly no two instances with the same iterators, in the same iteration of the
  /// first `outer` loops.
  func runsOnce(under outer: Int) -> Bool {
    var ties = DigitTies(extents, extents)
    for digit in digits.prefix(outer).joined() { ties.tie(digit, digit) }
    for iterator in iterators { ties.require(iterator, extents, equals: iterator, extents) }
    return digits.dropFirst(outer).joined().allSatisfy { ties.areEqual($0, $0) }
  }
}

extension [IndexExpression] {
  /// The dimensions that occur, each once, in order of first use.
  var iterators: [IndexExpression] {
    var found: [Int] = []
    for index in self {
      for number in index.dimensionNumbers.sorted() where !found.contains(number) {
        found.append(number)
      }
    }
    return found.map { .dimension($0) }
  }
}
