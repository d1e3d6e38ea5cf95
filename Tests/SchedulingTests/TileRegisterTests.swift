import CodeGeneration
import Compiler
import Dialects
import IR
import Scheduling
import Support
import Testing

/// Tiles of products hold their sums, and what a step reads, in registers.
@Suite(
  .enabled(
    if: HardwareDescription.x86v4.architecture == HardwareDescription.detectHost().architecture))
struct TileRegisterTests {
  static let products: [KernelExample] = [
    product("transposed", [([m, 64], .f32), ([n, 64], .f32)], transposed: true),
    product("of 64 steps", [([m, 64], .f32), ([64, n], .f32)]),
    product("all sizes open", [([m, k], .f32), ([k, n], .f32)]),
  ]

  private static func product(
    _ name: String, _ inputs: @autoclosure @escaping @Sendable () -> KernelExample.Inputs,
    transposed: Bool = false
  ) -> KernelExample {
    KernelExample(
      description: name, inputs: inputs,
      ranges: Dictionary(uniqueKeysWithValues: ["m", "n", "k"].map { ($0, SymbolRange(0, 512)) }),
      sizes: []
    ) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: transposed, in: $0) }
    }
  }

  /// In loops over steps no vector goes to the stack, and none comes from it.
  ///
  /// Columns under a mask are left out, whose masks are vectors too where there are no registers of masks.
  @Test(arguments: products, [HardwareDescription.x86v4, .x86v3])
  func sumsStayInRegisters(example: KernelExample, hardware: HardwareDescription) throws {
    let graph = try optimize(LoadedGraph(module: try example.module()))
    let model = try LoweredModel(graph, options: CompileOptions(hardware: hardware))
    let loops = Self.innermostLoops(
      of: try CodeGenerator(hardware: hardware).assembly(try model.loops())
    ).filter { loop in
      loop.count { $0.contains("vfmadd") } >= 8 && !loop.contains { $0.contains("vmaskmov") }
    }
    #expect(loops.count >= 4)
    let register = hardware.vectorBits == 512 ? "%zmm" : "%ymm"
    for loop in loops {
      let moved = loop.filter { $0.contains(register) && $0.contains("(%rsp)") }
      #expect(moved == [], "\(loop[0])")
    }
  }

  /// The lines from each label to a branch back to it, if no other label is between them.
  private static func innermostLoops(of assembly: String) -> [[Substring]] {
    var loops: [[Substring]] = []
    var block: [Substring] = []
    for line in assembly.split(separator: "\n") {
      if line.hasPrefix(".L"), let end = line.firstIndex(of: ":") { block = [line[..<end]] }
      let words = line.split(whereSeparator: { $0 == "\t" || $0 == " " })
      block.append(line)
      if let label = block.first, words.count >= 2, words[0].hasPrefix("j"), words[1] == label {
        loops.append(block)
      }
    }
    return loops
  }
}
