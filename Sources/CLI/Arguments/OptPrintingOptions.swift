import ArgumentParser
import Compiler
import Foundation
import IR
import Support

/// When `tangram opt` and `tangram compile` show the module while passes run.
struct OptPrintingOptions: ParsableArguments {
  @Option(name: .long, help: "Show the module before these passes: a,b.")
  var printBefore = ""

  @Option(name: .long, help: "Show the module after these passes: a,b.")
  var printAfter = ""

  @Flag(name: .long, help: "Show the module before every pass.")
  var printBeforeAll = false

  @Flag(name: .long, help: "Print the module to standard error after every pass.")
  var printAfterAll = false

  @Flag(name: .long, help: "Show the module after every pass that changed something.")
  var printAfterChanged = false

  @Flag(name: .long, help: "Show the module as it was before a pass that failed.")
  var printAfterFailed = false

  @Flag(name: .long, help: "Show only the operation that the pass runs on.")
  var printOnlyRoot = false

  @Option(
    name: .long,
    help: """
      Write each to a file of its own in this folder, which must be new or empty, not standard \
      error; after every pass, if nothing else is said.
      """)
  var printTree: String?

  func validate() throws {
    for name in (names(printBefore) + names(printAfter)) where PassRegistry.all[name] == nil {
      let near = PassRegistry.all.nearest(to: name).map { "did you mean '\($0)'?" }
      throw ValidationError(
        "there is no pass '\(name)'; \(near ?? "'tangram opt --list-passes' lists all")")
    }
  }

  /// Whether anything is to be shown.
  var isActive: Bool { saysWhen || printTree != nil }

  private var saysWhen: Bool {
    printBeforeAll || printAfterAll || printAfterChanged || printAfterFailed
      || !printBefore.isEmpty || !printAfter.isEmpty
  }

  /// Where files go, if they do.
  ///
  /// - Throws: a diagnostic when that is no new or empty folder.
  func tree() throws(Diagnostic) -> PassTree? {
    guard let printTree else { return nil }
    return try PassTree(printTree)
  }

  /// As the runner takes it; `text` says how the module is written.
  func value(_ text: TextOptions, in tree: PassTree?) -> PassPrinting {
    let showsAll = printAfterAll || printAfterChanged || tree != nil && !saysWhen
    return PassPrinting(
      before: printBeforeAll ? .all : selection(printBefore),
      after: showsAll ? .all : selection(printAfter),
      onlyChanges: printAfterChanged, onFailure: printAfterFailed,
      showsWholeModule: !printOnlyRoot, textOptions: text
    ) { snapshot in
      if let tree { tree.write(snapshot) } else { printError("\(snapshot)") }
    }
  }

  private func selection(_ names: String) -> PassPrinting.Selection {
    let names = Set(self.names(names))
    return names.isEmpty ? .none : .passes(names)
  }

  private func names(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

/// How `tangram opt` writes its result.
struct OptTextOptions: ParsableArguments {
  @Flag(name: .long, help: "Write every operation in the generic form.")
  var generic = false

  @Flag(name: .long, help: "Write where each operation came from.")
  var printLocations = false

  @Flag(name: .long, help: "Write affine maps, sets and locations once, above, and name them.")
  var printAliases = false

  @Flag(name: .long, help: "Say in comments which operations use a result.")
  var printUsers = false

  @Flag(name: .long, help: "Write regions as '{...}'.")
  var skipRegions = false

  @Option(
    name: .long, parsing: .unconditional, help: "Leave out constants of more elements than this.")
  var elideConstants: Int?

  func validate() throws {
    if let elideConstants, elideConstants < 0 {
      throw ValidationError("'--elide-constants' must not be negative")
    }
  }

  var value: TextOptions {
    TextOptions(
      showsLocations: printLocations, elidesElementsAbove: elideConstants,
      showsResources: elideConstants == nil, usesAliases: printAliases, showsUsers: printUsers,
      usesForms: !generic, skipsRegions: skipRegions)
  }
}
