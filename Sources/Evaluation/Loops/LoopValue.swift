import IR

/// What a value of the loop dialects is while a program is evaluated.
public enum LoopValue: Hashable, Sendable {
  /// A number, or a vector of numbers, as the constant that it would be.
  case constant(Attribute)
  /// Memory: a part of one of the evaluator's buffers.
  case memory(MemoryView)
  /// Something that is done: what the host waits for is never under way here.
  case token

  /// An `index`.
  public static func index(_ value: Int) -> LoopValue { .constant(.index(value)) }

  /// The integer, if it is one.
  public var integer: Int? {
    if case .constant(let value) = self { value.integerValue } else { nil }
  }
}

/// A part of a buffer, with sizes and strides in elements.
public struct MemoryView: Hashable, Sendable {
  /// The number of the buffer.
  public var buffer: Int
  public var offset: Int
  public var sizes: [Int]
  public var strides: [Int]
  /// The type of an element that is a vector, with the strides of its dimensions, which are no
  /// dimensions of the memory.
  var vector: Type?
  var vectorStrides: [Int] = []

  /// The place of an element in the buffer; `nil` for indices outside of the sizes.
  public func place(of indices: [Int]) -> Int? {
    guard indices.count == sizes.count else { return nil }
    var place = offset
    for (index, (size, stride)) in zip(indices, zip(sizes, strides)) {
      guard (0..<size).contains(index) else { return nil }
      place += index * stride
    }
    return place
  }

  /// Row-major strides without gaps.
  static func compactStrides(_ sizes: [Int]) -> [Int] {
    var strides: [Int] = []
    var stride = 1
    for size in sizes.reversed() {
      strides.append(stride)
      stride *= size
    }
    return strides.reversed()
  }

  /// Every tuple of indices, in row-major order.
  var allIndices: [[Int]] {
    sizes.reduce([[]]) { tuples, size in
      tuples.flatMap { tuple in (0..<max(0, size)).map { tuple + [$0] } }
    }
  }
}
