import Dialects
import IR
import Scheduling
import Support

/// A stage of a program that is scheduled, as rules look at it: a loop for each iterator around one
/// block, all sizes known.
public struct StageView: Sendable {
  public let name: String
  public let kinds: [Program.IteratorKind]
  public let extents: [Int]
  /// The buffer that it writes, and where, over the iterators.
  public let output: ValueID
  public let store: [IndexExpression]
  /// Bits of an element of the result.
  public let elementBits: Int
  /// Whether elements of the result are floats.
  public let hasFloats: Bool
  /// Whether the function itself has allocated the result.
  public let isIntermediate: Bool
  /// What it reads beside its own result, and where; `nil` for places that it computes or loads.
  public let loads: [(buffer: ValueID, map: [IndexExpression]?)]
  /// The names of the operations.
  public let operations: [String]

  public var spatialAxes: [Int] { kinds.indices.filter { kinds[$0] == .spatial } }
  public var reducedAxes: [Int] { kinds.indices.filter { kinds[$0] == .reduction } }

  /// How many elements it computes.
  public var resultCount: Int { spatialAxes.reduce(1) { $0 * extents[$1] } }
  /// How many terms an element is reduced from; one if it is not.
  public var termCount: Int { reducedAxes.reduce(1) { $0 * extents[$1] } }

  /// The axis along which elements of the result lie together: the last one that has several, where the last
  /// one of all has one element.
  public var laneAxis: Int? {
    guard let last = store.last else { return nil }
    if let axis = last.dimensionNumber, extents[axis] > 1 { return axis }
    let several = withoutUnitAxes(store).last { $0 != 0 }
    return several == nil ? last.dimensionNumber : several?.dimensionNumber
  }

  /// The same places: an iterator that has one value has it.
  private func withoutUnitAxes(_ map: [IndexExpression]) -> [IndexExpression] {
    map.map { index in
      index.substituting { leaf in
        guard case .dimension(let axis) = leaf, extents.indices.contains(axis), extents[axis] == 1
        else { return nil }
        return 0
      }
    }
  }

  /// `nil` when there is no such stage, it has been taken apart already, or a size is not known.
  public init?(_ name: String, in schedule: Schedule) {
    let module = schedule.module
    var found: OperationID?
    module.walk(schedule.function) { operation in
      if module.match(operation, as: Program.Block.self)?.name == name { found = operation }
    }
    guard let operation = found, let block = module.match(operation, as: Program.Block.self),
      block.predicate.isEmpty, block.bindings == block.bindings.indices.map({ .dimension($0) }),
      block.kinds.allSatisfy({ $0 == .spatial || $0 == .reduction }),
      let body = module.entryBlock(of: module.region(0, of: operation)),
      let assumptions = module.match(schedule.function, as: Program.Function.self)?.assumptions
    else { return nil }
    let extents = block.extents.compactMap { assumptions.simplified($0).constantValue }
    guard extents.count == block.extents.count, extents.allSatisfy({ $0 > 0 }) else { return nil }
    // A loop for each iterator and nothing beside the block.
    var current = operation
    for counter in block.counters.reversed() {
      guard let loop = module.parent(of: current),
        module.match(loop, as: Program.For.self)?.kind == .serial,
        let inside = module.body(of: loop), module.arguments(of: inside) == [counter],
        module.operations(in: inside).count == 1
      else { return nil }
      current = loop
    }
    var values: [ValueID: IndexExpression] = [:]
    for (number, argument) in module.arguments(of: body).enumerated() {
      values[argument] = .dimension(number)
    }
    func resolved(_ map: [IndexExpression], _ operands: [ValueID]) -> [IndexExpression]? {
      let known = operands.compactMap { values[$0] }
      guard known.count == operands.count else { return nil }
      return map.map { $0.substituting(dimensions: known) }
    }
    var stores: [(ValueID, [IndexExpression]?)] = []
    var loads: [(buffer: ValueID, map: [IndexExpression]?)] = []
    var names: [String] = []
    for inner in module.operations(in: body) {
      if let index = module.match(inner, as: Program.Index.self) {
        values[module.result(of: inner)] = resolved([index.expression], index.indices)?.first
      } else if let load = module.match(inner, as: Program.Load.self) {
        loads.append((load.buffer, resolved(load.map, load.indices)))
      } else if let store = module.match(inner, as: Program.Store.self) {
        stores.append((store.buffer, resolved(store.map, store.indices)))
      } else {
        names.append(module.name(of: inner))
      }
    }
    guard stores.count == 1, let map = stores[0].1, let type = module.bufferType(of: stores[0].0)
    else { return nil }
    (self.name, kinds, self.extents) = (name, block.kinds, extents)
    (output, store, operations) = (stores[0].0, map, names)
    self.loads = loads.filter { $0.buffer != stores[0].0 }
    elementBits = type.element.bitWidth ?? 32
    hasFloats = type.element.isFloat
    isIntermediate = module.definingOperation(of: output) != nil
  }

