import Compiler
import Dialects
import IR
import Scheduling
import Support
import Testing

/// How chains over rows are scheduled.
@Suite struct RowTests {
  /// Four rows go through the stages together, so that none waits for its own sums; long ones alone.
  @Test func rowsGoTogether() throws {
    let allocations = try KernelCheck(try normalization(of: 40)).allocations(wideOnly: true)
    #expect(allocations.contains([4]), "no memory for what four rows need")
    let long = try KernelCheck(try normalization(of: 5000)).allocations(wideOnly: true)
    #expect(!long.contains { $0.first == 4 && $0.count == 1 })
  }

  private func normalization(of length: Int) throws -> KernelExample {
    .row("layer norm", [([m, IndexExpression(length)], .f32), ([IndexExpression(length)], .f32)]) {
      write, x in
      try write.add { try Graph.LayerNorm(x[0], x[1], bias: nil, axis: 1, in: $0) }
    }
  }

  /// What softmax adds up is computed where it is added.
  @Test func termsAreComputedOnTheWay() throws {
    let example = try #require(
      KernelExample.normalizations.first { $0.description == "softmax" })
    let graph = try optimize(LoadedGraph(module: try example.module()))
    let function = try #require(Graph.Function(in: graph.module))
    let body = try #require(function.body(in: graph.module))
    let kernel = try #require(
      graph.module.operations(in: body).first { graph.module.isA($0, Graph.Kernel.self) })
    let program = try KernelProgram(of: kernel, in: graph.module).scheduled(for: .x86v4)
    let module = program.module
    var together = 0
    module.walk(program.function) { operation in
      guard module.isA(operation, Program.Block.self),
        let body = module.entryBlock(of: module.region(0, of: operation))
      else { return }
      let names = module.operations(in: body).map { module.name(of: $0) }
      if names.contains("math.exp") {
        #expect(names.contains("arith.addf"), "an exponential is computed apart")
        together += 1
      }
    }
    #expect(together > 0)
  }
}
