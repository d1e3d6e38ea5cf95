import Compiler
import Dialects
import Evaluation
import Foundation
import IR
import MLIRJudge
import Scheduling
import TensorExpressions
import Testing

/// The program of docs/tensor-programs.md, from its declaration to the call.
@Suite(.programsReadByMLIR) struct WholeProgramTests {
  @Test func itRuns() throws {
    // What it computes, for every number of rows from 1 to 2048.
    let context = Context(dialects: Dialects.all)
    var f = TensorFunction("dense", context: context)
    let m = f.size("m", 1...2048)
    let x = f.input("x", [m, 48], .f32)
    let w = f.input("w", [80, 48], .f32)
    let b = f.input("b", [80], .f32)
    let y = f.output("y", [m, 80], .f32)
    let (i, j, k) = (f.axis("i", m), f.axis("j", 80), f.axis("k", 48))
    let product = f.define("product", [i, j], sum(x[i, k] * w[j, k], over: k))
    f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
    let program = try f.finish()

    // How: tiles of eight rows on all threads, sixteen columns in a vector.
    var s = try Schedule(program.module, function: program.function)
    let sums = try s.block("product")
    let (tile, row) = try s.split(try s.loops(of: sums)[0], by: 8)
    let (columns, column) = try s.split(try s.loops(of: sums)[2], by: 16)
    try s.reorder(tile, columns, try s.loops(of: sums)[4], row, column)
    try s.reverseCompute(try s.block("y"), at: tile)
    try s.vectorize(column)
    try s.parallel(tile)
    print(s.sketch)

    // Compiled in this process, and called; the sizes follow from the shapes.
    let kernel = try TensorKernel(s)
    let rows = 21
    let inputs = [[rows, 48], [80, 48], [80]].map { shape in
      let count = shape.reduce(1, *)
      return TensorValue(shape, kind: .f32, doubles: (0..<count).map { Double($0 % 7) / 4 - 0.75 })
    }
    let outputs = try kernel.run(inputs, threads: 2)
    let expected = try evaluate(program: program.function, in: program.module, inputs: inputs)
    print(outputs[0].shape, outputs == expected)
    #expect(outputs == expected)
  }

  /// The page says what stands above, line by line, and imports nothing else.
  @Test func thePageHoldsIt() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let page = try String(
      contentsOf: tests.appending(path: "../../docs/tensor-programs.md"), encoding: .utf8)
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.hasSuffix("func itRuns() throws {") })
    let last = try #require(lines.firstIndex { $0.contains("#expect(outputs == expected)") })
    let program = lines[(first + 1)..<last].joined(separator: "\n")
    #expect(page.contains(program), "docs/tensor-programs.md is not current")
    let own = lines.filter { $0.hasPrefix("import ") }.map(String.init)
    let imports = page.split(separator: "\n").filter { $0.hasPrefix("    import ") }
      .map { String($0.dropFirst(4)) }
    #expect(!imports.isEmpty && Set(imports).isSubset(of: own))
  }
}
