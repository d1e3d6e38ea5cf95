import Compiler
import Dialects
import Evaluation
import IR
import LoopLowering
import MLIRJudge
import Support
import TestSupport
import Testing

/// Programs that choose between alternatives, as loops.
@Suite(.programsReadByMLIR) struct ChoiceLoweringTests {
  /// Fills y with the number of the alternative; all costs have `m * m` in common.
  private func module(_ costs: [String]) throws -> Module {
    let ways = costs.enumerated().map { number, cost in
      """
      "way \(number)" cost [m * m + \(cost)] {
          program.for %i = 0 to m {
            program.block "fill" (%v = %i < m) {
              %value = arith.constant \(number).0 : f32
              program.store %value, %y[%v]
            }
          }
        }
      """
    }
    let text = """
      program.func @pick() -> (%y: !program.buffer<[m], f32, global>) where m in <1, 512> {
        program.choose \(ways.joined(separator: " or "))
      }
      """
    let module = try Module.parse(text, file: "pick", context: TestProgram.context)
    #expect(module.verify().all.map(\.description) == [])
    return module
  }

  private func lowered(_ costs: [String]) throws -> String {
    var module = try module(costs)
    try lowerToLoops(module.operations(in: module.body)[0], in: &module, hardware: .x86v4)
    #expect(module.verify().all.map(\.description) == [])
    return module.text(TextOptions(usesForms: true))
  }

  /// Three are chosen between by a function that may be remembered: 10 bits of m, two of the result.
  @Test func manyAreChosenBetweenByAFunction() throws {
    let text = try lowered(["m * 3", "m + 8", "20"])
    #expect(text.contains("func.func private @pick.choice(%arg0: index) -> index"), "\(text)")
    #expect(text.contains("tangram.remembered = array<i64: 10, 2>"), "\(text)")
    #expect(
      text.contains("call @pick.choice(") && text.contains("scf.index_switch"), "\(text)")
    // What all have in common is not computed.
    #expect(!text.contains("arith.muli %arg0, %arg0"), "\(text)")
  }

  @Test func twoAreChosenBetweenInPlace() throws {
    let text = try lowered(["m * 3", "m + 8"])
    #expect(!text.contains("pick.choice") && text.contains("scf.index_switch"), "\(text)")
  }

  /// Sizes that change from call to call, and come again.
  @Test func theCheapestRunsAtEverySize() throws {
    let module = try module(["m * 3", "m + 8", "20"])
    let kernel = try TensorKernel(module.operations(in: module.body)[0], in: module)
    for (m, winner) in [(2, 0), (5, 1), (5, 1), (2, 0), (512, 2), (4, 0), (12, 1), (13, 2), (1, 0)]
    {
      let filled = TensorValue([m], kind: .f32, doubles: Array(repeating: Double(winner), count: m))
      #expect(try kernel.run([], sizes: ["m": m]) == [filled], "\(m)")
    }
  }
}
