import IR
import Support

extension Module {
  /// Reports what is wrong with the attributes of a function's arguments and results, `arg_attrs`
  /// and `res_attrs`: a dictionary for each, every name with its dialect before it, and those of LLVM
  /// on what they can be of.
  func verifyFunctionAttributes(
    of operation: OperationID, arguments: [Type], results: [Type],
    _ diagnostics: inout Diagnostics
  ) {
    verifyAttributes("arg_attrs", "argument", arguments, of: operation, &diagnostics)
    verifyAttributes("res_attrs", "result", results, of: operation, &diagnostics)
  }

  private func verifyAttributes(
    _ property: String, _ what: String, _ types: [Type], of operation: OperationID,
    _ diagnostics: inout Diagnostics
  ) {
    guard let list = self.property(property, of: operation)?.arrayValue else { return }
    let place = location(of: operation)
    let dictionaries = list.compactMap(\.dictionaryValue)
    guard dictionaries.count == list.count, list.count == types.count else {
      return diagnostics.error(
        "'\(property)' must hold a dictionary for each \(what) of the function, \(types.count) of them",
        at: place)
    }
    for (index, dictionary) in dictionaries.enumerated() {
      for entry in dictionary.entries {
        let problem = LLVMParameterAttributes.problem(
          with: entry.name, entry.value, on: types[index], isResult: what == "result")
        if let problem { diagnostics.error("\(problem) (\(what) \(index))", at: place) }
        guard !entry.name.contains(".") else { continue }
        diagnostics.error(
          "the attribute '\(entry.name)' of \(what) \(index) must begin with a dialect, as in "
            + "'dialect.\(entry.name)'", at: place)
      }
    }
  }
}
