import IR
import Support
import Testing
import ToyCompiler

/// The dialect's operations, types and attributes as text.
@Suite struct DialectTests {
  let context = Compilation().context

  /// Every operation with its example.
  static let examples: [(mnemonic: String, example: String)] = Toy.dialect.operations.map {
    ($0.mnemonic, Documentation($0.documentation).examples.first ?? "")
  }

  /// What the examples take from around them: the values that they use, of the types they need.
  private func module(around example: String) throws -> Module {
    if example.contains("toy.func") { return try parse(example) }
    let use = example.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
    let names = use.split(separator: ",").map { $0.filter { $0 != " " } }
    let types = example.split(separator: " : (").last.map { splitTypes($0) } ?? []
    let arguments = zip(names, types).map { "\($0): \($1)" }.joined(separator: ", ")
    return try parse(
      """
      "toy.func"() <{function_type = (tensor<*xf64>) -> tensor<*xf64>, sym_name = "f", sym_visibility = "private"}> ({
      ^bb0(%a: tensor<*xf64>):
        "toy.return"(%a) : (tensor<*xf64>) -> ()
      }) : () -> ()
      "toy.func"() <{function_type = (\(types.joined(separator: ", "))) -> (), sym_name = "g"}> ({
      \(arguments.isEmpty ? "" : "^bb0(\(arguments)):")
        \(example)
        \(example.contains("toy.return") ? "" : "\"toy.return\"() : () -> ()")
      }) : () -> ()
      """)
  }

  private func parse(_ text: String) throws -> Module {
    try Module.parse(text, file: "a.mlir", context: context)
  }

