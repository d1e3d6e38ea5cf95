import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Support
import Testing

/// Nodes whose floats may be fused and approximated, by name.
@Suite struct FastMathTests {
  /// `y = tanh(erf(x w + x))` with a node for each.
  private static let text = """
    "builtin.module"() ({
      "func.func"() <{function_type = (tensor<?x4xf32, #graph.sizes<[m, 4]>>, tensor<4xf32>) -> tensor<?x4xf32, #graph.sizes<[m, 4]>>, sym_name = "main"}> ({
      ^bb0(%x: tensor<?x4xf32, #graph.sizes<[m, 4]>>, %w: tensor<4xf32>):
        %p = "graph.mul"(%x, %w) : (tensor<?x4xf32, #graph.sizes<[m, 4]>>, tensor<4xf32>) -> tensor<?x4xf32, #graph.sizes<[m, 4]>> loc("/body/mul")
        %s = "graph.add"(%p, %x) : (tensor<?x4xf32, #graph.sizes<[m, 4]>>, tensor<?x4xf32, #graph.sizes<[m, 4]>>) -> tensor<?x4xf32, #graph.sizes<[m, 4]>> loc("/body/add")
        %e = "graph.erf"(%s) : (tensor<?x4xf32, #graph.sizes<[m, 4]>>) -> tensor<?x4xf32, #graph.sizes<[m, 4]>> loc("/body/erf")
        %y = "graph.tanh"(%e) : (tensor<?x4xf32, #graph.sizes<[m, 4]>>) -> tensor<?x4xf32, #graph.sizes<[m, 4]>> loc("/head/tanh")
        "func.return"(%y) : (tensor<?x4xf32, #graph.sizes<[m, 4]>>) -> ()
      }) {graph.input_names = ["x", "w"], graph.output_names = ["y"]} : () -> ()
    }) {graph.symbols = {m = #graph.range<1, 64>}} : () -> ()
    """

  private func lower(_ nodes: [String]) throws -> LoweredModel {
    try TestModel.withFile(Self.text) { path in
      var options = CompileOptions(hardware: .detectHost())
      options.fastNodes = nodes
      return try LoweredModel(path: path, options: options)
    }
  }

  /// The names of operations in the loops that have the flags.
  private func free(_ model: LoweredModel) throws -> Set<String> {
    let loops = try model.loops()
    var names: Set<String> = []
    loops.walk { operation in
      let flags = loops.property("fastmath", of: operation)?.cast(to: Arith.FastMath.self)
      if flags == [.contract, .approximate] { names.insert(loops.name(of: operation)) }
    }
    return names
  }

  @Test func flagsReachTheLoops() throws {
    #expect(try free(try lower([])) == [])
    #expect(try free(try lower(["/head/*"])) == ["math.tanh"])
    #expect(try free(try lower(["/body/*"])) == ["arith.mulf", "arith.addf", "math.erf"])
    #expect(try free(try lower(["*/erf", "*tanh"])) == ["math.erf", "math.tanh"])
    #expect(
      try free(try lower(["*"])) == ["arith.mulf", "arith.addf", "math.erf", "math.tanh"])
  }

  /// A product and a sum are one instruction where that is allowed, and only there.
  @Test(.enabled(if: HardwareDescription.x86v3.lackingHere == nil))
  func productsAndSumsAreFused() throws {
    let x = TensorValue([1, 4], [1 + 0x1p-13, 1, 1, 1] as [Float])
    let w = TensorValue([4], [-1 - 0x1p-13, 1, 1, 1] as [Float])
    // The product has a bit that is rounded away before the sum, unless both are one operation.
    func sum(_ nodes: [String]) throws -> Float {
      let model = try CompiledModel(try lower(nodes), threads: 1)
      return try #require(try model.run([x, w])[0].elements(as: Float.self))[0]
    }
    let (strict, fused) = (try sum([]), try sum(["*/mul", "*/add"]))
    #expect(strict != fused)
  }

  @Test func fastResultsAreClose() throws {
    let x = TensorValue([7, 4], (0..<28).map { Float($0) / 4 - 3 })
    let w = TensorValue([4], [0.5, -1, 2, 0.1] as [Float])
    let expected = try TestModel.expected(Self.text, [x, w])
    let fast = try CompiledModel(try lower(["*"]), threads: 1).run([x, w])
    #expect(compare(fast[0], expected[0], rtol: 2e-6, atol: 2e-6) == nil)
    let strict = try CompiledModel(try lower([]), threads: 1).run([x, w])
    #expect(strict != fast)
  }

  @Test func patternsOfNoNodeAreRefused() {
    let error = #expect(throws: DiagnosticError.self) { try lower(["/head/*", "/body/ref"]) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("'/body/erf'"))
  }
}
