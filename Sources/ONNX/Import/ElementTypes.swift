import Formats
import IR

extension Type {
  /// The type of an element in `format`; nil where the graph level has none.
  ///
  /// Signed integers are signless, as everywhere in the graph dialect; booleans are `i1`.
  init?(_ format: ElementFormat) {
    switch format {
    case .bool: self = .i1
    case .int2: self = .integer(width: 2, .signless)
    case .int4: self = .integer(width: 4, .signless)
    case .int8: self = .i8
    case .int16: self = .i16
    case .int32: self = .i32
    case .int64: self = .i64
    case .uint2: self = .integer(width: 2, .unsigned)
    case .uint4: self = .integer(width: 4, .unsigned)
    case .uint8: self = .integer(width: 8, .unsigned)
    case .uint16: self = .integer(width: 16, .unsigned)
    case .uint32: self = .integer(width: 32, .unsigned)
    case .uint64: self = .integer(width: 64, .unsigned)
    case .float16: self = .f16
    case .bfloat16: self = .bf16
    case .float32: self = .f32
    case .float64: self = .f64
    case .float8e4m3fn: self = .float(.f8E4M3FN)
    case .float8e4m3fnuz: self = .float(.f8E4M3FNUZ)
    case .float8e5m2: self = .float(.f8E5M2)
    case .float8e5m2fnuz: self = .float(.f8E5M2FNUZ)
    case .float4e2m1, .float8e8m0, .complex64, .complex128, .string: return nil
    }
  }

  /// The inverse of `init(_: ElementFormat)`.
  var elementFormat: ElementFormat? {
    ElementFormat.allCases.first { Type($0) == self }
  }
}
