import Evaluation
import Formats

extension TensorValue {
  /// The elements of a file's tensor; `nil` for formats that no model has.
  public init?(_ stored: StoredTensor) {
    if let bytes = stored.integerBytes, let kind = ScalarKind(narrow: stored.format) {
      self.init(shape: stored.shape, kind: kind, bytes: bytes.array)
      return
    }
    guard
      let kind = ScalarKind.allCases.first(where: { !$0.isPackable && $0.format == stored.format })
    else {
      return nil
    }
    self.init(shape: stored.shape, kind: kind, bytes: stored.bytes.array)
  }

  /// This as a file holds it.
  public var stored: StoredTensor? {
    StoredTensor(format: kind.format, shape: shape, bytes: ByteView(copying: bytes))
  }
}

extension ScalarKind {
  /// The kind of integers that share bytes in files of `format`.
  fileprivate init?(narrow format: ElementFormat) {
    switch format {
    case .int2: self = .i2
    case .int4: self = .i4
    case .uint2: self = .u2
    case .uint4: self = .u4
    default: return nil
    }
  }

  /// The format of such elements in files, where each takes a byte at least.
  public var format: ElementFormat {
    switch self {
    case .bool: .bool
    case .i2, .i4, .i8: .int8
    case .i16: .int16
    case .i32: .int32
    case .i64: .int64
    case .u2, .u4, .u8: .uint8
    case .u16: .uint16
    case .u32: .uint32
    case .u64: .uint64
    case .f16: .float16
    case .bf16: .bfloat16
    case .f32: .float32
    case .f64: .float64
    }
  }
}
