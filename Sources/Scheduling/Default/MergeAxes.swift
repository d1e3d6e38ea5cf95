import Dialects
import IR
import Support

/// Makes one axis of two neighbours that every access of a stage walks as one.
///
/// A contraction's rows become rows of one product, a reduction over several axes one along a row, and what is
/// element by element one row, or a transposition of a matrix.
///
/// Before: `for b in batch, s in 128, j { T[b, s, j] += X[b, s, k] * W[k, j] }`. After, with `X` and `T`
/// of shape `[batch * 128, …]`: `for q in batch * 128, j { T[q, j] += X[q, k] * W[k, j] }`. So eight
/// sequences of seven tokens are 56 rows of one product. A stage that reads `T` in another order keeps
/// its axes and reads `T[b * 128 + s, j]`.
struct MergeAxes {
  /// Merges what can be merged; gives the stages as they are then.
  static func run(on stages: [Stage], in module: inout Module) -> [Stage] {
    var stages = stages
    while let merge = first(in: stages, module) { stages = merge.apply(in: &module) }
    return stages
  }

  private static func first(in stages: [Stage], _ module: Module) -> MergeAxes? {
    let isContraction = stages.contains { $0.isContraction(in: module) }
    if isContraction, stages.count > 2 || !stages[0].isContraction(in: module) { return nil }
    for (number, stage) in stages.enumerated() where number == 0 || !isContraction {
      let (rank, count) = (stage.spatial.count, stage.signature.extents.count)
      let isSpatial = isContraction || stages.count == 1
      let axes = (isSpatial ? 0 : rank)..<max(isSpatial ? 0 : rank, isContraction ? rank : count)
      for axis in axes.dropLast() where axis + 1 != rank {
        if let merge = MergeAxes(stages, of: number, axis: axis, in: module) { return merge }
      }
    }
    return nil
  }

  private let stages: [Stage]
  /// The first of the two axes of each stage, where it is merged there.
  private let axes: [Int?]
  /// The first of the two dimensions of each buffer that become one.
  private let dimensions: [ValueID: Int]

  /// `nil` when `axis` and the next one of a stage are not walked as one.
  private init?(_ stages: [Stage], of number: Int, axis: Int, in module: Module) {
    guard var known = stages[number].mergedDimensions(axis, in: module) else { return nil }
    var axes: [Int?] = []
    let isContraction = stages[number].isContraction(in: module)
    for (place, stage) in stages.enumerated() {
      if place == number {
        axes.append(axis)
        continue
      }
      let (rank, count) = (stage.spatial.count, stage.signature.extents.count)
      let own = (0..<(isContraction ? rank : count)).dropLast().first { first in
        guard first + 1 != rank, let other = stage.mergedDimensions(first, in: module),
          other.allSatisfy({ known[$0.key] == nil || known[$0.key] == $0.value })
        else { return false }
        let isShared =
          isContraction
          ? other[stages[number].output] == axis : other.contains { known[$0.key] != nil }
        if isShared { known.merge(other) { old, _ in old } }
        return isShared
      }
      axes.append(own)
    }
    // What is stored as two axes stays so.
    guard zip(stages, axes).allSatisfy({ $1 != nil || known[$0.output] == nil }) else {
      return nil
    }
    (self.stages, self.axes, dimensions) = (stages, axes, known)
  }

  private func apply(in module: inout Module) -> [Stage] {
    let source = module
    for (buffer, place) in dimensions {
      guard var type = module.bufferType(of: buffer) else { continue }
      let inner = type.shape.remove(at: place + 1)
      type.shape[place] *= inner
      module.setType(of: buffer, to: .of(type))
    }
    return zip(stages, axes).map { stage, axis in
      if let axis, let written = rewritten(stage, merging: axis, source, in: &module) {
        return written
      }
      for (operation, load) in stage.loads(in: source) where dimensions[load.buffer] != nil {
        module.setProperty(
          "map", of: operation, to: .map(merged(load.buffer, load.map, axis: nil, source)))
      }
      return stage
    }
  }

  /// An index of a buffer as it is now; `axis` is the first of two iterators that become one.
  private func merged(
    _ buffer: ValueID, _ map: [IndexExpression], axis: Int?, _ source: Module
  ) -> [IndexExpression] {
    guard let place = dimensions[buffer], let type = source.bufferType(of: buffer) else {
      return map
    }
    var map = map
    let inner = map.remove(at: place + 1)
    if axis == nil || map[place].dimensionNumber != axis {
      map[place] = map[place] * type.shape[place + 1] + inner
    }
    return map
  }

