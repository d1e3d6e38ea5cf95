import Formats
import Testing

/// Arrays in `.npy` files.
struct NumPyTests {
  private func file(_ header: String, version: UInt8 = 1, _ data: [UInt8]) -> ByteView {
    let text = Array(header.utf8)
    let length: [UInt8] =
      version == 1
      ? [UInt8(text.count & 0xff), UInt8(text.count >> 8)]
      : [UInt8(text.count & 0xff), UInt8(text.count >> 8), 0, 0]
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    return ByteView(copying: magic + [version, 0] + length + text + data, name: "a.npy")
  }

  private func message(_ file: ByteView) -> String {
    do throws(FormatError) {
      _ = try NumPyFile.decode(file)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func readsEveryVersion() throws {
    for version: UInt8 in 1...3 {
      let array = try NumPyFile.decode(
        file(
          "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n", version: version,
          [1, 0, 0, 0, 254, 255, 255, 255]))
      #expect(array.elements(as: Int32.self) == [1, -2])
      #expect(array.shape == [2])
    }
  }

  @Test func readsColumnMajorOrder() throws {
    let array = try NumPyFile.decode(
      file("{'descr':'|u1','fortran_order':True,'shape':(2,3)}", [1, 4, 2, 5, 3, 6]))
    #expect(array.elements(as: UInt8.self) == [1, 2, 3, 4, 5, 6])
  }

  @Test func readsBigEndianNumbers() throws {
    let array = try NumPyFile.decode(
      file("{'descr': '>u2', 'fortran_order': False, 'shape': (2, 1)}", [1, 2, 3, 4]))
    #expect(array.elements(as: UInt16.self) == [0x102, 0x304])
  }

  @Test func readsScalarsAndEmptyArrays() throws {
    let scalar = try NumPyFile.decode(
      file("{'descr': '<i8', 'fortran_order': False, 'shape': ()}", [7, 0, 0, 0, 0, 0, 0, 0]))
    #expect(scalar.shape == [])
    #expect(scalar.elements(as: Int64.self) == [7])
    let empty = try NumPyFile.decode(
      file("{\"shape\": (0L, 3), 'fortran_order': True, 'descr': '<f8'}", []))
    #expect(empty.shape == [0, 3])
    #expect(empty.elements(as: Double.self) == [])
  }

  @Test(arguments: ElementFormat.allCases)
  func writesWhatItReads(format: ElementFormat) throws {
    guard let count = format.byteCount(elements: 6) else { return }
    let bytes = (0..<count).map { UInt8($0) }
    let tensor = try #require(
      StoredTensor(format: format, shape: [3, 1, 2], bytes: ByteView(copying: bytes)))
    do throws(FormatError) {
      let pieces = try NumPyFile.encode(tensor)
      #expect(pieces[0].count % 64 == 0)
      #expect(try NumPyFile.decode(ByteView(copying: pieces.flatMap(\.array))) == tensor)
    } catch {
      let isNarrow = format.rawValue.hasPrefix("float8") || (format.bitWidth ?? 0) < 8
      #expect(isNarrow && error.kind == .unsupported)
    }
  }

  @Test func writesWholeFiles() throws {
    let folder = try TemporaryFolder()
    let tensor = try #require(StoredTensor(shape: [2], elements: [Float(1.5), -2]))
    try NumPyFile.write(tensor, to: folder.path + "/out.npy")
    #expect(try NumPyFile.read(path: folder.path + "/out.npy") == tensor)
    #expect(throws: FormatError.self) {
      try NumPyFile.write(tensor, to: folder.path + "/none/out.npy")
    }
  }

  @Test func saysWhatIsWrong() {
    func text(_ header: String, _ data: [UInt8] = []) -> String { message(file(header, data)) }
    #expect(
      message(ByteView(copying: [1, 2], name: "a.npy"))
        == "a.npy: byte 0: expected a NumPy array (a file that begins with \\x93NUMPY); "
        + "write it with numpy.save")
    #expect(message(file("", version: 4, [])).contains("version 4, expected version 1, 2 or 3"))
    #expect(
      text("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", [1, 2])
        == "a.npy: byte 65: an array of float32 with shape [3] needs 12 bytes, found 2; "
        + "the file is incomplete")
    #expect(
      text("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", [1, 2, 3, 4, 5])
        .contains("needs 4 bytes, found 5; save one array per file"))
    #expect(
      text("{'descr': '|O', 'fortran_order': False, 'shape': ()}")
        .contains("elements of type '|O', expected numbers or booleans"))
    #expect(
      text("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}")
        .contains("records with several fields"))
    #expect(text("{'fortran_order': False, 'shape': ()}").contains("lacks 'descr'"))
    #expect(text("{'descr': '<f4', 'shape': ()}").contains("lacks 'fortran_order'"))
    #expect(text("{'descr': '<f4', 'fortran_order': False}").contains("lacks 'shape'"))
    #expect(text("{'descr': '<f4', 'descr': '<f4'}").contains("the key 'descr' occurs twice"))
    #expect(text("{'descr' '<f4'}").contains("byte 19: in the header: expected :"))
    #expect(text("{'shape': (-1,)}").contains("expected a size"))
    #expect(
      text("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}")
        .contains("impossible shape"))
  }
}
