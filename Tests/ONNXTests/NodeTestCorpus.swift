import Foundation

/// The onnx package's tests of single operators, as the set-up script unpacks them.
struct NodeTestCorpus: Decodable {
  struct Tensor: Decodable {
    var name: String
    /// The element type, also where NumPy has none and the file holds bits.
    var dtype: String
    var shape: [Int]
    var file: String
  }

  struct DataSet: Decodable {
    var inputs: [Tensor]
    var outputs: [Tensor]
  }

  struct Case: Decodable {
    var name: String
    var ops: [String]
    var opset: Int
    var rtol: Double
    var atol: Double
    /// Why the case cannot be run at all: it is about strings, sequences or the like.
    var skip: String?
    /// Whether the operator is spelled out in others.
    var expanded: Bool
    var sets: [DataSet]

    /// The operator that the case is about; cases made of several are told by their name.
    var group: String {
      ops.count == 1
        ? ops[0] : name.split(separator: "_").dropFirst().first.map(String.init) ?? name
    }
  }

  var cases: [Case]

  enum CodingKeys: CodingKey { case cases }

  /// Where its files are.
  private(set) var folder = ""

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let folder = root.appendingPathComponent(".cache/onnx-node-tests").path

  /// nil where the corpus is not installed.
  static let shared = NodeTestCorpus(folder)

  /// Operators of ONNX Runtime, with what it gives for them; nil where that is not installed.
  static let contributed = NodeTestCorpus(root.path + "/.cache/onnx-contributed-tests")

  private init?(_ folder: String) {
    guard let data = FileManager.default.contents(atPath: folder + "/index.json"),
      let read = try? JSONDecoder().decode(NodeTestCorpus.self, from: data)
    else { return nil }
    self = read
    self.folder = folder
  }

  /// The cases that can be run.
  var usable: [Case] { cases.filter { $0.skip == nil && !$0.sets.isEmpty } }

  /// Cases that importer and evaluator cannot do, with the reason.
  static let gaps = readGaps("node-test-gaps.txt")

  /// Cases that pass in the evaluator and not as compiled code, with the reason.
  static let compiledGaps = readGaps("compiled-gaps.txt")

  /// Names of cases with reasons: `name: reason` lines.
  private static func readGaps(_ file: String) -> [String: String] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent(file).path
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    var gaps: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 {
        gaps[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return gaps
  }
}
