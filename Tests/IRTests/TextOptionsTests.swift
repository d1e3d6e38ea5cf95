import IR
import Support
import Testing

/// Choices of the printer.
@Suite struct TextOptionsTests {
  let context = Context(dialects: [], allowsUnregisteredDialects: true)

  private func module(_ attribute: String) throws -> Module {
    try Module.parse("\"a.b\"() {v = \(attribute)} : () -> ()", file: "f", context: context)
  }

  @Test func longConstantsAreBytesOrLeftOut() throws {
    let list = (0..<20).map(String.init).joined(separator: ", ")
    let module = try module("dense<[\(list)]> : tensor<20xi8>")
    #expect(module.text().contains("dense<[0, 1, 2"))
    #expect(
      module.text(TextOptions(hexadecimalAbove: 10)).contains("dense<\"0x000102030405060708090A0B"))
    let brief = module.text(.brief)
    #expect(brief.contains("v = dense_resource<__elided__> : tensor<20xi8>"))
    _ = try Module.parse(brief, context: context)
  }

  @Test func resourcesWithOddKeysReadBack() throws {
    var module = try module("dense_resource<\"layer 0/weight\"> : tensor<2xi8>")
    module.resources["layer 0/weight"] = Resource([7, 8], alignment: 16)
    let again = try Module.parse(module.text(), context: context)
    #expect(again.difference(from: module) == nil)
    #expect(again.resources["layer 0/weight"]?.alignment == 16)
    #expect(!module.text(.brief).contains("{-#"))
    module.resources["layer 0/weight"] = Resource([7, 9])
    #expect(again.difference(from: module) == "the resource 'layer 0/weight' differs")
  }

  @Test func oneOperationIsNamedAsInTheWholeText() throws {
    let module = try Module.parse(
      """
      %0 = "a.b"() : () -> i32
      %1:2 = "a.c"(%0) : (i32) -> (i32, i64)
      "a.d"(%1#1) : (i64) -> ()
      """, file: "f", context: context)
    let operations = module.operations(in: module.body)
    #expect(module.text(of: operations[2]) == "\"a.d\"(%1#1) : (i64) -> ()")
    #expect(
      module.text(of: operations[1], TextOptions(showsLocations: true))
        == "%1:2 = \"a.c\"(%0) : (i32) -> (i32, i64) loc(\"f\":2:1)")
  }

  @Test func builtConstantsEqualReadOnes() throws {
    let built = Attribute.dense(
      DenseElements(type: .tensor(TensorType([3], .i16)), bytes: [1, 0, 1, 0, 1, 0]))
    #expect(built.description == "dense<1> : tensor<3xi16>")
    #expect(try Attribute(parsing: built.description, context: context) == built)
    let rounded = Attribute.float(0.1, .f32)
    #expect(try Attribute(parsing: "0.1 : f32", context: context) == rounded)
    #expect(rounded.description == "1.000000e-01 : f32")
  }
}
