import Dialects
import IR
import Support
import Testing
import Transforms

/// A call of a dialect's own that passes `i32` for `i64`, and gets `i64` for `i32`.
private struct WideningCall: CallOperation {
  static let mnemonic = "wide.call"
  static let traits: Traits = []
  static let signature = Signature(
    operands: [.init("arguments", .any, .variadic)], results: [.init("results", .any, .variadic)],
    properties: [.init("callee", .symbol)])
  var callee: String
  var arguments: [ValueID]

  init(_ operation: OperationID, in module: borrowing Module) {
    callee = module.property("callee", of: operation)?.symbolValue ?? ""
    arguments = module.operands(of: operation)
  }

  var state: OperationState { OperationState(name: Self.mnemonic, operands: arguments) }

  func conversion(of value: ValueID, to type: Type, in module: Module) -> OperationState? {
    switch (module.type(of: value), type) {
    case (.i32, .i64): OperationState(name: "arith.extsi", operands: [value], resultTypes: [type])
    case (.i64, .i32): OperationState(name: "arith.trunci", operands: [value], resultTypes: [type])
    default: nil
    }
  }
}

/// Calls that convert what they pass, when their functions take their places.
@Suite struct ConvertingCallTests {
  private func inlined(_ call: String, _ body: String) throws -> String {
    let context = Context(
      dialects: Dialects.all + [Dialect(name: "wide", operations: [WideningCall.self])])
    var module = try Module.parse(
      """
      "func.func"() <{function_type = (i64, i1) -> i64, sym_name = "g"}> ({
      ^bb0(%x: i64, %c: i1):
        \(body)
      }) : () -> ()
      "func.func"() <{function_type = (i32, i1) -> i32, sym_name = "f"}> ({
      ^bb0(%x: i32, %c: i1):
        %r = \(call)
        "func.return"(%r) : (i32) -> ()
      }) : () -> ()
      """, file: "f", context: context)
    try PipelineRunner(PassPipeline([inline])).run(on: &module)
    return module.text()
  }

  private static let call = #""wide.call"(%x, %c) <{callee = @g}> : (i32, i1) -> i32"#

  @Test func aBlockTakesThePlaceOfTheCall() throws {
    let text = try inlined(Self.call, #""func.return"(%x) : (i64) -> ()"#)
    #expect(!text.contains("wide.call"))
    #expect(text.contains(#""arith.extsi"(%arg0)"#), "\(text)")
    #expect(text.contains(#""arith.trunci""#))
  }

  @Test func branchesTakeThePlaceOfTheCall() throws {
    let text = try inlined(
      Self.call,
      """
      "cf.cond_br"(%c)[^a, ^b] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
      ^a:
        "func.return"(%x) : (i64) -> ()
      ^b:
        %y = "arith.addi"(%x, %x) : (i64, i64) -> i64
        "func.return"(%y) : (i64) -> ()
      """)
    #expect(!text.contains("wide.call"))
    #expect(text.split(separator: "arith.trunci").count == 3, "\(text)")
  }

  @Test func whatTheCallCannotConvertStays() throws {
    let text = try inlined(
      #""wide.call"(%c, %x) <{callee = @g}> : (i1, i32) -> i32"#,
      #""func.return"(%x) : (i64) -> ()"#)
    #expect(text.contains("wide.call"))
  }
}
