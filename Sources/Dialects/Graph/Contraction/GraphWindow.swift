import IR
import Support

extension Graph {
  /// How a window moves over the spatial dimensions; one entry for each of them.
  public struct Window: Hashable, Sendable {
    public var strides: [Int]
    public var dilations: [Int]
    /// Elements added before the first; may be negative.
    public var padsBegin: [IndexExpression]
    /// Elements added after the last; may be negative.
    public var padsEnd: [IndexExpression]

    /// A window that moves by one without padding, except where given otherwise.
    public init(
      rank: Int, strides: [Int]? = nil, dilations: [Int]? = nil,
      padsBegin: [IndexExpression]? = nil, padsEnd: [IndexExpression]? = nil
    ) {
      let ones = Array(repeating: 1, count: rank)
      let zeros = Array(repeating: IndexExpression.zero, count: rank)
      (self.strides, self.dilations) = (strides ?? ones, dilations ?? ones)
      (self.padsBegin, self.padsEnd) = (padsBegin ?? zeros, padsEnd ?? zeros)
    }

    /// How many positions a window of `kernel` elements has in `size` elements: as many as fit, or
    /// with `roundsUp` also one that begins inside and ends beyond.
    public func outputSize(
      of size: IndexExpression, kernel: IndexExpression, axis: Int, roundsUp: Bool = false
    ) -> IndexExpression {
      let stride = IndexExpression(strides[axis])
      let reach = (kernel - 1) * IndexExpression(dilations[axis]) + 1
      let room = size + padsBegin[axis] + padsEnd[axis] - reach
      guard roundsUp else { return room.floorDivided(by: stride) + 1 }
      // A window must begin in the operand or its left padding.
      let last = (size + padsBegin[axis] - 1).floorDivided(by: stride)
      return .minimum(room.ceilDivided(by: stride), last) + 1
    }

    static let properties: [Signature.Property] = [
      .init("strides", .integerArray), .init("dilations", .integerArray),
      .init("pads_begin", .sizes), .init("pads_end", .sizes),
    ]

    init(_ read: Reader) {
      (strides, dilations) = (read.integers("strides"), read.integers("dilations"))
      (padsBegin, padsEnd) = (read.sizes("pads_begin"), read.sizes("pads_end"))
    }

    func write(to properties: inout AttributeDictionary) {
      properties["strides"] = .i64Array(strides)
      properties["dilations"] = .i64Array(dilations)
      properties["pads_begin"] = .sizes(padsBegin)
      properties["pads_end"] = .sizes(padsEnd)
    }

    /// - Throws: when there is not one positive stride and dilation and two pads a dimension.
    func check(rank: Int, of mnemonic: String) throws(Diagnostic) {
      try checkCount(strides.count, is: rank, "strides", of: mnemonic)
      try checkCount(dilations.count, is: rank, "dilations", of: mnemonic)
      try checkCount(padsBegin.count, is: rank, "pads_begin", of: mnemonic)
      try checkCount(padsEnd.count, is: rank, "pads_end", of: mnemonic)
      guard (strides + dilations).allSatisfy({ $0 > 0 }) else {
        throw .error("strides and dilations of '\(mnemonic)' must be positive")
      }
    }
  }
}
