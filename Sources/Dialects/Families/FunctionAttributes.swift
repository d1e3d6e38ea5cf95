import IR
import Support

extension Module {
  /// Reports what is wrong with the attributes of a function's arguments and results, `arg_attrs`
  /// and `res_attrs`: a dictionary for each, and every name with its dialect before it.
  func verifyFunctionAttributes(
    of operation: OperationID, arguments: Int, results: Int, _ diagnostics: inout Diagnostics
  ) {
    verifyAttributes("arg_attrs", "argument", arguments, of: operation, &diagnostics)
    verifyAttributes("res_attrs", "result", results, of: operation, &diagnostics)
  }

  private func verifyAttributes(
    _ property: String, _ what: String, _ count: Int, of operation: OperationID,
    _ diagnostics: inout Diagnostics
  ) {
    guard let list = self.property(property, of: operation)?.arrayValue else { return }
    let place = location(of: operation)
    let dictionaries = list.compactMap(\.dictionaryValue)
    guard dictionaries.count == list.count, list.count == count else {
      return diagnostics.error(
        "'\(property)' must hold a dictionary for each \(what) of the function, \(count) of them",
        at: place)
    }
    for (index, dictionary) in dictionaries.enumerated() {
      for entry in dictionary.entries where !entry.name.contains(".") {
        diagnostics.error(
          "the attribute '\(entry.name)' of \(what) \(index) must begin with a dialect, as in "
            + "'dialect.\(entry.name)'", at: place)
      }
    }
  }
}
