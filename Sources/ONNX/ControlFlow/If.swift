import Dialects
import IR
import Support

extension NodeImporter {
  /// A condition that is known decides which branch is imported.
  ///
  /// Otherwise both are, and every output is
  /// chosen from the two: branches have no side effects, so that this is right, if not cheap.
  mutating func importIf(_ node: Node, _ scope: Scope) throws(Diagnostic) -> [ImportedTensor] {
    let condition = try node.input(0)
    if let known = condition.numbers?.first {
      return try branch(node, known != 0 ? "then_branch" : "else_branch", scope)
    }
    let first = try branch(node, "then_branch", scope)
    let second = try branch(node, "else_branch", scope)
    guard first.count == second.count else {
      throw .error("the branches have \(first.count) and \(second.count) outputs")
    }
    let flag = try builder.reshape(condition, to: [])
    var outputs: [ImportedTensor] = []
    for (a, b) in zip(first, second) {
      let hasSameShape =
        a.rank == b.rank && zip(a.sizes, b.sizes).allSatisfy { builder.areEqual($0, $1) }
      guard hasSameShape, a.element == b.element else {
        throw .error(
          "the condition is known only at run time, and the branches give different shapes, "
            + "\(a.sizes.text) and \(b.sizes.text), which is not supported")
      }
      outputs.append(try builder.choose(flag, a, b))
    }
    return outputs
  }

  private mutating func branch(
    _ node: Node, _ name: String, _ scope: Scope
  ) throws(Diagnostic) -> [ImportedTensor] {
    let graph = try node.graph(name)
    var inner = scope
    return try asCaller { (importer) throws(Diagnostic) in try importer.run(graph, &inner) }
  }
}
