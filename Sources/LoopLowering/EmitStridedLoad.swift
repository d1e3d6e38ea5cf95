import Dialects
import IR
import Support

extension LoopEmitter {
  /// The stride up to which whole vectors are read and sorted: beyond, a gather reads less.
  func longestStride(_ width: Int) -> Int { width >= 16 ? 8 : min(4, max(2, width)) }

  /// Every `stride`th element from `start`, for all lanes.
  ///
  /// Before: a gather, which takes a step for each lane. After: `stride` contiguous loads, of which
  /// shuffles pick the elements. The last load is masked to end with the last element that is asked
  /// for, so that nothing past it is touched.
  mutating func loadStrided(
    _ memref: ValueID, from start: IndexExpression, stride: Int, as vector: Type, width: Int
  ) -> ValueID {
    let parts = (0..<stride).map { part -> ValueID in
      let place = value(of: start + IndexExpression(part * width))
      guard part == stride - 1 else {
        return build.insert(Vector.Load(memref, [place], as: vector))
      }
      let mask = build.insert(Vector.ConstantMask(width - stride + 1, count: width))
      let rest = zero(vector)
      return build.insert(Vector.MaskedLoad(memref, [place], mask: mask, passThrough: rest))
    }
    var result = parts[0]
    for (part, loaded) in parts.enumerated().dropFirst() {
      let picks = (0..<width).map { lane in
        let position = lane * stride
        if position / width == part { return width + position % width }
        return part == 1 ? position % width : lane
      }
      result = build.insert(Vector.Shuffle(result, loaded, mask: picks))
    }
    return result
  }

  /// The first element that lanes read, and how far on each of theirs is.
  typealias Pick = (start: IndexExpression, offsets: [Int])

  /// What lanes read at an address that steps on in the same way in all vectors, as `x floordiv 2` does.
  ///
  /// `nil` for other addresses, and where that lies in more than two vectors.
  func pick(of address: IndexExpression, _ lane: (leaf: Int, width: Int)) -> Pick? {
    guard address.dimensionNumbers.allSatisfy({ $0 == lane.leaf || !varies(.dimension($0)) }) else {
      return nil
    }
    let first = place(of: address, inLane: 0, lane.leaf)
    var offsets: [Int] = []
    for number in 0..<lane.width {
      let other = place(of: address, inLane: number, lane.leaf)
      guard let offset = assumptions.simplified(other - first).constantValue else { return nil }
      offsets.append(offset)
    }
    guard let least = offsets.min(), let most = offsets.max(), most - least < 2 * lane.width else {
      return nil
    }
    return (first + IndexExpression(least), offsets.map { $0 - least })
  }

  /// Elements that lie in two vectors at most, sorted by a shuffle.
  ///
  /// Before: a gather. After: one or two contiguous loads, the last masked to end with the last element
  /// that is asked for.
  mutating func loadPicked(
    _ memref: ValueID, _ pick: Pick, as vector: Type, width: Int
  ) -> ValueID {
    let count = (pick.offsets.max() ?? 0) + 1
    let parts = stride(from: 0, to: count, by: width).map { first -> ValueID in
      let place = value(of: assumptions.simplified(pick.start + IndexExpression(first)))
      if count - first >= width { return build.insert(Vector.Load(memref, [place], as: vector)) }
      let mask = build.insert(Vector.ConstantMask(count - first, count: width))
      let rest = zero(vector)
      return build.insert(Vector.MaskedLoad(memref, [place], mask: mask, passThrough: rest))
    }
    return build.insert(Vector.Shuffle(parts[0], parts[parts.count - 1], mask: pick.offsets))
  }
}
