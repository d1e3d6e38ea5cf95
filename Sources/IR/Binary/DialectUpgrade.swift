import Support

/// How a dialect brings operations that its older versions wrote up to date.
///
/// The text form has no versions: it is for people, who mend it with passes. The binary form holds
/// the version of each dialect, and what is older is upgraded when it is read:
///
///     "shop.sell"() <{price = 5 : i64}>      version 0
///     "shop.sell"() <{cents = 500 : i64}>    version 1: properties["price"] is renamed and scaled
///
/// The hook sees each operation of the dialect once, outer ones first, in a whole module that may
/// break the dialect's present rules. It may change or replace the operation with everything in it.
public struct DialectUpgrade: Sendable {
  /// The dialect's version: one more than the last version that could not read what is now written.
  public var version: Int
  /// Brings an operation that `version` wrote up to date.
  public var upgrade:
    @Sendable (_ operation: OperationID, _ module: inout Module, _ version: Int)
      throws(Diagnostic) -> Void

  public init(
    to version: Int,
    _ upgrade:
      @escaping @Sendable (
        _ operation: OperationID, _ module: inout Module, _ version: Int
      ) throws(Diagnostic) -> Void
  ) {
    self.version = version
    self.upgrade = upgrade
  }
}

extension Dialect {
  /// The version that is written into binary files; zero if the dialect has none.
  public var version: Int { upgrade?.version ?? 0 }
}

extension Module {
  /// Lets dialects that were older when the module was written bring their operations up to date.
  mutating func upgrade(_ older: [String: Int]) throws(Diagnostic) {
    guard !older.isEmpty else { return }
    var operations: [OperationID] = []
    walk { operations.append($0) }
    for operation in operations where !isErased(operation) {
      let name = String(name(of: operation).prefix { $0 != "." })
      guard let version = older[name],
        let dialect = context.dialects.first(where: { $0.name == name })
      else { continue }
      try dialect.upgrade?.upgrade(operation, &self, version)
    }
    // Names that were let pass because the hook might know them.
    var problem: Diagnostic?
    walk { operation in
      let name = name(of: operation)
      guard problem == nil, context.definition(named: name) == nil, name != "builtin.module",
        let message = context.problem(withUnregistered: name)
      else { return }
      problem = .error(message, at: location(of: operation))
    }
    if let problem { throw problem }
  }
}
