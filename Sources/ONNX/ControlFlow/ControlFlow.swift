import Support

/// Operators that hold graphs.
///
/// They are taken apart while importing: the graph level has no branches and no loops.
enum ControlFlow {
  typealias Convert =
    @Sendable (Node, inout NodeImporter, Scope) throws(Diagnostic) -> [ImportedTensor]

  private static let table: [String: Convert] = [
    "If": { (node, importer, scope) throws(Diagnostic) in
      try importer.importIf(node, scope)
    },
    "Loop": { (node, importer, scope) throws(Diagnostic) in
      try importer.importLoop(node, scope)
    },
    "Scan": { (node, importer, scope) throws(Diagnostic) in
      try importer.importScan(node, scope)
    },
  ]

  /// The names of these operators, sorted.
  static var operatorNames: [String] { table.keys.sorted() }

  static func find(_ name: String) -> Convert? { table[name] }

  /// Loops are unrolled up to this many times.
  static let unrollLimit = 1024
}
