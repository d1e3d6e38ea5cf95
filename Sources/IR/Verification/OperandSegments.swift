extension Module {
  /// Which operands belong to each slot of `signature`, from `operandSegmentSizes` if there are
  /// several groups of open size; `nil` if the numbers do not fit.
  public func operandSegments(
    of operation: OperationID, _ signature: Signature
  ) -> [Range<Int>]? {
    Self.segments(
      signature.operands, count: operandCount(of: operation),
      sizes: property("operandSegmentSizes", of: operation)?.integerArrayValue)
  }

  /// Which results belong to each slot of `signature`; see `operandSegments`.
  public func resultSegments(of operation: OperationID, _ signature: Signature) -> [Range<Int>]? {
    Self.segments(
      signature.results, count: resultCount(of: operation),
      sizes: property("resultSegmentSizes", of: operation)?.integerArrayValue)
  }

  static func segments(
    _ slots: [Signature.Slot], count: Int, sizes: [Int]?
  ) -> [Range<Int>]? {
    let open = slots.filter { $0.arity != .one }.count
    var counts = slots.map { _ in 1 }
    if let sizes {
      guard sizes.count == slots.count, sizes.allSatisfy({ $0 >= 0 && $0 <= count }) else {
        return nil
      }
      counts = sizes
    } else if open == 1, let place = slots.firstIndex(where: { $0.arity != .one }) {
      counts[place] = count - (slots.count - 1)
    } else if open > 1 {
      return nil
    }
    guard counts.reduce(0, +) == count else { return nil }
    for (slot, size) in zip(slots, counts) {
      switch slot.arity {
      case .one where size != 1: return nil
      case .optional where size < 0 || size > 1: return nil
      case .variadic where size < 0: return nil
      default: break
      }
    }
    var ranges: [Range<Int>] = []
    var start = 0
    for size in counts {
      ranges.append(start..<start + size)
      start += size
    }
    return ranges
  }
}
