import Dialects
import IR
import Support

/// A scale of the vector factor that is the same for a run of steps of the reduction.
///
/// Before: `T[i, j] += A[i, b, k] * (Q[b, k, j] * s[b, j])`. After, for each `b`:
/// `P[i, j] += A[i, b, k] * Q[b, k, j]` over all `k`, then `T[i, j] += P[i, j] * s[b, j]`. So a step
/// multiplies once, and the scale is read once for a block.
struct BlockScale {
  /// The scale, in the statement of the product.
  let value: ValueID
  /// What is left of the factor.
  let rest: ValueID
  /// What is computed for the scale alone, and the product with it.
  let operations: Set<OperationID>
  /// The axis of the reduction along which it is the same; there is none behind it.
  let axis: Int
}

extension TilePlan {
  /// Runs of fewer steps are not worth sums of their own.
  private static let leastRun = 8

  /// Finds the scale of the vector factor, if it has one.
  func findBlockScale() -> BlockScale? {
    guard let body = anchor.body(in: source), !isElementwise,
      let axis = anchor.reduction.indices.last(where: { anchor.reduction[$0] != 1 }),
      anchor.reduction[axis].constantValue.map({ $0 >= Self.leastRun }) ?? true,
      let product = source.match(definitionOf: vectorFactor.value, as: Arith.MulF.self),
      let multiplication = source.definingOperation(of: vectorFactor.value)
    else { return nil }
    let last = anchor.spatial.count + axis
    for (scale, rest) in [(product.rhs, product.lhs), (product.lhs, product.rhs)] {
      let chain = source.operations(in: body, leadingTo: scale)
      let read = vectorFactor.others.filter { element in
        chain.contains { source.results(of: $0).contains(element.value) }
      }
      let isWeight = chain.contains {
        source.match($0, as: Program.Load.self)?.buffer == vectorFactor.buffer
      }
      guard !isWeight, read.allSatisfy({ !$0.dimensions.contains(last) }) else { continue }
      let kept = Set(source.operations(in: body, leadingTo: rest))
      let operations = Set(chain).subtracting(kept).filter { !source.isA($0, Program.Index.self) }
        .union([multiplication])
      return BlockScale(value: scale, rest: rest, operations: operations, axis: axis)
    }
    return nil
  }

  /// `accumulator[row, column] += part[row, column] * scale`, for a vector of a tile.
  func insertScaled(
    _ nest: Nest, _ limit: IndexExpression?, _ part: ValueID, _ scale: BlockScale,
    _ accumulator: ValueID, _ factor: Source, into build: inout Builder
  ) {
    guard let body = anchor.body(in: source) else { return }
    let stage = anchor.signature
    let unbounded = IndexExpression(1 << 30)
    let own = zip(stage.kinds, stage.extents).map { $0 == .spatial ? unbounded : $1 }
    var predicate: [IndexExpression] = []
    if case .direct = factor { predicate = mask(nest, limit) }
    let block = Program.Block(
      name: "\(stage.name).scale", counters: nest.counters,
      bindings: nest.bindings + nest.extra, extents: own + nest.extra.map { _ in unbounded },
      kinds: stage.kinds + nest.extra.map { _ in .spatial }, predicate: predicate)
    build.insertBlock(block) { build, iterators in
      let count = stage.extents.count
      let (own, extra) = (Array(iterators.prefix(count)), Array(iterators.dropFirst(count)))
      var copy = StatementCopy(source)
      redirectPacked(&copy, own, extra.dropFirst(2))
      copy.copy(
        body, iterators: own,
        only: source.operations(in: body, leadingTo: scale.value), into: &build)
      let tile = Array(extra.prefix(2))
      let place: [IndexExpression] = [.dimension(0), .dimension(1)]
      let sum: ValueID = build.insert(Program.Load(accumulator, tile, map: place))
      let block: ValueID = build.insert(Program.Load(part, tile, map: place))
      let factor = copy.values[scale.value] ?? scale.value
      let scaled: ValueID
      if fusesMultiplyAdd {
        scaled = build.insert(Math.FMA(block, factor, sum))
      } else {
        let product: ValueID = build.insert(Arith.MulF(block, factor))
        scaled = build.insert(Arith.AddF(sum, product))
      }
      build.insertOperation(Program.Store(scaled, to: accumulator, tile, map: place))
    }
  }

  /// Whether the product and the sum of the statement are one operation.
  private var fusesMultiplyAdd: Bool {
    guard let body = anchor.body(in: source) else { return false }
    return source.operations(in: body).contains { source.isA($0, Math.FMA.self) }
  }
}
