import Dialects
import Evaluation
import IR
import Support
import Testing

/// Tensor programs by hand.
@Suite struct ProgramTests {
  /// c[m, 2] = a[m, 3] · b[3, 2]: `loops` around one block whose iterators are i, j, k.
  private func product(
    _ loops: [String], kinds: [Int: Program.LoopKind] = [:], bindings: [String],
    predicate: [String] = [], hasInitial: Bool = true, columns: String = "3",
    m: SymbolRange = SymbolRange(1, 64)
  ) throws -> ProgramBench {
    let types = [try buffer("m", "3"), try buffer("3", "2"), try buffer("m", "2")]
    return try ProgramBench(types, m: m) { build, buffers in
      try build.nest(loops, kinds: kinds) { build, counters in
        let block = Program.Block(
          name: "product", counters: counters, bindings: try bindings.map { try index($0) },
          extents: [try index("m"), 2, try index(columns)],
          kinds: [.spatial, .spatial, .reduction], predicate: try predicate.map { try index($0) })
        let start = { (build: inout Builder, i: [ValueID]) in
          let zero = build.insertFloat(0, .f32)
          build.store(zero, buffers[2], i[0], i[1])
        }
        build.insertBlock(block, initial: hasInitial ? start : nil) { build, i in
          let (a, b) = (build.load(buffers[0], i[0], i[2]), build.load(buffers[1], i[2], i[1]))
          let term = build.insert(Arith.MulF(a, b))
          let sum = build.insert(Arith.AddF(build.load(buffers[2], i[0], i[1]), term))
          build.store(sum, buffers[2], i[0], i[1])
        }
      }
    }
  }

  private let a = counting([3, 3])
  private let b = counting([3, 2])
  private let expected = floats([3, 2], [10, 13, 28, 40, 46, 67])

  private func run(
    _ bench: ProgramBench, _ inputs: [TensorValue], symbols: [String: Int] = [:],
    backwards: Bool = false
  ) throws -> [TensorValue] {
    try evaluate(
      program: bench.program, in: bench.module, inputs: inputs, symbols: symbols,
      runsParallelBackwards: backwards)
  }

