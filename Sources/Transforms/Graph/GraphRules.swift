import Dialects
import IR
import Support

extension RewriteRule {
  /// A rule that replaces the result of an operation by something equal and better, built before
  /// it.
  ///
  /// `nil` means that the rule does not apply; so does an error from building something that does
  /// not fit. What was built until then is erased again.
  init<Root: Graph.SingleResultOperation>(
    _ name: String, replacing root: Root.Type,
    _ replacement: @escaping @Sendable (Root, inout Builder) throws(Diagnostic) -> ValueID?
  ) {
    self.init(name, root: Root.mnemonic) { operation, rewriter in
      guard let snapshot = rewriter.module.match(operation, as: Root.self) else { return .noMatch }
      return rewriter.replace(operation) { (build) throws(Diagnostic) in
        try replacement(snapshot, &build)
      }
    }
  }

  /// A rule like that for every graph operation with one result.
  init(
    _ name: String,
    replacingAny replacement:
      @escaping @Sendable (OperationID, inout Builder) throws(Diagnostic) -> ValueID?
  ) {
    self.init(name) { operation, rewriter in
      guard rewriter.module.resultCount(of: operation) == 1,
        rewriter.module.definition(of: operation) is any Graph.Operation.Type
      else { return .noMatch }
      return rewriter.replace(operation) { (build) throws(Diagnostic) in
        try replacement(operation, &build)
      }
    }
  }
}

extension Rewriter {
  fileprivate mutating func replace(
    _ operation: OperationID, _ replacement: (inout Builder) throws(Diagnostic) -> ValueID?
  ) -> RewriteOutcome {
    let location = module.location(of: operation)
    let value = build(at: .before(operation), location: location) { build -> ValueID? in
      let first = build.module.operationCapacity
      let value = try? replacement(&build)
      if let value, value != build.module.result(of: operation) { return value }
      for row in (first..<build.module.operationCapacity).reversed() {
        build.module.erase(OperationID(row))
      }
      return nil
    }
    guard let value else { return .noMatch }
    replace(operation, with: [value])
    return .rewritten
  }
}
