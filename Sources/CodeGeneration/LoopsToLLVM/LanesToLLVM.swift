import Dialects
import IR
import Support

/// The elements of a vector of any rank as lanes, in row-major order.
struct LaneGrid {
  let shape: [Int]

  init(_ type: Type) { shape = type.vectorType?.shape ?? [] }

  init(_ shape: [Int]) { self.shape = shape }

  var count: Int { shape.reduce(1, *) }

  /// Every position, the last dimension fastest.
  var positions: [[Int]] {
    var all: [[Int]] = [[]]
    for size in shape { all = all.flatMap { start in (0..<size).map { start + [$0] } } }
    return all
  }

  /// The lane of a position; of one of fewer dimensions, its first lane.
  func lane(_ position: [Int]) -> Int {
    var lane = 0
    for (axis, size) in shape.enumerated() {
      lane = lane * size + (axis < position.count ? position[axis] : 0)
    }
    return lane
  }
}

extension LoopLowering {
  /// Lanes of a vector, in another order, some of them repeated or left out.
  mutating func lanes(_ numbers: [Int], of value: ValueID) -> ValueID {
    let count = build.module.type(of: value).vectorType?.shape.first ?? 1
    if numbers == Array(0..<count) { return value }
    return build.insert(LLVM.ShuffleVector(value, value, mask: numbers))
  }

  /// One lane of a vector.
  mutating func lane(_ number: Int, of value: ValueID) -> ValueID {
    build.insert(LLVM.ExtractElement(value, at: constant(number)))
  }

  /// Vectors of one type, one behind the other.
  mutating func concatenated(_ parts: [ValueID]) -> ValueID {
    let width = build.module.type(of: parts[0]).vectorType?.shape.first ?? 1
    let count = width * parts.count
    // Two by two, so that no shuffle is wider than what it makes.
    var parts = parts
    while parts.count > 1 {
      let width = build.module.type(of: parts[0]).vectorType?.shape.first ?? 1
      var pairs: [ValueID] = []
      for number in stride(from: 0, to: parts.count, by: 2) {
        let second = parts[min(number + 1, parts.count - 1)]
        pairs.append(
          build.insert(LLVM.ShuffleVector(parts[number], second, mask: Array(0..<2 * width))))
      }
      parts = pairs
    }
    return lanes(Array(0..<count), of: parts[0])
  }

  /// A constant vector of integers.
  mutating func constant(_ numbers: [Int], _ type: Type) -> ValueID {
    let bytes = numbers.flatMap { Attribute.integer($0, type.elementType).elementBytes ?? [] }
    return build.insert(LLVM.Constant(.dense(DenseElements(type: type, bytes: bytes))))
  }

  /// A scalar as a vector of one lane; a vector as it is.
  mutating func asLanes(_ value: ValueID) -> ValueID {
    let type = build.module.type(of: value)
    return type.vectorType == nil ? splat(value, .vector(1, type)) : value
  }

  /// A vector with some lanes replaced by those of another, shorter or as long.
  mutating func replacing(
    _ places: [Int], of value: ValueID, by part: ValueID
  ) -> ValueID {
    let count = build.module.type(of: value).vectorType?.shape.first ?? 1
    var mask = Array(0..<count)
    for (number, place) in places.enumerated() { mask[place] = count + number }
    return build.insert(LLVM.ShuffleVector(value, padded(part, to: count), mask: mask))
  }

  /// Two values of the source type `type` as one.
  ///
  /// Narrow floats are combined in `f32` and rounded.
  mutating func combine(
    _ kind: Vector.CombiningKind, _ a: ValueID, _ b: ValueID, _ type: Type
  ) -> ValueID {
    let element = type.elementType
    let isNarrow = element == .bf16
    let (left, right) = isNarrow ? (widenBFloat16(a), widenBFloat16(b)) : (a, b)
    let name =
      switch (kind, element.isFloat) {
      case (.add, true): LLVM.FAdd.mnemonic
      case (.mul, true): LLVM.FMul.mnemonic
      default:
        Self.reduction(kind, isFloat: element.isFloat)?.combine ?? LLVM.Add.mnemonic
      }
    let result = build.insert(
      OperationState(
        name: name, operands: [left, right], resultTypes: [build.module.type(of: left)]))
    let value = build.module.result(of: result)
    return isNarrow ? narrowToBFloat16(value) : value
  }

  /// Refuses a way to combine that the elements do not have.
  func check(
    _ kind: Vector.CombiningKind, _ type: Type, at operation: OperationID
  ) throws(Diagnostic) {
    let element = type.elementType
    let isSum = element.isFloat && (kind == .add || kind == .mul)
    guard isSum || Self.reduction(kind, isFloat: element.isFloat) != nil else {
      throw failure(operation, "'\(kind.rawValue)' does not combine elements of type \(element)")
    }
  }

  /// How an operation combines; a sum unless it says otherwise.
  func combiningKind(of operation: OperationID) -> Vector.CombiningKind {
    source.property("kind", of: operation)?.cast(to: Vector.CombiningKind.self) ?? .add
  }
}
