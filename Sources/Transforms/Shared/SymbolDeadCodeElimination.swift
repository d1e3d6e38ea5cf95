import IR
import Support

/// Erases private symbols that nothing refers to, and those that only they refer to.
///
/// Before:
///
///     "func.func"() <{function_type = () -> (), sym_name = "f", sym_visibility = "private"}> ({
///       "func.return"() : () -> ()
///     }) : () -> ()
///
/// After: nothing, if no `@f` is left.
public let symbolDeadCodeElimination = Pass(
  "symbol-dead-code-elimination", "erases private symbols that nothing refers to"
) { module, root, context in
  var references = SymbolReferences(module)
  references.mark(root)
  let dead = references.unreached(in: root)
  for symbol in dead.reversed() where !module.isErased(symbol) { module.erase(symbol) }
  context.count("symbols", dead.count)
}

/// Which symbols are reached from what must stay.
private struct SymbolReferences {
  let module: Module
  private var reached: Set<String> = []
  private var waiting: [String: [OperationID]] = [:]
  private var marked: Set<OperationID> = []

  init(_ module: Module) { self.module = module }

  /// Marks an operation and everything inside it but private symbols, which wait until they are
  /// referred to.
  mutating func mark(_ root: OperationID) {
    var pending = [root]
    while let operation = pending.popLast() {
      guard marked.insert(operation).inserted else { continue }
      for name in names(in: operation) where reached.insert(name).inserted {
        pending += waiting.removeValue(forKey: name) ?? []
      }
      for inner in contents(of: operation) {
        if let name = privateName(of: inner), !reached.contains(name) {
          waiting[name, default: []].append(inner)
        } else {
          pending.append(inner)
        }
      }
    }
  }

  /// Private symbols that nothing reached, the outermost ones.
  func unreached(in root: OperationID) -> [OperationID] {
    var dead: [OperationID] = []
    func visit(_ operation: OperationID) {
      guard marked.contains(operation) else { return dead.append(operation) }
      for inner in contents(of: operation) { visit(inner) }
    }
    visit(root)
    return dead
  }

  private func contents(of operation: OperationID) -> [OperationID] {
    module.regions(of: operation).flatMap { module.blocks(in: $0) }
      .flatMap { module.operations(in: $0) }
  }

  /// The name of a symbol that is seen only in its table.
  private func privateName(of operation: OperationID) -> String? {
    guard module.definition(of: operation)?.traits.contains(.symbol) ?? false,
      module.property("sym_visibility", of: operation)?.stringValue == "private"
    else { return nil }
    return module.property("sym_name", of: operation)?.stringValue
  }

  /// Every name in the symbol references of an operation; of `@a::@b` both.
  private func names(in operation: OperationID) -> [String] {
    module.symbolReferences(in: operation).flatMap { $0 }
  }
}
