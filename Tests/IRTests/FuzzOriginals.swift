import Dialects
import IR
import Support
import TestSupport

/// What the fuzzers damage: every file of the corpus, and what is printed of its modules, so that
/// forms of all dialects, aliases, locations of every kind and resources are among it.
enum FuzzOriginals {
  /// Originals in one form, `text` or `binary`, small enough to be read often.
  static func make(_ form: String) -> [[UInt8]] {
    let files = Corpus.all
    let modules = files.flatMap { Self.modules(in: $0) }
    let all =
      form == "binary"
      ? modules.map { $0.binary() }
      : files.map { Array($0.text.utf8) }
        + modules.enumerated().flatMap { number, module in
          let options = [
            TextOptions(usesForms: true),
            TextOptions(
              showsLocations: true, usesAliases: number % 2 == 0, usesForms: number % 3 == 0),
          ]
          return options.map { Array(module.text($0).utf8) }
        }
    return all.filter { $0.count < 40_000 }
  }

  /// The modules of a file that can be read, with locations of every kind.
  private static func modules(in file: CorpusFile) -> [Module] {
    let contexts = [
      Context(dialects: Dialects.all + [Check.dialect], allowsUnregisteredDialects: true),
      Context(dialects: [], allowsUnregisteredDialects: true),
    ]
    return file.text.split(separator: "// -----").compactMap { part in
      for context in contexts {
        if var module = try? Module.parse(String(part), file: file.name, context: context) {
          varyLocations(of: &module)
          return module
        }
      }
      return nil
    }
  }

  private static func varyLocations(of module: inout Module) {
    var operations: [OperationID] = []
    module.walk { operations.append($0) }
    for (number, operation) in operations.enumerated() where number % 3 == 1 {
      let place = module.location(of: operation)
      let other = Location.range("g", line: number, column: 1, endLine: number + 2, endColumn: 3)
      let kinds: [Location] = [
        .unknown, .name("n\(number % 4)", place), .callSite(callee: place, caller: other),
        .fused([place, other]), .annotated(metadata: "{a = 1 : i32}", [place, .named("n")]), other,
      ]
      module.setLocation(of: operation, to: kinds[number / 3 % kinds.count])
    }
  }
}
