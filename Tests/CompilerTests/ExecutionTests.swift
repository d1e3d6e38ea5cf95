import Compiler
import Evaluation
import MLIRJudge
import Support
import Testing

@Suite(.programsReadByMLIR) struct ExecutionTests {
  private func input(_ rows: Int) -> TensorValue {
    TensorValue([rows, 4], (0..<rows * 4).map { Float($0 % 11) * 0.25 - 1 })
  }

  /// One compiled model serves every size, with one thread and with several.
  @Test(arguments: [1, 3])
  func agreesWithTheEvaluator(threads: Int) throws {
    let model = try CompiledModel(try TestModel.lower(TestModel.perceptron), threads: threads)
    for rows in [1, 2, 5, 17, 64] {
      let actual = try model.run([input(rows)])
      let expected = try TestModel.expected(TestModel.perceptron, [input(rows)])
      #expect(actual.count == 2)
      for (a, b) in zip(actual, expected) {
        let mismatch = compare(a, b, rtol: 1e-5, atol: 1e-6)
        #expect(mismatch == nil, "\(rows) rows: \(String(describing: mismatch))")
      }
    }
  }

  @Test func wrongInputsAreRefusedByName() throws {
    let model = try CompiledModel(try TestModel.lower(TestModel.perceptron), threads: 1)
    func message(_ inputs: [TensorValue]) -> String {
      do throws(Diagnostic) {
        _ = try model.run(inputs)
        return "no error"
      } catch {
        return error.message
      }
    }
    #expect(message([input(65)]).contains("'x'"))
    #expect(message([]).contains("1"))
    #expect(message([TensorValue([2, 5], Array(repeating: Float(0), count: 10))]).contains("'x'"))
    #expect(message([TensorValue([2, 4], Array(repeating: 0.0, count: 8))]).contains("'x'"))
  }

  @Test func equalModelsGiveEqualLoops() throws {
    let first = try TestModel.lower(TestModel.perceptron)
    let second = try TestModel.lower(TestModel.perceptron)
    #expect(try first.loops().text() == second.loops().text())
    #expect(try !first.loops().verify().hasErrors)
  }

  @Test func sizesThatNoInputHasAreRefused() throws {
    let text = """
      "builtin.module"() ({
        "func.func"() <{function_type = (tensor<?xf32, #graph.sizes<[m * 2]>>) -> tensor<?xf32, #graph.sizes<[m * 2]>>, sym_name = "main"}> ({
        ^bb0(%x: tensor<?xf32, #graph.sizes<[m * 2]>>):
          %y = "graph.relu"(%x) : (tensor<?xf32, #graph.sizes<[m * 2]>>) -> tensor<?xf32, #graph.sizes<[m * 2]>>
          "func.return"(%y) : (tensor<?xf32, #graph.sizes<[m * 2]>>) -> ()
        }) : () -> ()
      }) {graph.symbols = {m = #graph.range<1, 64>}} : () -> ()
      """
    #expect { try TestModel.lower(text) } throws: { "\($0)".contains("the size 'm'") }
  }
}
