import Dialects
import IR
import Testing

/// What an editor is told of a text.
@Suite struct ParseEventTests {
  private static let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)

  /// The events as `kind 'text'`.
  private func events(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Module.read(bytes: bytes, context: Self.context).events.map { event in
      let kind = "\(event.kind)".prefix { $0 != "(" }
      return event.range.isEmpty
        ? String(kind) : "\(kind) \(String(decoding: bytes[event.range], as: UTF8.self))"
    }
  }

  @Test func namesHaveTheirPlaces() {
    let text = """
      !t = i32
      "func.func"() <{function_type = (!t) -> !t, sym_name = "f"}> ({
      ^bb0(%a: !t):
        "cf.br"(%a)[^bb1] : (i32) -> ()
      ^bb1(%b: i32):
        "func.return"(%b) : (i32) -> ()
      }) : () -> ()
      %0:2 = "x.y"() {callee = @f::@g} : () -> (i32, i32)
      "x.z"(%0#1) : (i32) -> ()
      """
    #expect(
      events(text) == [
        "aliasDefinition !t", "operationBegin", "operationName \"func.func\"",
        "attributeName function_type", "aliasUse !t", "aliasUse !t", "attributeName sym_name",
        "regionBegin {", "blockDefinition ^bb0", "aliasUse !t", "valueDefinition %a",
        "operationBegin", "operationName \"cf.br\"", "valueUse %a", "blockUse ^bb1",
        "operationEnd", "blockDefinition ^bb1", "valueDefinition %b", "operationBegin",
        "operationName \"func.return\"", "valueUse %b", "operationEnd", "regionEnd",
        "operationEnd", "operationBegin", "operationName \"x.y\"", "attributeName callee",
        "symbol @f", "symbol @g", "operationEnd", "valueDefinition %0", "operationBegin",
        "operationName \"x.z\"", "valueUse %0", "operationEnd",
      ])
  }

  /// After an error names keep their places, and operations and regions stay balanced.
  @Test func errorsLoseNothingElse() {
    let text = """
      %a = "x.a"() : () -> i32
      %b = "x.b"(%a) : (i32) ->
      "x.r"() ({
        %c = "x.c"(%b : (i32) -> i32
        "x.d"(%c) : (i32) -> ()
      }) : () -> ()
      """
    let read = Module.read(bytes: Array(text.utf8), context: Self.context)
    #expect(read.diagnostics.count == 2)
    let all = events(text)
    for name in ["%a", "%b", "%c"] {
      #expect(all.contains("valueDefinition \(name)"))
      #expect(all.contains("valueUse \(name)"))
    }
    #expect(all.count { $0 == "operationBegin" } == all.count { $0 == "operationEnd" })
    #expect(all.count { $0.hasPrefix("regionBegin") } == all.count { $0 == "regionEnd" })
  }

  /// A place that is written is text to an editor; diagnostics are about where the operation stands.
  @Test func operationsAreWhereTheyStand() throws {
    let text = "\n  %a = \"x.a\"() : () -> i32 loc(\"other.py\":7:8)\n"
    let module = Module.read(bytes: Array(text.utf8), file: "f", context: Self.context).module
    let operation = try #require(module.firstOperation(in: module.body))
    #expect(module.location(of: operation) == .file("f", line: 2, column: 3))
  }
}
