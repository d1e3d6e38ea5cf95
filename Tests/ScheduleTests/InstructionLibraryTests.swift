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

/// Every instruction that is shipped computes what it says where the processor has it, and is what its
/// name says in the code for others.
@Suite struct InstructionLibraryTests {
  /// What a dot product is made of.
  struct Dot: Sendable, CustomStringConvertible {
    var name: String
    var lanes: Int
    var group: Int
    var types: (left: Type, right: Type)
    var kinds: [ScalarKind]
    var assembly: String
    var hardware: HardwareDescription

    var description: String { name }
  }

  private static let unsigned = Type.integer(width: 8, .unsigned)

  private static func arm() -> HardwareDescription {
    var hardware = HardwareDescription.aarch64
    hardware.features.append("+dotprod")
    return hardware
  }

  static let dots = [
    Dot(
      name: "x86.dot_s16_8x2", lanes: 8, group: 2, types: (.i16, .i16), kinds: [.i16, .i16],
      assembly: "vpmaddwd", hardware: .x86v3),
    Dot(
      name: "x86.dot_u8s8_8x4", lanes: 8, group: 4, types: (unsigned, .i8), kinds: [.i8, .i8],
      assembly: "vpmaddwd", hardware: .x86v3),
    Dot(
      name: "arm.dot_s8_4x4", lanes: 4, group: 4, types: (.i8, .i8), kinds: [.i8, .i8],
      assembly: "sdot", hardware: arm()),
    Dot(
      name: "arm.dot_u8_4x4", lanes: 4, group: 4, types: (unsigned, unsigned), kinds: [.i8, .i8],
      assembly: "udot", hardware: arm()),
  ]

  private static func schedule(_ program: TensorProgram) throws -> Schedule {
    var module = program.module
    for library in [InstructionLibrary.x86, .avx2, .neon, .amx] { try library.add(to: &module) }
    #expect(module.verify().all.map(\.description) == [])
    return try Schedule(module, function: program.function)
  }

  /// Holds a schedule to the evaluator, as it is, as machine code, and as what `hardware` would run.
  private static func check(
    _ schedule: Schedule, _ program: TensorProgram, kinds: [ScalarKind], holds assembly: String,
    for hardware: HardwareDescription
  ) throws {
    let kernels = try [HardwareDescription.detectHost(), .x86v2].map {
      try TensorKernel(schedule, hardware: $0)
    }
    let buffers = program.module.arguments(
      of: try #require(program.module.body(of: program.function)))
    var random = RandomSource(seed: 3)
    for m in [0, 1, 5, 16, 17] {
      let inputs = zip(buffers, kinds).map { buffer, kind -> TensorValue in
        let shape = (program.module.bufferType(of: buffer)?.shape ?? [])
          .map { $0.evaluate(symbols: ["m": m]) ?? 0 }
        let range = kind == .i8 ? -128...127 : kind == .i16 ? -32768...32767 : -8...8
        let numbers: [Double] = (0..<shape.reduce(1, *)).map { _ in
          Double(Int.random(in: range, using: &random))
        }
        return TensorValue(shape, kind: kind, doubles: numbers)
      }
      let expected = try evaluate(
        program: program.function, in: program.module, inputs: inputs, symbols: ["m": m])
      #expect(
        try evaluate(
          program: schedule.function, in: schedule.module, inputs: inputs, symbols: ["m": m])
          == expected)
      for kernel in kernels {
        #expect(try kernel.run(inputs, sizes: ["m": m]) == expected, "m = \(m)")
      }
    }
    var loops = schedule.module
    try lowerToLoops(schedule.function, in: &loops, hardware: hardware)
    let text = try CodeGenerator(hardware: hardware).assembly(loops)
    #expect(text.contains(assembly))
  }

  @Test(arguments: dots) func dotProducts(_ dot: Dot) throws {
    var f = TensorFunction("packed", context: TestProgram.context)
    let m = f.size("m", 0...64)
    let (lanes, group) = (IndexExpression(dot.lanes), IndexExpression(dot.group))
    let x = f.input("x", [m, 3 * group], dot.types.left)
    let w = f.input("w", [2, 3, lanes, group], dot.types.right)
    let y = f.output("y", [m, 2, lanes], .i32)
    let (i, p, j) = (f.axis("i", m), f.axis("p", 2), f.axis("j", lanes))
    let (g, k) = (f.axis("g", 3), f.axis("k", group))
    let left = x[i, g * group + k].converted(to: .i32)
    let right = w[p, g, j, k].converted(to: .i32)
    let product = f.define("product", [i, p, j], sum(left * right, over: g, k))
    f.define(y, [i, p, j], product[i, p, j])
    let program = try f.finish()
    var s = try Self.schedule(program)
    let block = try s.block("product")
    let loops = try s.loops(of: block)
    try s.reorder(loops[0], loops[1], loops[3], loops[2], loops[4])
    try s.decomposeReduction(block, before: loops[3])
    try s.tensorize(loops[2], as: dot.name)
    try Self.check(
      s, program, kinds: dot.kinds, holds: dot.assembly, for: dot.hardware)
  }

