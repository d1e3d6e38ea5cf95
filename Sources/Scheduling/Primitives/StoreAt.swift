import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct StoreAt: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.store_at" }
    public static var documentation: String {
      """
      Gives every iteration of a loop a buffer of its own, as small as what it touches (Halide
      `store_at`, TVM's buffer compaction).

      Rewrite, for tiles of 14:

          T = alloc [m, 3072];  for io { … T[io * 14 + ii, j] … }
            -> for io { T = alloc [14, 3072];  … T[ii, j] … }

      Requires: the loop holds everything that touches the buffer, each iteration writes what it
      reads, and iterations of parallel loops inside do not share the smaller buffer.
      """
    }
    public static var method: String { "store" }
    public static var parameters: [Parameter<Self>] {
      [.buffer(\.buffer), .loop(\.loop, label: "at")]
    }

    public var buffer = ValueID.missing
    public var loop = ValueID.missing

    public init() {}

    public init(_ buffer: ValueID, at loop: ValueID) {
      self.buffer = buffer
      self.loop = loop
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      try program.store(try program.buffer(buffer), at: try program.loop(loop))
      return []
    }
  }

  /// Gives every iteration of a loop a buffer of its own; see `StoreAt`.
  public mutating func store(_ buffer: Buffer, at loop: Loop) throws(Refusal) {
    try apply(StoreAt(buffer.value, at: loop.value))
  }
}

extension ScheduledProgram {
  /// Moves an allocation into a loop, and makes it as small as an iteration needs.
  mutating func store(_ buffer: ValueID, at loop: OperationID) throws(Refusal) {
    try requireAllocated(buffer)
    guard let allocation = module.definingOperation(of: buffer), let body = module.body(of: loop)
    else { return }
    let kind = try snapshot(loop).kind
    guard kind == .serial || kind == .parallel else {
      throw Refusal("the loop '\(loopName(loop))' is \(kind.rawValue)")
    }
    try requireUsedOnly(in: loop, buffer)
    let model = model(touching: buffer)
    try requireWritten(buffer, in: loop, model)
    let ranges = try touched(buffer, in: loop, model)
    let shape = try type(of: buffer).shape
    module.move(allocation, to: .atStart(of: body))
    try shrink(buffer, to: ranges, was: shape, around: loop)
    try requireUnshared(buffer, in: loop, model)
  }

  /// Refuses if loops inside of `loop`, whose iterations may run at once, share elements of a buffer
  /// that has become as small as an iteration of `loop` needs.
  private func requireUnshared(
    _ buffer: ValueID, in loop: OperationID, _ model: ProgramModel
  ) throws(Refusal) {
    if isTrusted { return }
    var inner: [OperationID] = []
    for statement in model.statements(under: loop)
    where statement.accesses.contains(where: { $0.buffer == buffer }) {
      guard let place = statement.loops.firstIndex(of: loop) else { continue }
      for loop in statement.loops.dropFirst(place + 1) where !inner.contains(loop) {
        inner.append(loop)
      }
    }
    for loop in inner { try requireStillIndependent(loop) }
  }

  /// Refuses if anything outside of a loop touches a buffer.
  private func requireUsedOnly(in loop: OperationID, _ buffer: ValueID) throws(Refusal) {
    if isTrusted { return }
    let inside = Set(blocks(under: loop))
    if let other = users(of: buffer).first(where: { !inside.contains($0.block) }) {
      throw Refusal(
        "block '\(blockName(other.block))' touches \(bufferName(buffer)) outside the loop "
          + "'\(loopName(loop))'")
    }
    for user in module.users(of: buffer) where child(of: loop, holding: user) == nil {
      throw Refusal(
        "'\(module.name(of: user))' uses \(bufferName(buffer)) outside the loop '\(loopName(loop))'"
      )
    }
  }

