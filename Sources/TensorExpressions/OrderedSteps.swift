import Dialects
import IR
import Support

/// What one of a series of steps writes: an element of the target, where and which.
public struct OrderedStep: Sendable {
  public var place: [Index]
  public var value: Scalar

  public init(place: [Index], value: Scalar) {
    self.place = place
    self.value = value
  }
}

extension ProgramWriter {
  /// Steps for every position in `extents`, one after another in row-major order: each may read what
  /// earlier ones wrote.
  ///
  /// The steps of different positions along the first `parallelCount` dimensions must not depend on
  /// each other. Nothing is done when the target has no elements. The places must be inside of the
  /// target.
  ///
  /// Before: running sums as `y[i] = x[0] + … + x[i]`, in steps that grow with `i`. After:
  /// `y[i] = y[i - 1] + x[i]`.
  public mutating func steps(
    _ name: String, into target: Tensor, over extents: [IndexExpression], parallelCount: Int = 0,
    _ step: (_ position: [IndexExpression]) -> OrderedStep
  ) {
    guard let buffer = target.buffer else { return }
    let step = step(extents.indices.map { .dimension($0) })
    let value = step.value.converted(to: target.element)
    let block = Program.Block(
      name: unique(name), counters: [], bindings: extents.indices.map { .dimension($0) },
      extents: extents,
      kinds: extents.indices.map { $0 < parallelCount ? .spatial : .scan },
      predicate: target.shape.filter { $0.constantValue == nil }.map { $0 - 1 })
    let names = takeLoopNames(or: extents.indices.map { "i\($0)" })
    Self.insertLoops(block, names, [], parallelCount: parallelCount, &build) { build, iterators in
      var emission = ScalarEmission(iterators: iterators)
      var (operands, map) = (iterators, [IndexExpression]())
      for index in step.place {
        switch index {
        case .at(let expression): map.append(expression)
        case .value(let scalar):
          map.append(.dimension(operands.count))
          operands.append(emission.emit(scalar, &build))
        }
      }
      let result = emission.emit(value, &build)
      let stored = build.stored(result, target.element)
      build.insertOperation(Program.Store(stored, to: buffer, operands, map: map))
    }
  }

  private static func insertLoops(
    _ block: Program.Block, _ names: [String], _ counters: [ValueID], parallelCount: Int,
    _ build: inout Builder,
    _ body: (inout Builder, [ValueID]) -> Void
  ) {
    let depth = counters.count
    guard depth < block.extents.count else {
      var bound = block
      bound.counters = counters
      build.insertBlock(bound, body)
      return
    }
    // One parallel loop; those inside of it have enough to do.
    let kind: Program.LoopKind = depth == 0 && parallelCount > 0 ? .parallel : .serial
    let loop = Program.For(extent: block.extents[depth], kind: kind, name: names[depth])
    build.insertProgramLoop(loop) { build, counter in
      insertLoops(block, names, counters + [counter], parallelCount: parallelCount, &build, body)
    }
  }
}
