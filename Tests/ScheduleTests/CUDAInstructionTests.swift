import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import LoopLowering
import Scheduling
import Support
import TensorExpressions
import TestSupport
import Testing

/// Instructions of NVIDIA's tensor cores, which a warp performs together.
@Suite struct CUDAInstructionTests {
  /// What a product of tiles is made of.
  struct Product: Sendable, CustomStringConvertible {
    var name: String
    var columns: Int
    var terms: Int
    var factor: Type
    var sum: Type
    /// The first generation that has it.
    var generation: Int
    /// What PTX calls the product.
    var assembly: String

    var isWMMA: Bool { name.contains("wmma") }
    var kind: ScalarKind { factor == .f16 ? .f16 : factor == .bf16 ? .bf16 : .i8 }
    var factorBytes: Int { factor == .i8 ? 1 : 2 }
    var description: String { name }
  }

  static let products = [
    Product(
      name: "cuda.wmma_f16_f32", columns: 16, terms: 16, factor: .f16, sum: .f32, generation: 70,
      assembly: "wmma.mma.sync.aligned.row.row.m16n16k16.f32.f32"),
    Product(
      name: "cuda.wmma_f16_f16", columns: 16, terms: 16, factor: .f16, sum: .f16, generation: 70,
      assembly: "wmma.mma.sync.aligned.row.row.m16n16k16.f16.f16"),
    Product(
      name: "cuda.wmma_bf16_f32", columns: 16, terms: 16, factor: .bf16, sum: .f32,
      generation: 80, assembly: "wmma.mma.sync.aligned.row.row.m16n16k16.f32.bf16.bf16.f32"),
    Product(
      name: "cuda.wmma_s8_i32", columns: 16, terms: 16, factor: .i8, sum: .i32, generation: 72,
      assembly: "wmma.mma.sync.aligned.row.row.m16n16k16.s32.s8.s8.s32"),
    Product(
      name: "cuda.mma_f16_f32", columns: 8, terms: 16, factor: .f16, sum: .f32, generation: 80,
      assembly: "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32"),
    Product(
      name: "cuda.mma_bf16_f32", columns: 8, terms: 16, factor: .bf16, sum: .f32, generation: 80,
      assembly: "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32"),
    Product(
      name: "cuda.mma_s8_i32", columns: 8, terms: 32, factor: .i8, sum: .i32, generation: 80,
      assembly: "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32"),
  ]

