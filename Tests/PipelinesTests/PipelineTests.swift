import Compiler
import Dialects
import Evaluation
import IR
import Pipelines
import Scheduling
import Support
import TensorExpressions
import Testing

/// Pipelines of stencils with the schedule that needs no measurement compute what they do as written.
@Suite struct PipelineTests {
  static let context = Context(dialects: Dialects.all)

  static let images: [any Pipeline.Type] = [
    Blur.self, SeparableFilter.self, UnsharpMask.self, Harris.self, BilateralGrid.self,
    LocalLaplacian.self,
  ]

  /// Tiny, odd, prime, and beside multiples of vectors and of tiles.
  static let sizes = [
    (1, 1), (1, 7), (2, 1), (3, 2), (5, 5), (6, 16), (7, 33), (13, 17), (16, 15), (17, 64),
    (31, 37),
    (33, 129), (40, 257), (67, 31), (65, 300),
  ]

  @Test(arguments: images.map { $0.name }) func defaultSchedulesComputeTheSame(
    _ name: String
  ) throws {
    guard let pipeline = Self.images.first(where: { $0.name == name }) else { return }
    let program = try pipeline.program(Self.context)
    let function = try #require(
      program.module.match(program.function, as: Program.Function.self))
    let kernel = try TensorKernel(program)
    var count = 0
    for (h, w) in Self.sizes {
      let sizes = ["h": h, "w": w]
      guard function.symbols.allSatisfy({ $0.range.contains(sizes[$0.name, default: 0]) }) else {
        continue
      }
      count += 1
      let inputs = pipeline.inputs(sizes)
      let expected = try evaluate(
        program: program.function, in: program.module, inputs: inputs, symbols: sizes)
      let found = try kernel.run(inputs, sizes: sizes)
      for (a, b) in zip(found, expected) {
        #expect(a.shape == b.shape)
        let error = zip(a.doubles, b.doubles).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
        #expect(error <= 1e-5, "\(name), \(sizes)")
      }
      #expect(try kernel.run(inputs, sizes: sizes, threads: 3) == found, "\(name), \(sizes)")
    }
    #expect(count >= 3)
  }

  /// Attention that divides by the sums of its weights after the second product: what finishes that reads
  /// what comes before it.
  @Test func attentionMayDivideLast() throws {
    let program = try Attention.program(Self.context)
    let kernel = try TensorKernel(program)
    for (n, m) in [(8, 1), (9, 2), (13, 17), (33, 16), (40, 37)] {
      let sizes = ["n": n, "m": m]
      let inputs = Attention.inputs(sizes)
      let expected = try evaluate(
        program: program.function, in: program.module, inputs: inputs, symbols: sizes)
      let found = try kernel.run(inputs, sizes: sizes)
      for (a, b) in zip(found, expected) {
        let error = zip(a.doubles, b.doubles).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
        #expect(error <= 1e-5, "\(sizes)")
      }
    }
  }

  /// The text of a pipeline is a program that can be read.
  @Test(arguments: images.map { $0.name }) func textsAreRead(_ name: String) throws {
    guard let pipeline = Self.images.first(where: { $0.name == name }) else { return }
    let module = try pipeline.program(Self.context).module
    let read = try Module.parse(module.text(), context: Self.context)
    #expect(read.text() == module.text())
    #expect(ModuleLevel(read) == .tensor)
  }
}
