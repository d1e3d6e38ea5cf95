import Dialects
import IR
import Support

/// How one operator of ONNX becomes operations of the graph.
struct OperatorImport: Sendable {
  typealias Convert =
    @Sendable (Node, inout GraphBuilder) throws(Diagnostic) -> [ImportedTensor]

  /// Who defines the operator; empty for ONNX itself.
  let domain: String
  let name: String
  /// The oldest version of the operator set whose rules are known here.
  let since: Int
  /// Gives the outputs, in order; may give fewer than there are if nobody wants the others.
  let convert: Convert

  init(
    _ name: String, domain: String = "", since: Int = 1, _ convert: @escaping Convert
  ) {
    self.domain = domain
    self.name = name
    self.since = since
    self.convert = convert
  }
}

/// The operators that can be imported.
enum OperatorTable {
  /// Every family of operators; a new family is one file and one line here.
  private static let families: [[OperatorImport]] = [
    elementwiseUnary, elementwiseBinary, constants, shapes, reshaping, slicing, indexing, resizing,
    reductions, normalizations, contractions, pooling, quantization, recurrent,
    losses, attention, windows, gridSampling, contributed, contributedAttention,
    blockedQuantization,
  ]

  private static let byName: [String: OperatorImport] = {
    var table: [String: OperatorImport] = [:]
    for entry in families.joined() { table["\(entry.domain):\(entry.name)"] = entry }
    return table
  }()

  /// The operator called `name`; `ai.onnx` is another name of ONNX's own domain.
  static func find(_ name: String, domain: String) -> OperatorImport? {
    byName["\(domain == "ai.onnx" ? "" : domain):\(name)"]
  }

  /// The names of all operators, sorted; those of other domains as `domain.name`.
  static var names: [String] {
    byName.values.map { $0.domain.isEmpty ? $0.name : "\($0.domain).\($0.name)" }.sorted()
  }
}
