import Dialects
import IR

/// The elements of a vector, or one number, while a program is evaluated.
struct Lanes {
  /// Empty for a number and for a vector without dimensions.
  var shape: [Int]
  /// In row-major order.
  var elements: [Attribute]

  init(_ shape: [Int], _ elements: [Attribute]) {
    (self.shape, self.elements) = (shape, elements)
  }

  /// The elements of a constant; `nil` if they are no numbers.
  init?(_ constant: Attribute) {
    switch constant {
    case .dense(let dense):
      guard let elements = dense.elementConstants else { return nil }
      self.init(dense.type.shape ?? [], elements)
    case .integer, .float: self.init([], [constant])
    default: return nil
    }
  }

  /// These as a value of a type.
  func value(as type: Type) -> LoopValue? {
    guard case .vector = type else { return elements.first.map { .constant($0) } }
    let bytes = elements.compactMap(\.elementBytes)
    guard bytes.count == elements.count else { return nil }
    return .constant(.dense(DenseElements(type: type, bytes: bytes.flatMap { $0 })))
  }

  /// The truth values of a mask.
  var isSet: [Bool] { elements.map { $0.integerValue != 0 } }

  /// Every tuple of indices, in the order of the elements.
  var places: [[Int]] { Lanes.places(shape) }

  static func places(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { tuples, size in
      tuples.flatMap { tuple in (0..<size).map { tuple + [$0] } }
    }
  }

  /// Where the element at some indices is among the elements; `nil` outside of the shape.
  func number(of indices: [Int]) -> Int? {
    guard indices.count == shape.count else { return nil }
    var number = 0
    for (index, size) in zip(indices, shape) {
      guard (0..<size).contains(index) else { return nil }
      number = number * size + index
    }
    return number
  }

  /// What is at the first indices: an element, or a vector of those with others behind.
  func part(at prefix: [Int]) -> Lanes? {
    guard prefix.count <= shape.count, zip(prefix, shape).allSatisfy({ (0..<$1).contains($0) })
    else { return nil }
    let rest = Array(shape.dropFirst(prefix.count))
    let size = rest.reduce(1, *)
    let start = zip(prefix, shape).reduce(0) { $0 * $1.1 + $1.0 } * size
    return Lanes(rest, Array(elements[start..<start + size]))
  }

  /// Puts a part where `part(at:)` takes it from.
  mutating func put(_ part: Lanes, at prefix: [Int]) -> Bool {
    guard let old = self.part(at: prefix), old.elements.count == part.elements.count else {
      return false
    }
    let start = zip(prefix, shape).reduce(0) { $0 * $1.1 + $1.0 } * part.elements.count
    elements.replaceSubrange(start..<start + part.elements.count, with: part.elements)
    return true
  }
}
