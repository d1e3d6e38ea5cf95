import IR
import Support
import Synchronization
import TestSupport
import Testing
import Transforms

/// Passes, pipelines and their manager.
@Suite struct PassTests {
  static let mark = Pass(
    "mark", "sets an attribute",
    options: [
      PassOption("value", "what to set", .integer, default: "7"),
      PassOption("loud", "whether to remark", .flag),
      PassOption("mode", "how", .choice(["fast", "slow"]), default: "fast"),
      PassOption("text", "anything", .text),
    ]
  ) { module, root, context in
    module.setAttribute("mark", of: root, to: .i64(context.options.integer("value") ?? 0))
    if context.options.flag("loud") {
      context.remark(.passed, at: module.location(of: root), "marked")
    }
    context.count("marks")
  }
  static let fail = Pass("fail", "fails") { module, root, context in
    module.setAttribute("half", of: root, to: .unit)
    throw Diagnostic.error("cannot go on", at: .file("f", line: 1, column: 2))
  }
  static let complain = Pass("complain", "emits an error") { module, root, context in
    context.emit(Diagnostic(.warning, "odd"))
    context.emit(.error("bad"))
  }
  static let spoil = Pass("spoil", "leaves a module that does not verify") {
    module, root, context in
    module.insert(OperationState(name: "no.such"), at: .atEnd(of: module.body))
  }
  static let registry = PassRegistry([mark, fail, complain, spoil]) + .shared

  let context = Context(dialects: [Check.dialect])
  let text = """
    "check.function"() <{sym_name = "a"}> ({
      "check.yield"() : () -> ()
    }) : () -> ()
    "check.function"() <{sym_name = "b"}> ({
      "check.yield"() : () -> ()
    }) : () -> ()
    """

  @Test(arguments: [
    ("", ""), ("mark", "mark"), (" mark , canonicalize ", "mark,canonicalize"),
    ("mark{value=3}", "mark{value=3}"), ("mark{loud value=3}", "mark{loud=true value=3}"),
    ("mark{value=3,mode=slow}", "mark{mode=slow value=3}"),
    ("func(mark,canonicalize{max-steps=5})", "func.func(mark,canonicalize{max-steps=5})"),
    ("module(check.function(mark))", "builtin.module(check.function(mark))"),
    ("mark{text='a b, c}'}", "mark{text='a b, c}'}"),
    ("mark{text=[1,{2}]}", "mark{text='[1,{2}]'}"),
    ("func()", "func.func()"),
  ])
  func pipelinesPrintAndParse(_ text: String, _ printed: String) throws {
    let pipeline = try PassPipeline(parsing: text, registry: Self.registry)
    #expect(pipeline.description == printed)
    let again = try PassPipeline(parsing: printed, registry: Self.registry)
    #expect(again.description == printed)
  }

