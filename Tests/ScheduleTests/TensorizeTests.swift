import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import LoopLowering
import MLIRJudge
import Scheduling
import Support
import TensorExpressions
import TestSupport
import Testing

/// Nests that run as instructions compute what they did before.
@Suite(.programsReadByMLIR) struct TensorizeTests {
  private static let context = TestProgram.context

  /// `c[i, j] = Σ x[i, k] * w[j / 16, k / group, j % 16, k % group]`: weights packed for dot products.
  private static func packedProduct(
    _ left: Type, _ right: Type, _ type: Type, group: Int
  ) throws -> TensorProgram {
    var f = TensorFunction("packed", context: context)
    let m = f.size("m", 0...64)
    let x = f.input("x", [m, IndexExpression(3 * group)], left)
    let w = f.input("w", [2, 3, 16, IndexExpression(group)], right)
    let y = f.output("y", [m, 2, 16], type)
    let (i, p, j) = (f.axis("i", m), f.axis("p", 2), f.axis("j", 16))
    let (g, k) = (f.axis("g", 3), f.axis("k", IndexExpression(group)))
    let product = f.define(
      "product", [i, p, j],
      sum(
        x[i, g * IndexExpression(group) + k].converted(to: type)
          * w[p, g, j, k].converted(to: type), over: g, k))
    f.define(y, [i, p, j], product[i, p, j])
    return try f.finish()
  }

  /// The module of a program with instructions in it.
  private static func schedule(
    _ program: TensorProgram, _ library: InstructionLibrary
  ) throws -> Schedule {
    var module = program.module
    try library.add(to: &module)
    #expect(module.verify().all.isEmpty)
    return try Schedule(module, function: program.function)
  }

