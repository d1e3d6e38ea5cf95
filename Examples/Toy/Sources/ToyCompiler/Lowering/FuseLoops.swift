import Dialects
import IR
import Support

/// Makes one loop of two that count the same, where an iteration of the second needs of the first
/// only what the same iteration of the first made.
///
/// Knows nothing of Toy: it works on loops and memory, wherever they came from.
///
/// Before:
///
///     scf.for %i { memref.store %x, %a[%i] }
///     scf.for %j { %y = memref.load %a[%j] … }
///
/// After:
///
///     scf.for %j { memref.store %x, %a[%j]; %y = memref.load %a[%j] … }
public let fuseLoops = Pass("fuse-loops", "makes one loop of two that count the same") {
  module, root, context in
  var blocks: [BlockID] = []
  module.walk(root) { blocks += module.regions(of: $0).flatMap { module.blocks(in: $0) } }
  // Loops of outer blocks first: fusing them brings inner ones together.
  for block in blocks {
    for loop in module.operations(in: block) where module.isA(loop, SCF.For.self) {
      while let earlier = module.fusionPartner(of: loop) {
        context.remark(
          .passed, at: module.location(of: loop), "joined by an earlier loop, of the same bounds")
        module.fuse(earlier, into: loop)
        context.count("loops")
      }
    }
  }
}

extension Module {
  /// The nearest earlier loop of the block that may become part of `loop`.
  fileprivate func fusionPartner(of loop: OperationID) -> OperationID? {
    guard let bounds = countedBounds(of: loop) else { return nil }
    let accesses = MemoryAccesses(of: loop, in: self)
    var between: [MemoryAccesses] = []
    var candidate = previous(before: loop)
    while let earlier = candidate {
      let others = MemoryAccesses(of: earlier, in: self)
      if countedBounds(of: earlier) == bounds,
        // It moves down to the loop, past what stands between.
        between.allSatisfy({ others.conflicts(with: $0)?.isEmpty ?? false }),
        mayRunTogether(earlier, others, loop, accesses)
      {
        return earlier
      }
      if others.isUnknown { return nil }
      between.append(others)
      candidate = previous(before: earlier)
    }
    return nil
  }

  /// The constant bounds and step of a loop that carries nothing from one iteration to the next.
  private func countedBounds(of loop: OperationID) -> [Int]? {
    guard let loop = match(loop, as: SCF.For.self), loop.initial.isEmpty else { return nil }
    let numbers = [loop.lowerBound, loop.upperBound, loop.step].compactMap {
      constantValue(of: $0)?.integerValue
    }
    return numbers.count == 3 ? numbers : nil
  }

  /// Whether, of what one loop writes and the other uses, iterations of different numbers touch
  /// different elements: some index of every access is the counter of its loop.
  private func mayRunTogether(
    _ first: OperationID, _ a: MemoryAccesses, _ second: OperationID, _ b: MemoryAccesses
  ) -> Bool {
    guard let conflicts = a.conflicts(with: b), let firstCounter = counter(of: first),
      let secondCounter = counter(of: second)
    else { return false }
    return conflicts.allSatisfy { root in
      guard !a.released.contains(root), !b.released.contains(root) else { return false }
      let pairs =
        a.accesses.filter { $0.root == root }.map { ($0, firstCounter) }
        + b.accesses.filter { $0.root == root }.map { ($0, secondCounter) }
      let rank = pairs.map { $0.0.indices.count }.min() ?? 0
      return pairs.allSatisfy { $0.0.memory == root }
        && (0..<rank).contains { axis in
          pairs.allSatisfy { access, counter in access.indices[axis] == counter }
        }
    }
  }

  private func counter(of loop: OperationID) -> ValueID? {
    body(of: loop).flatMap { arguments(of: $0).first }
  }

  /// Moves the body of a loop in front of the body of a later one.
  fileprivate mutating func fuse(_ earlier: OperationID, into loop: OperationID) {
    guard let source = body(of: earlier), let target = body(of: loop),
      let first = firstOperation(in: target), let old = counter(of: earlier),
      let new = counter(of: loop)
    else { return }
    replaceAllUses(of: old, with: new)
    for operation in operations(in: source) where !isTerminator(operation) {
      move(operation, to: .before(first))
    }
    erase(earlier)
  }
}