  @Test(arguments: [
    ("canonicalise", "there is no pass 'canonicalise'; did you mean 'canonicalize'?, at column 1"),
    ("mark,", "expected a pass, at column 6"), ("func(mark", "expected ',' or ')', at column 10"),
    ("mark)", "expected ',' or the end, at column 5"),
    ("mark{value}", "'mark': the option 'value' must be an integer, not 'true', at column 6"),
    ("mark{valu=1}", "'mark': there is no option 'valu'; the pass takes: loud, mode, text, value"),
    ("mark{mode=no}", "'mark': the option 'mode' must be one of 'fast', 'slow', not 'no'"),
    ("fail{a=1}", "'fail': there is no option 'a'; the pass takes none"),
    ("mark{value=", "expected a value, at column 12"),
    ("mark{text='a", "expected the closing quote"),
    ("mark{", "expected an option of 'mark' or '}', at column 6"), ("{}", "expected a pass"),
  ])
  func wrongPipelinesSayWhatIsWrong(_ text: String, _ message: String) {
    let error = #expect(throws: DiagnosticError.self) {
      try PassPipeline(parsing: text, registry: Self.registry)
    }
    #expect(
      error?.diagnostics.first?.message.hasPrefix(message) ?? false, "\(error.debugDescription)")
  }

  @Test func damagedPipelinesAreRefusedPolitely() {
    let original = Array("func(mark{value=3 text='a b'},canonicalize{max-steps=5}),mark".utf8)
    for seed in 0..<500 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let damaged = String(decoding: Mutation.mutate(original, with: &random), as: UTF8.self)
      _ = try? PassPipeline(parsing: damaged, registry: Self.registry)
    }
  }

  private func run(
    _ pipeline: String, _ module: inout Module, printing: PassManager.Printing = .never,
    print: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> PassReport {
    let pipeline = try PassPipeline(parsing: pipeline, registry: Self.registry)
    return try PassManager(pipeline, printing: printing, print: print).run(on: &module)
  }

  @Test func nestedPipelinesRunOnEachOperation() throws {
    var module = try Module.parse(text, file: "f", context: context)
    let report = try run("check.function(mark{value=5 loud}),mark", &module)
    let marks = module.operations(in: module.body).map {
      module.attribute("mark", of: $0)?.integerValue
    }
    #expect(marks == [5, 5])
    #expect(module.attribute("mark", of: module.top)?.integerValue == 7)
    #expect(
      report.entries.map(\.place) == ["check.function @a", "check.function @b", "builtin.module"])
    #expect(report.entries.map(\.statistics) == [["marks": 1], ["marks": 1], ["marks": 1]])
    #expect(
      report.remarks.map(\.description) == [
        "f:1:1: remark: marked [mark, passed]", "f:4:1: remark: marked [mark, passed]",
      ])
    #expect(report.timing.contains("mark\n") && report.timing.contains("total\n"))
  }

  @Test func aFailureNamesThePassAndLeavesTheModuleAsItWas() throws {
    let before = try Module.parse(text, file: "f", context: context)
    var module = before
    let failure = #expect(throws: PassFailure.self) {
      try run("mark,check.function(canonicalize,fail),mark", &module)
    }
    #expect(failure?.pass == "fail")
    #expect(failure?.isInternal == false)
    #expect(failure?.rest.description == "check.function(canonicalize,fail),mark")
    #expect(
      failure?.description == "f:1:2: error: cannot go on\nnote: while running the pass 'fail'")
    #expect(module.attribute("mark", of: module.top) != nil)
    #expect(!module.text().contains("half"))
  }

  @Test func emittedErrorsFailThePass() throws {
    var module = try Module.parse(text, file: "f", context: context)
    let failure = #expect(throws: PassFailure.self) { try run("complain", &module) }
    #expect(failure?.diagnostics.map(\.message) == ["odd", "bad"])
  }

  @Test func brokenModulesAreFoundAfterThePass() throws {
    var module = try Module.parse(text, file: "f", context: context)
    let failure = #expect(throws: PassFailure.self) { try run("spoil", &module) }
    #expect(failure?.isInternal == true)
    #expect(
      failure?.description.hasSuffix("internal error: the pass 'spoil' broke the module") ?? false)
    #expect(!module.text().contains("no.such"))
    var wrong = module
    wrong.insert(OperationState(name: "no.such"), at: .atEnd(of: wrong.body))
    let early = #expect(throws: PassFailure.self) { try run("mark", &wrong) }
    #expect(early?.pass == nil)
  }

  @Test func printingShowsWhatWasAskedFor() throws {
    func printed(_ printing: PassManager.Printing) throws -> [String] {
      let collected = Collected()
      var module = try Module.parse(text, file: "f", context: context)
      _ = try run("mark,canonicalize,mark", &module, printing: printing) { collected.add($0) }
      return collected.texts.map { String($0.prefix { $0 != "\n" }) }
    }
    #expect(try printed(.never) == [])
    #expect(
      try printed(.always) == [
        "// After mark on builtin.module", "// After canonicalize on builtin.module",
        "// After mark on builtin.module",
      ])
    #expect(
      try printed(.changed) == [
        "// After mark on builtin.module", "// After canonicalize on builtin.module: unchanged",
        "// After mark on builtin.module: unchanged",
      ])
    #expect(try printed(.after(["canonicalize"])) == ["// After canonicalize on builtin.module"])
  }
}

/// Text collected from a `@Sendable` closure.
private final class Collected: Sendable {
  private let storage = Mutex<[String]>([])
  var texts: [String] { storage.withLock { $0 } }
  func add(_ text: String) { storage.withLock { $0.append(text) } }
}
