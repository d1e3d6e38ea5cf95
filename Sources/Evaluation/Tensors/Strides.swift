// Views of a tensor's elements through strides, all counted in elements.

/// The strides of a compact row-major tensor.
func rowMajorStrides(_ shape: [Int]) -> [Int] {
  var strides = [Int](repeating: 1, count: shape.count)
  for axis in shape.indices.dropLast().reversed() {
    strides[axis] = strides[axis + 1] &* shape[axis + 1]
  }
  return strides
}

/// The coordinate of the element at a row-major position.
func rowMajorCoordinate(of place: Int, in shape: [Int]) -> [Int] {
  var rest = place
  return rowMajorStrides(shape).map { stride in
    guard stride != 0 else { return 0 }
    defer { rest %= stride }
    return rest / stride
  }
}

/// Calls `body` with every coordinate of `shape` in row-major order.
///
/// A shape of `[]` has one.
func forEachCoordinate<Failure: Error>(
  of shape: [Int], _ body: ([Int]) throws(Failure) -> Void
) throws(Failure) {
  guard !shape.contains(0) else { return }
  var coordinate = [Int](repeating: 0, count: shape.count)
  while true {
    try body(coordinate)
    var axis = shape.count - 1
    while axis >= 0 {
      coordinate[axis] += 1
      if coordinate[axis] < shape[axis] { break }
      coordinate[axis] = 0
      axis -= 1
    }
    if axis < 0 { return }
  }
}

extension Array where Element == Int {
  /// The product of all; one when there are none.
  ///
  /// Sizes around a zero may be anything, so that the product wraps around.
  var product: Int { reduce(1, &*) }

  /// The sum of the products of two lists of one length.
  func dot(_ other: [Int]) -> Int {
    var sum = 0
    for index in indices { sum += self[index] * other[index] }
    return sum
  }
}

extension TensorValue {
  /// A copy of the elements at `offset + coordinate · strides`, for every coordinate of `shape`.
  ///
  /// Strides may be zero (broadcasting) or negative (reversal); all must stay within the tensor.
  func strided(shape: [Int], strides: [Int], offset: Int = 0) -> TensorValue {
    if shape == self.shape, offset == 0, strides == rowMajorStrides(shape) { return self }
    switch kind.byteCount {
    case 1: return copied(as: UInt8.self, shape, strides, offset)
    case 2: return copied(as: UInt16.self, shape, strides, offset)
    case 4: return copied(as: UInt32.self, shape, strides, offset)
    default: return copied(as: UInt64.self, shape, strides, offset)
    }
  }

  private func copied<Unit: BitwiseCopyable>(
    as unit: Unit.Type, _ shape: [Int], _ strides: [Int], _ offset: Int
  ) -> TensorValue {
    let count = shape.product
    let inner = shape.last ?? 1
    let innerStride = strides.last ?? 1
    let copy = [UInt8](unsafeUninitializedCapacity: count * kind.byteCount) { target, written in
      bytes.withUnsafeBytes { source in
        let from = source.assumingMemoryBound(to: Unit.self)
        let to = UnsafeMutableRawBufferPointer(target).assumingMemoryBound(to: Unit.self)
        var next = 0
        forEachCoordinate(of: [Int](shape.dropLast()) + (inner == 0 ? [0] : [])) { outer in
          var place = offset
          for axis in outer.indices { place += outer[axis] * strides[axis] }
          for _ in 0..<inner {
            to[next] = from[place]
            next += 1
            place += innerStride
          }
        }
      }
      written = count * kind.byteCount
    }
    return TensorValue(uncheckedShape: shape, kind: kind, bytes: copy)
  }

  /// The elements at the row-major positions `places`; where one is negative, the single element
  /// of `fill`.
  func picking(_ places: [Int], shape: [Int], fill: TensorValue? = nil) -> TensorValue {
    let size = kind.byteCount
    let blank = fill?.bytes ?? [UInt8](repeating: 0, count: size)
    var copy: [UInt8] = []
    copy.reserveCapacity(places.count * size)
    for place in places {
      if place < 0 {
        copy.append(contentsOf: blank)
      } else {
        copy.append(contentsOf: bytes[place * size..<(place + 1) * size])
      }
    }
    return TensorValue(uncheckedShape: shape, kind: kind, bytes: copy)
  }

  /// The same elements under another shape of equal size.
  public func reshaped(to shape: [Int]) -> TensorValue? {
    TensorValue(shape: shape, kind: kind, bytes: bytes)
  }

  /// The axes in another order: axis `n` of the result is axis `permutation[n]` of this.
  package func transposed(_ permutation: [Int]) -> TensorValue {
    let strides = rowMajorStrides(shape)
    return strided(
      shape: permutation.map { shape[$0] }, strides: permutation.map { strides[$0] })
  }

  /// Repeats axes of size one (and missing leading axes) to reach `target`; `nil` when that does
  /// not work out.
  public func broadcast(to target: [Int]) -> TensorValue? {
    if shape == target { return self }
    guard target.count >= rank, TensorValue.elementCount(of: target) != nil else { return nil }
    let lead = target.count - rank
    var strides = [Int](repeating: 0, count: lead) + rowMajorStrides(shape)
    for (axis, size) in shape.enumerated() where size != target[lead + axis] {
      guard size == 1 else { return nil }
      strides[lead + axis] = 0
    }
    return strided(shape: target, strides: strides)
  }
}

/// The shape that two shapes broadcast to by NumPy's rules; `nil` when they do not fit.
public func broadcastShape(_ left: [Int], _ right: [Int]) -> [Int]? {
  let rank = max(left.count, right.count)
  var shape: [Int] = []
  for axis in 0..<rank {
    let a = axis < rank - left.count ? 1 : left[axis - (rank - left.count)]
    let b = axis < rank - right.count ? 1 : right[axis - (rank - right.count)]
    guard a == b || a == 1 || b == 1 else { return nil }
    shape.append(a == 1 ? b : a)
  }
  return shape
}
