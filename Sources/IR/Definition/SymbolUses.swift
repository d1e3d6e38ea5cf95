/// Which operations refer to symbols, and where each symbol is.
///
/// A reference is looked up in the nearest symbol table around it that has its first name; each
/// further name of `@a::@b` is a symbol directly inside the one before.
public struct SymbolUses: Analysis {
  private var users: [OperationID: [OperationID]] = [:]
  /// References to nothing that is there, with the operations that hold them.
  public private(set) var unresolved: [(operation: OperationID, path: [String])] = []

  public init(of root: OperationID, in module: Module) {
    var tables = SymbolTables()
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
  /// The symbols that a reference names, from the outermost to the one that is meant; `nil` if one of
  /// them is not there.
  public func resolve(symbol path: [String], from operation: OperationID) -> [OperationID]? {
    resolve(symbol: path, from: operation) { lookup(symbol: $0, in: $1) }
  }

  fileprivate func resolve(
    symbol path: [String], from operation: OperationID,
    by lookup: (String, OperationID) -> OperationID?
  ) -> [OperationID]? {
    guard let first = path.first else { return nil }
    var scope: OperationID? = operation
    while let current = scope {
      if definition(of: current)?.traits.contains(.symbolTable) ?? false,
        let root = lookup(first, current)
      {
        var found = [root]
        for name in path.dropFirst() {
          guard let next = lookup(name, found[found.count - 1]) else { return nil }
          found.append(next)
        }
        return found
      }
      scope = parent(of: current)
    }
    return nil
  }

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

/// Finds symbols by name in tables that stay as they are, each of which it reads once.
public struct SymbolTables: Sendable {
  private var tables: [OperationID: [String: OperationID]] = [:]

  public init() {}

  /// What `Module.resolve(symbol:from:)` gives.
  public mutating func resolve(
    symbol path: [String], from operation: OperationID, in module: Module
  ) -> [OperationID]? {
    module.resolve(symbol: path, from: operation) { name, scope in
      if let table = tables[scope] { return table[name] }
      var table: [String: OperationID] = [:]
      for symbol in module.body(of: scope).map({ module.operations(in: $0) }) ?? [] {
        if let name = module.property("sym_name", of: symbol)?.stringValue, table[name] == nil {
          table[name] = symbol
        }
      }
      tables[scope] = table
      return table[name]
    }
  }
}
