import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Scheduling
import Support
import Testing

/// What only large sizes do: parts of sums, and results that pass the caches.
@Suite struct LargeKernelTests {
  /// Sums of everything, over one axis and over two that are one in memory.
  static let sums: [KernelExample] = [
    sum("everything", .sum, [([m], .f32)], axes: [0]),
    sum("two axes", .sum, [([m, 3], .f32)], axes: [0, 1]),
    sum("squares", .l2, [([m], .f32)], axes: [0]),
    sum("the largest", .max, [([m], .f32)], axes: [0]),
    sum("integers", .sum, [([m], .i64)], axes: [0]),
    sum("f64", .mean, [([m], .f64)], axes: [0]),
    sum("few rows", .sum, [([3, m], .f32)], axes: [1]),
    sum("means of few rows", .mean, [([2, 1, m], .f32)], axes: [2]),
  ]

  private static func sum(
    _ name: String, _ kind: Graph.ReductionKind,
    _ inputs: @autoclosure @escaping @Sendable () -> KernelExample.Inputs, axes: [Int]
  ) -> KernelExample {
    KernelExample(
      description: name, inputs: inputs, ranges: ["m": SymbolRange(0, 1 << 24)],
      sizes: [0, 1, 16_383, 16_384, 16_385, 49_999].map { ["m": $0] }
    ) { write, x in
      try write.add { try Graph.Reduce(x[0], kind: kind, axes: axes, keepsAxes: false, in: $0) }
    }
  }

