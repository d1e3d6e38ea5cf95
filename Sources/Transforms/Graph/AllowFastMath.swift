import Dialects
import IR
import Support

/// Gives operations of a graph freedoms beyond IEEE 754, by the names of the nodes they came from.
///
///     %1 = gelu(%0) loc("/encoder/act")     -->   … {graph.fastmath = #arith.fastmath<contract,afn>}
///
/// An operation that came from several nodes needs all of their names to match. It runs last, since
/// what rewrites a graph does not keep such attributes; places and names are kept.
public let allowFastMath = Pass(
  "allow-fast-math", "lets what certain nodes compute be fused and approximated",
  options: [
    PassOption(
      "nodes", "patterns of names with '*' for anything, separated by commas", .text, default: "*")
  ]
) { module, root, context in
  let patterns = (context.options["nodes"] ?? "*").split(separator: ",").map {
    NamePattern(String($0))
  }
  var found: [OperationID] = []
  module.walk(root) { operation in
    guard module.definition(of: operation) is any Graph.Operation.Type,
      !module.isA(operation, Graph.Kernel.self), !module.isA(operation, Graph.Constant.self),
      module.resultCount(of: operation) > 0
    else { return }
    let names = module.location(of: operation).names
    let isMatched =
      patterns.contains(where: \.matchesAll)
      || !names.isEmpty
        && names.allSatisfy { name in patterns.contains { $0.matches(name) } }
    if isMatched { found.append(operation) }
  }
  for operation in found { module.setFastMath(of: operation, to: .fast) }
  context.count("operations with fast math", found.count)
}

extension Arith.FastMath {
  /// What `--float fast` allows: a product and a sum may be one operation, functions approximated.
  ///
  /// Sums keep their order, and nothing is assumed about NaN, infinities or zeros: none of that has been
  /// measured to be of use.
  public static let fast: Arith.FastMath = [.contract, .approximate]
}

/// A pattern of names: `*` stands for any characters, all others for themselves.
public struct NamePattern: Sendable {
  private let parts: [Substring]
  /// Whether every name matches, and what has none.
  public var matchesAll: Bool { parts.allSatisfy(\.isEmpty) && parts.count > 1 }

  public init(_ text: String) {
    parts = text.split(separator: "*", omittingEmptySubsequences: false)
  }

  public func matches(_ name: String) -> Bool {
    guard parts.count > 1 else { return name == parts[0] }
    guard name.hasPrefix(parts[0]) else { return false }
    var rest = name.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}