  /// A product of 64 rows at most by two tiles of columns, over two of terms.
  private static func program(
    _ product: Product
  ) throws -> (module: Module, function: OperationID) {
    let context = TestProgram.context
    if product.sum == .f16 {
      // Tensor functions never add up in half precision.
      let module = try Module.parse(Self.sumsOfHalf, file: "product", context: context)
      return (module, try #require(module.lookup(symbol: "product")))
    }
    let (columns, terms) = (IndexExpression(product.columns), IndexExpression(product.terms))
    var f = TensorFunction("product", context: context)
    let m = f.size("m", 0...64)
    let x = f.input("x", [m, 2 * terms], product.factor)
    let w = f.input(
      "w", product.isWMMA ? [2 * terms, 2 * columns] : [2 * columns, 2 * terms], product.factor)
    let y = f.output("y", [m, 2 * columns], product.sum)
    let (i, j, k) = (f.axis("i", m), f.axis("j", 2 * columns), f.axis("k", 2 * terms))
    let (left, right) = (x[i, k], product.isWMMA ? w[k, j] : w[j, k])
    let sums = f.define(
      "sums", [i, j],
      sum(left.converted(to: product.sum) * right.converted(to: product.sum), over: k))
    f.define(y, [i, j], sums[i, j])
    let program = try f.finish()
    return (program.module, program.function)
  }

  private static let sumsOfHalf = """
    program.func @product(%x: !program.buffer<[m, 32], f16, global>, %w: !program.buffer<[32, 32], f16, global>) -> (%y: !program.buffer<[m, 32], f16, global>) where m in <0, 64> {
      %c = program.alloc : !program.buffer<[m, 32], f16, global>
      program.for %i = 0 to m {
        program.for %j = 0 to 32 {
          program.for %k = 0 to 32 {
            program.block "sums" (%vi = %i < m, %vj = %j < 32, reduction %vk = %k < 32) {
              %0 = program.load %c[%vi, %vj] : f16
              %1 = arith.extf %0 : f16 to f32
              %2 = program.load %x[%vi, %vk] : f16
              %3 = arith.extf %2 : f16 to f32
              %4 = program.load %w[%vk, %vj] : f16
              %5 = arith.extf %4 : f16 to f32
              %6 = arith.mulf %3, %5 : f32
              %7 = arith.addf %1, %6 : f32
              %8 = arith.truncf %7 : f32 to f16
              program.store %8, %c[%vi, %vj]
            } init {
              %zero = arith.constant 0.0 : f16
              program.store %zero, %c[%vi, %vj]
            }
          }
        }
      }
      program.for %i = 0 to m {
        program.for %j = 0 to 32 {
          program.block "y" (%vi = %i < m, %vj = %j < 32) {
            %0 = program.load %c[%vi, %vj] : f16
            program.store %0, %y[%vi, %vj]
          }
        }
      }
    }
    """

  /// Products of tiles in a schedule, of which the last rows are no whole tile: what is evaluated and compiled
  /// for a processor is the nest, which is the meaning.
  @Test(arguments: products) func programsMeanTheirNests(_ product: Product) throws {
    let program = try Self.program(product)
    var module = program.module
    try InstructionLibrary.cuda.add(to: &module)
    #expect(module.verify().all.map(\.description) == [])
    var s = try Schedule(module, function: program.function)
    let block = try s.block("sums")
    var unaligned = s
    if product.isWMMA {
      for number in 0..<2 { try s.cacheRead(block, try s.buffer(readBy: block, number)) }
    }
    try Self.tensorize(block, as: product, &s)
    if product.isWMMA {
      // Arguments begin anywhere; what the function allocates is aligned, and so are its rows.
      let refusal = #expect(throws: Refusal.self) {
        try Self.tensorize(block, as: product, &unaligned)
      }
      #expect(refusal?.reason.contains("aligned to") == true, "\(refusal)")
    }
    let kernel = try TensorKernel(s)
    var random = RandomSource(seed: 11)
    for m in [0, 16, 21] {
      let inputs = [[m, 2 * product.terms], program.module.shape(of: program.function, 1)].map {
        shape in
        TensorValue(
          shape, kind: product.kind,
          doubles: (0..<shape.reduce(1, *)).map { _ in
            Double(Int.random(in: -4...4, using: &random))
          })
      }
      let expected = try evaluate(
        program: program.function, in: program.module, inputs: inputs, symbols: ["m": m])
      #expect(
        try evaluate(program: s.function, in: s.module, inputs: inputs, symbols: ["m": m])
          == expected)
      #expect(try kernel.run(inputs, sizes: ["m": m]) == expected, "m = \(m)")
    }
    #expect(try !kernel.assembly().contains("mma"))
  }

  private static func tensorize(
    _ block: Schedule.Block, as product: Product, _ s: inout Schedule
  ) throws(Refusal) {
    try s.decomposeReduction(block, before: try s.loops(of: block)[0])
    let loops = try s.loops(of: block)
    let (rows, row) = try s.split(loops[0], by: 16)
    let (tiles, column) = try s.split(loops[1], by: product.columns)
    let (steps, term) = try s.split(loops[2], by: product.terms)
    try s.reorder(rows, tiles, steps, row, column, term)
    try s.tensorize(row, as: product.name)
  }

  /// What LLVM writes for a GPU of the instruction's first generation.
  @Test(arguments: products) func implementationsAreTheInstruction(_ product: Product) throws {
    let warp = try WarpImplementation(product.name, context: TestProgram.context)
    let code = try CodeGenerator(hardware: .nvidia(computeCapability: product.generation))
      .assembly(warp.implementation)
    #expect(code.contains(product.assembly), "\(code)")
    #expect(code.contains(".target sm_\(product.generation)"))
    #expect(code.ranges(of: "bar.warp.sync").count == 2)
    for (tile, count) in [("load.a", 1), ("load.b", 1), ("load.c", 1), ("store.d", 1)] {
      let found = code.ranges(of: "wmma.\(tile).sync.aligned.row.m16n16k16").count
      #expect(found == (product.isWMMA ? count : 0), "\(tile)")
    }
    // NVIDIA's assembler, where somebody has it.
    guard let assembler = Tool("ptxas") else { return }
    let result = try assembler.run(
      ["-c", "-arch=sm_\(product.generation)", "-o", "/dev/null"], on: code, limit: 60)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// 32 lanes run the implementation, and the tables of PTX ISA say what the warp makes of their registers.
  @Test(arguments: products.filter { !$0.isWMMA })
  func sharesOfLanesAreThoseOfPTX(_ product: Product) throws {
    let warp = try WarpImplementation(product.name, context: TestProgram.context).load()
    let (columns, terms) = (product.columns, product.terms)
    // Rows are further apart than they are long, and begin at odd places.
    let (rowOfA, rowOfB, rowOfC) = (terms + 3, terms + 5, columns + 1)
    let (placeOfA, placeOfB, placeOfC) = (1, 7, 5)
    var random = RandomSource(seed: 2)
    func numbers(_ count: Int) -> [Int] {
      (0..<count).map { _ in Int.random(in: -8...8, using: &random) }
    }
    let a = numbers(placeOfA + 16 * rowOfA)
    let b = numbers(placeOfB + columns * rowOfB)
    let c = numbers(placeOfC + 16 * rowOfC)
    var expected = c
    for i in 0..<16 {
      for j in 0..<columns {
        for k in 0..<terms {
          expected[placeOfC + i * rowOfC + j] +=
            a[placeOfA + i * rowOfA + k] * b[placeOfB + j * rowOfB + k]
        }
      }
    }
    let (left, right) = (product.kind.encoded(a), product.kind.encoded(b))
    let isFloat = product.sum == .f32
    let sums: [Int32] = c.map { isFloat ? Int32(bitPattern: Float($0).bitPattern) : Int32($0) }
    let arguments = WarpImplementation.Arguments(
      a: left, placeOfA: placeOfA, b: right, placeOfB: placeOfB, placeOfC: placeOfC,
      rowOfA: rowOfA, rowOfB: rowOfB, rowOfC: rowOfC)
    var registers: [[UInt64]] = []
    for lane in 0..<32 {
      var untouched = sums
      registers.append(try warp.run(lane, arguments, c: &untouched, given: []))
    }
    let results = MatrixFragments(kind: product.kind, terms: terms, isFloat: isFloat)
      .multiply(registers)
    var found = sums
    for lane in 0..<32 {
      _ = try warp.run(lane, arguments, c: &found, given: results[lane])
    }
    let values = found.map { isFloat ? Int(Float(bitPattern: UInt32(bitPattern: $0))) : Int($0) }
    #expect(values == expected)
  }

  /// Where `wmma` is told that tiles begin, and how far apart rows are.
  @Test(arguments: products.filter(\.isWMMA)) func tilesBeginWhereTheyShould(
    _ product: Product
  ) throws {
    let warp = try WarpImplementation(product.name, context: TestProgram.context).load()
    let arguments = WarpImplementation.Arguments(
      a: [UInt8](repeating: 0, count: 64), placeOfA: 32, b: [UInt8](repeating: 0, count: 64),
      placeOfB: 16, placeOfC: 48, rowOfA: 32, rowOfB: 64, rowOfC: 128)
    var c = [Int32](repeating: 0, count: 4)
    let seen = try warp.run(0, arguments, c: &c, given: [])
    // Each load is given an address and a distance; the store is given the sums between.
    let calls = [
      (0, 32 * product.factorBytes, 32), (2, 16 * product.factorBytes, 64),
      (4, 48 * (product.sum == .f16 ? 2 : 4), 128),
    ]
    for (number, (place, bytes, row)) in calls.enumerated() {
      #expect(seen[place] &- warp.bases[number] == UInt64(bytes))
      #expect(seen[place + 1] == UInt64(row))
    }
    #expect(seen.last == 128)
    #expect(seen.contains(warp.bases[2] &+ UInt64(calls[2].1)))
  }

  @Test func generationsHaveWhatEarlierOnesHad() {
    let gpu = HardwareDescription.nvidia(computeCapability: 80)
    #expect(gpu.has("sm_70") && gpu.has("sm_80") && !gpu.has("sm_90") && !gpu.has("avx2"))
    #expect(!HardwareDescription.x86v4.has("sm_70"))
  }
}

extension ScalarKind {
  /// The bytes of numbers that the kind has exactly.
  fileprivate func encoded(_ numbers: [Int]) -> [UInt8] {
    numbers.flatMap { number -> [UInt8] in
      switch self {
      case .f16:
        let bits = Float16(number).bitPattern
        return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
      case .bf16:
        let bits = Float(number).bitPattern >> 16
        return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
      default: return [UInt8(bitPattern: Int8(number))]
      }
    }
  }
}

extension Module {
  /// The shape of a buffer of a program whose sizes are known.
  fileprivate func shape(of program: OperationID, _ number: Int) -> [Int] {
    guard let body = body(of: program) else { return [] }
    return bufferType(of: arguments(of: body)[number])?.shape.compactMap(\.constantValue) ?? []
  }
}
