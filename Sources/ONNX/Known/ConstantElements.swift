import Dialects
import Formats
import IR
import Support

/// Elements of constants as bytes and as numbers.
enum ConstantElements {
  /// The elements in `bytes`; nil for formats that are not tracked.
  static func known(_ bytes: ByteView, _ element: Type, count: Int) -> [KnownElement]? {
    guard let width = element.elementByteCount, bytes.count == width * count else { return nil }
    return bytes.withUnsafeBytes { bytes in
      var elements: [KnownElement] = []
      for offset in stride(from: 0, to: bytes.count, by: width) {
        if element.isFloat {
          guard let number = ElementCoding.number(in: bytes, at: offset, as: element) else {
            return nil
          }
          elements.append(.number(number))
        } else {
          guard let integer = ElementCoding.integer(in: bytes, at: offset, as: element) else {
            return nil
          }
          elements.append(.integer(IndexExpression(integer)))
        }
      }
      return elements
    }
  }

  /// Constant elements as bytes; nil where one depends on sizes.
  static func bytes(_ elements: [KnownElement], _ element: Type) -> [UInt8]? {
    var bytes: [UInt8] = []
    for one in elements {
      if element.isFloat {
        guard let number = one.constantNumber else { return nil }
        bytes += ElementCoding.bytes(of: number, as: element)
      } else {
        guard let integer = one.constantInteger else { return nil }
        bytes += ElementCoding.bytes(of: integer, as: element)
      }
    }
    return bytes
  }
}

extension StoredTensor {
  /// The elements with at least a byte each, booleans as zero or one.
  var unpackedBytes: ByteView {
    switch format {
    case .bool: isCleanBoolean ? bytes : booleans
    default: integerBytes ?? bytes
    }
  }

  private var isCleanBoolean: Bool { bytes.withUnsafeBytes { $0.allSatisfy { $0 <= 1 } } }

  private var booleans: ByteView {
    bytes.withUnsafeBytes { source in
      ByteView(initializing: source.count, name: bytes.name) { target in
        for index in source.indices { target[index] = source[index] == 0 ? 0 : 1 }
      }
    }
  }
}
