import Dialects
import IR
import Testing
import ToyCompiler

/// The passes on loops and memory, which know nothing of Toy.
@Suite struct LoopTests {
  /// Two loops over ten elements, and what becomes of them.
  private func fused(
    _ first: String, _ second: String, between: String = "", bound: Int = 10
  ) throws -> Module {
    let compilation = Compilation()
    var module = try Module.parse(
      """
      "func.func"() <{function_type = (f64) -> (), sym_name = "outside", sym_visibility = "private"}> ({
      }) : () -> ()
      "func.func"() <{function_type = (memref<10xf64>) -> (), sym_name = "f"}> ({
      ^bb0(%unknown: memref<10xf64>):
        %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
        %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
        %c10 = "arith.constant"() <{value = 10 : index}> : () -> index
        %n = "arith.constant"() <{value = \(bound) : index}> : () -> index
        %x = "arith.constant"() <{value = 1.0 : f64}> : () -> f64
        %a = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<10xf64>
        %b = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<10xf64>
        "scf.for"(%c0, %c10, %c1) ({
        ^bb0(%i: index):
          \(first)
          "scf.yield"() : () -> ()
        }) : (index, index, index) -> ()
        \(between)
        "scf.for"(%c0, %n, %c1) ({
        ^bb0(%i: index):
          \(second)
          "scf.yield"() : () -> ()
        }) : (index, index, index) -> ()
        "memref.dealloc"(%a) : (memref<10xf64>) -> ()
        "memref.dealloc"(%b) : (memref<10xf64>) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      """, context: compilation.context)
    try PipelineRunner(PassPipeline([fuseLoops])).run(on: &module)
    return module
  }

  private func loopCount(_ module: Module) -> Int {
    var count = 0
    module.walk { if module.isA($0, SCF.For.self) { count += 1 } }
    return count
  }

  private static func load(_ memory: String, _ index: String) -> String {
    "%l = \"memref.load\"(%\(memory), %\(index)) : (memref<10xf64>, index) -> f64"
  }

  private static func store(_ memory: String, _ index: String) -> String {
    "\"memref.store\"(%x, %\(memory), %\(index)) : (f64, memref<10xf64>, index) -> ()"
  }

  private static let call = #""func.call"(%x) <{callee = @outside}> : (f64) -> ()"#

  @Test(arguments: [
    (store("a", "i"), load("a", "i"), ""), (load("a", "i"), store("a", "i"), ""),
    (store("a", "i"), store("b", "c0"), ""), (load("a", "c0"), load("a", "c1"), ""),
    (store("a", "i"), load("a", "i"), store("b", "c0")), (call, load("a", "i"), ""),
    (store("a", "i"), call, load("b", "c0")),
  ])
  func loopsThatDoNotDependOnOtherIterationsAreFused(
    _ first: String, _ second: String, _ between: String
  ) throws {
    let module = try fused(first, second, between: between)
    #expect(loopCount(module) == 1, "\(module.text())")
    #expect(module.verify().all.isEmpty)
  }

  @Test(arguments: [
    // Another element than that of the same iteration.
    (store("a", "i"), load("a", "c1"), ""), (store("a", "c0"), load("a", "i"), ""),
    (load("a", "c0"), store("a", "i"), ""), (store("a", "c0"), store("a", "c0"), ""),
    // What stands between needs the first loop to be done, or must come before the second.
    (store("a", "i"), load("a", "i"), load("a", "c0").replacing("%l", with: "%m")),
    (load("a", "i"), load("a", "i"), store("a", "c1")),
    (store("a", "i"), load("a", "i"), #""memref.dealloc"(%a) : (memref<10xf64>) -> ()"#),
    // Both print.
    (call, call, ""), (call, load("a", "i"), call),
    // Memory from elsewhere may be any.
    (store("unknown", "i"), load("a", "i"), ""),
  ])
  func othersAreNot(_ first: String, _ second: String, _ between: String) throws {
    #expect(loopCount(try fused(first, second, between: between)) == 2)
  }

  @Test func theyMustCountTheSame() throws {
    #expect(loopCount(try fused(Self.store("a", "i"), Self.load("a", "i"), bound: 9)) == 2)
  }

  /// The operands of the call of `outside` after forwarding, in the operations of a function.
  private func forwarded(_ operations: String) throws -> (given: [String], module: Module) {
    var module = try Module.parse(
      """
      "func.func"() <{function_type = (f64) -> (), sym_name = "outside", sym_visibility = "private"}> ({
      }) : () -> ()
      "func.func"() <{function_type = (f64, f64, memref<10xf64>) -> (), sym_name = "f"}> ({
      ^bb0(%x: f64, %y: f64, %unknown: memref<10xf64>):
        %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
        %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
        %a = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<10xf64>
        %b = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<10xf64>
        \(operations)
        "func.call"(%l) <{callee = @outside}> : (f64) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      """, context: Compilation().context)
    try PipelineRunner(PassPipeline([forwardStores])).run(on: &module)
    let given = module.text().matches(of: /func.call"\(([^)]*)\)/).map { String($0.output.1) }
    return (given, module)
  }

  @Test(arguments: [
    store("a", "c0") + load("a", "c0"),
    store("a", "c0") + store("b", "c0").replacing("%x", with: "%y") + load("a", "c0"),
    store("a", "c0").replacing("%x", with: "%y") + store("a", "c0") + load("a", "c0"),
    load("b", "c0").replacing("%l", with: "%m") + store("a", "c0") + load("a", "c0"),
  ])
  func loadsOfWhatWasStoredGo(_ operations: String) throws {
    #expect(try forwarded(operations).given == ["%arg0"])
  }

  @Test(arguments: [
    // Another element, or perhaps the same one written again.
    store("a", "c0") + load("a", "c1"), store("a", "c0") + store("a", "c1") + load("a", "c0"),
    store("b", "c0") + load("a", "c0"),
    store("unknown", "c0") + store("a", "c0")
      + store("unknown", "c1") + load("a", "c0"),
    // Written in a loop between.
    store("a", "c0") + """
      "scf.for"(%c0, %c1, %c1) ({
      ^bb0(%i: index):
        \(store("a", "i").replacing("%x", with: "%y"))
        "scf.yield"() : () -> ()
      }) : (index, index, index) -> ()
      """ + load("a", "c0"),
  ])
  func otherLoadsStay(_ operations: String) throws {
    let (given, module) = try forwarded(operations)
    #expect(given != ["%arg0"], "\(module.text())")
  }

  @Test func memoryThatNothingLoadsFromGoes() throws {
    let (_, module) = try forwarded(Self.store("a", "c0") + Self.load("a", "c0"))
    #expect(!module.text().contains("memref."))
  }

  @Test func intermediateTensorsVanish() {
    let outcome = toyc(
      "def main() { var a = [[1, 2], [3, 4]] @ [[5, 6], [7, 8]]; print((a * a + a) * 2); }",
      "--emit", "loops")
    // The two constants stay in memory, because the product reads them in any order.
    #expect(outcome.output.split(separator: "memref.alloc()").count == 3, "\(outcome.output)")
    #expect(outcome.output.split(separator: "scf.for").count == 4)
  }
}
