import IR
import Support

/// Erases symbols that cannot be seen from outside and that nothing refers to, and those that only
/// they refer to; also inside nested tables, of which `@a::@b` names a symbol.
///
/// Before:
///
///     builtin.module @a {
///       func.func nested @b() { … }
///       func.func private @c() { … }
///     }
///     func.func @f() {
///       "use"() {of = @a::@b} : () -> ()
///       func.return
///     }
///
/// After: `@c` is gone, and so would `@b` be without its use.
public let symbolDeadCodeElimination = Pass(
  "symbol-dead-code-elimination", "erases symbols that are not public and that nothing refers to"
) { module, root, context in
  // What is dead may refer to one another, so that all of it is one change.
  guard context.mayRewrite() else { return context.preserveAllAnalyses() }
  var reached = ReachedSymbols(module, root)
  reached.mark(root)
  let dead = reached.unreached
  for symbol in dead.reversed() where !module.isErased(symbol) { module.erase(symbol) }
  context.count("symbols", dead.count)
}

/// What is reached from what must stay.
private struct ReachedSymbols {
  private let module: Module
  private let root: OperationID
  private var tables = SymbolTables()
  private var marked: Set<OperationID> = []
  /// Names in references that lead to nothing here: they may mean any symbol.
  private var unclear: Set<String> = []
  private var waiting: [String: [OperationID]] = [:]

  init(_ module: Module, _ root: OperationID) { (self.module, self.root) = (module, root) }

  /// Marks an operation and everything inside it, but symbols that wait until they are referred to.
  mutating func mark(_ start: OperationID) {
    var pending = [start]
    while let operation = pending.popLast() {
      guard marked.insert(operation).inserted else { continue }
      for path in module.symbolReferences(in: operation) {
        if let symbols = tables.resolve(symbol: path, from: operation, in: module) {
          pending += symbols
        } else {
          for name in path where unclear.insert(name).inserted {
            pending += waiting.removeValue(forKey: name) ?? []
          }
        }
      }
      for inner in contents(of: operation) {
        if let name = nameIfHidden(inner), !unclear.contains(name) {
          waiting[name, default: []].append(inner)
        } else {
          pending.append(inner)
        }
      }
    }
  }

  /// The symbols that nothing reached, the outermost ones.
  var unreached: [OperationID] {
    var dead: [OperationID] = []
    var pending = [root]
    while let operation = pending.popLast() {
      if marked.contains(operation) {
        pending += contents(of: operation).reversed()
      } else {
        dead.append(operation)
      }
    }
    return dead
  }

  private func contents(of operation: OperationID) -> [OperationID] {
    module.regions(of: operation).flatMap { module.blocks(in: $0) }
      .flatMap { module.operations(in: $0) }
  }

  /// The name of a symbol that nothing outside of the root can refer to: a private one, and a nested
  /// one where the root is everything.
  private func nameIfHidden(_ operation: OperationID) -> String? {
    guard
      module.definition(of: operation)?.traits.contains(.symbol) ?? false || isNamedTable(operation)
    else { return nil }
    let visibility = module.property("sym_visibility", of: operation)?.stringValue
    guard visibility == "private" || (visibility == "nested" && root == module.top) else {
      return nil
    }
    return module.property("sym_name", of: operation)?.stringValue
  }

  private func isNamedTable(_ operation: OperationID) -> Bool {
    module.definition(of: operation)?.traits.contains(.symbolTable) ?? false
  }
}
