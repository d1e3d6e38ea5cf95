import Support

/// The symbols of a module that stays as it is, found by name.
///
/// The names of each table are read once, when something in it is looked up first, so that looking
/// up a symbol takes no longer in a large module than in a small one. Whoever looks up more than one
/// symbol uses this, and makes it anew when symbols came, went or got other names.
public struct SymbolTables: Sendable {
  private var tables: [OperationID: [String: OperationID]] = [:]
  private let root: OperationID?

  /// - Parameter root: references are resolved to what is inside it alone; `nil` for all there is.
  public init(inside root: OperationID? = nil) { self.root = root }

  /// The symbol directly inside `table` that is called `name`.
  public mutating func symbol(
    named name: String, in table: OperationID, of module: Module
  ) -> OperationID? {
    if let known = tables[table] { return known[name] }
    let names = module.symbols(in: table)
    tables[table] = names
    return names[name]
  }

  /// The symbol of the nearest table around `operation` that is called `name`; what an operation that
  /// calls a function or takes a global's address means by its name.
  ///
  /// Where that table sees the symbols around it and has none of the name, the next table is asked.
  public mutating func symbol(
    named name: String, nearest operation: OperationID, of module: Module
  ) -> OperationID? {
    var around = module.symbolTable(around: operation)
    while let table = around {
      if let found = symbol(named: name, in: table, of: module) { return found }
      let isOpen = module.traits(of: table)?.contains(.seesSymbolsAround) ?? false
      around = isOpen ? module.symbolTable(around: table) : nil
    }
    return nil
  }

  /// The symbols that a reference names, from the outermost to the one that is meant; `nil` if one of
  /// them is not there.
  ///
  /// The first name is looked up in the nearest table around `operation`, itself included, that has
  /// it; each further one is a symbol directly inside the one before.
  public mutating func resolve(
    symbol path: [String], from operation: OperationID, in module: Module
  ) -> [OperationID]? {
    guard let first = path.first else { return nil }
    var scope: OperationID? = operation
    while let current = scope {
      if module.isSymbolTable(current), let root = symbol(named: first, in: current, of: module) {
        var found = [root]
        for name in path.dropFirst() {
          guard let next = symbol(named: name, in: found[found.count - 1], of: module) else {
            return nil
          }
          found.append(next)
        }
        return found
      }
      scope = current == root ? nil : module.parent(of: current)
    }
    return nil
  }
}

/// An operation that refers to a symbol and needs it to be there, or to be of some kind.
public protocol SymbolUserOperation: OperationDefinition {
  /// Reports what is wrong with the symbols that `operation` refers to; its signature and its own
  /// rules have already been checked, those of the symbols not always.
  ///
  /// Asked when the table around `operation` has been checked. Symbols are found through `symbols`
  /// alone: nothing that is asked of every operation may look through the module.
  static func verifySymbols(
    of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
    _ diagnostics: inout Diagnostics)
}

extension SymbolUserOperation {
  public static var symbolUser: (any SymbolUserOperation.Type)? { Self.self }
}

extension Module {
  /// Whether an operation holds symbols.
  func isSymbolTable(_ operation: OperationID) -> Bool {
    traits(of: operation)?.contains(.symbolTable) ?? false
  }

  /// The nearest operation around another one that holds symbols.
  public func symbolTable(around operation: OperationID) -> OperationID? {
    var current = parent(of: operation)
    while let around = current, !isSymbolTable(around) { current = parent(of: around) }
    return current
  }

  /// The name by which a symbol is referred to: its property `sym_name`, or the attribute, where MLIR
  /// keeps the name of some.
  public func symbolName(of operation: OperationID) -> String? {
    let row = row(operation)
    if row.properties != 0, let name = properties(of: operation)["sym_name"]?.stringValue {
      return name
    }
    guard row.attributes != 0 else { return nil }
    return attributes(of: operation)["sym_name"]?.stringValue
  }

  /// What is directly inside an operation, by name; of equal names the first.
  fileprivate func symbols(in table: OperationID) -> [String: OperationID] {
    var names: [String: OperationID] = [:]
    guard let block = body(of: table) else { return names }
    var next = firstOperation(in: block)
    while let operation = next {
      if let name = symbolName(of: operation), names[name] == nil { names[name] = operation }
      next = self.next(after: operation)
    }
    return names
  }
}
