import Support

/// Operators that hold graphs.
///
/// They are taken apart while importing: the graph level has no branches.
enum ControlFlow {
  typealias Convert =
    @Sendable (Node, inout NodeImporter, Scope) throws(Diagnostic) -> [ImportedTensor]

  private static let table: [String: Convert] = [:]

  /// The names of these operators, sorted.
  static var operatorNames: [String] { table.keys.sorted() }

  static func find(_ name: String) -> Convert? { table[name] }
}
