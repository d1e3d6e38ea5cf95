import Dialects
import IR
import Support

/// Copies the statement of a block to where a builder stands, under other iterators and buffers.
struct StatementCopy {
  /// Where a buffer's element is found instead: another buffer, and indices with a map.
  typealias Place = (buffer: ValueID, indices: [ValueID], map: [IndexExpression])

  let source: Module
  var values: [ValueID: ValueID] = [:]
  /// Elements that are known: loads of these buffers give the value instead.
  var known: [ValueID: ValueID] = [:]
  /// Results that are computed otherwise, perhaps of the same operands.
  var overrides: [ValueID: (inout Builder, _ operands: [ValueID]) -> ValueID] = [:]
  /// Results for which others of the statement stand.
  var aliases: [ValueID: ValueID] = [:]
  /// Operations that nothing of what is copied needs.
  var skipped: Set<OperationID> = []
  /// Indices of loads that are known to be the same as those that stand there.
  var maps: [OperationID: [IndexExpression]] = [:]
  /// Buffers that live elsewhere; gets the indices (already copied) and the map.
  var redirect: [ValueID: (_ indices: [ValueID], _ map: [IndexExpression]) -> Place] = [:]
  /// What the statement stored, when `keepsStores` is off.
  private(set) var stored: ValueID?
  var keepsStores = true
  /// Whether what is stored need not be kept in a cache.
  var streamsStores = false
  /// Elements that were found in a wider type, in which they are exact.
  private var widened: [ValueID: ValueID] = [:]

  init(_ source: Module) { self.source = source }

  mutating func copy(
    _ block: BlockID, iterators: [ValueID], into build: inout Builder
  ) {
    for (old, new) in zip(source.arguments(of: block), iterators) { values[old] = new }
    for operation in source.operations(in: block) { copy(operation, into: &build) }
  }

  /// Copies some operations of the statement, in the given order.
  mutating func copy(
    _ block: BlockID, iterators: [ValueID], only operations: [OperationID],
    into build: inout Builder
  ) {
    for (old, new) in zip(source.arguments(of: block), iterators) { values[old] = new }
    for operation in operations { copy(operation, into: &build) }
  }

  private mutating func copy(_ operation: OperationID, into build: inout Builder) {
    func mapped(_ value: ValueID) -> ValueID { values[value] ?? value }
    build.location = source.location(of: operation)
    if source.resultCount(of: operation) == 1,
      let override = overrides[source.result(of: operation)]
    {
      values[source.result(of: operation)] = override(
        &build, source.operands(of: operation).map(mapped))
      return
    }
    for result in source.results(of: operation) {
      if let other = aliases[result] { values[result] = mapped(other) }
    }
    if skipped.contains(operation) { return }
    if source.name(of: operation) == "arith.extf",
      let wide = widened[source.operand(0, of: operation)],
      build.module.type(of: wide) == source.type(of: source.result(of: operation))
    {
      values[source.result(of: operation)] = wide
      return
    }
    if let load = source.match(operation, as: Program.Load.self) {
      let result = source.result(of: operation)
      if let value = known[load.buffer] {
        values[result] = value
        return
      }
      let map = maps[operation] ?? load.map
      let place: StatementCopy.Place =
        redirect[load.buffer]?(load.indices.map(mapped), map)
        ?? (load.buffer, load.indices.map(mapped), map)
      let element: ValueID = build.insert(
        Program.Load(place.buffer, place.indices, map: place.map))
      values[result] = narrowed(element, to: result, into: &build)
      return
    }
    if let store = source.match(operation, as: Program.Store.self) {
      stored = mapped(store.value)
      guard keepsStores else { return }
      let place: StatementCopy.Place =
        redirect[store.buffer]?(store.indices.map(mapped), store.map)
        ?? (store.buffer, store.indices.map(mapped), store.map)
      var value = mapped(store.value)
      let wide = build.module.bufferType(of: place.buffer)?.element
      if let wide, wide == .f32, Self.halves.contains(build.module.type(of: value)) {
        value = build.insert(Arith.ExtF(value, to: wide))
      }
      build.insertOperation(
        Program.Store(
          value, to: place.buffer, place.indices, map: place.map, isNonTemporal: streamsStores))
      return
    }
    let copy = build.insert(
      OperationState(
        name: source.name(of: operation), operands: source.operands(of: operation).map(mapped),
        resultTypes: source.results(of: operation).map { source.type(of: $0) },
        properties: source.properties(of: operation),
        attributes: source.attributes(of: operation), location: source.location(of: operation)))
    for (old, new) in zip(source.results(of: operation), build.module.results(of: copy)) {
      values[old] = new
    }
  }
  /// Types whose elements may be kept in `f32`.
  static let halves: [Type] = [.f16, .bf16]

  /// What stands for `result`, which is found in a wider type; whoever widens it takes it as it is.
  private mutating func narrowed(
    _ element: ValueID, to result: ValueID, into build: inout Builder
  ) -> ValueID {
    let type = source.type(of: result)
    guard Self.halves.contains(type), build.module.type(of: element) == .f32 else {
      return element
    }
    widened[result] = element
    let isWidened = source.users(of: result).allSatisfy { source.name(of: $0) == "arith.extf" }
    return isWidened ? element : build.insert(Arith.TruncF(element, to: type))
  }
}
