import IR
import Support

extension Module {
  /// What an operation refers to, functions and globals directly inside `scope`, and what these refer
  /// to, in the order in which MLIR copies them; `symbols` knows what `scope` holds.
  ///
  /// Refuses references that lead elsewhere, so that no copy beside a kernel has their name.
  func symbols(
    neededBy operation: OperationID, from scope: OperationID, _ symbols: inout SymbolTables
  ) throws(Diagnostic) -> [OperationID] {
    var found: [OperationID] = []
    var names: Set<String> = []
    var pending = [operation]
    while let user = pending.popLast() {
      for (path, place) in symbolsUsed(in: user) {
        guard let symbol = symbols.symbol(named: path[0], in: scope, of: self) else { continue }
        guard path.count == 1 else {
          throw .error(
            "a kernel cannot use '@\(path.joined(separator: "::@"))': only what is directly in the "
              + "module around can be copied beside it",
            at: location(of: place))
        }
        guard names.insert(path[0]).inserted else { continue }
        found.append(symbol)
        pending.append(symbol)
      }
    }
    return found
  }

  /// The references to symbols in an operation and in what is inside it, but not inside of other
  /// tables of symbols, with the operations that hold them.
  private func symbolsUsed(in root: OperationID) -> [(path: [String], place: OperationID)] {
    let table = symbolTable(around: root)
    var used: [(path: [String], place: OperationID)] = []
    walk(root) { inner in
      guard symbolTable(around: inner) == table else { return }
      used += symbolReferences(in: inner).map { ($0, inner) }
    }
    return used
  }
}
