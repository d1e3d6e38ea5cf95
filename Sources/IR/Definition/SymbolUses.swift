/// Which operations inside the root refer to symbols inside it.
///
/// A reference is looked up in the nearest symbol table around it that has its first name; each
/// further name of `@a::@b` is a symbol directly inside the one before.
public struct SymbolUses: Analysis {
  private var users: [OperationID: [OperationID]] = [:]
  /// References to nothing that is there, in the root, with the operations that hold them.
  public private(set) var unresolved: [(operation: OperationID, path: [String])] = []

  public init(of root: OperationID, in module: Module) {
    var tables = SymbolTables(inside: root)
    module.walk(root) { operation in
      for path in module.symbolReferences(in: operation) {
        guard let symbols = tables.resolve(symbol: path, from: operation, in: module) else {
          unresolved.append((operation, path))
          continue
        }
        for symbol in symbols { users[symbol, default: []].append(operation) }
      }
    }
  }

  /// The operations that refer to a symbol, or to something inside it, each as often as it does.
  public func uses(of symbol: OperationID) -> [OperationID] { users[symbol] ?? [] }
}

extension Module {
  /// The references to symbols in an operation's attributes, each with all its names.
  public func symbolReferences(in operation: OperationID) -> [[String]] {
    var paths: [[String]] = []
    func visit(_ attribute: Attribute) {
      switch attribute {
      case .symbol(let name, let nested): paths.append([name] + nested)
      case .array(let values): for value in values { visit(value) }
      case .dictionary(let dictionary): for entry in dictionary.entries { visit(entry.value) }
      case .distinct(_, let value): visit(value)
      case .dialect(let own):
        paths += Self.symbolReferences(inText: own.value.body ?? "")
      default: break
      }
    }
    for entry in properties(of: operation).entries { visit(entry.value) }
    for entry in attributes(of: operation).entries { visit(entry.value) }
    return paths
  }
  /// What a dialect's attribute refers to, which is known only as text.
  private static func symbolReferences(inText text: String) -> [[String]] {
    var paths: [[String]] = []
    var isNested = false
    for part in text.split(separator: "@").dropFirst() {
      let name = part.prefix { $0.isLetter || $0.isNumber || "_$.".contains($0) }
      if isNested {
        paths[paths.count - 1].append(String(name))
      } else {
        paths.append([String(name)])
      }
      isNested = part.dropFirst(name.count) == "::"
    }
    return paths
  }
}