  /// Runs a schedule as machine code and, for every instruction set, the evaluator on it and on the
  /// program as it was.
  private static func check(
    _ schedule: Schedule, _ program: TensorProgram, kinds: [ScalarKind], sizes: [Int]
  ) throws {
    let buffers = program.module.arguments(
      of: try #require(program.module.body(of: program.function)))
    let kernels = try [HardwareDescription.detectHost(), .x86v2].map {
      try TensorKernel(schedule, hardware: $0)
    }
    var random = RandomSource(seed: 5)
    for m in sizes {
      let inputs = zip(buffers, kinds).map { buffer, kind -> TensorValue in
        let shape = (program.module.bufferType(of: buffer)?.shape ?? [])
          .map { $0.evaluate(symbols: ["m": m]) ?? 0 }
        let count = shape.reduce(1, *)
        // Memory has no signs: what the program takes as unsigned is given by its bits.
        let range = kind == .i8 ? -128...127 : -8...8
        return TensorValue(
          shape, kind: kind,
          doubles: (0..<count).map { _ in Double(Int.random(in: range, using: &random)) })
      }
      let expected = try evaluate(
        program: program.function, in: program.module, inputs: inputs, symbols: ["m": m])
      let evaluated = try evaluate(
        program: schedule.function, in: schedule.module, inputs: inputs, symbols: ["m": m])
      #expect(evaluated == expected)
      for kernel in kernels {
        let found = try kernel.run(inputs, sizes: ["m": m])
        #expect(found == expected, "m = \(m)")
      }
    }
  }

  /// The nest of a product without its initialisation, the dot product innermost.
  private static func dotSchedule(
    _ program: TensorProgram, _ instruction: String
  ) throws -> Schedule {
    var s = try schedule(program, .x86)
    let product = try s.block("product")
    let loops = try s.loops(of: product)
    try s.reorder(loops[0], loops[1], loops[3], loops[2], loops[4])
    try s.decomposeReduction(product, before: loops[3])
    try s.tensorize(loops[2], as: instruction)
    return s
  }

  @Test func bytesAreMultipliedByDotProducts() throws {
    let program = try Self.packedProduct(.integer(width: 8, .unsigned), .i8, .i32, group: 4)
    let s = try Self.dotSchedule(program, "x86.dot_u8s8_16x4")
    try Self.check(s, program, kinds: [.i8, .i8], sizes: [0, 1, 7, 16])
    let kernel = try TensorKernel(s)
    if HardwareDescription.detectHost().has("avx512vnni") {
      #expect(try kernel.assembly().contains("vpdpbusd"))
    }
    let plain = try TensorKernel(s, hardware: .x86v2)
    #expect(try !plain.assembly().contains("vpdpbusd"))
  }

  @Test func halvesAreMultipliedByDotProducts() throws {
    let program = try Self.packedProduct(.bf16, .bf16, .f32, group: 2)
    let s = try Self.dotSchedule(program, "x86.dot_bf16_16x2")
    try Self.check(s, program, kinds: [.bf16, .bf16], sizes: [0, 1, 7])
    if HardwareDescription.detectHost().has("avx512bf16") {
      #expect(try TensorKernel(s).assembly().contains("vdpbf16ps"))
    }
  }

  /// A product whose tiles of 6 x 32 are summed by a micro-kernel, its last rows by ordinary loops.
  @Test func outerProductsAreMicroKernels() throws {
    let program = TestProgram.matmul(
      columns: 64, depth: 5, sizes: [1, 5, 6, 7, 13], element: .f32)
    for lanes in [4, 16] {
      var module = program.module
      try InstructionLibrary.outerProduct(
        named: "outer", rows: 6, vectors: 32 / lanes, lanes: lanes
      ).add(to: &module)
      #expect(module.verify().all.map(\.description) == [])
      var s = try Schedule(module, function: program.function)
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      try s.decomposeReduction(matmul, before: loops[0])
      let left = try s.loops(of: matmul)
      let (rows, row) = try s.split(left[0], by: 6, tail: .cut)
      let (columns, column) = try s.split(left[1], by: 32)
      try s.reorder(rows, columns, row, column, left[2])
      try s.tensorize(row, as: "outer")
      try s.parallel(rows)
      let again = try Schedule.replaying(s.trace, module, program.function)
      #expect(again.module.isStructurallyEqual(to: s.module))
      let trace = try Trace(parsing: s.trace.description)
      #expect(trace == s.trace)
      #expect(s.trace.swift.contains("try schedule.tensorize(v"))
      let kernel = try TensorKernel(s)
      for sizes in program.sizes {
        let expected = try program.run(program.module, sizes)
        #expect(try program.run(s.module, sizes) == expected)
        #expect(try kernel.run(program.values(sizes), sizes: sizes) == [expected], "\(sizes)")
      }
    }
  }

  /// The last tile of a split runs as a part of the instruction where that has one, else by its loops.
  @Test func tailsArePartsOfInstructions() throws {
    let m = IndexExpression.symbol("m")
    let program = TestProgram(
      "rows", inputs: [[3, m]], output: [3, m], m: SymbolRange(0, 64),
      sizes: [0, 1, 15, 16, 17, 40].map { ["m": $0] }, element: .f32
    ) { program, x, y in program.compute("copy", into: y) { i in x[0][i] } }
    var module = program.module
    try InstructionLibrary.x86.add(to: &module)
    var s = try Schedule(module, function: program.function)
    let lanes = try s.split(try s.loops(of: try s.block("copy"))[1], by: 16).inner
    try s.tensorize(lanes, as: "x86.copy_f32x16")
    for hardware in [HardwareDescription.detectHost(), .x86v2] {
      let kernel = try TensorKernel(s, hardware: hardware)
      for sizes in program.sizes {
        #expect(
          try kernel.run(program.values(sizes), sizes: sizes)
            == [try program.run(program.module, sizes)], "\(sizes)")
      }
    }
    var lowered = s.module
    try lowerToLoops(s.function, in: &lowered, hardware: .x86v4)
    let text = lowered.text()
    #expect(text.contains("vector.maskedload") && text.contains("vector.load"))
  }

