import Formats
import Testing

/// The elements of tensors, from every field that may hold them.
struct ONNXTensorTests {
  private func tensor(
    _ type: Int64, _ dims: [Int64], _ contents: (inout WireEncoder) -> Void
  ) throws -> TensorProto {
    let bytes = WireEncoder.model(tensor: type, dims: dims, contents)
    let graph = try #require(try ONNXFile.decode(ByteView(copying: bytes)).graph)
    return try #require(graph.initializers.first)
  }

  private func bytes(
    _ type: Int64, _ dims: [Int64], _ contents: (inout WireEncoder) -> Void
  ) throws -> [UInt8]? {
    try tensor(type, dims, contents).stored?.bytes.array
  }

  @Test func readsEveryFieldThatHoldsNumbers() throws {
    #expect(try bytes(1, [2]) { $0.packed(4, floats: [1, 2]) } == [0, 0, 128, 63, 0, 0, 0, 64])
    #expect(try bytes(1, [1]) { $0.float(4, 1) } == [0, 0, 128, 63])
    #expect(
      try tensor(11, [2]) { $0.packed(10, doubles: [1, -2]) }.stored?.elements(as: Double.self)
        == [1, -2])
    #expect(
      try tensor(7, [2]) { $0.packed(7, ints: [-1, 1 << 40]) }.stored?.elements(as: Int64.self)
        == [-1, 1 << 40])
    #expect(
      try tensor(13, [1]) { $0.packed(11, ints: [-1]) }.stored?.elements(as: UInt64.self)
        == [UInt64.max])
    #expect(
      try tensor(12, [1]) { $0.int(11, 0xffff_ffff) }.stored?.elements(as: UInt32.self)
        == [UInt32.max])
    #expect(
      try tensor(6, [2, 1]) { $0.packed(5, ints: [-5, 6]) }.stored?.elements(as: Int32.self)
        == [-5, 6])
  }

  @Test func readsNarrowNumbers() throws {
    #expect(try bytes(2, [2]) { $0.packed(5, ints: [0, 255]) } == [0, 255])
    #expect(try bytes(3, [2]) { $0.packed(5, ints: [-128, 127]) } == [128, 127])
    #expect(try bytes(4, [1]) { $0.int(5, 65535) } == [255, 255])
    #expect(try bytes(5, [1]) { $0.int(5, -2) } == [254, 255])
    #expect(try bytes(9, [3]) { $0.packed(5, ints: [0, 1, 7]) } == [0, 1, 1])
    #expect(try bytes(10, [1]) { $0.int(5, 0x3c00) } == [0, 0x3c])
    #expect(try bytes(16, [1]) { $0.int(5, 0xbf80) } == [0x80, 0xbf])
    #expect(try bytes(17, [1]) { $0.int(5, 0xfe) } == [0xfe])
    #expect(try bytes(21, [3]) { $0.packed(5, ints: [0x21, 0x03]) } == [0x21, 0x03])
    #expect(try bytes(25, [5]) { $0.packed(5, ints: [0x1b, 0x02]) } == [0x1b, 0x02])
  }

  @Test func readsComplexNumbers() throws {
    let complex = try bytes(14, [1]) { $0.packed(4, floats: [1, 2]) }
    #expect(complex == [0, 0, 128, 63, 0, 0, 0, 64])
    #expect(
      try bytes(15, [1]) { $0.packed(10, doubles: [0, 0]) } == Array(repeating: 0, count: 16))
  }

  @Test func readsStrings() throws {
    let tensor = try tensor(8, [2]) {
      $0.string(6, "one")
      $0.data(6, [0xff])
    }
    guard case .strings(let strings) = tensor.contents else {
      Issue.record("the strings are gone")
      return
    }
    #expect(strings.map(\.array) == [Array("one".utf8), [0xff]])
  }

  @Test func readsScalarsAndEmptyTensors() throws {
    #expect(try bytes(1, []) { $0.float(4, 1) } == [0, 0, 128, 63])
    #expect(try tensor(7, [0, 5]) { _ in }.stored?.elementCount == 0)
    #expect(try tensor(7, [0]) { $0.data(9, []) }.stored?.bytes.count == 0)
  }

  /// Every kind of number, raw: exactly the bytes of the file, at their place in the file.
  @Test(arguments: Int64(1)...26)
  func leavesRawBytesWhereTheyAre(type: Int64) throws {
    guard type != 8 else { return }
    let format = try #require(ElementFormat(onnxDataType: Int32(type)))
    let count = try #require(format.byteCount(elements: 6))
    let raw = (0..<count).map { UInt8($0 + 1) }
    let file = WireEncoder.model(tensor: type, dims: [2, 3]) { $0.data(9, raw) }
    let graph = try #require(try ONNXFile.decode(ByteView(copying: file)).graph)
    let stored = try #require(graph.initializers.first?.stored)
    #expect(stored.format == format)
    #expect(stored.shape == [2, 3])
    #expect(stored.bytes.array == raw)
    let start = stored.bytes.offsetInFile
    #expect(Array(file[start..<start + count]) == raw)
  }

  @Test func leavesPackedFloatsWhereTheyAre() throws {
    let file = WireEncoder.model(tensor: 1, dims: [3]) { $0.packed(4, floats: [1, 2, 3]) }
    let graph = try #require(try ONNXFile.decode(ByteView(copying: file)).graph)
    let stored = try #require(graph.initializers.first?.stored)
    let start = stored.bytes.offsetInFile
    #expect(start > 0)
    #expect(Array(file[start..<start + 12]) == stored.bytes.array)
  }

  @Test func dataTypeNumbersRoundTrip() {
    for format in ElementFormat.allCases {
      #expect(ElementFormat(onnxDataType: format.onnxDataType) == format)
    }
  }
}
