import Dialects
import IR
import Support

/// A padded input, and where the input itself is in it.
///
/// Where whole rows of channels are copied, positions and channels are one dimension: three channels of
/// 224 positions are 42 vectors, and not 224 parts of one.
///
///     P[n, y, x, c] = inside(y, x) ? X[n, y - 1, x - 1, c] : 0   -->   P[n, y, f] = … X[n, y - 1, f - 3]
struct PaddedRegion {
  /// Computes an element.
  let pad: Stage
  let source: Module
  private(set) var extents: [IndexExpression]
  private(set) var bounds: [Int: StripCopy.Bounds]
  /// What is read inside of the bounds, if there are zeros around it and nothing else.
  private(set) var input: (buffer: ValueID, map: [IndexExpression])?
  /// Channels, if they are one dimension with the positions before them.
  private(set) var channels: IndexExpression?

  /// The region, with positions and channels merged if that is possible and `mayMerge`.
  init(_ pad: Stage, _ source: Module, _ assumptions: Assumptions, mayMerge: Bool) {
    self.pad = pad
    self.source = source
    extents = pad.spatial
    bounds = StripCopy.Bounds.all(of: pad, in: source)
    input = inputInside(assumptions)
    if mayMerge { merge() }
  }

  /// An index of the padded input as the region's dimensions are.
  func merged(_ map: [IndexExpression]) -> [IndexExpression] {
    guard let channels, map.count > 1 else { return map }
    return map.dropLast(2) + [map[map.count - 2] * channels + map[map.count - 1]]
  }

  /// Changes the type of the input, if positions and channels are merged.
  func retypeInput(in module: inout Module) {
    guard channels != nil, let input, var type = module.bufferType(of: input.buffer) else { return }
    let last = type.shape.removeLast()
    type.shape[type.shape.count - 1] *= last
    module.setType(of: input.buffer, to: .of(type))
  }

  /// Writes an element to a strip: zero if a condition is known not to hold.
  func insertElement(
    _ nest: Nest, _ known: StripCopy.Known, to strip: ValueID, into build: inout Builder
  ) {
    let rank = nest.bindings.count
    let place = [.dimension(rank)] + (0..<rank).map { .dimension($0) - .dimension(rank + 1 + $0) }
    guard let input, let element = source.bufferType(of: pad.output)?.element else {
      return nest.insert(into: &build) { copy, iterators, extra in
        copy.redirect[pad.output] = { _, _ in (strip, iterators + extra, place) }
        for (result, holds) in known {
          copy.overrides[result] = { build, _ in build.insert(Arith.Constant(.bool(holds))) }
        }
      }
    }
    let values = nest.bindings + nest.extra
    let block = Program.Block(
      name: pad.signature.name, counters: nest.counters, bindings: values,
      extents: values.map { _ in IndexExpression(1 << 30) }, kinds: values.map { _ in .spatial },
      predicate: nest.predicate)
    build.insertBlock(block) { build, iterators in
      let isOutside = known.values.contains(false)
      let value: ValueID =
        isOutside
        ? build.insertZero(element)
        : build.insert(Program.Load(input.buffer, iterators, map: input.map))
      build.insertOperation(Program.Store(value, to: strip, iterators, map: place))
    }
  }

  /// Whether what is outside of the bounds is zero.
  var isPaddedWithZeros: Bool {
    guard let body = pad.body(in: source) else { return false }
    return source.operations(in: body).allSatisfy { operation in
      guard let choice = source.match(operation, as: Arith.Select.self) else { return true }
      return source.constantValue(of: choice.whenFalse)?.floatValue == 0
    }
  }

  private mutating func merge() {
    let last = extents.count - 1
    guard last > 0, let input, bounds[last] == nil, let count = extents[last].constantValue,
      let type = source.bufferType(of: input.buffer), source.hasOneUse(input.buffer),
      type.shape.count == extents.count, type.shape[last] == extents[last],
      input.map[last] == .dimension(last),
      let position = input.map[last - 1].linear(in: last - 1), position.coefficient == 1,
      position.rest.dimensionNumbers.isEmpty,
      input.map.dropLast(2).allSatisfy({ $0.dimensionNumbers.isDisjoint(with: [last, last - 1]) })
    else { return }
    let channels = IndexExpression(count)
    self.channels = channels
    extents = merged(extents.dropLast() + [0])
    self.input?.map =
      input.map.dropLast(2) + [.dimension(last - 1) + position.rest * channels]
    if var own = bounds[last - 1] {
      own.lower = own.lower.map { $0 * channels }
      own.upper = own.upper.map { $0 * channels }
      bounds[last - 1] = own
    }
  }

  /// The element that is read where all conditions hold, if that is all that is computed.
  private func inputInside(
    _ assumptions: Assumptions
  ) -> (buffer: ValueID, map: [IndexExpression])? {
    guard !pad.isReduction, isPaddedWithZeros, let body = pad.body(in: source),
      let type = source.bufferType(of: pad.output), type.element.isFloat
    else { return nil }
    var load: Program.Load?
    let results = Set(bounds.values.flatMap(\.results))
    for operation in source.operations(in: body) {
      if source.isA(operation, Arith.CmpI.self) {
        guard results.contains(source.result(of: operation)) else { return nil }
      } else if let choice = source.match(operation, as: Arith.Select.self) {
        guard load == nil, let element: Program.Load = source.match(definitionOf: choice.whenTrue)
        else { return nil }
        load = element
      } else if let store = source.match(operation, as: Program.Store.self) {
        guard source.match(definitionOf: store.value, as: Arith.Select.self) != nil else {
          return nil
        }
      } else if !Self.allowed.contains(source.name(of: operation)) {
        return nil
      }
    }
    var resolver = IndexResolver(source, source.arguments(of: body))
    guard let load, source.bufferType(of: load.buffer)?.element == type.element,
      let map = resolver.resolve(load.map, load.indices)
    else { return nil }
    // Inside of the bounds, indices need not be held there.
    var known = assumptions
    for (place, extent) in pad.spatial.enumerated() {
      known.setExtent(of: place, to: extent)
      guard let bounds = bounds[place] else { continue }
      guard bounds.lower.count <= 1, bounds.upper.count <= 1 else { return nil }
      known.setBounds(
        of: place, lower: bounds.lower.first ?? 0, upper: (bounds.upper.first ?? extent) - 1)
    }
    return (load.buffer, map.map { known.simplified($0) })
  }

  private static let allowed: Set<String> = [
    "program.load", "program.index", "arith.constant", "arith.andi",
  ]
}
