import Dialects
import Support

extension Program.LayoutAttribute {
  /// Writes the packed array of an original's bytes.
  ///
  /// - Precondition: both hold a whole number of bytes for each of their elements, the same; with
  ///   several `elementsPerByte` the original has a byte for each, of which the packed array takes the
  ///   low bits.
  package func pack(
    _ original: UnsafeRawBufferPointer, into packed: UnsafeMutableRawBufferPointer,
    elementsPerByte: Int = 1
  ) {
    let count = self.packed.reduce(1, *)
    guard count > 0, let from = original.baseAddress, let to = packed.baseAddress else { return }
    let table = PlaceTable(self)
    if elementsPerByte > 1 {
      packed.initializeMemory(as: UInt8.self, repeating: 0)
      var writer = BitWriter(packed, elementsPerByte: elementsPerByte)
      table.forEachPlace { element, place in
        if let place { writer.write(original[place], at: element) }
      }
      return
    }
    let width = packed.count / count
    table.forEachPlace { element, place in
      let target = to + element * width
      if let place {
        target.copyMemory(from: from + place * width, byteCount: width)
      } else {
        target.initializeMemory(as: UInt8.self, repeating: 0, count: width)
      }
    }
  }
}

/// Writes elements that have a byte each so that several share one, from its low bits up.
///
/// - Precondition: `packed` has room for them.
package func packBits(
  _ elements: some Collection<UInt8>, into packed: UnsafeMutableRawBufferPointer,
  elementsPerByte: Int
) {
  packed.initializeMemory(as: UInt8.self, repeating: 0)
  var writer = BitWriter(packed, elementsPerByte: elementsPerByte)
  for (place, element) in elements.enumerated() { writer.write(element, at: place) }
}

/// Memory that is zero, in which several elements share a byte.
private struct BitWriter {
  private let bytes: UnsafeMutableRawBufferPointer
  private let perByte: Int
  private let bits: Int

  init(_ bytes: UnsafeMutableRawBufferPointer, elementsPerByte: Int) {
    self.bytes = bytes
    perByte = elementsPerByte
    bits = 8 / elementsPerByte
  }

  /// Writes the low bits of `element`; only once for each place.
  mutating func write(_ element: UInt8, at place: Int) {
    let low = element & (1 << UInt8(bits) - 1)
    bytes[place / perByte] |= low << UInt8(place % perByte * bits)
  }
}

/// The places of all elements of a packed array in the original one.
///
/// An index of the original is mostly a sum of functions of one axis each: those are tabled, so that
/// millions of elements take additions only.
private struct PlaceTable {
  let layout: Program.LayoutAttribute
  /// For every axis of the original, for every axis of the packed array, what each value adds.
  private var addends: [[[Int]]] = []
  /// What cannot be split, for every axis of the original.
  private var mixed: [IndexExpression] = []

  init(_ layout: Program.LayoutAttribute) {
    self.layout = layout
    for expression in layout.map {
      var (parts, rest) = expression.separated(axes: layout.packed.count)
      if !parts.isEmpty { parts[0] += IndexExpression(expression.constant) }
      addends.append(
        parts.enumerated().map { axis, part in
          (0..<layout.packed[axis]).map { part.value(at: axis, $0) }
        })
      mixed.append(rest)
    }
  }

  /// Calls `body` with every element's number and its place; without a place where there is none.
  func forEachPlace(_ body: (_ element: Int, _ place: Int?) -> Void) {
    var position = layout.packed.map { _ in 0 }
    let count = layout.packed.reduce(1, *)
    for element in 0..<count {
      body(element, place(position))
      var axis = position.count - 1
      while axis >= 0 {
        position[axis] += 1
        if position[axis] < layout.packed[axis] { break }
        position[axis] = 0
        axis -= 1
      }
    }
  }

  private func place(_ position: [Int]) -> Int? {
    var place = 0
    for (axis, size) in layout.original.enumerated() {
      var index = 0
      for (value, column) in zip(position, addends[axis]) { index += column[value] }
      if mixed[axis] != 0 { index += mixed[axis].evaluate(dimensions: position) ?? -1 }
      guard index >= 0, index < size else { return nil }
      place = place * size + index
    }
    return place
  }
}

extension IndexExpression {
  /// The terms that hold one dimension only, by dimension, and the sum of the others; without the
  /// constant.
  fileprivate func separated(axes: Int) -> (parts: [IndexExpression], rest: IndexExpression) {
    var parts = [IndexExpression](repeating: 0, count: axes)
    var rest = IndexExpression.zero
    for term in terms {
      let factors = term.factors.map { IndexExpression(single: $0) }
      let product = factors.reduce(IndexExpression(term.coefficient), *)
      let axis = product.dimensionNumbers
      if axis.count == 1, let only = axis.first, only < axes {
        parts[only] += product
      } else {
        rest += product
      }
    }
    return (parts, rest)
  }

  fileprivate func value(at axis: Int, _ value: Int) -> Int {
    var dimensions = [Int](repeating: 0, count: axis + 1)
    dimensions[axis] = value
    return evaluate(dimensions: dimensions) ?? 0
  }
}
