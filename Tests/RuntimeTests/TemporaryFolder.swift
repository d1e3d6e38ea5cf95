import Foundation

/// A folder that is deleted with this.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: "tangram-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file, and the folders it is in.
  func write(_ name: String, _ contents: some Sequence<UInt8>) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(contents).write(to: file)
  }
}

/// The bytes of a safetensors file with one tensor, whose header says that its hash is `hash`.
func safetensors(_ data: [UInt8], hash: String?, alignment: Int = 64) -> [UInt8] {
  let metadata =
    hash.map { "\"__metadata__\":{\"format\":\"x\",\"tangram.hash\":\"\($0)\"}," } ?? ""
  // A tensor named like the key, to be passed over.
  var header = Array(
    """
    {\(metadata)"tangram.hash":{"dtype":"U8","shape":[\(data.count)],\
    "data_offsets":[0,\(data.count)]}}
    """.utf8)
  while (8 + header.count) % alignment != 0 { header.append(UInt8(ascii: " ")) }
  if alignment == 1 && (8 + header.count) % 64 == 0 { header.append(UInt8(ascii: " ")) }
  let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
  return length + header + data
}
