/// Fills memory with numbers that depend on a seed alone, the same in the tuner and in its runner.
enum RandomContents {
  /// The seed of one of the buffers of a call.
  static func seed(_ seed: UInt64, ofBuffer number: Int) -> UInt64 {
    seed &+ UInt64(number) &* 0x9E37_79B9
  }

  static func fill(
    _ block: UnsafeMutableRawBufferPointer, _ contents: MeasureRequest.Buffer.Contents,
    seed: UInt64
  ) {
    var state = seed &* 0x2545_F491_4F6C_DD1D | 1
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    switch contents {
    case .floats(bytes: 8, _):
      block.withMemoryRebound(to: Double.self) { values in
        for place in values.indices { values[place] = Double(Int64(bitPattern: next())) * 0x1p-63 }
      }
    case .floats(bytes: 2, let isBrain):
      block.withMemoryRebound(to: UInt16.self) { values in
        for place in values.indices {
          // Sign and fraction at random; an exponent for 1/4 to 1.
          let bits = UInt16(truncatingIfNeeded: next() >> 32)
          let exponent: UInt16 = isBrain ? 125 + (bits >> 8 & 1) : 13 + (bits >> 11 & 1)
          values[place] =
            isBrain
            ? bits & 0x807F | exponent << 7 : bits & 0x83FF | exponent << 10
        }
      }
    case .floats:
      block.withMemoryRebound(to: Float.self) { values in
        for place in values.indices {
          values[place] = Float(Int32(truncatingIfNeeded: next() >> 32)) * 0x1p-31
        }
      }
    case .booleans:
      for place in block.indices { block[place] = UInt8(next() >> 40 & 1) }
    default:
      for place in block.indices { block[place] = UInt8(truncatingIfNeeded: next() >> 32) }
    }
  }
}
