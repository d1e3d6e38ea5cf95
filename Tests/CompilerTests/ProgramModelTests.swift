import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Support
import Testing

/// Tensor programs as models: alone in a file, or called by a graph.
@Suite struct ProgramModelTests {
  /// Adds each element to the one beside it, which the first column has not; rows are of a size.
  private static func program(
    _ name: String, range: String = "<1, 64>", element: String = "f32", add: String = "addf"
  ) -> String {
    """
    program.func @\(name)(%x: !program.buffer<[n, 32], \(element), global>) -> (%y: !program.buffer<[n, 32], \(element), global>) where n in \(range) {
      program.for %i = 0 to n {
        program.for %j = 0 to 32 {
          program.block "\(name)_y" (%p = %i < n, %q = %j < 32) {
            %a = program.load %x[%p, %q] : \(element)
            %b = program.load %x[%p, max(0, %q - 1)] : \(element)
            %c = arith.\(add) %a, %b : \(element)
            program.store %c, %y[%p, %q]
          }
        }
      }
    }
    """
  }

  private static func options(_ sizes: [String: SymbolRange] = [:]) -> CompileOptions {
    var options = CompileOptions(name: "model", hardware: .detectHost())
    options.sizes = sizes
    return options
  }

  private func load(_ text: String, _ sizes: [String: SymbolRange] = [:]) throws -> LoadedGraph {
    try TestModel.withFile(text) { try loadGraph(path: $0, options: Self.options(sizes)) }
  }

  private static func rows(_ count: Int) -> TensorValue {
    TensorValue([count, 32], (0..<count * 32).map { Float($0 % 97) - 40 })
  }

  /// What compiled code and the evaluator make of rows.
  private func check(_ graph: LoadedGraph, _ counts: [Int] = [1, 7, 64]) throws {
    let module = graph.module
    let function = try #require(Graph.Function(in: module))
    let lowered = try LoweredModel(try optimize(graph), options: Self.options())
    let compiled = try CompiledModel(lowered, threads: 1)
    for count in counts {
      let input = Self.rows(count)
      let expected = try evaluate(function: function, in: module, inputs: [input])
      #expect(try compiled.run([input]) == expected)
    }
  }

  @Test func aProgramIsAModel() throws {
    let graph = try load(Self.program("sums"))
    try check(graph)
    let function = try #require(Graph.Function(in: graph.module))
    let input = Self.rows(2)
    let values = input.doubles
    var sums: [Double] = []
    for place in values.indices {
      let before = place % 32 == 0 ? place : place - 1
      sums.append(values[place] + values[before])
    }
    let result = try evaluate(function: function, in: graph.module, inputs: [input])
    #expect(result[0].doubles == sums)
    // The name of a model's function is no hindrance.
    try check(try load(Self.program("main")))
  }