  /// The buffers that it reads, each once, in the order in which steps number them, and where it first does.
  public var operands: [(buffer: ValueID, map: [IndexExpression]?)] {
    var found: [(buffer: ValueID, map: [IndexExpression]?)] = []
    for load in loads where !found.contains(where: { $0.buffer == load.buffer }) {
      found.append(load)
    }
    return found
  }

  /// Whether elements are read again and again: it reduces, and something that it reads is the same
  /// along a spatial axis.
  public var reusesElements: Bool {
    !reducedAxes.isEmpty
      && loads.contains { load in
        guard let map = load.map else { return false }
        let used = map.reduce(into: Set<Int>()) { $0.formUnion($1.dimensionNumbers) }
        return spatialAxes.contains { extents[$0] > 1 && !used.contains($0) }
      }
  }

  /// Whether it adds floats up that lie one after another.
  var isSumOfRows: Bool {
    let spatial = Set(spatialAxes)
    return operations.contains { $0 == "arith.addf" || $0 == "arith.mulf" }
      && loads.contains { load in
        guard let used = load.map?.last?.dimensionNumbers, !used.isEmpty else { return false }
        return used.isDisjoint(with: spatial)
      }
  }

  /// Whether an element takes little: no functions, and few operations.
  public var isCheap: Bool {
    operations.count <= 8 && !operations.contains { $0.hasPrefix("math.") && $0 != "math.fma" }
  }

  /// The stages that read what this one writes.
  public func readers(in schedule: Schedule) -> [String] {
    let module = schedule.module
    var names: [String] = []
    for user in module.users(of: output) where module.isA(user, Program.Load.self) {
      guard
        let block = module.parent(of: user).flatMap({
          module.match($0, as: Program.Block.self)
        }), block.name != name, !names.contains(block.name)
      else { continue }
      names.append(block.name)
    }
    return names
  }

  /// The stage that alone reads this one's result, element by element as it lies; `nil` if there is
  /// none.
  public func follower(in schedule: Schedule) -> StageView? {
    let readers = readers(in: schedule)
    guard isIntermediate, readers.count == 1, let reader = StageView(readers[0], in: schedule),
      reader.reducedAxes.isEmpty, reader.extents == spatialAxes.map({ extents[$0] }),
      case let own = reader.withoutUnitAxes(reader.extents.indices.map { .dimension($0) }),
      reader.withoutUnitAxes(reader.store) == own
    else { return nil }
    let places = reader.loads.filter { $0.buffer == output }
    return places.allSatisfy { $0.map.map(reader.withoutUnitAxes) == own } ? reader : nil
  }
}

extension Schedule {
  /// The inputs that are constants of the model.
  var constants: Set<ValueID> {
    guard let body = module.body(of: function),
      let function = module.match(function, as: Program.Function.self)
    else { return [] }
    let arguments = module.arguments(of: body)
    return Set(
      function.constants.compactMap {
        arguments.indices.contains($0.input) ? arguments[$0.input] : nil
      })
  }
}
