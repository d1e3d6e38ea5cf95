import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// Passes, pipelines and their manager.
@Suite struct PassTests {
  static let mark = Pass(
    "mark", "sets an attribute",
    options: [
      PassOption("value", "what to set", .integer(), default: "7"),
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
    (
      "canonicalise",
      "there is no pass 'canonicalise', at column 1 of 'canonicalise'; did you mean 'canonicalize'?"
    ),
    ("mark{value=1 value=2}", "'mark': the option 'value' is given twice, at column 14"),
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
    _ pipeline: String, _ module: inout Module, printing: PassPrinting = .never
  ) throws -> PassReport {
    let pipeline = try PassPipeline(parsing: pipeline, registry: Self.registry)
    return try PipelineRunner(pipeline, printing: printing).run(on: &module)
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
    let timing = PassTiming(report)
    #expect(timing.list.contains("mark\n") && timing.list.contains("total\n"))
    #expect(timing.tree.contains("'check.function' pipeline\n"))
    #expect(timing.rows.map(\.pass) == ["mark", "mark", "(verifier)"])
    #expect(timing.rows.map(\.runs) == [2, 1, 1])
    #expect(report.statistics == "mark\n        3  marks\n")
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

  private func printed(_ pipeline: String, _ printing: PassPrinting) throws -> [String] {
    let collected = Collected()
    var printing = printing
    printing.show = { collected.add("\($0)") }
    var module = try Module.parse(text, file: "f", context: context)
    _ = try? run(pipeline, &module, printing: printing)
    return collected.texts.map { String($0.prefix { $0 != "\n" }) }
  }

  @Test func printingShowsWhatWasAskedFor() throws {
    let pipeline = "mark,canonicalize,mark"
    #expect(try printed(pipeline, .never) == [])
    #expect(
      try printed(pipeline, PassPrinting(after: .all)) == [
        "// After mark on builtin.module", "// After canonicalize on builtin.module",
        "// After mark on builtin.module",
      ])
    #expect(
      try printed(pipeline, PassPrinting(after: .all, onlyChanges: true)) == [
        "// After mark on builtin.module", "// After canonicalize on builtin.module: unchanged",
        "// After mark on builtin.module: unchanged",
      ])
    #expect(
      try printed(pipeline, PassPrinting(before: .passes(["canonicalize"]))) == [
        "// Before canonicalize on builtin.module"
      ])
    #expect(
      try printed("mark,fail", PassPrinting(onFailure: true)) == [
        "// Before the failure of fail on builtin.module"
      ])
  }

  @Test func onlyTheOperationIsShownIfThatIsWanted() throws {
    let collected = Collected()
    let printing = PassPrinting(after: .all, showsWholeModule: false) {
      collected.add("\($0.path)\n\($0.text ?? "")")
    }
    var module = try Module.parse(text, file: "f", context: context)
    _ = try run("check.function(mark{value=1},mark{value=2})", &module, printing: printing)
    #expect(
      collected.texts.map { String($0.prefix { $0 != "\n" }) } == [
        "builtin_module/check_function_a/0_mark.mlir",
        "builtin_module/check_function_a/1_mark.mlir",
        "builtin_module/check_function_b/0_mark.mlir",
        "builtin_module/check_function_b/1_mark.mlir",
      ])
    #expect(collected.texts.allSatisfy { $0.contains("mlir\n\"check.function\"") })
  }

  @Test func threadsDoNotShowInTheResult() throws {
    let functions = (0..<37).map { number in
      """
      "check.function"() <{sym_name = "f\(number)"}> ({
        %0 = "check.constant"() <{value = \(number) : i32}> : () -> i32
        %1 = "check.add"(%0, %0) : (i32, i32) -> i32
        "check.effect"(%1) : (i32) -> ()
        "check.yield"() : () -> ()
      }) : () -> ()
      """
    }
    let source = try Module.parse(functions.joined(separator: "\n"), file: "f", context: context)
    let pipeline = try PassPipeline(
      parsing: "check.function(canonicalize,mark{loud}),mark", registry: Self.registry)
    var texts: Set<String> = []
    var remarks: Set<[String]> = []
    for threads in [1, 2, 3, 8, 64] {
      var module = source
      var runner = PipelineRunner(pipeline)
      runner.threadCount = threads
      let report = try runner.run(on: &module)
      texts.insert(module.text(TextOptions(showsLocations: true)))
      remarks.insert(report.remarks.map(\.description))
      #expect(report.entries.count == 75)
    }
    #expect(texts.count == 1)
    #expect(texts.first?.contains("value = 72 : i32") ?? false)
    #expect(remarks.count == 1)
  }

  @Test func theFirstFailureOfAnyThreadIsThrown() throws {
    let picky = Pass("picky", "fails on some") { module, root, _ in
      let name = module.property("sym_name", of: root)?.stringValue ?? ""
      if name != "a" { throw Diagnostic.error("not \(name)") }
    }
    let functions = ["a", "b", "c", "d"].map {
      "\"check.function\"() <{sym_name = \"\($0)\"}> ({\n}) : () -> ()"
    }
    let source = try Module.parse(functions.joined(separator: "\n"), file: "f", context: context)
    for threads in [1, 2, 4] {
      var module = source
      let inner = PassPipeline([picky])
      var runner = PipelineRunner(PassPipeline([.nested(operation: "check.function", inner)]))
      runner.threadCount = threads
      let failure = #expect(throws: PassFailure.self) { try runner.run(on: &module) }
      #expect(failure?.diagnostics.first?.message == "not b")
    }
  }

  @Test func reproducersHoldModuleAndPipeline() throws {
    var module = try Module.parse(text, file: "f", context: context)
    let failure = #expect(throws: PassFailure.self) {
      try run("mark{value=3},check.function(fail)", &module)
    }
    let rest = try #require(failure?.rest)
    let written = Reproducer(module, rest, verifiesEach: false).text
    let read = try Reproducer(readFrom: Module.parse(written, context: context))
    #expect(read.pipeline == "builtin.module(check.function(fail))")
    #expect(!read.verifiesEach)
    #expect(read.module.difference(from: module) == nil)
    var again = read.module
    #expect(throws: PassFailure.self) { try run(read.pipeline, &again) }
    #expect(throws: Diagnostic.self) { try Reproducer(readFrom: module) }
  }

  @Test func crashesLeaveWhatWasToRun() throws {
    let collected = Collected()
    var module = try Module.parse(text, file: "f", context: context)
    let pipeline = try PassPipeline(
      parsing: "mark,check.function(mark{value=1}),canonicalize", registry: Self.registry)
    var runner = PipelineRunner(pipeline)
    runner.willRun = { _, rest in collected.add(rest.description) }
    try runner.run(on: &module)
    #expect(
      collected.texts == [
        "mark,check.function(mark{value=1}),canonicalize",
        "check.function(mark{value=1}),canonicalize", "canonicalize",
      ])
  }

  /// What was left last before a pass inside a nested pipeline fails, in the third of four functions,
  /// is what the failure gives, for every number of threads; and run again it fails there again.
  @Test(arguments: [1, 4], [false, true])
  func whatIsLeftFailsAgain(threads: Int, leavesAllTheTime: Bool) throws {
    let picky = Pass("picky", "fails on some") { module, root, _ in
      let name = module.property("sym_name", of: root)?.stringValue ?? ""
      let value = module.attribute("value", of: root)?.integerValue ?? 0
      module.setAttribute("value", of: root, to: .i64(value + 1))
      if name == "c", value == 2 { throw Diagnostic.error("\(name) at \(value)") }
    }
    let functions = ["a", "b", "c", "d"].map {
      "\"check.function\"() <{sym_name = \"\($0)\"}> ({\n}) {value = 0} : () -> ()"
    }
    let context = Context(dialects: Dialects.all + [Check.dialect])
    let source = try Module.parse(functions.joined(separator: "\n"), file: "f", context: context)
    func nested(_ count: Int) -> PassPipeline.Step {
      .nested(operation: "check.function", PassPipeline(Array(repeating: picky, count: count)))
    }
    let left = Collected()
    var module = source
    var runner = PipelineRunner(PassPipeline([nested(1), nested(2), nested(3)]))
    runner.threadCount = threads
    if leavesAllTheTime { runner.willRun = { left.add(Reproducer($0, $1).text) } }
    let failure = try #require(throws: PassFailure.self) { try runner.run(on: &module) }
    let written = Reproducer(module, failure.rest).text
    if leavesAllTheTime { #expect(left.texts.last == written) }
    let read = try Reproducer(readFrom: Module.parse(written, context: context))
    #expect(
      read.pipeline
        == "builtin.module(check.function(picky,picky),check.function(picky,picky,picky))")
    let pipeline = try PassPipeline(parsing: read.pipeline, registry: PassRegistry([picky]))
    var again = read.module
    runner.pipeline = pipeline
    let repeated = try #require(throws: PassFailure.self) { try runner.run(on: &again) }
    #expect(repeated.diagnostics.map(\.message) == ["c at 2"])
    #expect(failure.diagnostics.map(\.message) == ["c at 2"])
    #expect(again.difference(from: read.module) == nil)
  }

  @Test func rewritesCanBeCounted() throws {
    let text = """
      %0 = "check.read"() : () -> i32
      %1 = "check.negate"(%0) : (i32) -> i32
      %2 = "check.negate"(%1) : (i32) -> i32
      %3 = "check.constant"() <{value = 0 : i32}> : () -> i32
      %4 = "check.add"(%2, %3) : (i32, i32) -> i32
      "check.effect"(%4) : (i32) -> ()
      """
    let source = try Module.parse(text, file: "f", context: context)
    var sizes: [Int] = []
    for limit in 0...6 {
      var module = source
      var runner = PipelineRunner(PassPipeline([canonicalize, canonicalize]))
      runner.rewriteLimit = limit
      try runner.run(on: &module)
      #expect(!module.verify().hasErrors)
      sizes.append(module.operations(in: module.body).count)
    }
    #expect(sizes.first == 6)
    #expect(sizes.last == 2)
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 >= $1 && $0 - $1 <= 1 })
  }

  @Test func analysesAreKeptUntilSomethingChanges() throws {
    let computed = Collected()
    struct Count: Analysis {
      var operations = 0
      init(of root: OperationID, in module: Module) {
        module.walk(root) { _ in operations += 1 }
      }
    }
    func ask(_ name: String, _ after: @escaping @Sendable (inout PassContext) -> Void) -> Pass {
      Pass(name, "asks") { module, root, context in
        let count = context.analysis(Count.self, of: root, in: module)
        computed.add("\(count.operations)")
        module.insert(
          OperationState(name: "check.effect"), at: .atEnd(of: module.body))
        after(&context)
      }
    }
    let keeps = ask("keeps") { $0.preserve(Count.self) }
    let says = ask("says") { $0.preserveAllAnalyses() }
    let forgets = ask("forgets") { _ in }
    var module = try Module.parse(text, file: "f", context: context)
    try PipelineRunner(PassPipeline([keeps, says, forgets, keeps])).run(on: &module)
    // What was kept is what was said to hold, right or wrong.
    #expect(computed.texts == ["5", "5", "5", "8"])
  }
}

/// Text collected from a `@Sendable` closure.
private final class Collected: Sendable {
  private let storage = Locked<[String]>([])
  var texts: [String] { storage.withLock { $0 } }
  func add(_ text: String) { storage.withLock { $0.append(text) } }
}
