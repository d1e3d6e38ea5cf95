import Dialects
import Evaluation
import IR

extension KernelExample {
  /// Which numbers the inputs have; integers are from -2 to 1.
  enum Numbers {
    /// Between -1 and 1.
    case small
    /// The same, but the last is infinite and the middle one no number.
    case special
    /// Of every magnitude up to a million, most of them between -100 and 100.
    case wide
  }

  /// Values of all inputs for those sizes, always the same.
  func values(_ symbols: [String: Int], _ numbers: Numbers) -> [TensorValue] {
    inputs().enumerated().compactMap { place, input in
      Self.value(
        input.sizes.map { $0.evaluate(symbols: symbols) ?? 0 }, input.element,
        numbers == .special && !allowsSpecial(place) ? .small : numbers, seed: UInt64(place + 1))
    }
  }

  private static func value(
    _ shape: [Int], _ element: Type, _ numbers: Numbers, seed: UInt64
  ) -> TensorValue? {
    guard let kind = ScalarKind(element) else { return nil }
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    let count = shape.reduce(1, *)
    guard kind.isFloat else {
      let lowest: Int128 = kind == .bool ? 0 : -2
      let choices: UInt64 = kind == .bool ? 2 : 4
      return TensorValue(
        shape, kind: kind, integers: (0..<count).map { _ in Int128(next() % choices) + lowest })
    }
    var values = (0..<count).map { _ in Double(next() % 2001) / 1000 - 1 }
    switch numbers {
    case .small: break
    case .special:
      if count > 0 {
        values[count / 2] = .nan
        values[count - 1] = .infinity
      }
    case .wide:
      let limit = kind == .f16 ? 1e4 : 2e6
      values = values.enumerated().map { $0 % 11 == 5 ? $1 * limit : $1 * 100 }
    }
    return TensorValue(shape, kind: kind, doubles: values)
  }
}
