import Foundation
import Support

/// The bytes of a model that was saved, behind a line that says what they are.
///
///     tangram StructuralModel 1 5120 bytes, sum 9ae16a3b2f90404f
///
/// What is of another kind or version, cut off or changed is refused before anybody reads it.
package struct SavedModel {
  /// The type whose model it is.
  let kind: String
  let version: Int

  package init(of kind: String, version: Int) { (self.kind, self.version) = (kind, version) }

  /// The line, then the bytes.
  package func framing(_ bytes: Data) -> Data { Data("\(head) \(tail(of: bytes))\n".utf8) + bytes }

  /// The bytes behind the line.
  ///
  /// - Throws: a diagnostic at what `framing` does not write.
  package func bytes(in data: Data) throws(Diagnostic) -> Data {
    let line = data.prefix(Self.mostOfLine).prefix { $0 != 0x0A }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
    guard words.count == 7, words[0] == "tangram" else { throw refusal("it is no saved model") }
    guard words[1] == kind else { throw refusal("it is one of a \(words[1])") }
    guard words[2] == "\(version)" else {
      throw refusal("it is of version \(words[2]), and this release has \(version)")
    }
    let bytes = Data(data.dropFirst(line.count + 1))
    guard words[3] == "\(bytes.count)" else {
      throw refusal("it has \(bytes.count) bytes of \(words[3])")
    }
    guard words[3...].joined(separator: " ") == tail(of: bytes) else {
      throw refusal("its bytes are not those that were saved")
    }
    return bytes
  }

  /// Why something is no such model, and what is expected.
  func refusal(_ reason: String) -> Diagnostic {
    .error("cannot restore the model: \(reason); expected 'saved()' of a \(kind) of this release")
  }

  private static let mostOfLine = 200

  private var head: String { "tangram \(kind) \(version)" }

  private func tail(of bytes: Data) -> String {
    // FNV-1a.
    let sum = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return "\(bytes.count) bytes, sum \(String(sum, radix: 16))"
  }
}
