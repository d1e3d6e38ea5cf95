import Formats
import Foundation
import Testing

/// Tensors whose elements lie in files beside the model.
struct ExternalDataTests {
  private func model(_ entries: [(String, String)]) -> [UInt8] {
    WireEncoder.model(tensor: 1, dims: [2]) { encoder in
      for (key, value) in entries {
        encoder.message(13) {
          $0.string(1, key)
          $0.string(2, value)
        }
      }
      encoder.int(14, 1)
    }
  }

  private func message(_ path: String) -> String {
    do throws(FormatError) {
      _ = try ONNXFile.read(path: path)
      return "no error"
    } catch {
      return error.description.replacingOccurrences(of: path, with: "MODEL")
    }
  }

  @Test func mapsTheFileBesideTheModel() throws {
    let folder = try TemporaryFolder()
    let data: [UInt8] = [9, 9, 9, 9] + [Float(3), 4].withUnsafeBytes { Array($0) }
    _ = try folder.write(data, to: "sub/weights.bin")
    let path = try folder.write(
      model([("location", "sub/weights.bin"), ("offset", "4"), ("length", "8")]), to: "m.onnx")
    let model = try ONNXFile.read(path: path)
    let tensor = try #require(model.graph.initializers.first)
    #expect(tensor.stored?.elements(as: Float.self) == [3, 4])
    #expect(tensor.externalData == ExternalData(location: "sub/weights.bin", offset: 4, length: 8))
    #expect(model.externalFiles == ["sub/weights.bin"])
    #expect(tensor.stored?.bytes.name.hasSuffix("sub/weights.bin") == true)
  }

  @Test func canLeaveTheFileClosed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(model([("location", "gone.bin")]), to: "m.onnx")
    let tensor = try #require(
      try ONNXFile.read(path: path, externalData: .leave).graph.initializers.first)
    guard case .external(let place) = tensor.contents else {
      Issue.record("the tensor should be external")
      return
    }
    #expect(place.location == "gone.bin")
    #expect(tensor.stored == nil)
  }

  @Test func saysWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([1, 2, 3, 4], to: "short.bin")
    func text(_ entries: (String, String)...) throws -> String {
      message(try folder.write(model(entries), to: "m.onnx"))
    }
    #expect(
      try text(("location", "gone.bin"))
        == "MODEL: tensor 'w' needs the file 'gone.bin': No such file or directory; "
        + "put it beside the model")
    #expect(
      try text(("location", "short.bin"))
        == "MODEL: tensor 'w' needs 8 bytes from byte 0 of 'short.bin', which has 4 bytes; "
        + "the file beside the model is incomplete or belongs to another model")
    #expect(
      try text(("location", "short.bin"), ("offset", "9223372036854775807"))
        .contains("needs 8 bytes from byte 9223372036854775807"))
    #expect(
      try text(("location", "short.bin"), ("length", "4")).contains(
        "needs 8 bytes, but its external data has length 4"))
    #expect(
      try text(("location", "short.bin"), ("offset", "-1"))
        .contains("'offset' must be a number of bytes, found '-1'"))
  }

  @Test(arguments: ["/etc/hostname", "../secret.bin", "sub/../../secret.bin", "a\0b"])
  func refusesPathsOutsideTheFolder(location: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Array(repeating: 1, count: 64), to: "secret.bin")
    let path = try folder.write(model([("location", location)]), to: "models/m.onnx")
    #expect(message(path).contains("which is outside the model's folder"))
  }

  @Test func refusesLinksOutOfTheFolder() throws {
    let folder = try TemporaryFolder()
    let secret = try folder.write(Array(repeating: 1, count: 8), to: "secret.bin")
    let path = try folder.write(model([("location", "link.bin")]), to: "models/m.onnx")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/models/link.bin", withDestinationPath: secret)
    #expect(message(path).contains("'link.bin' is a link that leads outside the model's folder"))
  }

  /// Download caches keep the files under their hashes and link to them.
  @Test func followsLinksWhenTheModelIsALinkItself() throws {
    let folder = try TemporaryFolder()
    let data = try folder.write([Float(5), 6].withUnsafeBytes { Array($0) }, to: "blobs/b")
    let blob = try folder.write(model([("location", "w.bin")]), to: "blobs/a")
    let snapshot = folder.path + "/snapshot"
    try FileManager.default.createDirectory(
      atPath: snapshot, withIntermediateDirectories: true)
    for (name, target) in [("m.onnx", blob), ("w.bin", data)] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(snapshot)/\(name)", withDestinationPath: target)
    }
    let tensor = try ONNXFile.read(path: snapshot + "/m.onnx").graph.initializers.first
    #expect(tensor?.stored?.elements(as: Float.self) == [5, 6])
  }

  @Test func reportsFilesThatCannotBeRead() throws {
    let folder = try TemporaryFolder()
    #expect(
      message(folder.path + "/none.onnx")
        == "MODEL: cannot open the file: No such file or directory; check the path")
    #expect(message(folder.path) == "MODEL: expected a file, found a folder")
  }
}
