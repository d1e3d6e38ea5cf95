import Formats
import Testing

/// Wrong files, each with its exact message.
struct ONNXErrorTests {
  private func message(_ bytes: [UInt8]) -> String {
    do throws(FormatError) {
      _ = try ONNXFile.decode(ByteView(copying: bytes, name: "m.onnx"))
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func namesFilesOfOtherFormats() {
    #expect(message([]) == "m.onnx: the file is empty, expected an ONNX model")
    #expect(
      message(Array("version https://git-lfs.github.com/spec/v1\n".utf8))
        == "m.onnx: byte 0: expected an ONNX model, found a Git LFS pointer; "
        + "fetch the file with 'git lfs pull'")
    #expect(
      message([0x50, 0x4b, 3, 4, 0])
        == "m.onnx: byte 0: expected an ONNX model, found a zip archive; "
        + "unpack it, or export the model to ONNX")
    #expect(
      message(WireEncoder.message { $0.int(1, 8) })
        == "m.onnx: the file holds no graph, expected an ONNX model")
  }

  @Test func pointsAtTruncation() {
    let whole = WireEncoder.model { $0.message(1) { $0.string(4, "Relu") } }
    #expect(
      message(Array(whole.dropLast(10)))
        == "m.onnx: byte 9: a field of 8 bytes does not fit the 2 bytes that are left; "
        + "the file is damaged, incomplete or not of this format")
  }

  @Test func tellsTheWayToTheMessage() {
    let bytes = WireEncoder.model {
      $0.message(1) { $0.string(4, "A") }
      $0.message(1) {
        $0.message(5) {
          $0.message(5) {
            $0.int(1, 2)
            $0.int(2, 1)
            $0.string(8, "w")
            $0.data(9, [1, 2, 3])
          }
          $0.int(20, 4)
        }
      }
    }
    #expect(
      message(bytes)
        == "m.onnx: byte 22: in graph.node[1].attribute[0].t: tensor 'w' of float32 with shape "
        + "[2] needs 8 bytes in 'raw_data', found 3; the file is damaged, or its writer is wrong")
  }

  @Test func checksWireTypes() {
    #expect(
      message(WireEncoder.message { $0.string(1, "x") })
        == "m.onnx: byte 0: field 'ir_version' (number 1) must be an integer, found a length and "
        + "bytes; the file is damaged or is not of this format")
    #expect(
      message(WireEncoder.message { $0.int(7, 1) })
        == "m.onnx: byte 0: field 'graph' (number 7) must be bytes, found a variable-length "
        + "integer; the file is damaged or is not of this format")
    #expect(message([0x0f]).contains("expected a field, found wire type 7"))
    #expect(message([0x00, 0x01]).contains("expected a field, found field number 0"))
    #expect(
      message([0x08] + Array(repeating: 0xff, count: 11)).contains("more than ten bytes"))
    #expect(message([0x0b, 0x08]).contains("ends within"))
  }

  @Test func checksText() {
    #expect(
      message(WireEncoder.message { $0.data(2, [0xc3]) })
        == "m.onnx: byte 0: field 'producer_name' must be text, found invalid UTF-8")
  }

  @Test func checksTensors() {
    func text(
      _ type: Int64, _ dims: [Int64], _ contents: (inout WireEncoder) -> Void
    ) -> String {
      message(WireEncoder.model(tensor: type, dims: dims, contents))
    }
    #expect(text(99, [1]) { _ in }.contains("tensor 'w' has element type 99, expected 1 to 26"))
    #expect(text(1, [-1]) { _ in }.contains("impossible shape [-1]"))
    #expect(text(1, [1 << 40, 1 << 40]) { _ in }.contains("impossible shape"))
    #expect(text(1, [1 << 61]) { _ in }.contains("impossible shape"))
    #expect(text(1, [2]) { _ in }.contains("needs 8 bytes in 'float_data', found 0"))
    #expect(text(1, [1]) { $0.packed(4, floats: [1, 2]) }.contains("found 8"))
    #expect(text(7, [2]) { $0.int(7, 1) }.contains("needs 2 integers in 'int64_data', found 1"))
    #expect(
      text(2, [2]) { $0.packed(5, ints: [1, 256]) }
        .contains("holds 256 at position 1 of 'int32_data', which is no uint8"))
    #expect(text(8, [2]) { $0.string(6, "") }.contains("needs 2 strings"))
    #expect(text(1, [1]) { $0.data(4, [1, 2, 3]) }.contains("numbers of 4 bytes, found 3 bytes"))
    #expect(
      text(7, [1]) { $0.data(7, [0x80]) }.contains("packed integers end within an integer"))
    #expect(text(1, [1]) { $0.message(3) { $0.int(1, 0) } }.contains("split into segments"))
    #expect(
      text(8, [1]) { $0.int(14, 1) }.contains("holds strings, which cannot lie in another file"))
    #expect(text(1, [1]) { $0.int(14, 1) }.contains("external data without a 'location'"))
  }

  @Test func checksAttributes() {
    func text(_ body: (inout WireEncoder) -> Void) -> String {
      message(WireEncoder.model { $0.message(1) { $0.message(5, body) } })
    }
    #expect(text { $0.int(20, 77) }.contains("has type 77, expected 1 to 14"))
    #expect(
      text {
        $0.string(1, "value")
        $0.int(20, 4)
      }.contains("attribute 'value' lacks the value that its type (4) calls for"))
  }

  @Test func limitsNesting() {
    var bytes: [UInt8] = []
    for _ in 0..<200 {
      let inner = bytes
      bytes = WireEncoder.message {
        $0.message(1) {
          $0.message(5) {
            $0.data(6, inner)
            $0.int(20, 5)
          }
        }
      }
    }
    #expect(
      message(WireEncoder.message { $0.data(7, bytes) })
        .contains("messages are nested more than 100 deep"))
    let groups = Array(repeating: UInt8(0x0b), count: 5000)
    #expect(message(groups).contains("groups are nested more than 100 deep"))
  }
}
