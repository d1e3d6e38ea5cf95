import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct FoldStorage: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.fold_storage" }
    public static var documentation: String {
      """
      Keeps only the last few elements of a buffer along an axis, in a circle (Halide
      `fold_storage`).

      Rewrite, for axis 0 and a factor of 3:

          T = alloc [m, n];  … T[i, j] …  ->  T = alloc [3, n];  … T[i mod 3, j] …

      Requires: a buffer that the function allocates, and the factor is enough: between the write of
      an element and its last read nothing writes an element that falls on the same place.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .buffer(\.buffer), .integer(\.axis, "axis", label: "axis"),
        .integer(\.factor, "factor", label: "by"),
      ]
    }

    public var buffer = ValueID.missing
    public var axis = 0
    public var factor = 0

    public init() {}

    public init(_ buffer: ValueID, axis: Int, by factor: Int) {
      (self.buffer, self.axis, self.factor) = (buffer, axis, factor)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let buffer = try program.buffer(buffer)
      try program.requireAllocated(buffer)
      var type = try program.type(of: buffer)
      try program.requireAxis(axis, of: buffer)
      guard factor >= 1 else { throw Refusal("the factor must be at least 1, not \(factor)") }
      guard !program.assumptions.proves(type.shape[axis], atMost: IndexExpression(factor)) else {
        throw Refusal(
          "axis \(axis) of \(program.bufferName(buffer)) has no more than \(factor) elements already"
        )
      }
      try program.requireFolding(buffer, axis, by: IndexExpression(factor))
      for user in program.module.users(of: buffer) {
        var map = program.module.property("map", of: user)?.mapExpressions ?? []
        guard map.indices.contains(axis) else { continue }
        map[axis] = map[axis].remainder(by: IndexExpression(factor))
        program.module.setProperty("map", of: user, to: .map(map))
      }
      type.shape[axis] = IndexExpression(factor)
      program.module.setType(of: buffer, to: .of(type))
      for user in program.users(of: buffer) {
        try program.requireStillIndependent(around: user.block)
      }
      return []
    }
  }

  /// Keeps only the last `factor` elements of a buffer along an axis, in a circle.
  ///
  /// See `FoldStorage`.
  public mutating func foldStorage(
    _ buffer: Buffer, axis: Int, by factor: Int
  ) throws(Refusal) {
    try apply(FoldStorage(buffer.value, axis: axis, by: factor))
  }
}

extension ScheduledProgram {
  /// Refuses unless a buffer has an axis of this number.
  func requireAxis(_ axis: Int, of buffer: ValueID) throws(Refusal) {
    let rank = try type(of: buffer).shape.count
    guard (0..<rank).contains(axis) else {
      throw Refusal("\(bufferName(buffer)) has \(rank) axes, there is no axis \(axis)")
    }
  }

  /// Refuses if an element is overwritten by another on its place, before it is read.
  fileprivate func requireFolding(
    _ buffer: ValueID, _ axis: Int, by factor: IndexExpression
  ) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    let touching = model.statements.flatMap { statement in
      statement.accesses.filter { $0.buffer == buffer }.map { (statement, $0) }
    }
    if let (statement, _) = touching.first(where: { $0.1.indices.contains(nil) }) {
      throw Refusal(
        "the block '\(statement.name)' touches \(bufferName(buffer)) at a computed place")
    }
    let reason = "\(factor) elements of \(bufferName(buffer)) are not enough along axis \(axis)"
    for (writer, write) in touching where write.isWrite {
      for (reader, read) in touching where !read.isWrite {
        let question = FoldQuestion(
          model: model, first: Instance(statement: writer, offset: 0), write: write,
          last: Instance(statement: reader, offset: writer.dimensionCount), read: read, axis: axis,
          factor: factor)
        let rewrites = touching.filter { $0.1.isWrite && ($0.1.isInitial || !$0.1.accumulates) }
        for overwritten in question.overwritten {
          switch overwritten.value(notIn: question.written(again: rewrites)) {
          case .never: continue
          case .example(let point): throw Refusal(reason, example: question.describe(point))
          case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
          }
        }
      }
    }
  }
}

/// Whether a write may spoil a read: they touch different elements on one place of a folded buffer,
/// the write runs first, and the element that is read is not written in between.
private struct FoldQuestion {
  let model: ProgramModel
  let first: Instance
  let write: Statement.Access
  let last: Instance
  let read: Statement.Access
  let axis: Int
  let factor: IndexExpression

  /// Instances of the write and the read on one place, in this order.
  var overwritten: [IntegerImage] {
    var base = IntegerSystem(dimensions: last.end, symbols: model.symbols)
    first.runs(in: &base)
    last.runs(in: &base)
    for expression in write.onlyAtZero { base.require(first(expression), equals: 0) }
    for expression in read.onlyAtZero { base.require(last(expression), equals: 0) }
    requireOneLifetime([first, last], in: &base)
    var distance = IndexExpression.zero
    for (number, pair) in zip(write.indices, read.indices).enumerated() {
      guard let left = pair.0.map({ first($0) }), let right = pair.1.map({ last($0) }) else {
        continue
      }
      if number == axis { distance = left - right } else { base.require(left, equals: right) }
    }
    base.require(distance.remainder(by: factor), equals: 0)
    var found: [IntegerImage] = []
    for side in [distance - 1, -1 - distance] {
      for order in Order.all(first, before: last, orSame: write.isInitial) {
        var system = base
        system.require(nonNegative: side)
        order.holds(in: &system)
        if system.isImpossible { continue }
        found.append(IntegerImage(first.dimensions + last.dimensions, over: system))
      }
    }
    return found
  }

  /// Those between which the element that is read is written.
  func written(again writes: [(Statement, Statement.Access)]) -> [IntegerImage] {
    var found: [IntegerImage] = []
    for (statement, write) in writes {
      let middle = Instance(statement: statement, offset: last.end)
      var base = IntegerSystem(dimensions: middle.end, symbols: model.symbols)
      for instance in [first, last, middle] { instance.runs(in: &base) }
      requireOneLifetime([first, last, middle], in: &base)
      for expression in write.onlyAtZero { base.require(middle(expression), equals: 0) }
      for case (let left?, let right?) in zip(write.indices, read.indices) {
        base.require(middle(left), equals: last(right))
      }
      for earlier in Order.all(first, before: middle) {
        for later in Order.all(middle, before: last, orSame: write.isInitial) {
          var system = base
          earlier.holds(in: &system)
          later.holds(in: &system)
          if system.isImpossible { continue }
          found.append(IntegerImage(first.dimensions + last.dimensions, over: system))
        }
      }
    }
    return found
  }

  /// Iterations of loops around the allocation have a buffer each.
  private func requireOneLifetime(_ instances: [Instance], in system: inout IntegerSystem) {
    let count = model.lifetimes[write.buffer] ?? 0
    guard let one = instances.first else { return }
    for other in instances.dropFirst() {
      for (left, right) in zip(
        one.statement.digits.prefix(count), other.statement.digits.prefix(count))
      {
        for (a, b) in zip(left, right) {
          system.require(one(.dimension(a)), equals: other(.dimension(b)))
        }
      }
    }
  }

  func describe(_ point: IntegerPoint) -> String {
    let head = Array(point.dimensions.prefix(first.end))
    let tail = Array(point.dimensions.dropFirst(first.end))
    let element = read.indices.map { index in
      index?.evaluate(symbols: point.symbols, dimensions: tail).map(String.init) ?? "?"
    }
    return
      "element [\(element.joined(separator: ", "))], which block '\(last.statement.name)' reads at "
      + "\(model.at(last.statement, tail, point.symbols)), is overwritten by block "
      + "'\(first.statement.name)' at \(model.at(first.statement, head, point.symbols))"
      + model.sizes(point)
  }
}
