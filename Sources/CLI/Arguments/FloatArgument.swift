import ArgumentParser

/// `strict`, `fast`, or `fast:PATTERN,…`: which nodes' floats may be fused and approximated.
struct FloatArgument: ExpressibleByArgument, CustomStringConvertible {
  /// Patterns of the names of nodes.
  let nodes: [String]

  static let strict = FloatArgument(nodes: [])

  private init(nodes: [String]) { self.nodes = nodes }

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("strict", 1): nodes = []
    case ("fast", 1): nodes = ["*"]
    case ("fast", 2):
      nodes = parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if nodes.contains("") { return nil }
    default: return nil
    }
  }

  var description: String {
    switch nodes {
    case []: "strict"
    case ["*"]: "fast"
    default: "fast:" + nodes.joined(separator: ",")
    }
  }

  var defaultValueDescription: String { description }
}
