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
