import IR
import Testing

/// Bits of the floating-point formats, against the hardware's own where there is one.
@Suite struct FloatKindTests {
  static let small: [FloatKind] = [
    .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f8E3M4, .f8E8M0FNU,
    .f6E2M3FN, .f6E3M2FN, .f4E2M1FN, .f16, .bf16,
  ]

  @Test(arguments: small)
  func everyPatternSurvives(_ kind: FloatKind) throws {
    let context = Context(dialects: [])
    for bits in 0..<UInt128(1) << UInt128(kind.width) {
      let value = kind.decode(bits)
      let back: UInt128 = kind.encode(value)
      // Formats with one NaN map all to it.
      #expect(back == bits || value.isNaN && kind.decode(back).isNaN, "\(kind) \(bits)")
      // Text reads back, in each of its forms.
      guard kind.width <= 8 || bits % 7 == 0 else { continue }
      let attribute = Attribute.float(bits: value.bitPattern, .float(kind))
      #expect(try Attribute(parsing: attribute.description, context: context) == attribute)
    }
  }

  @Test func halvesRoundAsTheHardwareDoes() {
    var value = 1e-9
    while value < 1e6 {
      #expect(FloatKind.f16.rounded(value) == Double(Float16(value)), "\(value)")
      #expect(FloatKind.f32.rounded(-value) == Double(Float(-value)), "\(value)")
      value *= 1.0007
    }
    // Ties go to even; what is too large is infinite.
    #expect(FloatKind.f16.rounded(2049) == 2048)
    #expect(FloatKind.f16.rounded(2051) == 2052)
    #expect(FloatKind.f16.rounded(65519.9) == 65504)
    #expect(FloatKind.f16.rounded(65520) == .infinity)
    #expect(FloatKind.bf16.rounded(3.4e38) == .infinity)
    #expect(FloatKind.f16.rounded(2.9e-8) == 0)
    #expect(FloatKind.f16.rounded(3e-8) == 5.960464477539063e-8)
  }

  /// Every rule gives the neighbour that it says, by a search through all numbers of the format.
  @Test(
    arguments: small.filter { $0 != .f8E8M0FNU },
    [.toNearestOrEven, .down, .up, .towardZero, .toNearestOrAwayFromZero]
      as [FloatingPointRoundingRule])
  func everyRuleGivesItsNeighbour(_ kind: FloatKind, _ rule: FloatingPointRoundingRule) throws {
    let all = Set((0..<UInt128(1) << UInt128(kind.width)).map { kind.decode($0) })
    let numbers = all.filter { $0.isFinite }.sorted()
    let (least, largest) = (try #require(numbers.first), try #require(numbers.last))
    var random = SystemRandomNumberGenerator()
    let middles = zip(numbers, numbers.dropFirst()).map { ($0 + $1) / 2 }
    let others = (0..<500).map { _ in Double.random(in: least...largest, using: &random) }
    let tiny = (0..<100).map { _ in Double.random(in: -1...1, using: &random) * numbers[1].ulp }
    for value in numbers + middles + others + tiny {
      let place = Self.firstIndex(in: numbers, notBelow: value)
      let above = numbers[place]
      let below = above == value ? above : numbers[place - 1]
      let isNearBelow = value - below < above - value
      let isTie = value - below == above - value
      let expected =
        switch rule {
        case .down: below
        case .up: above
        case .towardZero: value < 0 ? above : below
        case .toNearestOrAwayFromZero:
          isTie ? (value < 0 ? below : above) : isNearBelow ? below : above
        default:
          isTie ? (kind.encode(below) & 1 == 0 ? below : above) : isNearBelow ? below : above
        }
      #expect(kind.rounded(value, rule) == expected, "\(kind) \(rule) \(value)")
    }
    // Beyond the largest number rounding towards zero stays there.
    #expect(kind.rounded(largest * 1.5, .towardZero) == largest)
    #expect(kind.rounded(largest * 1.5, .down) == largest)
    #expect(kind.rounded(least * 1.5, .up) == least)
    if all.contains(.infinity) {
      #expect(kind.rounded(largest * 1.01, .up) == .infinity)
      #expect(kind.rounded(least * 1.01, .down) == -.infinity)
    }
  }

  private static func firstIndex(in numbers: [Double], notBelow value: Double) -> Int {
    var (low, high) = (0, numbers.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A NaN that signals is quiet afterwards, and keeps the rest of its bits.
  @Test func signallingNaNsBecomeQuiet() throws {
    let signalling = FloatKind.f32.decode(0x7F80_0001)
    #expect(signalling.isSignalingNaN)
    let quiet = try #require(FloatKind.f64.rounded(signalling, .toNearestOrEven))
    #expect(quiet.bitPattern == 0x7FF8_0000_2000_0000)
    let half = try #require(FloatKind.f16.rounded(FloatKind.f32.decode(0xFF80_2000), .down))
    #expect(FloatKind.f16.encode(half) == 0xFE01)
  }

  @Test func theEightBitFormatsHaveTheirLimits() {
    #expect(FloatKind.f8E4M3FN.decode(0x7E) == 448)
    #expect(FloatKind.f8E4M3FN.rounded(464) == 448)
    #expect(FloatKind.f8E4M3FN.rounded(465).isNaN)
    #expect(FloatKind.f8E5M2.decode(0x7B) == 57344)
    #expect(FloatKind.f8E5M2.rounded(1e6) == .infinity)
    #expect(FloatKind.f8E4M3.decode(0x77) == 240)
    #expect(FloatKind.f8E4M3FNUZ.decode(0x7F) == 240)
    #expect(FloatKind.f8E5M2FNUZ.decode(0x7F) == 57344)
    #expect(FloatKind.f8E4M3B11FNUZ.decode(0x7F) == 30)
    // As MLIR 22 rounds them.
    #expect(FloatKind.f8E3M4.rounded(15.5) == 15.5)
    #expect(FloatKind.f8E3M4.rounded(1000) == .infinity)
    #expect(FloatKind.f6E2M3FN.rounded(100) == 7.5)
    #expect(FloatKind.f4E2M1FN.rounded(-100) == -6)
    #expect(FloatKind.f8E8M0FNU.rounded(3) == 4)
    #expect(FloatKind.f8E8M0FNU.rounded(0) == 0x1p-127)
    #expect(FloatKind.f8E4M3FNUZ.encode(-0.0) == 0)
    #expect(FloatKind.f8E4M3FNUZ.encode(.infinity) == 0x80)
    #expect(FloatKind.f8E5M2.decode(0x01) == 0.0000152587890625)
  }

  @Test func wideFormatsHoldEveryDouble() {
    var value = Double.leastNonzeroMagnitude
    while value.isFinite {
      for kind in [FloatKind.f80, .f128] {
        #expect(kind.decode(kind.encode(value)) == value, "\(value)")
        #expect(kind.decode(kind.encode(-value)) == -value, "\(value)")
      }
      value *= 1.37e3
    }
    #expect(FloatKind.f80.encode(1) == 0x3FFF_8000_0000_0000_0000)
    #expect(FloatKind.f128.encode(-2) >> 112 == 0xC000)
  }
}
