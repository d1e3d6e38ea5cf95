import Compiler
import Evaluation
import Formats
import IR
import ONNX
import Support
import Testing

/// Weights with a scale for each block: `MatMulNBits` and blocked `DequantizeLinear`, held against the
/// arithmetic that their definitions say, evaluated and as machine code.
struct BlockedQuantizationTests {
  struct Case: Sendable, CustomStringConvertible {
    enum Zeros: Sendable { case none, packed, middle, floats }

    var bits = 4
    var depth: Int
    var columns: Int
    var block: Int
    var zeros = Zeros.none
    var hasBias = false

    var description: String {
      "\(bits) bits, \(depth) x \(columns) in blocks of \(block), zeros \(zeros)"
        + (hasBias ? ", bias" : "")
    }
    var blocks: Int { (depth + block - 1) / block }
  }

  /// Large enough that no weight is folded to floats.
  static let cases = [
    Case(depth: 256, columns: 80, block: 32),
    Case(depth: 160, columns: 129, block: 16, zeros: .packed, hasBias: true),
    Case(depth: 192, columns: 97, block: 64, zeros: .packed),
    Case(depth: 256, columns: 70, block: 32, zeros: .middle),
    Case(depth: 256, columns: 65, block: 16, zeros: .floats, hasBias: true),
    Case(depth: 301, columns: 64, block: 16, hasBias: true),
    Case(depth: 130, columns: 131, block: 128, zeros: .packed),
    Case(depth: 5, columns: 7, block: 32, zeros: .packed),
    Case(bits: 8, depth: 256, columns: 97, block: 32, zeros: .packed),
    Case(bits: 8, depth: 296, columns: 64, block: 16),
    Case(bits: 2, depth: 256, columns: 68, block: 16, zeros: .packed),
    Case(bits: 2, depth: 273, columns: 65, block: 32),
  ]

  /// Bytes that look random.
  private func bytes(_ count: Int, _ seed: Int) -> [UInt8] {
    var state = UInt32(truncatingIfNeeded: seed * 7919 + 17)
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
  }

  private func element(_ packed: [UInt8], _ place: Int, bits: Int, row: Int, rowBytes: Int) -> Float
  {
    let byte = packed[row * rowBytes + place * bits / 8]
    return Float(byte >> UInt8(place * bits % 8) & UInt8(truncatingIfNeeded: (1 << bits) - 1))
  }

  private func numbers(_ count: Int, _ seed: Int) -> [Float] {
    bytes(count, seed).map { Float($0) / 128 - 1 }
  }

