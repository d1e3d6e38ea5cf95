import Compiler
import Evaluation
import Foundation
import MLIRJudge
import Testing

/// Our loops, as they are printed, verified, lowered and run by MLIR, give what our code gives.
@Suite(
  .programsReadByMLIR,
  .enabled(if: MLIRProgram.canRun, "needs mlir-opt-19 and mlir-cpu-runner-19 (setup)"))
struct MLIRExecutionTests {
  /// A model in text: its inputs' shapes at values of its sizes.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    /// Values of the sizes, in the model's order.
    var sizes: [[Int]]
    var shape: @Sendable ([Int]) -> [Int]
    /// How far apart two results may be, in units of the last place.
    var distance: Int
  }

  /// Small multiples of a quarter: products and sums of them are exact in any order.
  private static func quarters(_ count: Int, seed: Int) -> [Float] {
    (0..<count).map { Float(($0 * 37 + seed * 11) % 23 - 11) * 0.25 }
  }

  private static func constant(_ name: String, _ shape: [Int], seed: Int) -> String {
    let numbers = quarters(shape.reduce(1, *), seed: seed)
    let digits = numbers.flatMap { number in
      withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
    }.map { String(format: "%02X", $0) }.joined()
    let type = "tensor<\(shape.map { "\($0)x" }.joined())f32>"
    return "%\(name) = \"graph.constant\"() <{value = dense<\"0x\(digits)\"> : \(type)}> "
      + ": () -> \(type)"
  }

  private static func model(
    _ sizes: String, input: String, output: String, _ body: String
  ) -> String {
    """
    "builtin.module"() ({
      "func.func"() <{function_type = (\(input)) -> \(output), sym_name = "main"}> ({
      ^bb0(%x: \(input)):
        \(body)
        "func.return"(%y) : (\(output)) -> ()
      }) {graph.input_names = ["x"], graph.output_names = ["y"]} : () -> ()
    }) {graph.symbols = {\(sizes)}} : () -> ()
    """
  }

  private static let product: Case = {
    let (x, y) = (
      "tensor<?x40xf32, #graph.sizes<[m, 40]>>", "tensor<?x70xf32, #graph.sizes<[m, 70]>>"
    )
    return Case(
      testDescription: "a product with bias, columns in two whole tiles and a rest",
      text: model(
        "m = #graph.range<1, 64>", input: x, output: y,
        """
        \(constant("w", [40, 70], seed: 1))
        \(constant("b", [70], seed: 2))
        %p = "graph.matmul"(%x, %w) <{transpose_lhs = false, transpose_rhs = false}> \
        : (\(x), tensor<40x70xf32>) -> \(y)
        %s = "graph.add"(%p, %b) : (\(y), tensor<70xf32>) -> \(y)
        %y = "graph.relu"(%s) : (\(y)) -> \(y)
        """),
      sizes: [1, 2, 4, 5, 7, 12, 13, 15, 29, 64].map { [$0] },
      shape: { [$0[0], 40] }, distance: 0)
  }()

  private static let softmax: Case = {
    let type = "tensor<?x?xf32, #graph.sizes<[m, n]>>"
    return Case(
      testDescription: "softmax over rows of any length",
      text: model(
        "m = #graph.range<1, 64>, n = #graph.range<1, 128>", input: type, output: type,
        "%y = \"graph.softmax\"(%x) <{axis = 1 : i64}> : (\(type)) -> \(type)"),
      sizes: [[1, 1], [3, 5], [2, 16], [5, 17], [7, 64], [1, 127]],
      shape: { $0 }, distance: 8)
  }()

  private static func convolution(stride: Int) -> Case {
    let x = "tensor<?x3x?x?xf32, #graph.sizes<[b, 3, h, w]>>"
    func size(_ name: String) -> String {
      stride == 1 ? name : "(\(name) - 1) floordiv \(stride) + 1"
    }
    let y = "tensor<?x10x?x?xf32, #graph.sizes<[b, 10, \(size("h")), \(size("w"))]>>"
    return Case(
      testDescription: "a padded convolution of stride \(stride)",
      text: model(
        "b = #graph.range<1, 4>, h = #graph.range<1, 64>, w = #graph.range<1, 64>", input: x,
        output: y,
        """
        \(constant("w", [10, 3, 3, 3], seed: 3))
        %p = "graph.conv"(%x, %w) <{dilations = array<i64: 1, 1>, groups = 1, \
        pads_begin = #graph.sizes<[1, 1]>, pads_end = #graph.sizes<[1, 1]>, \
        strides = array<i64: \(stride), \(stride)>}> \
        : (\(x), tensor<10x3x3x3xf32>) -> \(y)
        %y = "graph.relu"(%p) : (\(y)) -> \(y)
        """),
      sizes: [[1, 1, 1], [1, 5, 7], [2, 8, 16], [1, 9, 33], [3, 12, 31]],
      shape: { [$0[0], 3, $0[1], $0[2]] }, distance: 0)
  }

  @Test(arguments: [product, softmax, convolution(stride: 1), convolution(stride: 2)])
  func computesTheSame(_ test: Case) throws {
    let lowered = try TestModel.lower(test.text)
    let compiled = try CompiledModel(lowered, threads: 1)
    var program = try MLIRProgram(lowered)
    var expected: [[Float]] = []
    for sizes in test.sizes {
      let shape = test.shape(sizes)
      let input = TensorValue(
        shape, Self.quarters(shape.reduce(1, *), seed: sizes.reduce(4, +)))
      let output = try compiled.run([input])[0]
      expected.append(try #require(output.elements(as: Float.self)))
      program.addRun(
        [input], sizes: sizes, outputs: [output.shape],
        workspace: try compiled.peakMemory(sizes))
    }
    for (sizes, (ours, theirs)) in zip(test.sizes, zip(expected, try program.run())) {
      let differing = zip(ours, theirs).filter { a, b in
        (Int(a.bitPattern) - Int(b.bitPattern)).magnitude > test.distance
      }
      #expect(ours.count == theirs.count)
      #expect(differing.isEmpty, "at \(sizes): \(differing.prefix(3)) of \(ours.count)")
    }
  }
}
