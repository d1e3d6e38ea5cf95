import CodeGeneration
import Dialects
import IR
import MLIRJudge
import Testing

@Suite(.programsReadByMLIR) struct RegisterTileTests {
  /// A tile that fills the vector registers of its machine.
  static func tile(for hardware: HardwareDescription) -> RegisterTile {
    switch hardware.vectorBits {
    case 512: RegisterTile(rows: 14, vectors: 2, lanes: 16)
    case 256: RegisterTile(rows: 6, vectors: 2, lanes: 8)
    default: RegisterTile(rows: 4, vectors: 3, lanes: 4)
    }
  }

  @Test func multiplies() throws {
    let tile = Self.tile(for: CompiledKernel.hardware)
    let (rows, columns, depth) = (tile.rows, tile.vectors * tile.lanes, 37)
    let kernel = try CompiledKernel(
      RegisterTile.parameters, attributes: ["tangram.noalias": .unit]
    ) { tile.build(&$0, $1) }
    var a = (0..<depth * rows).map { Float($0 % 7) - 3 }
    var b = (0..<depth * columns).map { Float($0 % 5) - 2 }
    var c = (0..<rows * columns).map { Float($0 % 3) }
    var expected = c
    for k in 0..<depth {
      for i in 0..<rows {
        for j in 0..<columns { expected[i * columns + j] += a[k * rows + i] * b[k * columns + j] }
      }
    }
    typealias Pointer = UnsafeMutableRawPointer
    typealias Function = @convention(c) (Pointer, Pointer, Pointer, Int, Int) -> Void
    let function = unsafeBitCast(try kernel.address(), to: Function.self)
    try a.withUnsafeMutableBytes { a in
      try b.withUnsafeMutableBytes { b in
        try c.withUnsafeMutableBytes { c in
          function(
            try #require(a.baseAddress), try #require(b.baseAddress), try #require(c.baseAddress),
            depth, columns)
        }
      }
    }
    #expect(c == expected)
  }

  /// The loop holds all its accumulators in registers: nothing in it touches the stack.
  @Test(arguments: [HardwareDescription.x86v4, .x86v3])
  func keepsAccumulatorsInRegisters(hardware: HardwareDescription) throws {
    let tile = Self.tile(for: hardware)
    let empty = Module(context: CompiledKernel.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    build.insertFunction("kernel", RegisterTile.parameters) { tile.build(&$0, $1) }
    let assembly = try CodeGenerator(hardware: hardware).assembly(build.module)
    let loop = try #require(Self.innermostLoop(of: assembly))
    let multiplications = loop.filter { $0.contains("vfmadd") }
    #expect(multiplications.count == tile.rows * tile.vectors)
    #expect(loop.filter { $0.contains("rsp") || $0.contains("rbp") } == [])
  }

  /// The lines from a label to the branch back to it, of the loop with most products.
  static func innermostLoop(of assembly: String) -> [Substring]? {
    let lines = assembly.split(separator: "\n")
    var labels: [Substring: Int] = [:]
    var best: [Substring]?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix(".L"), let end = line.firstIndex(of: ":") { labels[line[..<end]] = index }
      let words = line.split(whereSeparator: { $0 == "\t" || $0 == " " })
      guard words.count >= 2, words[0].hasPrefix("j"), let start = labels[words[1]] else {
        continue
      }
      let body = Array(lines[start...index])
      func products(_ lines: [Substring]) -> Int { lines.count { $0.contains("vfmadd") } }
      if products(body) > best.map(products) ?? 0 { best = body }
    }
    return best
  }
}