  @Test(arguments: cases)
  func productsOfBits(item: Case) throws {
    let (blocks, bits) = (item.blocks, item.bits)
    let blockBytes = item.block * bits / 8
    let zeroBytes = (blocks * bits + 7) / 8
    let weight = bytes(item.columns * blocks * blockBytes, 1)
    let scales = bytes(item.columns * blocks, 2).map { Float($0) / 1024 + 0.01 }
    let middle: Float = bits == 8 ? 128 : bits == 4 ? 8 : 2
    let bias = numbers(item.columns, 5)

    var text = ModelText(version: 21)
    text.operatorSet("com.microsoft", 1)
    text.input("x", ["2", "rows", "\(item.depth)"])
    text.constant("w", bytes: weight, shape: [item.columns, blocks, blockBytes])
    text.constant("s", floats: scales)
    var inputs = ["x", "w", "s", "", "", ""]
    var zero: (Int, Int) -> Float = { _, _ in middle }
    switch item.zeros {
    case .none: break
    case .packed, .middle:
      let fill = UInt8(truncatingIfNeeded: bits == 8 ? 0x80 : bits == 4 ? 0x88 : 0xAA)
      let count = item.columns * zeroBytes
      let points = item.zeros == .packed ? bytes(count, 3) : Array(repeating: fill, count: count)
      text.constant("z", bytes: points)
      inputs[3] = "z"
      zero = { element(points, $1, bits: bits, row: $0, rowBytes: zeroBytes) }
    case .floats:
      let points = numbers(item.columns * blocks, 4).map { $0 * 3 + middle }
      text.constant("z", floats: points, shape: [item.columns, blocks])
      inputs[3] = "z"
      zero = { points[$0 * blocks + $1] }
    }
    if item.hasBias {
      text.constant("b", floats: bias)
      inputs[5] = "b"
    }
    while inputs.last == "" { inputs.removeLast() }
    text.node(
      "MatMulNBits", inputs, ["y"],
      [
        "K": .int(Int64(item.depth)), "N": .int(Int64(item.columns)), "bits": .int(Int64(bits)),
        "block_size": .int(Int64(item.block)),
      ], domain: "com.microsoft")
    text.output("y")

    let rows = 7
    let x = numbers(2 * rows * item.depth, 6)
    var expected: [Double] = []
    for row in 0..<2 * rows {
      for column in 0..<item.columns {
        var sum = item.hasBias ? Double(bias[column]) : 0
        for k in 0..<item.depth {
          let block = k / item.block
          let whole = element(
            weight, k, bits: bits, row: column, rowBytes: blocks * blockBytes)
          let number = (whole - zero(column, block)) * scales[column * blocks + block]
          sum += Double(x[row * item.depth + k]) * Double(number)
        }
        expected.append(sum)
      }
    }
    try check(text, x, [2, rows, item.depth], expected, [2, rows, item.columns])
  }

