import Evaluation
import Testing

@Suite struct SmallFloatTests {
  @Test func everyHalfReadsAsTheStandardLibraryReadsIt() {
    for bits in UInt16.min...UInt16.max {
      let expected = Double(Float16(bitPattern: bits))
      let actual = Half(bitPattern: bits).double
      #expect(actual == expected && actual.sign == expected.sign || actual.isNaN && expected.isNaN)
    }
  }

  @Test func everyHalfSurvivesTheWayThereAndBack() {
    for bits in UInt16.min...UInt16.max where !Half(bitPattern: bits).double.isNaN {
      #expect(Half(Half(bitPattern: bits).double).bitPattern == bits)
      let brain = BFloat16(bitPattern: bits)
      #expect(brain.double.isNaN || BFloat16(brain.double).bitPattern == bits)
    }
  }

  @Test func halvesBetweenTwoGoToTheEvenOne() {
    for bits in UInt16(0)..<0x7BFF {
      let low = Half(bitPattern: bits).double
      let high = Half(bitPattern: bits + 1).double
      let middle = (low + high) / 2
      #expect(Half(middle).bitPattern == (bits & 1 == 0 ? bits : bits + 1))
      #expect(Half(middle.nextDown).bitPattern == bits)
      #expect(Half(middle.nextUp).bitPattern == bits + 1)
    }
  }

  @Test func brainFloatsBetweenTwoGoToTheEvenOne() {
    for bits in stride(from: UInt16(0), to: 0x7F7F, by: 7) {
      let low = BFloat16(bitPattern: bits).double
      let middle = (low + BFloat16(bitPattern: bits + 1).double) / 2
      #expect(BFloat16(-middle).bitPattern == 0x8000 | (bits & 1 == 0 ? bits : bits + 1))
      #expect(BFloat16(-middle.nextUp).bitPattern == 0x8000 | (bits + 1))
    }
  }

  @Test func tooLargeBecomesInfinity() {
    #expect(Half(65519.99).double == 65504)
    #expect(Half(65520).double == .infinity)
    #expect(Half(-1e300).double == -.infinity)
    #expect(BFloat16(3.4e38).double == .infinity)
    #expect(BFloat16(1e-300).bitPattern == 0)
    #expect(BFloat16(.nan).double.isNaN && Half(-.nan).double.isNaN)
  }

  /// Through `Double` or `Float` these would be rounded twice and come out wrong.
  @Test func bigIntegersRoundOnce() {
    let value: Int64 = (1 << 60) + (1 << 36) + 1
    #expect(TensorValue([], kind: .f32, integers: [Int128(value)]) == TensorValue(Float(value)))
    let odd: Int128 = (1 << 62) + (1 << 54) + 1
    let brain = TensorValue([], kind: .bf16, integers: [odd]).elements(as: BFloat16.self)?.first
    #expect(brain?.double == 0x1p62 + 0x1p55)
  }
}