  /// Neither lanes nor terms fill the last instruction, and what lies behind them is not touched.
  @Test(arguments: dots) func partsOfDotProducts(_ dot: Dot) throws {
    var f = TensorFunction("packed", context: TestProgram.context)
    let m = f.size("m", 0...64)
    let (columns, depth) = (IndexExpression(dot.lanes + 3), IndexExpression(dot.group * 3 / 2))
    let group = IndexExpression(dot.group)
    let x = f.input("x", [m, depth], dot.types.left)
    let w = f.input("w", [2, columns, group], dot.types.right)
    let y = f.output("y", [m, columns], .i32)
    let (i, j, k) = (f.axis("i", m), f.axis("j", columns), f.axis("k", depth))
    let right = w[k.floorDivided(by: group), j, k.remainder(by: group)].converted(to: .i32)
    let product = f.define(
      "product", [i, j], sum(x[i, k].converted(to: .i32) * right, over: k))
    f.define(y, [i, j], product[i, j])
    let program = try f.finish()
    var s = try Self.schedule(program)
    let block = try s.block("product")
    let loops = try s.loops(of: block)
    try s.decomposeReduction(block, before: loops[0])
    let (lanes, lane) = try s.split(loops[1], by: dot.lanes)
    let (groups, term) = try s.split(loops[2], by: dot.group)
    try s.reorder(loops[0], lanes, groups, lane, term)
    try s.tensorize(lane, as: dot.name)
    try Self.check(s, program, kinds: dot.kinds, holds: dot.assembly, for: dot.hardware)
  }

  /// Sums of two products that are kept within 16 bits.
  @Test(arguments: [16, 19]) func pairsOfBytes(_ columns: Int) throws {
    var f = TensorFunction("pairs", context: TestProgram.context)
    let (m, n) = (f.size("m", 0...64), IndexExpression(columns))
    let x = f.input("x", [m, n, 2], Self.unsigned)
    let w = f.input("w", [n, 2], .i8)
    let y = f.output("y", [m, n], .i16)
    let (i, j) = (f.axis("i", m), f.axis("j", n))
    let first = x[i, j, 0].converted(to: .i32) * w[j, 0].converted(to: .i32)
    let second = x[i, j, 1].converted(to: .i32) * w[j, 1].converted(to: .i32)
    f.define(y, [i, j], maximum(minimum(first + second, 32767), -32768).converted(to: .i16))
    let program = try f.finish()
    var s = try Self.schedule(program)
    let pairs = try s.split(try s.loops(of: try s.block("y"))[1], by: 16).inner
    try s.tensorize(pairs, as: "x86.pairs_u8s8_16")
    try Self.check(s, program, kinds: [.i8, .i8], holds: "vpmaddubsw", for: .x86v3)
  }

  /// Tiles of AMX, which this machine need not have: their nests run, and their code is looked at.
  @Test(arguments: ["u8s8", "bf16"]) func tiles(_ name: String) throws {
    let isBytes = name == "u8s8"
    let group = IndexExpression(isBytes ? 4 : 2)
    let sumType: Type = isBytes ? .i32 : .f32
    var f = TensorFunction("tiles", context: TestProgram.context)
    let m = f.size("m", 0...64)
    let x = f.input("x", [m, 16 * group], isBytes ? Self.unsigned : .bf16)
    let w = f.input("w", [2, 16, 16, group], isBytes ? .i8 : .bf16)
    let y = f.output("y", [m, 2, 16], sumType)
    let (i, p, j) = (f.axis("i", m), f.axis("p", 2), f.axis("j", 16))
    let (g, k) = (f.axis("g", 16), f.axis("k", group))
    let left = x[i, g * group + k].converted(to: sumType)
    let right = w[p, g, j, k].converted(to: sumType)
    let product = f.define("product", [i, p, j], sum(left * right, over: g, k))
    f.define(y, [i, p, j], product[i, p, j])
    let program = try f.finish()
    var s = try Self.schedule(program)
    let block = try s.block("product")
    try s.decomposeReduction(block, before: try s.loops(of: block)[0])
    let loops = try s.loops(of: block)
    let (rows, row) = try s.split(loops[0], by: 16)
    try s.reorder(rows, loops[1], row)
    try s.tensorize(row, as: "x86.tile_\(name)")
    var hardware = HardwareDescription.x86v4
    hardware.features += ["+amx-tile", "+amx-int8", "+amx-bf16"]
    let kinds: [ScalarKind] = isBytes ? [.i8, .i8] : [.bf16, .bf16]
    try Self.check(
      s, program, kinds: kinds, holds: isBytes ? "tdpbusd" : "tdpbf16ps", for: hardware)
  }
}
