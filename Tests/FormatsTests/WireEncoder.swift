/// Writes protobuf messages, right or deliberately wrong, for the tests of the reader.
struct WireEncoder {
  var bytes: [UInt8] = []

  /// A message written by `body`.
  static func message(_ body: (inout WireEncoder) -> Void) -> [UInt8] {
    var encoder = WireEncoder()
    body(&encoder)
    return encoder.bytes
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func tag(_ number: Int, type: UInt8) { varint(UInt64(number) << 3 | UInt64(type)) }

  mutating func int(_ number: Int, _ value: Int64) {
    tag(number, type: 0)
    varint(UInt64(bitPattern: value))
  }

  mutating func float(_ number: Int, _ value: Float) {
    tag(number, type: 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += Array($0) }
  }

  mutating func double(_ number: Int, _ value: Double) {
    tag(number, type: 1)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += Array($0) }
  }

  mutating func data(_ number: Int, _ value: [UInt8]) {
    tag(number, type: 2)
    varint(UInt64(value.count))
    bytes += value
  }

  mutating func string(_ number: Int, _ value: String) { data(number, Array(value.utf8)) }

  mutating func message(_ number: Int, _ body: (inout WireEncoder) -> Void) {
    data(number, Self.message(body))
  }

  mutating func packed(_ number: Int, ints values: [Int64]) {
    message(number) { for value in values { $0.varint(UInt64(bitPattern: value)) } }
  }

  mutating func packed(_ number: Int, floats values: [Float]) {
    data(number, values.withUnsafeBytes { Array($0) })
  }

  mutating func packed(_ number: Int, doubles values: [Double]) {
    data(number, values.withUnsafeBytes { Array($0) })
  }
}

/// Pieces of ONNX models.
extension WireEncoder {
  /// A tensor whose elements `contents` writes.
  mutating func tensor(
    _ number: Int, name: String, type: Int64, dims: [Int64],
    _ contents: (inout WireEncoder) -> Void
  ) {
    message(number) {
      for dim in dims { $0.int(1, dim) }
      $0.int(2, type)
      $0.string(8, name)
      contents(&$0)
    }
  }

  /// A value of float32 with named and plain sizes.
  mutating func value(_ number: Int, name: String, dims: [String]) {
    message(number) {
      $0.string(1, name)
      $0.message(2) {
        $0.message(1) {
          $0.int(1, 1)
          $0.message(2) {
            for dim in dims {
              $0.message(1) { encoder in
                if let size = Int64(dim) {
                  encoder.int(1, size)
                } else if !dim.isEmpty {
                  encoder.string(2, dim)
                }
              }
            }
          }
        }
      }
    }
  }

  /// A model around the graph that `graph` writes.
  static func model(_ graph: (inout WireEncoder) -> Void) -> [UInt8] {
    message {
      $0.int(1, 8)
      $0.string(2, "tests")
      $0.message(7, graph)
      $0.message(8) { $0.int(2, 17) }
    }
  }

  /// A model with one initializer.
  static func model(
    tensor type: Int64, dims: [Int64], _ contents: (inout WireEncoder) -> Void
  ) -> [UInt8] {
    model { $0.tensor(5, name: "w", type: type, dims: dims, contents) }
  }
}