  /// The operand types of an operation's function type, from behind its parenthesis.
  private func splitTypes(_ text: Substring) -> [String] {
    var types = [""]
    var depth = 0
    for character in text {
      if character == ")", depth == 0 { break }
      if "<(".contains(character) { depth += 1 }
      if ">)".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        types.append("")
      } else {
        types[types.count - 1].append(character)
      }
    }
    return types.map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }

  @Test(arguments: examples)
  func everyOperationHasAnExampleThatIsCorrectAndPrintsBack(
    _ mnemonic: String, _ example: String
  ) throws {
    #expect(example.contains("\"\(mnemonic)\""))
    let module = try module(around: example)
    #expect(module.verify().all.isEmpty, "\(module.verify().all)")
    let again = try parse(module.text())
    #expect(again.isStructurallyEqual(to: module))
    let readable = module.text(TextOptions(usesForms: true))
    #expect(readable.contains(" \(mnemonic)") && !readable.contains("\""), "\(readable)")
    #expect(try parse(readable).isStructurallyEqual(to: module), "\(readable)")
  }

  @Test func formsAreRight() { #expect(Toy.dialect.formProblems == []) }

  /// A struct's value does not say what its type is; what does not verify has no form.
  @Test(arguments: [
    "toy.constant #toy.value<[dense<1.000000e+00> : tensor<2xf64>]> : !toy.struct<S, a: tensor<2xf64>>",
    "toy.constant dense<1.000000e+00> : tensor<2xf64>",
    #""toy.constant"() <{value = 1 : i64}> : () -> tensor<f64>"#,
  ])
  func constantsReadBack(_ text: String) throws {
    let module = try parse("%0 = \(text)")
    let readable = module.text(TextOptions(usesForms: true))
    #expect(readable.contains("%0 = \(text)\n"), "\(readable)")
  }

  @Test(arguments: [
    "!toy.struct<Point, x: tensor<*xf64>, y: tensor<2x3xf64>>",
    "!toy.struct<Line, from: !toy.struct<Point, x: tensor<f64>, y: tensor<f64>>, n: tensor<1xf64>>",
  ])
  func typesPrintWhatTheyRead(_ text: String) throws {
    let type = try Type(parsing: text, context: context)
    #expect(type.cast(to: Toy.StructType.self) != nil)
    #expect(type.description == text)
  }

  @Test(arguments: [
    ("!toy.struct<>", "expected the struct's name"),
    ("!toy.struct<P, x>", "expected 'name: type' of a field, found 'x'"),
    ("!toy.struct<P, x: i32>", "a field must be a tensor of f64 or a struct, not 'i32'"),
    ("!toy.struct<P, x: tensor<2xf32>>", "a field must be a tensor of f64 or a struct"),
  ])
  func wrongTypesAreRefused(_ text: String, _ message: String) {
    let error = #expect(throws: Diagnostic.self) { try Type(parsing: text, context: context) }
    #expect(error?.message.contains(message) ?? false, "\(String(describing: error))")
  }

  @Test func attributesPrintWhatTheyRead() throws {
    let text =
      "#toy.value<[dense<1.000000e+00> : tensor<2xf64>, #toy.value<[dense<2.000000e+00> : tensor<f64>]>]>"
    let value = try Attribute(parsing: text, context: context)
    #expect(value.cast(to: Toy.StructValue.self)?.fields.count == 2)
    #expect(value.description == text)
    #expect(throws: Diagnostic.self) {
      try Attribute(parsing: "#toy.value<1 : i32>", context: context)
    }
  }

  @Test(arguments: [
    (
      #"%1 = "toy.transpose"(%0) : (tensor<2x3xf64>) -> tensor<2x3xf64>"#,
      "the result of 'toy.transpose' is 'tensor<3x2xf64>' here, not 'tensor<2x3xf64>'"
    ),
    (
      #"%1 = "toy.matmul"(%0, %0) : (tensor<2x3xf64>, tensor<2x3xf64>) -> tensor<*xf64>"#,
      "'@' multiplies an NxK matrix by a KxM matrix; these are 2x3 and 2x3"
    ),
    (
      #"%1 = "toy.reshape"(%0) : (tensor<2x3xf64>) -> tensor<*xf64>"#,
      "'toy.reshape' needs a result of known shape"
    ),
    (
      #"%1 = "toy.constant"() <{value = 1 : i64}> : () -> tensor<f64>"#,
      "the value of 'toy.constant' has the type 'i64', its result 'tensor<f64>'"
    ),
    (
      #"%1 = "toy.call"(%0) <{callee = @h}> : (tensor<2x3xf64>) -> tensor<*xf64>"#,
      "no function is called 'h'"
    ),
    (
      #""toy.call"(%0) <{callee = @f}> : (tensor<2x3xf64>) -> ()"#,
      "the call does not fit the type of 'f'"
    ),
    (
      #"%1 = "toy.field"(%s) <{index = 1 : i64}> : (!toy.struct<S, a: tensor<f64>>) -> tensor<f64>"#,
      "the struct has no field with the number 1"
    ),
    (
      #"%1 = "toy.pack"(%0, %0) : (tensor<2x3xf64>, tensor<2x3xf64>) -> !toy.struct<S, a: tensor<f64>>"#,
      "the struct 'S' has 1 fields, not 2"
    ),
    (
      #""toy.print"(%s) : (!toy.struct<S, a: tensor<f64>>) -> ()"#,
      "operand 0 ('value') of 'toy.print' must be a tensor or memory of f64"
    ),
    (
      #""toy.return"(%0) : (tensor<2x3xf64>) -> ()"#,
      "'toy.return' must give what the type of 'g' says"
    ),
  ])
  func theVerifierTellsWhatIsWrong(_ operation: String, _ message: String) throws {
    let module = try parse(
      """
      "toy.func"() <{function_type = (tensor<*xf64>) -> tensor<*xf64>, sym_name = "f"}> ({
      ^bb0(%a: tensor<*xf64>):
        "toy.return"(%a) : (tensor<*xf64>) -> ()
      }) : () -> ()
      "toy.func"() <{function_type = (tensor<2x3xf64>, !toy.struct<S, a: tensor<f64>>) -> (), sym_name = "g"}> ({
      ^bb0(%0: tensor<2x3xf64>, %s: !toy.struct<S, a: tensor<f64>>):
        \(operation)
        \(operation.contains("return") ? "" : "\"toy.return\"() : () -> ()")
      }) : () -> ()
      """)
    let found = module.verify().all
    #expect(found.first?.message.contains(message) ?? false, "\(found)")
    #expect(found.first?.location == .file("a.mlir", line: 7, column: 3))
  }
}
