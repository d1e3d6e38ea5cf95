import IR
import Support
import TestSupport
import Testing

/// Text that is built to exhaust memory, time or the stack is refused.
@Suite struct ParserLimitTests {
  let context = Context(dialects: [Check.dialect], allowsUnregisteredDialects: true)

  private func message(_ text: String) -> String {
    do throws(DiagnosticError) {
      _ = try Module.parse(text, context: context)
      return "accepted"
    } catch {
      return error.diagnostics.first?.message ?? "no diagnostic"
    }
  }

  @Test func deepNestingIsRefused() {
    let deep = 100_000
    func nested(_ open: String, _ close: String, _ count: Int = deep) -> String {
      "\"a.b\"() {a = \(String(repeating: open, count: count))1"
        + String(repeating: close, count: count) + "} : () -> ()"
    }
    let limit = "nested more than 200 levels deep; use fewer levels"
    #expect(message(nested("[", "]")) == limit)
    #expect(message(nested("{a = ", "}")) == limit)
    #expect(message(nested("[", "]", 150)) == "accepted")
    let types =
      String(repeating: "tuple<", count: deep) + "i32" + String(repeating: ">", count: deep)
    #expect(message("\"a.b\"() : () -> \(types)") == limit)
    let regions = String(repeating: "\"a.b\"() ({ ", count: deep)
    #expect(message(regions) == limit)
    let map = String(repeating: "(", count: deep)
    #expect(message("#m = affine_map<(i) -> (\(map)i)>") == limit)
    #expect(message("#m = affine_map<(i) -> (\(String(repeating: "-", count: deep))i)>") == limit)
    let body = String(repeating: "!check.box<", count: deep)
    #expect(message("\"a.b\"() : () -> \(body)").hasPrefix("nested more than 100 levels deep"))
    let dense = String(repeating: "[", count: deep)
    #expect(message("\"a.b\"() {a = dense<\(dense)> : tensor<1xi8>} : () -> ()") == limit)
    let place = String(repeating: "callsite(", count: deep)
    #expect(message("\"a.b\"() : () -> () loc(\(place)") == limit)
  }

  @Test func aliasesThatExpandWithoutEndAreRefused() {
    var wide = "#a0 = 1\n"
    for level in 1..<60 { wide += "#a\(level) = [#a\(level - 1), #a\(level - 1)]\n" }
    #expect(message(wide).contains("expands to too much"))
    var deep = "#a0 = 1\n"
    for level in 1..<5000 { deep += "#a\(level) = [#a\(level - 1)]\n" }
    #expect(message(deep) == "aliases nested more than 200 levels deep")
    var typed = "!a0 = i32\n"
    for level in 1..<60 { typed += "!a\(level) = tuple<!a\(level - 1), !a\(level - 1)>\n" }
    #expect(message(typed).contains("expands to too much"))
  }

  @Test func expressionsThatMultiplyOutAreRefused() {
    let sums = (0..<40).map { "(s\($0) + s\($0 + 1))" }.joined(separator: " * ")
    let symbols = (0...40).map { "s\($0)" }.joined(separator: ", ")
    #expect(
      message("#m = affine_map<()[\(symbols)] -> (\(sums))>") == "this expression is too large")
  }

  /// MLIR prints this number, but reads it as a difference only.
  @Test func theLeastNumberIsReadBack() throws {
    let text = """
      #m = affine_map<(d0) -> (-9223372036854775808, d0 floordiv 2 - 9223372036854775808)>
      "a.b"() {m = #m} : () -> ()
      """
    let module = try Module.parse(text, context: context)
    #expect(
      module.description.contains(
        "(-9223372036854775807 - 1, d0 floordiv 2 - 9223372036854775807 - 1)"))
    #expect(
      try Module.parse(module.description, context: context).isStructurallyEqual(to: module))
    #expect(message("#m = affine_map<() -> (9223372036854775808)>").contains("63 bits"))
  }

  @Test func onlyTheFirstErrorsAreReported() {
    let text = String(repeating: "\"a.b\"() : () -> j0\n", count: 1000)
    do throws(DiagnosticError) {
      _ = try Module.parse(text, context: context)
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.count == 20)
    }
  }

  @Test func manyForwardReferencesAreResolved() throws {
    let count = 20_000
    var text = ""
    for number in 0..<count { text += "\"a.use\"(%\(number)) : (i32) -> ()\n" }
    for number in 0..<count { text += "%\(number) = \"a.value\"() : () -> i32\n" }
    let module = try Module.parse(text, context: context)
    #expect(!module.verify().hasErrors)
    let first = try #require(module.firstOperation(in: module.body))
    let definer = try #require(module.definingOperation(of: module.operand(0, of: first)))
    #expect(module.name(of: definer) == "a.value")
  }
}
