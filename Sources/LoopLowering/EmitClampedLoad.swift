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

  /// An index with unit steps as it would be without its bounds; `nil` where a bound differs between
  /// lanes too.
  private func unbounded(_ index: IndexExpression) -> IndexExpression? {
    for term in index.terms {
      for factor in term.factors where varies(IndexExpression(single: factor)) {
        switch factor {
        case .minimum(let left, let right), .maximum(let left, let right):
          guard varies(left) != varies(right), let inner = unbounded(varies(left) ? left : right)
          else { return nil }
          return index - IndexExpression(single: factor) + inner
        default: return index
        }
      }
    }
    return index
  }

  /// The elements at an index with unit steps, for all lanes or those of a mask.
  ///
  /// Before: a gather. After: where the last lane is as far from the first as there are lanes, no
  /// bound has come between, and one contiguous load does. Elsewhere lanes between the bounds are
  /// loaded under a mask, and those beyond get the first or the last element. `count` is how many
  /// elements the buffer has; `nil`, and then a gather stays, where that may be none.
  mutating func loadClamped(
    _ memref: ValueID, at address: IndexExpression, count: IndexExpression?,
    lane: (leaf: Int, width: Int), as vector: Type, mask: ValueID?
  ) -> ValueID {
    let first = value(of: place(of: address, inLane: 0, lane.leaf))
    let last = value(of: place(of: address, inLane: lane.width - 1, lane.leaf))
    let span: ValueID = build.insert(Arith.SubI(last, first))
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
      guard let count, let free = emitter.unbounded(address) else {
        return emitter.gather(memref, address, as: vector, mask: mask, width: lane.width)
      }
      let start = emitter.value(of: emitter.place(of: free, inLane: 0, lane.leaf))
      return emitter.loadBetween(
        (first, last), from: start, of: memref, count: count, as: vector, mask: mask,
        width: lane.width)
    }
  }

  /// An address, or another expression, in one lane.
  func place(
    of address: IndexExpression, inLane number: Int, _ lane: Int
  ) -> IndexExpression {
    assumptions.simplified(
      address.substituting { leaf in
        if case .dimension(lane) = leaf { return IndexExpression(number) }
        return nil
      })
  }

  /// The elements from `start` on, of which those before `bounds.first` are the element there and
  /// those after `bounds.last` the one there.
  private mutating func loadBetween(
    _ bounds: (first: ValueID, last: ValueID), from start: ValueID, of memref: ValueID,
    count: IndexExpression, as vector: Type, mask: ValueID?, width: Int
  ) -> ValueID {
    let one = build.insertIndex(1)
    let low: ValueID = build.insert(Arith.SubI(bounds.first, start))
    let high: ValueID = build.insert(Arith.SubI(bounds.last, start))
    let end: ValueID = build.insert(Arith.AddI(high, one))
    let below: ValueID = build.insert(Vector.CreateMask(low, count: width))
    let upTo: ValueID = build.insert(Vector.CreateMask(end, count: width))
    var inside: ValueID = build.insert(Arith.XOrI(upTo, below))
    if let mask { inside = build.insert(Arith.AndI(inside, mask)) }
    // A lane that is off may be at a bound outside the buffer: nobody looks at what it gets.
    let (zero, most) = (build.insertIndex(0), value(of: assumptions.simplified(count - 1)))
    func element(_ place: ValueID, _ emitter: inout LoopEmitter) -> ValueID {
      let least: ValueID = emitter.build.insert(Arith.MaxSI(place, zero))
      let kept: ValueID = emitter.build.insert(Arith.MinSI(least, most))
      let element: ValueID = emitter.build.insert(MemRef.Load(memref, [kept]))
      return emitter.build.insert(Vector.Broadcast(element, to: vector))
    }
    let (before, after) = (element(bounds.first, &self), element(bounds.last, &self))
    let outside: ValueID = build.insert(Arith.Select(below, before, after))
    return build.insert(Vector.MaskedLoad(memref, [start], mask: inside, passThrough: outside))
  }
}
