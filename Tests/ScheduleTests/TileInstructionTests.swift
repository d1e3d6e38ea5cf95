import Compiler
import Dialects
import Evaluation
import IR
import Scheduling
import Support
import Synchronization
import TensorExpressions
import TestSupport
import Testing

/// What AMX does, as its manual says, for processors that have none: eight tiles of at most 16 rows of
/// 64 bytes.
private struct TileMachine: Sendable {
  var rows = [Int](repeating: 0, count: 8)
  var bytes = [Int](repeating: 0, count: 8)
  var tiles = [[UInt8]](repeating: [], count: 8)

  static let shared = Mutex(TileMachine())

  typealias Configure = @convention(c) (UnsafeRawPointer) -> Void
  typealias Move = @convention(c) (Int8, UnsafeMutableRawPointer, Int64) -> Void
  typealias Multiply = @convention(c) (Int8, Int8, Int8) -> Void

  static let configure: Configure = { config in
    shared.withLock { machine in
      let bytes = (0..<64).map { Int(config.load(fromByteOffset: $0, as: UInt8.self)) }
      for tile in 0..<8 {
        machine.rows[tile] = bytes[48 + tile]
        machine.bytes[tile] = bytes[16 + 2 * tile] + bytes[17 + 2 * tile] << 8
      }
    }
  }

  static let load: Move = { tile, memory, stride in
    shared.withLock { machine in
      let tile = Int(tile)
      machine.tiles[tile] = (0..<machine.rows[tile]).flatMap { row in
        (0..<machine.bytes[tile]).map {
          memory.load(fromByteOffset: row * Int(stride) + $0, as: UInt8.self)
        }
      }
    }
  }

  static let store: Move = { tile, memory, stride in
    shared.withLock { machine in
      let (tile, width) = (Int(tile), machine.bytes[Int(tile)])
      for row in 0..<machine.rows[tile] {
        for byte in 0..<width {
          memory.storeBytes(
            of: machine.tiles[tile][row * width + byte], toByteOffset: row * Int(stride) + byte,
            as: UInt8.self)
        }
      }
    }
  }

  /// Sums of products of groups of four unsigned by signed bytes.
  static let multiply: Multiply = { sums, left, right in
    shared.withLock { machine in
      let (c, a, b) = (Int(sums), Int(left), Int(right))
      // The processor faults otherwise.
      precondition(
        machine.rows[c] == machine.rows[a] && machine.bytes[a] == machine.rows[b] * 4
          && machine.bytes[c] == machine.bytes[b])
      for row in 0..<machine.rows[c] {
        for column in 0..<machine.bytes[c] / 4 {
          let place = row * machine.bytes[c] + column * 4
          var sum: Int32 = 0
          for byte in (0..<4).reversed() {
            sum = sum << 8 | Int32(machine.tiles[c][place + byte])
          }
          for group in 0..<machine.rows[b] {
            for term in 0..<4 {
              let left = machine.tiles[a][row * machine.bytes[a] + group * 4 + term]
              let right = machine.tiles[b][group * machine.bytes[b] + column * 4 + term]
              sum &+= Int32(left) * Int32(Int8(bitPattern: right))
            }
          }
          for byte in 0..<4 {
            machine.tiles[c][place + byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte))
          }
        }
      }
    }
  }

  /// The shipped instructions with calls of these functions in the place of those of the processor.
  static var instructions: InstructionLibrary {
    let calls: [(intrinsic: String, address: Int)] = [
      ("ldtilecfg", unsafeBitCast(configure, to: Int.self)),
      ("tileloadd64", unsafeBitCast(load, to: Int.self)),
      ("tilestored64", unsafeBitCast(store, to: Int.self)),
      ("tdpbusd", unsafeBitCast(multiply, to: Int.self)),
    ]
    var lines: [String] = []
    for line in InstructionLibrary.amx.text.split(separator: "\n").map(String.init) {
      let call = calls.first { line.contains("llvm.x86.\($0.intrinsic)\"") }
      if let call, let open = line.firstIndex(of: "("), let close = line.firstIndex(of: ")"),
        let colon = line.lastIndex(of: ":")
      {
        let number = lines.count
        lines.append("%f\(number) = arith.constant \(call.address) : i64")
        lines.append("%g\(number) = llvm.inttoptr %f\(number) : i64 to !llvm.ptr")
        lines.append(
          "llvm.call %g\(number)\(line[open...close]) : !llvm.ptr, \(line[line.index(after: colon)...])"
        )
      } else if !line.contains("tilerelease") {
        lines.append(
          line.replacing("[\"amx-tile\", \"amx-int8\"]", with: "[\"sse2\"]"))
      }
    }
    return InstructionLibrary(named: "tiles in Swift", lines.joined(separator: "\n"))
  }
}

/// Parts of tiles of AMX: fewer rows, columns, groups and terms.
@Suite(.serialized) struct TileInstructionTests {
  /// Of `used` terms of every group of four.
  @Test(arguments: [(16, 64, 4), (21, 64, 4), (16, 76, 4), (37, 68, 4), (19, 76, 3)])
  func parts(_ columns: Int, _ depth: Int, used: Int) throws {
    var f = TensorFunction("tiles", context: TestProgram.context)
    let m = f.size("m", 0...64)
    let (n, terms) = (IndexExpression(columns), IndexExpression(depth))
    let x = f.input("x", [m, terms], .integer(width: 8, .unsigned))
    let w = f.input("w", [terms.floorDivided(by: 4), n, 4], .i8)
    let y = f.output("y", [m, n], .i32)
    let (i, j) = (f.axis("i", m), f.axis("j", n))
    let (g, t) = (f.axis("g", terms.floorDivided(by: 4)), f.axis("t", IndexExpression(used)))
    let product = f.define(
      "product", [i, j],
      sum(x[i, g * 4 + t].converted(to: .i32) * w[g, j, t].converted(to: .i32), over: g, t))
    f.define(y, [i, j], product[i, j])
    let program = try f.finish()
    var module = program.module
    try TileMachine.instructions.add(to: &module)
    var s = try Schedule(module, function: program.function)
    let block = try s.block("product")
    try s.decomposeReduction(block, before: try s.loops(of: block)[0])
    let loops = try s.loops(of: block)
    let (rows, row) = try s.split(loops[0], by: 16)
    let (tiles, column) = try s.split(loops[1], by: 16)
    let (groups, group) = try s.split(loops[2], by: 16)
    let term = used == 4 ? loops[3] : try s.split(loops[3], by: 4).inner
    try s.reorder(rows, tiles, groups, row, column, group, term)
    try s.tensorize(row, as: "x86.tile_u8s8")
    let kernel = try TensorKernel(s, hardware: .x86v2)
    var random = RandomSource(seed: 5)
    for m in [0, 1, 15, 16, 33] {
      let shapes = [[m, depth], [depth / 4, columns, 4]]
      let inputs = shapes.map { shape in
        TensorValue(
          shape, kind: .i8,
          doubles: (0..<shape.reduce(1, *)).map { _ in
            Double(Int.random(in: -128...127, using: &random))
          })
      }
      let expected = try evaluate(
        program: program.function, in: program.module, inputs: inputs, symbols: ["m": m])
      #expect(try kernel.run(inputs, sizes: ["m": m]) == expected, "m = \(m)")
    }
  }
}
