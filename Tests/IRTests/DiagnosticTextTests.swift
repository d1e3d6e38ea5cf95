import IR
import Support
import Testing

/// What a person sees when text is wrong.
@Suite struct DiagnosticTextTests {
  @Test func errorsShowThePlaceAndTheLine() {
    let context = Context(dialects: [], allowsUnregisteredDialects: true)
    let text = "%0 = \"a.b\"() : () -> i32\n\t\"a.c\"(%0) : (f32) -> ()\n"
    do throws(DiagnosticError) {
      _ = try Module.parse(text, file: "model.mlir", context: context)
      Issue.record("accepted")
    } catch {
      #expect(
        error.description == """
          model.mlir:2:8: error: '%0' is used as 'f32' but defined as 'i32'
            \t"a.c"(%0) : (f32) -> ()
            \t      ^
          """)
    }
  }

  @Test func aByteOrderMarkIsNamed() {
    let context = Context(dialects: [], allowsUnregisteredDialects: true)
    do throws(DiagnosticError) {
      _ = try Module.parse("\u{FEFF}\"a.b\"() : () -> ()", file: "f", context: context)
      Issue.record("accepted")
    } catch {
      #expect(
        error.diagnostics.map(\.message) == [
          "the file begins with a byte order mark; save it as UTF-8 without one"
        ])
    }
  }

  @Test func verifierNotesLeadToTheDefinition() throws {
    let context = Context(dialects: [], allowsUnregisteredDialects: false)
    var module = Module(context: context)
    module.insert(
      OperationState(name: "a.b", location: .file("m.onnx", line: 3, column: 4)),
      at: .atEnd(of: module.body))
    #expect(
      module.verify().all.map(\.description) == [
        "m.onnx:3:4: error: 'a.b' is not registered; register its dialect with the context"
      ])
  }
}