  /// Bytes of which neither lanes nor terms fill the instruction.
  @Test func partsOfDotProductsTouchNothingElse() throws {
    var f = TensorFunction("packed", context: Self.context)
    let m = f.size("m", 0...64)
    let (x, w) = (
      f.input("x", [m, 6], .integer(width: 8, .unsigned)), f.input("w", [2, 19, 4], .i8)
    )
    let y = f.output("y", [m, 19], .i32)
    let (i, j, k) = (f.axis("i", m), f.axis("j", 19), f.axis("k", 6))
    let (group, place) = (k.floorDivided(by: 4), k.remainder(by: 4))
    let product = f.define(
      "product", [i, j],
      sum(
        x[i, k].converted(to: .i32) * w[group, j, place].converted(to: .i32), over: k))
    f.define(y, [i, j], product[i, j])
    let program = try f.finish()
    var s = try Self.schedule(program, .x86)
    let block = try s.block("product")
    let loops = try s.loops(of: block)
    try s.decomposeReduction(block, before: loops[0])
    let (lanes, lane) = try s.split(loops[1], by: 16)
    let (groups, term) = try s.split(loops[2], by: 4)
    try s.reorder(loops[0], lanes, groups, lane, term)
    try s.tensorize(lane, as: "x86.dot_u8s8_16x4")
    try Self.check(s, program, kinds: [.i8, .i8], sizes: [0, 1, 7, 16])
  }

