import Dialects
import IR
import Support

extension LoopEmitter {
  /// Whether an index is the same or one more from each lane to the next: the lane's number, kept
  /// between bounds.
  func hasUnitSteps(_ index: IndexExpression) -> Bool {
    guard let lane else { return false }
    let varying = index.terms.filter { term in
      term.factors.contains { varies(IndexExpression(single: $0)) }
    }
    guard varying.count == 1, varying[0].coefficient == 1, varying[0].factors.count == 1 else {
      return false
    }
    switch varying[0].factors[0] {
    case .dimension(let leaf): return leaf == lane.leaf
    case .minimum(let left, let right), .maximum(let left, let right):
      return [left, right].allSatisfy { !varies($0) || hasUnitSteps($0) }
    case .symbol, .floorDivision, .remainder: return false
    }
  }

  /// The elements at an index with unit steps, for all lanes or those of a mask.
  ///
  /// Before: a gather. After: where the last lane is as far from the first as there are lanes, no
  /// bound has come between, and one contiguous load does; elsewhere the gather.
  mutating func loadClamped(
    _ memref: ValueID, at address: IndexExpression, lane: (leaf: Int, width: Int),
    as vector: Type, mask: ValueID?
  ) -> ValueID {
    func place(inLane number: Int) -> IndexExpression {
      assumptions.simplified(
        address.substituting { leaf in
          if case .dimension(lane.leaf) = leaf { return IndexExpression(number) }
          return nil
        })
    }
    let first = value(of: place(inLane: 0))
    let span = build.insert(Arith.SubI(value(of: place(inLane: lane.width - 1)), first))
    let isWhole: ValueID = build.insert(
      Arith.CmpI(.equal, span, build.insertIndex(lane.width - 1)))
    return choice(isWhole, vector) { emitter in
      guard let mask else {
        return emitter.build.insert(Vector.Load(memref, [first], as: vector))
      }
      let rest = emitter.zero(vector)
      return emitter.build.insert(
        Vector.MaskedLoad(memref, [first], mask: mask, passThrough: rest))
    } otherwise: { emitter in
      emitter.gather(memref, address, as: vector, mask: mask, width: lane.width)
    }
  }
}
