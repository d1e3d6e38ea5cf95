import Formats
import Testing

/// Named tensors in safetensors files.
struct SafetensorsTests {
  private func file(_ header: String, _ data: [UInt8] = []) -> ByteView {
    let text = Array(header.utf8)
    let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
    return ByteView(copying: length + text + data, name: "w.safetensors")
  }

  private func message(_ file: ByteView) -> String {
    do throws(FormatError) {
      _ = try SafetensorsFile.decode(file)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func readsTensorsAndMetadata() throws {
    let contents = try SafetensorsFile.decode(
      file(
        #"{"__metadata__":{"by":"\u00e9\ud83d\ude00\n"},"b":{"dtype":"U8","shape":[2],"#
          + #""data_offsets":[4,6]},"a":{"dtype":"I16","shape":[1,2],"data_offsets":[0,4]}}  "#,
        [1, 0, 255, 255, 7, 8]))
    #expect(contents.metadata == ["by": "é😀\n"])
    #expect(contents.entries.map(\.name) == ["a", "b"])
    #expect(contents["a"]?.elements(as: Int16.self) == [1, -1])
    #expect(contents["a"]?.shape == [1, 2])
    #expect(contents["b"]?.elements(as: UInt8.self) == [7, 8])
    #expect(contents["c"] == nil)
  }

  @Test func writesWhatItReads() throws {
    let folder = try TemporaryFolder()
    let original = SafetensorsFile(
      entries: [
        .init(
          name: "a \"quoted\"\n",
          tensor: try #require(.init(shape: [3], elements: [1, 2, 3] as [Float]))),
        .init(name: "scalar", tensor: try #require(.init(shape: [], elements: [Int64(9)]))),
        .init(name: "empty", tensor: try #require(.init(shape: [0, 4], elements: [] as [Float]))),
        .init(name: "é", tensor: try #require(.init(shape: [1], elements: [UInt8(4)]))),
      ],
      metadata: ["model": "tiny", "tab": "\t\u{1}"])
    let path = folder.path + "/w.safetensors"
    try original.write(to: path)
    let read = try SafetensorsFile.read(path: path)
    #expect(read.entries == original.entries)
    #expect(read.metadata == original.metadata)
    for entry in read.entries { #expect(entry.tensor.bytes.offsetInFile % 64 == 0) }
    #expect(try original.encode() == original.encode())
  }

  @Test func refusesNamesItCannotWrite() throws {
    let tensor = try #require(StoredTensor(shape: [1], elements: [Float(1)]))
    for names in [["x", "x"], ["__metadata__"], ["__pad_0"]] {
      let contents = SafetensorsFile(entries: names.map { .init(name: $0, tensor: tensor) })
      #expect(throws: FormatError.self) { try contents.encode() }
    }
  }

  @Test func saysWhatIsWrong() {
    func member(_ begin: Int, _ end: Int, shape: String = "[2]", type: String = "U8") -> String {
      #"{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(begin),\#(end)]}"#
    }
    func text(_ header: String, _ data: [UInt8] = [1, 2, 3, 4]) -> String {
      message(file(header, data))
    }
    #expect(message(ByteView(copying: [1], name: "w")).contains("not even a header length"))
    #expect(
      message(ByteView(copying: Array(repeating: 255, count: 9), name: "w"))
        .contains("is longer than the format allows (100000000)"))
    #expect(
      message(ByteView(copying: [9, 0, 0, 0, 0, 0, 0, 0, 123], name: "w"))
        .contains("the header of 9 bytes does not fit the file of 9 bytes"))
    #expect(text(" {}").contains("the header must begin with {"))
    #expect(text("{").contains("byte 9: in the header: expected"))
    #expect(text("{}x", []).contains("expected the end of the header"))
    #expect(text(#"{"a":1.5}"#).contains("expected a whole number"))
    #expect(text(#"{"a":"\ud800"}"#).contains("half a surrogate pair"))
    #expect(text("{" + String(repeating: #""a":{"#, count: 100)).contains("nested too deep"))
    #expect(text(#"{"a":\#(member(0, 2)),"a":\#(member(2, 4))}"#).contains("'a' occurs twice"))
    #expect(
      text(#"{"a":\#(member(1, 3)),"b":\#(member(3, 4, shape: "[1]"))}"#)
        .contains("in tensor 'a': 1 bytes before the tensor belong to nothing"))
    #expect(
      text(#"{"a":\#(member(0, 2)),"b":\#(member(1, 3))}"#)
        .contains("in tensor 'b': the tensor overlaps the one before it"))
    #expect(
      text(#"{"a":\#(member(0, 2))}"#).contains("2 bytes after the last tensor belong to nothing"))
    #expect(
      text(#"{"a":\#(member(0, 9))}"#).contains("has bytes 0 to 9 of data that has 4"))
    #expect(text(#"{"a":\#(member(-1, 2))}"#).contains("has bytes -1 to 2"))
    #expect(text(#"{"a":\#(member(0, 4))}"#).contains("does not take 4 bytes"))
    #expect(
      text(#"{"a":\#(member(0, 4, type: "Q3"))}"#)
        .contains("has elements of type 'Q3', which is not known"))
    #expect(text(#"{"a":{}}"#).contains("lacks 'dtype'"))
    #expect(text(#"{"__metadata__":{"a":1}}"#).contains("'a' must be a string, found a number"))
  }
}
