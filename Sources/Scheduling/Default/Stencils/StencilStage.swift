import Dialects
import IR
import Support

/// What grouping looks at in a stage: how much it computes, and which elements it reads.
struct StencilStage {
  /// Which elements of one axis of a buffer an element needs: those from
  /// `(scale * i + first) floordiv divisor` to `(scale * i + last) floordiv divisor`, where `i` is an
  /// iterator of the stage.
  struct Reach: Hashable {
    var iterator: Int
    var scale: Int
    var divisor: Int
    var first: Int
    var last: Int

    /// Whether that is one element, and the stage's own.
    var isOwn: Bool { scale == 1 && divisor == 1 && first == 0 && last == 0 }
  }

  /// What an element needs of a buffer.
  struct Read {
    var buffer: ValueID
    /// For each axis; `nil` where that is not one iterator, and all of the axis may be needed.
    var axes: [Reach?]
    /// At how many places it is read: those written out, and each for every term.
    var places: Int

    /// Whether it is read at one place alone, which only one axis of the stage decides each.
    var isPointwise: Bool { places == 1 && axes.allSatisfy { $0?.isOwn ?? false } }
  }

  let name: String
  let output: ValueID
  /// The extents of spatial iterators.
  let extents: [IndexExpression]
  /// How many terms an element adds up, and over how many axes.
  let terms: Int
  let windowAxes: Int
  /// Whether a term is a product, which is one instruction with its sum.
  let sumsProducts: Bool
  /// Operations of an element, or of a term: a function of floats is several.
  let operations: Int
  let reads: [Read]
  let elementBytes: Int

  /// `nil` for a stage that reduces over many terms, or is a product of two tensors and no filter.
  init?(_ stage: Stage, in module: Module, _ assumptions: Assumptions) {
    guard let body = stage.body(in: module),
      !stage.isContraction(in: module) || stage.isFilter(in: module),
      let terms = IndexExpression.product(stage.reduction).constantValue,
      terms <= Self.mostTerms, let type = stage.bufferType(in: module),
      let bits = type.element.bitWidth
    else { return nil }
    name = stage.signature.name
    output = stage.output
    extents = stage.spatial
    self.terms = terms
    windowAxes = stage.reduction.count
    sumsProducts = stage.isContraction(in: module)
    elementBytes = max(1, bits / 8)
    operations = module.operations(in: body).reduce(0) { count, operation in
      let name = module.name(of: operation)
      if name == "math.fma" { return count + 2 }
      if name.hasPrefix("math.") { return count + Self.functionOperations }
      let isArithmetic = name.hasPrefix("arith.") && name != "arith.constant"
      let isFloat = module.results(of: operation).first.map { module.type(of: $0).isFloat } ?? false
      return count + (isArithmetic && isFloat ? 1 : 0)
    }
    var resolver = IndexResolver(module, module.arguments(of: body))
    var found: [(buffer: ValueID, indices: [[IndexExpression]?])] = []
    for (_, load) in stage.loads(in: module) where load.buffer != stage.output {
      let indices = resolver.resolve(load.map, load.indices)?.map { assumptions.simplified($0) }
      if let known = found.firstIndex(where: { $0.buffer == load.buffer }) {
        if !found[known].indices.contains(indices) { found[known].indices.append(indices) }
      } else {
        found.append((load.buffer, [indices]))
      }
    }
    let (rank, reduction) = (stage.spatial.count, stage.reduction)
    reads = found.map { buffer, indices in
      let shape = module.bufferType(of: buffer)?.shape ?? []
      let axes = shape.indices.map { axis -> Reach? in
        var whole: Reach?
        for position in indices {
          guard let index = position?[axis],
            let reach = Self.reach(of: index, rank: rank, reduction)
          else { return nil }
          guard let known = whole else {
            whole = reach
            continue
          }
          guard
            (known.iterator, known.scale, known.divisor)
              == (reach.iterator, reach.scale, reach.divisor)
          else { return nil }
          whole?.first = min(known.first, reach.first)
          whole?.last = max(known.last, reach.last)
        }
        return whole
      }
      let isWindow = indices.contains { position in
        position?.contains { $0.dimensionNumbers.contains { $0 >= rank } } ?? true
      }
      return Read(buffer: buffer, axes: axes, places: indices.count * (isWindow ? terms : 1))
    }
  }

  /// Terms up to which a reduction is a window: of 8 by 8.
  private static let mostTerms = 64
  /// About how many operations a function like an exponential takes.
  private static let functionOperations = 20

  /// The reach of an index, whose bounds are left out.
  private static func reach(
    of index: IndexExpression, rank: Int, _ reduction: [IndexExpression]
  ) -> Reach? {
    if let factor = index.singleFactor {
      switch factor {
      case .minimum(let left, let right), .maximum(let left, let right):
        let varying = [left, right].filter { !$0.dimensionNumbers.isEmpty }
        return varying.count == 1 ? reach(of: varying[0], rank: rank, reduction) : nil
      case .floorDivision(let value, let by):
        guard let divisor = by.constantValue, divisor > 0,
          var inner = reach(of: value, rank: rank, reduction), inner.divisor == 1
        else { return nil }
        inner.divisor = divisor
        return inner
      default: break
      }
    }
    // A quotient and a constant: the constant goes into the quotient.
    if index.constant != 0,
      let inner = reach(of: index - IndexExpression(index.constant), rank: rank, reduction)
    {
      var moved = inner
      moved.first += index.constant * inner.divisor
      moved.last += index.constant * inner.divisor
      return moved
    }
    let spatial = index.dimensionNumbers.filter { $0 < rank }
    guard spatial.count == 1, let iterator = spatial.first,
      let linear = index.linear(in: iterator), let scale = linear.coefficient.constantValue,
      scale > 0
    else { return nil }
    var (rest, span) = (linear.rest, 0)
    for axis in reduction.indices {
      guard let part = rest.linear(in: rank + axis), let step = part.coefficient.constantValue,
        step >= 0, let count = reduction[axis].constantValue
      else { return nil }
      span += step * (count - 1)
      rest = part.rest
    }
    guard let start = rest.constantValue else { return nil }
    return Reach(iterator: iterator, scale: scale, divisor: 1, first: start, last: start + span)
  }
}

extension Stage {
  /// Whether it adds up a small window with weights that are the same for all of its elements.
  fileprivate func isFilter(in module: Module) -> Bool {
    guard readsSmallWindows(in: module), let body = body(in: module) else { return false }
    var resolver = IndexResolver(module, module.arguments(of: body))
    return loads(in: module).contains { _, load in
      guard load.buffer != output, let indices = resolver.resolve(load.map, load.indices) else {
        return false
      }
      let iterators = indices.reduce(into: Set<Int>()) { $0.formUnion($1.dimensionNumbers) }
      return !iterators.isEmpty && iterators.allSatisfy { $0 >= spatial.count }
    }
  }
}
