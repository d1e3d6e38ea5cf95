import Dialects
import Evaluation
import IR
import Support

/// Products with constant weights that are quantised in blocks.
extension KernelExample {
  static let quantized: [KernelExample] = [
    .quantizedProduct("blocks of four bits", 64, 48, block: 32),
    .quantizedProduct("blocks of four bits, transposed", 96, 33, block: 16, isTransposed: true),
    .quantizedProduct("blocks of four bits with zero points", 48, 70, block: 16, hasZeros: true),
    .quantizedProduct("blocks of two bits", 64, 31, width: 2, block: 32, hasZeros: true),
    .quantizedProduct(
      "blocks of bytes, transposed", 32, 65, width: 8, block: 16, isTransposed: true),
    .quantizedProduct("blocks that are no multiple of a word", 36, 17, block: 12, hasZeros: true),
    .quantizedProduct("short blocks", 20, 40, block: 5),
    .quantizedProduct("one block", 16, 9, block: 16, isTransposed: true),
    .quantizedProduct("a last block that is cut off", 50, 33, block: 16, cut: 14),
    .quantizedProduct("halves", 64, 40, element: .f16, block: 32, hasZeros: true),
    .quantizedProduct("brain floats", 32, 17, element: .bf16, block: 16, isTransposed: true),
    .wholeProduct("four bits, one scale", 37, 33),
    .row("four bits to floats", [([m], .integer(width: 4, .unsigned))]) { write, x in
      try write.add { try Graph.Cast(x[0], to: .f32, in: $0) }
    },
    .row("floats to two bits", [([m], .f32)]) { write, x in
      let scaled = try write.add { try Graph.Add(x[0], x[0], in: $0) }
      return try write.add {
        try Graph.Cast(scaled, to: .integer(width: 2, .signless), saturates: true, in: $0)
      }
    },
    .row("rows of a table of four bits", [([m], .i64)]) { write, x in
      let table = write.integers([5, 7], width: 4)
      let limit = write.constant([], .i64) { _ in 4 }
      let zero = write.constant([], .i64) { _ in 0 }
      let inside = try write.add { try Graph.Clip(x[0], minimum: zero, maximum: limit, in: $0) }
      let rows = try write.add { try Graph.Gather(table, inside, axis: 0, in: $0) }
      return try write.add { try Graph.Cast(rows, to: .f32, in: $0) }
    },
  ]

  /// `x : [m, depth]` by weights of `depth` rows in blocks, of which the last lacks `cut` rows.
  private static func quantizedProduct(
    _ name: String, _ depth: Int, _ columns: Int, width: Int = 4, element: Type = .f32,
    block: Int, isTransposed: Bool = false, hasZeros: Bool = false, cut: Int = 0
  ) -> KernelExample {
    let blocks = (depth + block - 1) / block
    let whole = blocks * block
    let shape = isTransposed ? [columns, blocks, block] : [blocks, block, columns]
    let scales = isTransposed ? [columns, blocks, 1] : [blocks, 1, columns]
    var example = row(name, [([m, IndexExpression(depth)], element)]) { write, x in
      var numbers = try write.cast(write.integers(shape, width: width), element)
      if hasZeros {
        let zeros = try write.cast(write.integers(scales, width: width), element)
        numbers = try write.add { try Graph.Sub(numbers, zeros, in: $0) }
      }
      let scale = write.constant(scales, element) { Double($0 % 7 + 1) / 16 }
      let product = try write.add { try Graph.Mul(numbers, scale, in: $0) }
      let sizes = (isTransposed ? [columns, whole] : [whole, columns]).map { IndexExpression($0) }
      var weight = try write.add { try Graph.Reshape(product, sizes: sizes, in: $0) }
      if cut > 0 {
        let kept = [IndexExpression(depth), IndexExpression(columns)]
        weight = try write.add {
          try Graph.Slice(weight, starts: [0, 0], steps: [1, 1], sizes: kept, in: $0)
        }
      }
      let result = try write.add {
        try Graph.MatMul(x[0], weight, transposesRHS: isTransposed, in: $0)
      }
      return try write.add { try Graph.Relu(result, in: $0) }
    }
    // Rows of zeros and a cut-off block are multiplied with what fills a word or a block.
    example.allowsSpecial = { _ in cut == 0 }
    example.keepsWeights = true
    return example
  }

  /// Weights of four bits with one scale for each column.
  private static func wholeProduct(_ name: String, _ depth: Int, _ columns: Int) -> KernelExample {
    var example = row(name, [([m, IndexExpression(depth)], .f32)]) { write, x in
      let numbers = try write.cast(write.integers([depth, columns], width: 4), .f32)
      let scale = write.constant([1, columns], .f32) { Double($0 % 7 + 1) / 16 }
      let weight = try write.add { try Graph.Mul(numbers, scale, in: $0) }
      return try write.add { try Graph.MatMul(x[0], weight, in: $0) }
    }
    example.keepsWeights = true
    return example
  }
}

extension KernelExample.Writer {
  /// A constant whose elements `element` gives by number.
  mutating func constant(
    _ shape: [Int], _ type: Type, _ element: (Int) -> Double
  ) -> ValueID {
    let count = shape.reduce(1, *)
    let bytes = (0..<count).flatMap { ElementCoding.bytes(of: element($0), as: type) }
    return add { _ in Graph.Constant(bytes: bytes, shape: shape, element: type) }
  }

  /// Integers over the whole range of their width.
  fileprivate mutating func integers(_ shape: [Int], width: Int) -> ValueID {
    let count = 1 << width
    return constant(shape, .integer(width: width, .signless)) {
      Double(($0 * 5 + $0 / 3) % count - count / 2)
    }
  }

  fileprivate mutating func cast(_ value: ValueID, _ element: Type) throws -> ValueID {
    try add { try Graph.Cast(value, to: element, in: $0) }
  }
}
