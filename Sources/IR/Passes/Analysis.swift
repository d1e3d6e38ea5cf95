import Support

/// Something that is computed from an operation with everything inside it, and kept until the
/// program changes.
///
///     let graph = context.analysis(CallGraph.self, of: root, in: module)
public protocol Analysis: Sendable {
  init(of root: OperationID, in module: Module)
}

/// Analyses that still hold, by their kind and the operation they are of.
struct AnalysisCache: Sendable {
  private struct Key: Hashable {
    var kind: ObjectIdentifier
    var root: OperationID
  }

  private var kept: [Key: any Analysis] = [:]

  mutating func analysis<Kind: Analysis>(
    _ kind: Kind.Type, of root: OperationID, in module: Module
  ) -> Kind {
    let key = Key(kind: ObjectIdentifier(kind), root: root)
    if let known = kept[key] as? Kind { return known }
    let new = Kind(of: root, in: module)
    kept[key] = new
    return new
  }

  /// Forgets all analyses but those of these kinds.
  mutating func invalidate(preserving kinds: Set<ObjectIdentifier>) {
    kept = kept.filter { kinds.contains($0.key.kind) }
  }

  mutating func invalidateAll() { kept = [:] }
}