  /// Evaluates and compiles a model of one input and one output.
  private func check(
    _ text: ModelText, _ x: [Float], _ shape: [Int], _ expected: [Double], _ resultShape: [Int]
  ) throws {
    let inputs = ["x": try #require(StoredTensor(shape: shape, elements: x))]
    try check(text, inputs, expected, resultShape)
  }

  private func check(
    _ text: ModelText, _ inputs: [String: StoredTensor], _ expected: [Double],
    _ resultShape: [Int]
  ) throws {
    let imported = try text.imported()
    #expect(imported.module.verify().all.map(\.description) == [])
    let wanted = TensorValue(resultShape, kind: .f32, doubles: expected)
    let evaluated = try #require(
      try ModelRunner.evaluate(imported.module, inputs: inputs)["y"])
    #expect(compare(evaluated, wanted, rtol: 1e-4, atol: 1e-4) == nil)
    var models: [String: [CompiledModel]] = [:]
    let compiled = try #require(
      try ModelRunner.runCompiled(imported, inputs: inputs, &models)["y"])
    #expect(compare(compiled, wanted, rtol: 1e-4, atol: 1e-4) == nil)
  }

  /// Blocks along either axis of a matrix, the last one shorter, with zero points.
  @Test(arguments: [0, 1]) func blocksOfEitherAxis(axis: Int) throws {
    let (depth, columns, block) = (140, 130, 8)
    let blocks = axis == 0 ? (depth + block - 1) / block : (columns + block - 1) / block
    let scaleShape = axis == 0 ? [blocks, columns] : [depth, blocks]
    let count = scaleShape[0] * scaleShape[1]
    let packed = bytes(depth * columns / 2, 1)
    let points = bytes((count + 1) / 2, 2)
    let scales = bytes(count, 3).map { Float($0) / 512 + 0.01 }
    var text = ModelText(version: 21)
    text.input("x", ["rows", "\(depth)"])
    text.constant("w", bytes: packed, shape: [depth, columns], .uint4)
    text.constant("s", floats: scales, shape: scaleShape)
    text.constant("z", bytes: points, shape: scaleShape, .uint4)
    text.node(
      "DequantizeLinear", ["w", "s", "z"], ["d"],
      ["axis": .int(Int64(axis)), "block_size": .int(Int64(block))])
    text.node("MatMul", ["x", "d"], ["y"])
    text.output("y")
    let rows = 5
    let x = numbers(rows * depth, 4)
    var expected: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        expected.append(
          (0..<depth).reduce(0) { sum, k in
            let place = axis == 0 ? k / block * columns + column : k * blocks + column / block
            let whole = element(packed, k * columns + column, bits: 4, row: 0, rowBytes: 0)
            let zero = element(points, place, bits: 4, row: 0, rowBytes: 0)
            return sum + Double(x[row * depth + k]) * Double((whole - zero) * scales[place])
          })
      }
    }
    try check(text, x, [rows, depth], expected, [rows, columns])
  }

  /// Rows of a table: two elements in each byte around eight, and elements of four bits around zero.
  @Test(arguments: [ElementFormat.uint8, .uint4, .int4]) func rowsOfTables(
    format: ElementFormat
  ) throws {
    let (count, width, block) = (300, 64, 32)
    let packed = bytes(count * width / 2, 1)
    let scales = bytes(count * width / block, 2).map { Float($0) / 512 + 0.01 }
    var text = ModelText(version: 21)
    text.operatorSet("com.microsoft", 1)
    text.input("x", ["rows"], .int64)
    let columns = format == .uint8 ? width / 2 : width
    text.constant("w", bytes: packed, shape: [count, columns], format)
    text.constant("s", floats: scales, shape: [count, width / block])
    text.node(
      "GatherBlockQuantized", ["w", "x", "s"], ["y"],
      ["block_size": .int(Int64(block)), "quantize_axis": .int(1)], domain: "com.microsoft")
    text.output("y")
    let rows: [Int64] = [0, 299, 7, 7, 150]
    let expected = rows.flatMap { row in
      (0..<width).map { column -> Double in
        let place = Int(row) * width + column
        var whole = element(packed, place, bits: 4, row: 0, rowBytes: 0)
        if format == .uint8 { whole -= 8 }
        if format == .int4, whole > 7 { whole -= 16 }
        return Double(whole * scales[place / block])
      }
    }
    let inputs = ["x": try #require(StoredTensor(shape: [rows.count], elements: rows))]
    try check(text, inputs, expected, [rows.count, width])
  }

  private func failure(
    _ attributes: [String: Int64], order: [Int64]? = nil, weightBytes: Int = 128
  ) -> String {
    var text = ModelText(version: 21)
    text.operatorSet("com.microsoft", 1)
    text.input("x", ["rows", "32"])
    text.constant("w", bytes: bytes(weightBytes, 1), shape: [weightBytes])
    text.constant("s", floats: numbers(8, 2))
    var inputs = ["x", "w", "s"]
    if let order {
      text.constant("g", order)
      inputs += ["", "g"]
    }
    let base: [String: Int64] = ["K": 32, "N": 8, "block_size": 32]
    let all = base.merging(attributes) { $1 }
    text.node(
      "MatMulNBits", inputs, ["y"], all.mapValues { .int($0) }, domain: "com.microsoft")
    text.output("y")
    return text.failure()
  }

  @Test func whatCannotBeImportedIsSaid() {
    #expect(failure([:]) == "no error")
    #expect(failure([:], order: Array(repeating: 0, count: 32)) == "no error")
    #expect(failure([:], order: (0..<32).map { $0 % 2 }).contains("'desc_act' or 'act_order' off"))
    #expect(failure(["bits": 3]).contains("attribute 'bits' is 3; 2, 4 and 8 are supported"))
    #expect(failure(["block_size": 24]).contains("'block_size' a power of two from 16 to 2"))
    let large: Int64 = 1 << 32
    for (depth, columns, block) in [(large, large, 16), (large, large, large), (.max, 1, 16)] {
      let attributes: [String: Int64] = ["K": depth, "N": columns, "block_size": block]
      #expect(failure(attributes).contains("'K' and 'N' must be from 1 to 268435456"))
    }
    #expect(failure(["N": 7]).contains("input 'B' must have 112 bytes"))
    #expect(failure([:], weightBytes: 100).contains("input 'B' must have 128 bytes"))
    #expect(failure(["K": 64, "N": 4]).contains("cannot be multiplied"))
  }
}
