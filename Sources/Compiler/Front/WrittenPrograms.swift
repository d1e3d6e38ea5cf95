import Dialects
import IR
import Scheduling
import Support

// The tensor programs of a text file, before anything is made of them.

extension Module {
  private var programs: [OperationID] {
    operations(in: body).filter { isA($0, Program.Function.self) }
  }

  /// Refuses programs that cannot run, whatever calls them.
  ///
  /// - Throws: a diagnostic at what is wrong.
  package func requireRunnablePrograms() throws(Diagnostic) {
    for program in programs { try requireRunnable(program) }
  }

  /// Narrows the ranges of sizes of all programs.
  ///
  /// - Throws: a diagnostic when no program has a size of such a name, or one is written for others.
  package mutating func narrowPrograms(to sizes: [String: SymbolRange]) throws(Diagnostic) {
    if sizes.isEmpty { return }
    let known = Set(
      programs.flatMap { match($0, as: Program.Function.self)?.symbols.map(\.name) ?? [] })
    if let name = sizes.keys.sorted().first(where: { !known.contains($0) }) {
      let others = known.sorted().joined(separator: ", ")
      throw .error(
        "there is no size '\(name)'"
          + (known.isEmpty ? "; the program's sizes are constant" : "; there are \(others)"))
    }
    for program in programs {
      guard var function = match(program, as: Program.Function.self) else { continue }
      for (place, symbol) in function.symbols.enumerated() {
        guard let range = sizes[symbol.name] else { continue }
        guard symbol.range.covers(range) else {
          throw .error(
            "'\(function.name)' is written for '\(symbol.name)' in \(symbol.range.text), which does not "
              + "hold all of \(range.text)", at: location(of: program))
        }
        function.symbols[place] = .init(symbol.name, range)
      }
      setProperties(of: program, to: function.state.properties)
    }
  }
}
