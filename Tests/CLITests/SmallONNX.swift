import Foundation

/// `y = relu(x w + b)` with `x: [n, 4]`, `w: [4, 3]`, as the bytes of an ONNX file.
enum SmallONNX {
  /// The model, with the twelve numbers of `w` in the file or in another one beside it.
  static func bytes(externalData: String? = nil, operation: String = "Relu") -> [UInt8] {
    let weights = tensor("w", [4, 3], values: weightValues, file: externalData)
    let bias = tensor("b", [3], values: [0.5, -1, 2], file: nil)
    let graph =
      node("MatMul", ["x", "w"], "p") + node("Add", ["p", "b"], "s") + node(operation, ["s"], "y")
      + text(2, "small") + message(5, weights) + message(5, bias)
      + message(11, value("x", [nil, 4])) + message(12, value("y", [nil, 3]))
    return number(1, 8) + message(7, graph) + message(8, text(1, "") + number(2, 17))
  }

  static let weightValues: [Float] = (0..<12).map { Float($0) * 0.25 - 1 }

  /// The bytes of the file with external data.
  static var externalBytes: [UInt8] { bytes(of: weightValues) }

  private static func node(_ type: String, _ inputs: [String], _ output: String) -> [UInt8] {
    message(
      1,
      inputs.flatMap { text(1, $0) } + text(2, output) + text(3, "node_\(output)") + text(4, type))
  }

  private static func tensor(
    _ name: String, _ shape: [Int], values: [Float], file: String?
  ) -> [UInt8] {
    let head = shape.flatMap { number(1, $0) } + number(2, 1) + text(8, name)
    guard let file else { return head + message(9, bytes(of: values)) }
    let entries = [("location", file), ("offset", "0"), ("length", "\(values.count * 4)")]
    return head + entries.flatMap { message(13, text(1, $0.0) + text(2, $0.1)) } + number(14, 1)
  }

  private static func value(_ name: String, _ shape: [Int?]) -> [UInt8] {
    let sizes = shape.flatMap { size in
      message(1, size.map { number(1, $0) } ?? text(2, "n"))
    }
    return text(1, name) + message(2, message(1, number(1, 1) + message(2, sizes)))
  }

  private static func bytes(of values: [Float]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
  }

  // MARK: Protocol buffers

  private static func varint(_ value: Int) -> [UInt8] {
    var (rest, bytes) = (UInt64(value), [UInt8]())
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }

  private static func number(_ field: Int, _ value: Int) -> [UInt8] {
    varint(field << 3) + varint(value)
  }

  private static func message(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(field << 3 | 2) + varint(bytes.count) + bytes
  }

  private static func text(_ field: Int, _ text: String) -> [UInt8] {
    message(field, Array(text.utf8))
  }
}
