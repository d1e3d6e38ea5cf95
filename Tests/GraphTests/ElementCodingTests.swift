import Dialects
import IR
import Testing

@Suite struct ElementCodingTests {
  static let floats: [FloatKind] = [
    .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f16, .bf16, .f32, .f64,
  ]

  @Test(arguments: floats)
  func floatsKeepNumbersTheyCanHold(_ kind: FloatKind) {
    let element = Type.float(kind)
    for number in [0, 1, -1, 0.5, -1.75, 6, 12] {
      let bytes = ElementCoding.bytes(of: number, as: element)
      #expect(bytes.count == kind.width / 8)
      #expect(bytes.withUnsafeBytes { ElementCoding.number(in: $0, at: 0, as: element) } == number)
    }
    let integer = ElementCoding.bytes(of: 12, as: element)
    #expect(integer == ElementCoding.bytes(of: 12.0, as: element))
  }

  @Test func floatsRoundOnce() {
    #expect(ElementCoding.bytes(of: 2051, as: .f16) == ElementCoding.bytes(of: 2052.0, as: .f16))
    // Through `Float` this would become the tie 257 and go to the even 256.
    #expect(ElementCoding.bytes(of: 257.000000001, as: .bf16) == [0x81, 0x43])
    #expect(ElementCoding.bytes(of: 65520.0, as: .f16) == [0x00, 0x7C])
    #expect(ElementCoding.bytes(of: 1000, as: .float(.f8E4M3FN)) == [0x7F])
  }

  @Test func integersSaturateAndAreCut() {
    #expect(ElementCoding.bytes(of: 1e30, as: .i64) == ElementCoding.bytes(of: Int.max, as: .i64))
    #expect(ElementCoding.bytes(of: -2.9, as: .i8) == [0xFE])
    #expect(ElementCoding.bytes(of: 0x1234, as: .i8) == [0x34])
    #expect(ElementCoding.bytes(of: Double.nan, as: .i16) == [0, 0])
    #expect(ElementCoding.bytes(of: 0.25, as: .i1) == [1])
  }

  @Test func whatIsNotThereIsNil() {
    let bytes: [UInt8] = [1, 2, 3]
    bytes.withUnsafeBytes {
      #expect(ElementCoding.number(in: $0, at: 0, as: .f32) == nil)
      #expect(ElementCoding.integer(in: $0, at: 2, as: .i16) == nil)
      #expect(ElementCoding.integer(in: $0, at: 1, as: .i16) == 0x0302)
    }
  }
}