  /// What running it complains about.
  private func complaint(
    _ bench: ProgramBench, _ inputs: [TensorValue], symbols: [String: Int] = [:]
  ) -> String? {
    let error = #expect(throws: Diagnostic.self) {
      try run(bench, inputs, symbols: symbols)
    }
    return error?.message
  }

  @Test func productsStartAtTheirInitialValue() throws {
    let bench = try product(["m", "2", "3"], bindings: ["d0", "d1", "d2"])
    #expect(bench.module.verify().all.isEmpty)
    #expect(try run(bench, [a, b]) == [expected])
  }

  @Test func loopsOfEveryKindAndOrderGiveTheSame() throws {
    let bench = try product(
      ["3", "m", "2"], kinds: [0: .unrolled, 1: .parallel, 2: .vectorized],
      bindings: ["d1", "d2", "d0"])
    #expect(try run(bench, [a, b]) == [expected])
    #expect(try run(bench, [a, b], backwards: true) == [expected])
  }

  @Test func reductionsAcrossParallelIterationsShow() throws {
    let bench = try product(
      ["m", "2", "3"], kinds: [2: .parallel], bindings: ["d0", "d1", "d2"])
    #expect(throws: Diagnostic.self) { try run(bench, [a, b], backwards: true) }
  }

  @Test func predicatesCutTheLastTile() throws {
    let tiles = ["m ceildiv 4", "4", "2", "2", "2"]
    let bindings = ["d0 * 4 + d1", "d2", "d3 * 2 + d4"]
    let bench = try product(
      tiles, bindings: bindings, predicate: ["m - 1 - d0 * 4 - d1", "2 - d3 * 2 - d4"])
    #expect(try run(bench, [a, b]) == [expected])
    let half = try product(tiles, bindings: bindings, predicate: ["m - 1 - d0 * 4 - d1"])
    #expect(
      complaint(half, [a, b])
        == "'program.block': an iterator of block 'product' is 3, outside its domain 0 to 2")
  }

  @Test func wrongAccessesAreNamed() throws {
    let wide = try product(["m", "2", "4"], bindings: ["d0", "d1", "d2"], columns: "4")
    #expect(
      complaint(wide, [a, b])
        == "'program.load': block 'product': element [0, 3] of buffer 'input 0' is out of bounds "
        + "along axis 1: the shape is [3, 3]")
    let unstarted = try product(
      ["m", "2", "3"], bindings: ["d0", "d1", "d2"], hasInitial: false)
    #expect(
      complaint(unstarted, [a, b])
        == "'program.load': block 'product': element [0, 0] of buffer 'output 2' is read before it "
        + "is written")
    let short = try product(["m - 1", "2", "3"], bindings: ["d0", "d1", "d2"])
    #expect(
      complaint(short, [a, b])
        == "'program.func': element [2, 0] of buffer 'output 2' is never written")
  }

  @Test func inputsAndSizesMustFit() throws {
    let bench = try product(
      ["m", "2", "3"], bindings: ["d0", "d1", "d2"], m: SymbolRange(1, 8, divisor: 3))
    #expect(try run(bench, [a, b], symbols: ["m": 3]) == [expected])
    #expect(complaint(bench, [a]) == "'kernel' takes 2 inputs, found 1")
    #expect(
      complaint(bench, [a, counting([2, 2])])
        == "'program.func': input 1 must have shape [3, 2], found [2, 2]")
    #expect(
      complaint(bench, [a, longs([3, 2], [0, 1, 2, 3, 4, 5])])
        == "'program.func': input 1 must have elements of kind f32, found i64")
    #expect(
      complaint(bench, [counting([4, 3]), b])
        == "the size 'm' is 4, outside its range '1, 8, divisor 3'")
  }

  /// y[m] = 2 x + 1 in tiles of two, each in a register buffer: filled, scaled, written back.
  private func staged(fills: String) throws -> ProgramBench {
    try ProgramBench([try buffer("m"), try buffer("m")], m: SymbolRange(2, 8, divisor: 2)) {
      build, buffers in
      try build.nest(["m floordiv 2"], kinds: [0: .parallel]) { build, tile in
        let local = build.insert(Program.Allocate(try buffer("2", scope: .register)))
        try build.nest([fills], kinds: [0: .vectorized]) { build, lane in
          let x = build.insert(
            Program.Load(buffers[0], tile + lane, map: [try index("d0 * 2 + d1")]))
          build.store(x, local, lane[0])
        }
        try build.nest(["2"], kinds: [0: .unrolled]) { build, lane in
          let block = Program.Block(
            name: "scale", counters: tile + lane, bindings: [try index("d0 * 2 + d1")],
            extents: [try index("m")], kinds: [.spatial])
          build.insertBlock(block) { build, i in
            let (two, one) = (build.insertFloat(2, .f32), build.insertFloat(1, .f32))
            let x = build.load(local, lane[0])
            let y = build.insert(Math.FMA(x, two, one))
            build.store(y, buffers[1], i[0])
          }
        }
      }
    }
  }

  @Test func registerBuffersStageTiles() throws {
    let bench = try staged(fills: "2")
    let x = floats([4], [0, 1, 2, 3])
    #expect(try run(bench, [x]) == [floats([4], [1, 3, 5, 7])])
    #expect(try run(bench, [x], backwards: true) == [floats([4], [1, 3, 5, 7])])
    #expect(
      complaint(try staged(fills: "1"), [x])
        == "'program.load': block 'scale': element [1] of buffer 'local 2' is read before it is "
        + "written")
  }

  /// Fills y[m] with the number of the alternative.
  private func choosing(_ costs: [String]) throws -> ProgramBench {
    try ProgramBench([try buffer("m")]) { build, buffers in
      let operation = build.insertOperation(
        Program.Choose(
          costs: try costs.map { try index($0) }, names: costs.indices.map { "way \($0)" }))
      for (number, region) in build.module.regions(of: operation).enumerated() {
        let block = build.module.appendBlock(to: region, argumentTypes: [])
        try build.at(.atEnd(of: block)) { build in
          let value = build.insertFloat(Double(number), .f32)
          try build.nest(["m"]) { build, i in build.store(value, buffers[0], i[0]) }
        }
      }
    }
  }

  @Test func theCheapestAlternativeRuns() throws {
    let bench = try choosing(["m * 3", "m + 8", "20"])
    for (m, winner) in [(2, 0), (4, 0), (5, 1), (12, 1), (13, 2)] {
      let filled = floats([m], [Float](repeating: Float(winner), count: m))
      #expect(try run(bench, [], symbols: ["m": m]) == [filled])
    }
    #expect(complaint(bench, []) == "the size 'm' has no value; give it one")
    #expect(
      complaint(try choosing(["n"]), [], symbols: ["m": 1])
        == "'program.choose': the size 'n' has no value; give it one")
  }

  /// y[i] = i < 2 ? x[i] : i mod 2, through comparison, selection and conversion.
  @Test func scalarsOfSeveralTypesMix() throws {
    let bench = try ProgramBench([try buffer("m"), try buffer("m")]) { build, buffers in
      try build.nest(["m"]) { build, i in
        let parity = build.insert(Program.Index(try index("d0 mod 2"), i))
        let wide = build.insert(Arith.IndexCast(parity, to: .i64))
        let number = build.insert(Arith.SIToFP(wide, to: .f32))
        let isEarly = build.insert(Arith.CmpI(.signedLess, i[0], build.insertIndex(2)))
        let x = build.load(buffers[0], i[0])
        build.store(build.insert(Arith.Select(isEarly, x, number)), buffers[1], i[0])
      }
    }
    #expect(try run(bench, [floats([4], [7, 8, 9, 9])]) == [floats([4], [7, 8, 0, 1])])
  }

  @Test func malformedProgramsAreRefused() throws {
    let type = try buffer("m")
    let rank = ProgramBench([type]) { build, buffers in
      build.store(build.insertFloat(0, .f32), buffers[0])
    }
    #expect(
      complaint(rank, [], symbols: ["m": 1])
        == "'program.store': the map needs 1 expressions, one for each axis; found 0")
    let foreign = ProgramBench([type]) { build, _ in
      build.insertOperation(Func.Return([]))
    }
    #expect(
      complaint(foreign, [], symbols: ["m": 1])
        == "'func.return': this operation, on these types, cannot be evaluated in a program")
    #expect(throws: Diagnostic.self) {
      try evaluate(program: rank.module.top, in: rank.module, inputs: [])
    }
    let outputs = ProgramBench([type], outputs: 2) { _, _ in }
    #expect(complaint(outputs, []) == "'kernel' declares 2 outputs but has 1 buffers")
  }
}