  @Test func sizesAreNarrowed() throws {
    let narrow = try load(Self.program("sums"), ["n": SymbolRange(3, 9)])
    #expect(narrow.module.graphSymbols["n"] == SymbolRange(3, 9))
    try check(narrow, [3, 9])
    func refusal(_ text: String, _ sizes: [String: SymbolRange] = [:]) -> String {
      let error = #expect(throws: DiagnosticError.self) { _ = try load(text, sizes) }
      return error.map { "\($0)" } ?? ""
    }
    let wide = refusal(Self.program("sums"), ["n": SymbolRange(1, 65)])
    #expect(wide.contains("written for 'n' in 1..64") && wide.contains("1..65"), "\(wide)")
    #expect(refusal(Self.program("sums"), ["k": SymbolRange(1, 2)]).contains("no size 'k'"))
    let negative = refusal(Self.program("sums").replacing("[n, 32]", with: "[n, -32]"))
    #expect(negative.contains("has the size -32"), "\(negative)")
    let two = refusal(Self.program("a") + "\n" + Self.program("b"))
    #expect(two.contains("'a', 'b'") && two.contains("graph.call_program"), "\(two)")
    let constant = refusal(
      Self.program("sums").replacing("where n", with: "constants [0] where n"))
    #expect(
      constant.contains("input 0 a constant") || constant.contains("constants"), "\(constant)")
  }

  /// What cannot run is refused where it stands, whoever calls it.
  @Test(arguments: [
    ("%y[%p, %q]", "%x[%p, %q]", "writes argument 0, which is an input"),
    ("%y[%p, %q]", "%y[%p, %q + 1]", "writes outside of argument 1, along axis 1"),
    ("%x[%p, %q]", "%x[%p * 3, %q]", "reads outside of argument 0, along axis 0"),
    ("%x[%p, %q]", "%y[%p, %q]", "of what has not been written"),
    ("%y[%p, %q]", "%y[%p, 0]", "of output 0 is never written"),
    ("%j = 0 to 32", "%j = 0 to 31", "an element of output 0 is never written"),
    ("%i < n", "%i < 1", "is outside of its extent, 1"),
    ("32], f32, global>) -> (%y", "9223372036854775807], f32, global>) -> (%y", "more bytes"),
    (" where n in <1, 64>", "", "'n', which is not declared"),
  ])
  func whatCannotRunIsRefused(_ old: String, _ new: String, _ words: String) throws {
    let text = Self.program("sums").replacing(old, with: new)
    #expect(text != Self.program("sums"))
    let error = #expect(throws: DiagnosticError.self) { _ = try load(text) }
    let said = error.map { "\($0)" } ?? ""
    #expect(said.contains(words), "\(said)")
  }

  /// An iterator that is said to write different elements does so.
  @Test func spatialIteratorsAreSpatial() throws {
    let text = """
      program.func @race(%x: !program.buffer<[8], f32, global>) -> (%y: !program.buffer<[1], f32, global>) {
        program.for %i = 0 to 8 {
          program.block "y" (%v = %i < 8) {
            %a = program.load %x[%v] : f32
            program.store %a, %y[0]
          }
        }
      }
      """
    let error = #expect(throws: DiagnosticError.self) { _ = try load(text) }
    let said = error.map { "\($0)" } ?? ""
    #expect(said.contains("iterator 0 of the block 'y' is spatial"), "\(said)")
  }

  /// A sum of no terms is what a schedule makes of it.
  @Test func sumsOfNoTermsAreLetPass() throws {
    let text = """
      program.func @sums(%x: !program.buffer<[8, k], f32, global>) -> (%y: !program.buffer<[8], f32, global>) where k in <0, 9> {
        program.for %i = 0 to 8 {
          program.for %j = 0 to k {
            program.block "y" (%v = %i < 8, reduction %r = %j < k) {
              %a = program.load %x[%v, %r] : f32
              %b = program.load %y[%v] : f32
              %c = arith.addf %b, %a : f32
              program.store %c, %y[%v]
            } init {
              %z = arith.constant 0.0 : f32
              program.store %z, %y[%v]
            }
          }
        }
      }
      """
    let model = try CompiledModel(
      try LoweredModel(try optimize(try load(text)), options: Self.options()), threads: 1)
    let none = try #require(TensorValue(shape: [8, 0], kind: .f32, bytes: []))
    #expect(try model.run([none])[0].doubles == [Double](repeating: 0, count: 8))
  }

  @Test func elementsHaveBytesAndNoSign() throws {
    for (element, words) in [("ui8", "have no sign"), ("i4", "share bytes")] {
      let text = """
        program.func @copy(%x: !program.buffer<[8], \(element), global>) -> (%y: !program.buffer<[8], \(element), global>) {
          program.for %i = 0 to 8 {
            program.block "y" (%v = %i < 8) {
              %a = program.load %x[%v] : \(element)
              program.store %a, %y[%v]
            }
          }
        }
        """
      let error = #expect(throws: DiagnosticError.self) { _ = try load(text) }
      let said = error.map { "\($0)" } ?? ""
      #expect(said.contains(words), "\(said)")
    }
    let none = #expect(throws: DiagnosticError.self) {
      _ = try load("program.func @p() -> () {\n}")
    }
    #expect(none.map { "\($0)".contains("without outputs") } == true)
  }

  /// A graph calls two programs, one of them twice, with operations between them.
  @Test func aGraphCallsPrograms() throws {
    let type = "tensor<?x32xf32, #graph.sizes<[n, 32]>>"
    let text = """
      module attributes {graph.symbols = {n = #graph.range<1, 64>}} {
        func.func @main(%x: \(type)) -> \(type) {
          %0 = graph.call_program @sums(%x) : (\(type)) -> \(type)
          %1 = graph.relu %0 : \(type)
          %2 = graph.call_program @others(%1) : (\(type)) -> \(type)
          %3 = graph.call_program @sums(%2) : (\(type)) -> \(type)
          func.return %3 : \(type)
        }
      """ + Self.program("sums") + "\n" + Self.program("others", range: "<0, 512>") + "}"
    let graph = try load(text)
    try check(graph)
    let summary = try optimize(graph).summary
    #expect(summary.operators["call_program"] == 3, "\(summary.operators)")
    func refusal(_ old: String, _ new: String) -> String {
      let error = #expect(throws: DiagnosticError.self) {
        _ = try load(text.replacing(old, with: new))
      }
      return error.map { "\($0)" } ?? ""
    }
    #expect(refusal("program.func @others", "program.func @other").contains("'others'"))
    #expect(refusal("<0, 512>", "<0, 63>").contains("written for 'n' in 0..63"))
    #expect(
      refusal("[n, 32], f32, global>) -> (%y", "[n, 33], f32, global>) -> (%y").contains(
        "operand 0 of the call has type"))
  }

  /// Numbers without a sign are what programs compute with.
  @Test func integers() throws {
    let graph = try load(Self.program("sums", element: "i32", add: "addi"))
    let function = try #require(Graph.Function(in: graph.module))
    let compiled = try CompiledModel(
      try LoweredModel(try optimize(graph), options: Self.options()), threads: 1)
    let input = TensorValue([2, 32], (0..<64).map { Int32($0) - 30 })
    #expect(
      try compiled.run([input])
        == evaluate(function: function, in: graph.module, inputs: [input]))
  }
}