  /// For each axis of a buffer what an iteration of the loop touches; over the digits of the loops
  /// around, in order.
  func touched(
    _ buffer: ValueID, in loop: OperationID, _ model: ProgramModel,
    by isWanted: (Statement.Access) -> Bool = { _ in true }
  ) throws(Refusal) -> [IndexRange] {
    let shape = try type(of: buffer).shape
    var result: [IndexRange?] = shape.map { _ in nil }
    var isWhole = shape.map { _ in false }
    for statement in model.statements(under: loop) {
      let accesses = statement.accesses.filter { $0.buffer == buffer && isWanted($0) }
      guard !accesses.isEmpty, let place = statement.loops.firstIndex(of: loop) else { continue }
      let finder = rangeFinder(statement, place)
      for (number, access) in accesses.enumerated()
      where !accesses[..<number].contains(where: { $0.indices == access.indices }) {
        for (axis, index) in access.indices.enumerated() {
          guard let index, let range = finder.range(of: index) else {
            isWhole[axis] = true
            continue
          }
          if let known = result[axis] {
            result[axis] = finder.union(known, range)
            if result[axis] == nil { isWhole[axis] = true }
          } else {
            result[axis] = range
          }
        }
      }
    }
    return shape.indices.map { axis in
      // Where a loop may be empty there might be less than nothing.
      if !isWhole[axis], let range = result[axis], assumptions.isNonNegative(range.extent),
        !assumptions.proves(shape[axis], atMost: range.extent)
      {
        return range
      }
      return IndexRange(lower: 0, span: shape[axis] - 1)
    }
  }

  /// Finds ranges of indices of a statement while the loops inside loop number `place` run.
  private func rangeFinder(_ statement: Statement, _ place: Int) -> RangeFinder {
    var extents: [Int: IndexExpression] = [:]
    for digit in statement.digits.joined() {
      if let extent = statement.extents[digit] { extents[digit] = extent }
    }
    let outer = Set(statement.digits[...place].flatMap { $0 })
    var known = assumptions
    for (digit, extent) in extents { known.setExtent(of: digit, to: extent) }
    return RangeFinder(
      assumptions: known, running: extents.filter { !outer.contains($0.key) })
  }

  /// Makes a buffer as small as `ranges`, and moves every access by where they begin.
  private mutating func shrink(
    _ buffer: ValueID, to ranges: [IndexRange], was shape: [IndexExpression],
    around loop: OperationID
  ) throws(Refusal) {
    var type = try type(of: buffer)
    type.shape = ranges.map { assumptions.simplified($0.extent) }
    if type.shape.contains(where: { !$0.dimensionNumbers.isEmpty }) { return }
    guard type.shape != shape || ranges.contains(where: { $0.lower != 0 }) else { return }
    let (values, replacement) = try outerValues(of: loop)
    let lowers = ranges.map { $0.lower.substituting(dimensions: replacement) }
    for user in module.users(of: buffer) {
      let isStore = module.isA(user, Program.Store.self)
      let first = isStore ? 2 : 1
      var operands = module.operands(of: user)
      var map = module.property("map", of: user)?.mapExpressions ?? []
      for (axis, lower) in lowers.enumerated() where lower != 0 {
        let own = lower.substituting(
          dimensions: values.map { value in
            if let place = operands.dropFirst(first).firstIndex(of: value) {
              return .dimension(place - first)
            }
            operands.append(value)
            return .dimension(operands.count - 1 - first)
          })
        map[axis] = map[axis] - own
      }
      module.setOperands(of: user, to: operands)
      module.setProperty("map", of: user, to: .map(map))
    }
    module.setType(of: buffer, to: .of(type))
  }

  /// The counters of a loop and those around it, and each digit of the model as an expression over
  /// them.
  func outerValues(
    of loop: OperationID
  ) throws(Refusal) -> (values: [ValueID], digits: [IndexExpression]) {
    var values: [ValueID] = []
    var digits: [IndexExpression] = []
    for outer in loops(around: loop) + [loop] {
      let counter = IndexExpression.dimension(values.count)
      values.append(try self.counter(of: outer))
      let parts = ProgramModel.fusedParts(of: outer, in: module)
      guard parts.count > 1 else {
        digits.append(counter)
        continue
      }
      for place in parts.indices {
        let later = IndexExpression.product(parts[(place + 1)...])
        let quotient = counter.floorDivided(by: later)
        digits.append(place == 0 ? quotient : quotient.remainder(by: parts[place]))
      }
    }
    return (values, digits)
  }
}
