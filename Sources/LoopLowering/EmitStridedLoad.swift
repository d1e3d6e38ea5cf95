import Dialects
import IR
import Support

extension LoopEmitter {
  /// The strides up to which whole vectors are read and sorted: beyond, a gather reads less.
  static var longestStride: Int { 4 }

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
}