  /// As many threads as there are give the same bits, which are near what the evaluator says.
  @Test(arguments: sums)
  func partsDoNotDependOnThreads(example: KernelExample) throws {
    let model = try ForcedModel(example, for: .detectHost())
    for symbols in example.sizes {
      for numbers in [KernelExample.Numbers.small, .special] {
        let inputs = example.values(symbols, numbers)
        let expected = try model.evaluate(inputs, symbols: symbols)[0].doubles
        let results = try [0, 1].flatMap { way in
          try [1, 3].map {
            try model.run(inputs, symbols: symbols, way: way, threads: $0, in: .endsAtGuard)[0]
          }
        }
        for result in results.dropFirst() {
          #expect(result.firstDifferentBit(from: results[0]) == nil, "\(symbols), \(numbers)")
        }
        // Terms are between -1 and 1, or integers.
        let slack = inputs[0].kind.isFloat ? 1e-7 * Double(inputs[0].count) : 0
        for (found, expected) in zip(results[0].doubles, expected) {
          #expect(
            found == expected || abs(found - expected) <= slack || found.isNaN && expected.isNaN,
            "\(symbols), \(numbers): \(found) is not \(expected)")
        }
      }
    }
  }

  /// Runs of rows come one after the other for all heads where heads lie side by side in what is read, and only
  /// there.
  @Test(arguments: [false, true]) func loopsFollowWhatIsRead(adds: Bool) throws {
    let size: IndexExpression = 16
    let example = KernelExample(
      description: "heads", inputs: { [([m, n, size], .f32), ([n, m, size], .f32)] },
      ranges: ["m": SymbolRange(1, 512), "n": SymbolRange(1, 32)], sizes: [],
      write: { write, x in
        let moved = try write.add {
          try Graph.Transpose(x[0], permutation: [1, 0, 2], in: $0)
        }
        return adds ? try write.add { try Graph.Add(moved, x[1], in: $0) } : moved
      })
    let graph = try optimize(LoadedGraph(module: try example.module())).module
    let function = try #require(Graph.Function(in: graph))
    let code = try KernelCode(
      function, in: graph, options: CompileOptions(hardware: .x86v4), level: .scheduled)
    #expect(code.modules.count == 1)
    let text = code.modules[0].text(TextOptions(usesForms: true))
    #expect(text.contains("%runs mod n]") == !adds)
  }

  /// Sums of columns go over blocks of rows and of columns; each has its terms in order.
  @Test(arguments: [
    (0, 300), (1, 1100), (16, 65), (17, 64), (33, 257), (100, 77), (67, 2100), (3000, 96),
  ])
  func columnsAreSumsInOrder(_ rows: Int, _ columns: Int) throws {
    let example = KernelExample(
      description: "columns", inputs: { [([2, m, n], .f32)] },
      ranges: ["m": SymbolRange(0, 4096), "n": SymbolRange(1, 4096)], sizes: [],
      write: { write, x in
        try write.add { try Graph.Reduce(x[0], kind: .sum, axes: [1], keepsAxes: false, in: $0) }
      })
    let symbols = ["m": rows, "n": columns]
    let input = example.values(symbols, .wide)[0]
    let terms = input.doubles.map { Float($0) }
    var expected = [Float](repeating: 0, count: 2 * columns)
    for plane in 0..<2 {
      for row in 0..<rows {
        for column in 0..<columns {
          expected[plane * columns + column] += terms[(plane * rows + row) * columns + column]
        }
      }
    }
    for hardware in [HardwareDescription.detectHost(), .x86v2] where hardware.lackingHere == nil {
      let model = try ForcedModel(example, for: hardware)
      for (threads, place) in [(1, MemoryPlacement.endsAtGuard), (3, .beginsAtGuard)] {
        let result = try model.run(
          [input], symbols: symbols, way: 0, threads: threads, in: place)[0]
        #expect(result.doubles.map { Float($0) } == expected, "\(hardware.name), \(threads)")
      }
    }
  }

  /// A long row has the same sum alone as among others.
  @Test func partsDoNotDependOnRows() throws {
    let example = KernelExample(
      description: "rows", inputs: { [([m, n], .f32)] },
      ranges: ["m": SymbolRange(0, 9), "n": SymbolRange(0, 1 << 20)], sizes: [],
      write: { write, x in
        try write.add { try Graph.Reduce(x[0], kind: .sum, axes: [1], keepsAxes: false, in: $0) }
      })
    let model = try ForcedModel(example, for: .detectHost())
    for length in [16_385, 40_001] {
      let rows = example.values(["m": 3, "n": length], .wide)[0]
      let all = try model.run([rows], symbols: ["m": 3, "n": length], way: 0, threads: 3)[0]
      for row in 0..<3 {
        let own = rows.slice(row..<row + 1, axis: 0)
        let sum = try model.run([own], symbols: ["m": 1, "n": length], way: 0, threads: 1)[0]
        #expect(sum.firstDifferentBit(from: all.slice(row..<row + 1, axis: 0)) == nil)
      }
    }
  }

  /// Beyond 256 parts they are longer, not more.
  @Test func thereAreNoMoreThan256Parts() throws {
    let model = try ForcedModel(Self.sums[4], for: .detectHost())
    let count = (1 << 22) + 12_345
    let ones = TensorValue([count], kind: .i64, integers: Array(repeating: 1, count: count))
    let result = try model.run([ones], symbols: ["m": count], way: 0, threads: 2)[0]
    #expect(result.doubles == [Double(count)])
  }

  /// Transpositions whose elements fill a part of a line or several.
  static let transpositions = KernelExample.transpositions.filter {
    ["transpose of whole tiles", "transpose of f64", "transpose in a sum"].contains($0.description)
  }

  /// Rows that are written in blocks of several vectors, of which the last has fewer.
  @Test(arguments: transpositions)
  func longRowsAreWrittenInBlocks(example: KernelExample) throws {
    var example = example
    example.ranges = ["m": SymbolRange(0, 512), "n": SymbolRange(0, 512)]
    let model = try ForcedModel(example, for: .detectHost())
    for (m, n) in [(255, 18), (256, 16), (300, 33), (319, 290), (37, 256), (7, 400), (400, 7)] {
      let symbols = ["m": m, "n": n]
      let inputs = example.values(symbols, .special)
      let expected = try model.evaluate(inputs, symbols: symbols)
      for threads in [1, 3] {
        let results = try model.run(
          inputs, symbols: symbols, way: 0, threads: threads, in: .endsAtGuard)
        #expect(results.map(\.doubles.description) == expected.map(\.doubles.description))
      }
    }
  }

  /// Element by element, and what ends chains over rows.
  static let rows = (KernelExample.elementwise + KernelExample.normalizations).filter {
    ["chain", "softmax", "log of softmax", "layer norm"].contains($0.description)
  }

  /// On a machine with a small cache all results are too large for it; rows that are written begin at lines
  /// where they are a multiple of 16.
  @Test(arguments: transpositions + rows)
  func largeResultsPassTheCaches(example: KernelExample) throws {
    var hardware = HardwareDescription.detectHost()
    hardware.caches = [.init(bytes: 1024)]
    let model = try ForcedModel(example, for: hardware)
    #expect(model.ways == 2)
    for (m, n) in [(16, 16), (16, 17), (32, 33), (32, 16), (33, 32), (40, 40)] {
      let symbols = ["m": m, "n": n]
      let inputs = example.values(symbols, .special)
      let expected = try model.run(inputs, symbols: symbols, way: 0, threads: 1)
      for threads in [1, 3] {
        for place in [MemoryPlacement.anywhere, .endsAtGuard, .beginsAtGuard] {
          let results = try model.run(inputs, symbols: symbols, way: 1, threads: threads, in: place)
          #expect(results.map(\.doubles.description) == expected.map(\.doubles.description))
        }
      }
    }
  }

  /// What stays in the last cache has one way, whatever its size.
  @Test(arguments: rows) func smallResultsHaveOneWay(example: KernelExample) throws {
    var hardware = HardwareDescription.detectHost()
    hardware.caches = [.init(bytes: 1 << 20)]
    #expect(try ForcedModel(example, for: hardware).ways == 1)
  }

  /// Chains over rows ask for the rows that come next where results pass the caches, and nowhere else.
  @Test(arguments: ["softmax", "layer norm"]) func laterRowsAreAskedFor(_ name: String) throws {
    let example = try #require(
      KernelExample.normalizations.first { $0.description == name })
    for (bytes, asks) in [(1024, true), (1 << 20, false)] {
      var hardware = HardwareDescription.x86v4
      hardware.caches = [.init(bytes: bytes)]
      let graph = try optimize(LoadedGraph(module: try example.module()))
      let loops = try LoweredModel(graph, options: CompileOptions(hardware: hardware)).loops()
      #expect(loops.text().contains("memref.prefetch") == asks)
      #expect(loops.text().contains("nontemporal") == asks)
    }
  }

  /// They are written past the caches where the whole line is there, and waited for.
  @Test(
    .enabled(
      if: HardwareDescription.x86v4.architecture == HardwareDescription.detectHost().architecture))
  func storesThatPassTheCachesAreInstructions() throws {
    var hardware = HardwareDescription.x86v4
    hardware.caches = [.init(bytes: 1024)]
    let graph = try optimize(LoadedGraph(module: try Self.transpositions[0].module()))
    let model = try LoweredModel(graph, options: CompileOptions(hardware: hardware))
    let text = try CodeGenerator(hardware: hardware).assembly(try model.loops())
    #expect(text.contains("vmovntps") || text.contains("vmovntpd"))
    #expect(text.contains("mfence") || text.contains("lock"))
  }
}
