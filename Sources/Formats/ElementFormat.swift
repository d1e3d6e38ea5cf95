/// How one element of a stored tensor is represented.
///
/// These are all the element kinds that ONNX, NumPy and safetensors files can hold; what a compiler
/// makes of them is decided elsewhere. Multi-byte elements are little-endian; elements narrower than a
/// byte are packed from the least significant bits up.
public enum ElementFormat: String, Sendable, Hashable, CaseIterable {
  case bool
  case uint2, int2, uint4, int4
  case uint8, int8, uint16, int16, uint32, int32, uint64, int64
  case float4e2m1
  case float8e4m3fn, float8e4m3fnuz, float8e5m2, float8e5m2fnuz, float8e8m0
  case float16, bfloat16, float32, float64
  case complex64, complex128
  /// Byte strings of any length: these have no dense form.
  case string

  /// Width of one element in bits; nil for strings.
  public var bitWidth: Int? {
    switch self {
    case .uint2, .int2: 2
    case .uint4, .int4, .float4e2m1: 4
    case .bool, .uint8, .int8, .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz,
      .float8e8m0:
      8
    case .uint16, .int16, .float16, .bfloat16: 16
    case .uint32, .int32, .float32: 32
    case .uint64, .int64, .float64, .complex64: 64
    case .complex128: 128
    case .string: nil
    }
  }

  /// Bytes that `count` elements take, the last byte padded; nil for strings, for negative counts and
  /// where the size does not fit an `Int`.
  public func byteCount(elements count: Int) -> Int? {
    guard let bitWidth, count >= 0 else { return nil }
    if bitWidth >= 8 {
      let (bytes, overflow) = count.multipliedReportingOverflow(by: bitWidth / 8)
      return overflow ? nil : bytes
    }
    let perByte = 8 / bitWidth
    return count / perByte + (count % perByte == 0 ? 0 : 1)
  }
}
