import IR

/// The words in front of an `llvm` symbol's name for properties that MLIR always has.
enum SymbolWords {
  /// By number; of the first nothing is written.
  static let visibility = ["", "hidden", "protected"]
  static let unnamed = ["", "local_unnamed_addr", "unnamed_addr"]

  static func accepts(_ operation: OperationID, in module: Module) -> Bool {
    isOne("visibility_", of: visibility, operation, module)
      && isOne("unnamed_addr", of: unnamed, operation, module)
      && module.property("linkage", of: operation) != nil
  }

  private static func isOne(
    _ property: String, of words: [String], _ operation: OperationID, _ module: Module
  ) -> Bool {
    guard case .integer(let number, .i64)? = module.property(property, of: operation) else {
      return false
    }
    return words.indices.contains(number)
  }
}

extension FormWriter {
  /// The word of a property behind which a space stands, or nothing.
  mutating func write(
    _ property: String, of words: [String], _ operation: OperationID
  ) {
    let number = module.property(property, of: operation)?.integerValue ?? 0
    if words.indices.contains(number), !words[number].isEmpty { write("\(words[number]) ") }
  }
}

extension FormReader {
  /// The word of a property, which is the first where there is none.
  mutating func read(_ property: String, of words: [String]) {
    let number = words.firstIndex { !$0.isEmpty && accept($0) } ?? 0
    set(property, .i64(number))
  }

  /// `comdat(@group::@name)`, if it is next.
  mutating func readComdat() throws(FormFailure) {
    guard accept("comdat") else { return }
    try expect("(")
    set("comdat", try readAttribute())
    try expect(")")
  }

  /// Who sees the symbol; everybody where no word says so.
  mutating func readLinkage() {
    let found = LLVM.Linkage.allCases.first { accept($0.rawValue) }
    set("linkage", .of(found ?? .external))
  }
}