  /// Rows and columns beyond the last tile are a part of the instruction; without one they run by their
  /// loops.
  @Test(arguments: [true, false]) func tailsOfOuterProducts(_ hasPart: Bool) throws {
    let program = TestProgram.matmul(columns: 40, depth: 5, sizes: [1, 5, 6, 13], element: .f32)
    var library = InstructionLibrary.outerProduct(named: "outer", rows: 6, vectors: 2, lanes: 16)
    if !hasPart {
      library.text =
        String(
          library.text.prefix(
            upTo: try #require(
              library.text.range(of: "func.func @masked")
            ).lowerBound)) + "}"
    }
    var module = program.module
    try library.add(to: &module)
    var s = try Schedule(module, function: program.function)
    let matmul = try s.block("matmul")
    try s.decomposeReduction(matmul, before: try s.loops(of: matmul)[0])
    let loops = try s.loops(of: matmul)
    let (rows, row) = try s.split(loops[0], by: 6)
    let (columns, column) = try s.split(loops[1], by: 32)
    try s.reorder(rows, columns, row, column, loops[2])
    try s.tensorize(row, as: "outer")
    for hardware in [HardwareDescription.detectHost(), .x86v3, .x86v2] {
      let kernel = try TensorKernel(s, hardware: hardware)
      for sizes in program.sizes {
        #expect(
          try kernel.run(program.values(sizes), sizes: sizes)
            == [try program.run(program.module, sizes)], "\(sizes)")
      }
    }
    var lowered = s.module
    try lowerToLoops(s.function, in: &lowered, hardware: .x86v3)
    #expect(lowered.text().contains("vector.maskedload") == hasPart)
  }

  /// A masked implementation takes a count for each loop.
  @Test func partsTakeACountForEachLoop() throws {
    let text = InstructionLibrary.x86.text
      .replacing("%j: index, %lanes: index) {", with: "%j: index) {")
      .replacing("%mask = vector.create_mask %lanes", with: "%mask = vector.create_mask %j")
    let module = try Module.parse(text, file: "x86", context: Self.context)
    let problems = module.verify().all.map(\.description).joined()
    #expect(
      problems.contains("needs a masked implementation of one block and of type"), "\(problems)")
  }

  /// An instruction of the user's own, whose implementation calls a function of C.
  @Test func implementationsMayCallFunctions() throws {
    let library = InstructionLibrary(
      named: "C",
      """
      func.func private @memcpy(memref<?xi64, strided<[1], offset: ?>>, memref<?xi64, strided<[1], offset: ?>>, index)

      program.instruction @c.copy {
        program.func @description(%x: !program.buffer<[n], i64, global>) -> (%y: !program.buffer<[n], i64, global>) where n in <0, 4096> {
          program.for %j = 0 to n {
            program.block "copy" (%vj = %j < n) {
              %0 = program.load %x[%vj] : i64
              program.store %0, %y[%vj]
            }
          }
        }
        func.func @implementation(%x: memref<?xi64>, %i: index, %y: memref<?xi64>, %j: index, %n: index) {
          %eight = arith.constant 8 : index
          %bytes = arith.muli %n, %eight : index
          %from = memref.subview %x[%i] [%n] [1] : memref<?xi64> to memref<?xi64, strided<[1], offset: ?>>
          %to = memref.subview %y[%j] [%n] [1] : memref<?xi64> to memref<?xi64, strided<[1], offset: ?>>
          func.call @memcpy(%to, %from, %bytes) : (memref<?xi64, strided<[1], offset: ?>>, memref<?xi64, strided<[1], offset: ?>>, index) -> ()
          func.return
        }
      }
      """)
    let m = IndexExpression.symbol("m")
    let program = TestProgram(
      "rows", inputs: [[m, m + 3]], output: [m, m + 3], m: SymbolRange(0, 64),
      sizes: [["m": 0], ["m": 1], ["m": 7]]
    ) { program, x, y in program.compute("copy", into: y) { i in x[0][i] } }
    var module = program.module
    try library.add(to: &module)
    var s = try Schedule(module, function: program.function)
    let loops = try s.loops(of: try s.block("copy"))
    try s.tensorize(loops[1], as: "c.copy")
    var lowered = s.module
    try lowerToLoops(s.function, in: &lowered, hardware: .x86v2)
    #expect(lowered.text().contains("callee = @memcpy") || lowered.text().contains("call @memcpy"))
    let kernel = try TensorKernel(s)
    for sizes in program.sizes {
      #expect(
        try kernel.run(program.values(sizes), sizes: sizes)
          == [try program.run(program.module, sizes)])
    }
  }

  /// A convolution is a matrix product once its loops are fused; of the mappings the one that fuses
  /// pixels, and window with channels, pads least and comes first.
  @Test func convolutionsAreMatrixProducts() throws {
    let program = TestProgram(
      "convolution", inputs: [[2, 8, 5, 3], [3, 2, 3, 32]], output: [2, 6, 4, 32],
      sizes: [["m": 1]], element: .f32
    ) { program, x, y in
      let sums = program.reduce(
        "sums", [2, 6, 4, 32], over: [3, 2, 3], .sum, .f32
      ) { i, k in
        x[0][i[0], i[1] + k[0], i[2] + k[1], k[2]] * x[1][k[0], k[1], k[2], i[3]]
      }
      program.compute("finish", into: y) { i in sums[i] * 2 }
    }
    var module = program.module
    try InstructionLibrary.outerProduct(named: "outer", rows: 6, vectors: 2, lanes: 16)
      .add(to: &module)
    var start = try Schedule(module, function: program.function)
    let sums = try start.block("sums")
    let mappings = try start.instructionMappings(of: sums, as: "outer")
    // Seven sets of three pixel loops, one of channels, seven of three loops of terms; and all with the
    // factors in the other order, channels as rows.
    #expect(mappings.count == 98)
    #expect(mappings.first?.description == "0 <- 0, 1, 2; 1 <- 3; 2 <- 4, 5, 6")
    #expect(mappings.first?.usefulShare == 1)
    let expected = try program.run(program.module, ["m": 1])
    for mapping in [mappings[0], mappings[5]] {
      var s = start
      try s.tensorize(sums, by: mapping, padding: true)
      #expect(s.module.verify().all.map(\.description) == [])
      #expect(try program.run(s.module, ["m": 1]) == expected, "\(mapping)")
      #expect(
        try TensorKernel(s).run(program.values(["m": 1]), sizes: ["m": 1]) == [expected],
        "\(mapping)\n\(s.sketch)")
    }
  }

  /// Any number of rows and terms that no tile divides, padded; weights are packed by the mapping.
  @Test func productsArePaddedToWholeTiles() throws {
    var f = TensorFunction("product", context: Self.context)
    let m = f.size("m", 0...64)
    let x = f.input("x", [m, 7], .i8)
    let w = f.input("w", [7, 20], .i8)
    let y = f.output("y", [m, 20], .i32)
    let (i, j, k) = (f.axis("i", m), f.axis("j", 20), f.axis("k", 7))
    let unsigned = x[i, k].converted(to: .i32)
    f.define(y, [i, j], sum(unsigned * w[k, j].converted(to: .i32), over: k))
    let program = try f.finish()
    var module = program.module
    try InstructionLibrary(
      named: "signed",
      InstructionLibrary.x86.text.replacing("arith.extui", with: "arith.extsi")
        .replacing("vpdpbusd", with: "vpdpbssd").replacing("avx512vnni", with: "none")
    ).add(to: &module)
    var s = try Schedule(module, function: program.function)
    let product = try s.block("y")
    let mappings = try s.instructionMappings(of: product, as: "x86.dot_u8s8_16x4")
    #expect(mappings.map(\.description) == ["0 <- 0; 1 <- 2", "0 <- 1; 1 <- 2"])
    let shares: [Double] = [0.875, 0.546875]
    #expect(mappings.map(\.usefulShare) == shares)
    // What is not padded is a part of the instruction.
    for (mapping, pads) in [(mappings[0], true), (mappings[1], true), (mappings[1], false)] {
      var next = s
      try next.tensorize(product, by: mapping, padding: pads)
      try Self.check(next, program, kinds: [.i8, .i8], sizes: [0, 1, 7, 17])
    }
  }

  /// What runs from some iteration on is no part of an instruction.
  @Test func onlyFirstIterationsAreAPart() throws {
    let program = TestProgram(
      "late", inputs: [[15]], output: [15], sizes: [["m": 1]], element: .f32
    ) { program, x, y in
      let a = program.compute("a", [15], .f32) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in a[i] }
    }
    var module = program.module
    try InstructionLibrary.x86.add(to: &module)
    var s = try Schedule(module, function: program.function)
    let (first, second) = (
      try s.loops(of: try s.block("a"))[0], try s.loops(of: try s.block("b"))[0]
    )
    try s.merge(first, second, shiftedBy: 1)
    let rest = try s.distribute(first, before: try s.block("b"))
    let refusal = #expect(throws: Refusal.self) { try s.tensorize(rest, as: "x86.copy_f32x16") }
    #expect(refusal?.reason.contains("does not run in every iteration") == true, "\(refusal)")
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let program = TestProgram.matmul(columns: 64, depth: 5, element: .f32)
    var module = program.module
    try InstructionLibrary.outerProduct(named: "outer", rows: 6, vectors: 2, lanes: 16)
      .add(to: &module)
    try InstructionLibrary.x86.add(to: &module)
    let start = try Schedule(module, function: program.function)
    func refusal(_ steps: (inout Schedule) throws(Refusal) -> Void) -> String {
      var s = start
      do throws(Refusal) { try steps(&s) } catch { return error.reason }
      return "not refused"
    }
    func tiles(_ s: inout Schedule, _ tail: Schedule.Tail) throws(Refusal) -> Schedule.Loop {
      let matmul = try s.block("matmul")
      try s.decomposeReduction(matmul, before: try s.loops(of: matmul)[0])
      let loops = try s.loops(of: matmul)
      let (rows, row) = try s.split(loops[0], by: 6, tail: tail)
      let (columns, column) = try s.split(loops[1], by: 32)
      try s.reorder(rows, columns, row, column, loops[2])
      return row
    }
    #expect(
      refusal { (s) throws(Refusal) in
        try s.tensorize(try s.loops(of: try s.block("matmul"))[0], as: "other")
      }.hasPrefix("the module has no instruction 'other', it has '"))
    #expect(
      refusal { (s) throws(Refusal) in
        try s.tensorize(try s.loops(of: try s.block("matmul"))[0], as: "outer")
      }.hasPrefix("the block 'matmul' begins its reduction here; use 'decompose_reduction' first"))
    #expect(
      refusal { (s) throws(Refusal) in
        try s.tensorize(try tiles(&s, .cut), as: "x86.copy_f32x16")
      }.contains("does not compute what the instruction 'x86.copy_f32x16' does"))
    #expect(
      refusal { (s) throws(Refusal) in
        try s.tensorize(try s.loops(of: try s.block("finish"))[1], as: "x86.copy_f32x16")
      }.contains("operations or types differ"))
    #expect(
      refusal { (s) throws(Refusal) in
        let row = try tiles(&s, .cut)
        try s.tensorize(row, as: "outer")
        try s.split(row, by: 2)
      }.contains("runs as 'outer', and would be changed; do this before 'tensorize'"))
    #expect(
      refusal { (s) throws(Refusal) in
        let row = try tiles(&s, .cut)
        try s.annotate(row, "instruction", .string("outer"))
      }.contains("is no key that a note may have"))
  }
}

extension Schedule {
  fileprivate static func replaying(
    _ trace: Trace, _ module: Module, _ function: OperationID
  ) throws -> Schedule {
    var schedule = try Schedule(module, function: function)
    try schedule.replay(trace, trusted: true)
    return schedule
  }
}