  /// Writes a stage again, over one axis less.
  private func rewritten(
    _ stage: Stage, merging axis: Int, _ source: Module, in module: inout Module
  ) -> Stage? {
    var extents = stage.signature.extents
    var kinds = stage.signature.kinds
    let inner = extents.remove(at: axis + 1)
    extents[axis] *= inner
    kinds.remove(at: axis + 1)
    var root: OperationID?
    func insertNest(_ counters: [ValueID], _ build: inout Builder) {
      if counters.count < extents.count {
        let loop = Program.For(extent: extents[counters.count])
        let operation = build.insertProgramLoop(loop) { insertNest(counters + [$1], &$0) }
        if counters.isEmpty { root = operation }
        return
      }
      let block = Program.Block(
        name: stage.signature.name, counters: counters,
        bindings: counters.indices.map { .dimension($0) }, extents: extents, kinds: kinds)
      func copy(_ region: Int, _ iterators: [ValueID], _ build: inout Builder) {
        guard let body = source.entryBlock(of: source.region(region, of: stage.block)) else {
          return
        }
        copyBody(body, axis: axis, iterators, source, into: &build)
      }
      let hasInitial = source.entryBlock(of: source.region(1, of: stage.block)) != nil
      build.insertBlock(block, initial: hasInitial ? { copy(1, $1, &$0) } : nil) {
        copy(0, $1, &$0)
      }
    }
    module.build(at: .before(stage.root)) { build in
      build.location = source.location(of: stage.root)
      insertNest([], &build)
    }
    module.erase(stage.root)
    return root.flatMap { Stage($0, in: module) }
  }

  private func copyBody(
    _ body: BlockID, axis: Int, _ iterators: [ValueID], _ source: Module,
    into build: inout Builder
  ) {
    let old = source.arguments(of: body)
    // The second axis occurs in accesses of merged buffers only, where it goes.
    let places = old.indices.map { place -> IndexExpression in
      place == axis + 1 ? 0 : .dimension(place > axis ? place - 1 : place)
    }
    var resolver = IndexResolver(source, old)
    var values: [ValueID: ValueID] = [:]
    for (iterator, place) in zip(old, places) {
      if let number = place.dimensionNumber { values[iterator] = iterators[number] }
    }
    func resolved(
      _ buffer: ValueID, _ map: [IndexExpression], _ operands: [ValueID]
    ) -> [IndexExpression] {
      let own = resolver.resolve(map, operands) ?? map
      return merged(buffer, own, axis: axis, source).map { $0.substituting(dimensions: places) }
    }
    for operation in source.operations(in: body) {
      build.location = source.location(of: operation)
      if let load = source.match(operation, as: Program.Load.self) {
        let map = resolved(load.buffer, load.map, load.indices)
        values[source.result(of: operation)] = build.insert(
          Program.Load(load.buffer, iterators, map: map))
      } else if let store = source.match(operation, as: Program.Store.self) {
        let map = resolved(store.buffer, store.map, store.indices)
        build.insertOperation(
          Program.Store(
            values[store.value] ?? store.value, to: store.buffer, iterators, map: map))
      } else if let index = source.match(operation, as: Program.Index.self) {
        let expression = resolver.resolve([index.expression], index.indices)?.first ?? 0
        values[source.result(of: operation)] = build.insert(
          Program.Index(expression.substituting(dimensions: places), iterators))
      } else {
        let copy = build.insert(
          OperationState(
            name: source.name(of: operation),
            operands: source.operands(of: operation).map { values[$0] ?? $0 },
            resultTypes: source.results(of: operation).map { source.type(of: $0) },
            properties: source.properties(of: operation),
            attributes: source.attributes(of: operation), location: build.location))
        for (before, after) in zip(source.results(of: operation), build.module.results(of: copy)) {
          values[before] = after
        }
      }
    }
  }
}

extension Stage {
  /// For each buffer that this accesses with iterators `axis` and `axis + 1`, the first of the two
  /// dimensions they index; `nil` when they index anything but neighbours of the same extents, or are
  /// used for anything else.
  fileprivate func mergedDimensions(_ axis: Int, in module: Module) -> [ValueID: Int]? {
    let extents = signature.extents
    guard extents[axis] != 1, extents[axis + 1] != 1 else { return nil }
    var found: [ValueID: Int] = [:]
    for region in module.regions(of: block) {
      guard let body = module.entryBlock(of: region) else { continue }
      let iterators = module.arguments(of: body)
      guard iterators.count > axis + 1 else { return nil }
      var resolver = IndexResolver(module, iterators)
      var merged: Set<ValueID> = [iterators[axis], iterators[axis + 1]]
      func record(_ buffer: ValueID, _ map: [IndexExpression], _ operands: [ValueID]) -> Bool {
        guard let map = resolver.resolve(map, operands), let type = module.bufferType(of: buffer)
        else { return false }
        let uses = map.indices.filter {
          !map[$0].dimensionNumbers.isDisjoint(with: [axis, axis + 1])
        }
        guard let first = uses.first else { return found[buffer] == nil }
        guard uses == [first, first + 1], map[first] == .dimension(axis),
          map[first + 1] == .dimension(axis + 1), type.shape[first + 1] == extents[axis + 1],
          type.element.elementsPerByte == nil,
          found[buffer] == nil || found[buffer] == first
        else { return false }
        found[buffer] = first
        return true
      }
      for operation in module.operations(in: body) {
        if let load = module.match(operation, as: Program.Load.self) {
          guard record(load.buffer, load.map, load.indices) else { return nil }
        } else if let store = module.match(operation, as: Program.Store.self) {
          guard record(store.buffer, store.map, store.indices) else { return nil }
        } else if let index = module.match(operation, as: Program.Index.self) {
          if !merged.isDisjoint(with: index.indices) { merged.insert(module.result(of: operation)) }
        } else if !merged.isDisjoint(with: module.operands(of: operation)) {
          return nil
        }
      }
    }
    return found
  }
}
