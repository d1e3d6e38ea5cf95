import Dialects
import IR
import Support

/// Products with constants whose sums are long beside caches of a few lines (`smallCaches`).
extension KernelExample {
  static let longSums: [KernelExample] =
    [
      .longProduct("a long product", 45, 70),
      .longProduct("a long product of whole tiles", 48, 128),
      .longProduct("a long product of few columns", 97, 3),
      .longProduct("a long product, finished", 41, 33, isFinished: true),
      .longProduct("a long product of halves", 52, 65, .f16),
      .longProduct("a long product of doubles", 47, 40, .f64),
      .row("a batch of long products", from: 1, [([m, 9, 45], .f32)]) { write, x in
        let weight = write.constant([45, 50], .f32) { Double($0 * 7919 % 23 - 11) / 32 }
        return try write.add { try Graph.MatMul(x[0], weight, in: $0) }
      },
      .row("a sum over two axes", [([m, 6, 9], .f32)]) { write, x in
        let weight = write.constant([6, 9, 35], .f32) { Double($0 * 7919 % 23 - 11) / 32 }
        return try write.add {
          try Graph.Einsum([x[0], weight], equation: "mab,abn->mn", in: $0)
        }
      },
    ] + quantized.prefix(6)

  private static func longProduct(
    _ name: String, _ depth: Int, _ columns: Int, _ element: Type = .f32, isFinished: Bool = false
  ) -> KernelExample {
    .row(name, [([m, IndexExpression(depth)], element)]) { write, x in
      let weight = write.constant([depth, columns], element) { Double($0 * 7919 % 23 - 11) / 32 }
      let product = try write.add { try Graph.MatMul(x[0], weight, in: $0) }
      guard isFinished else { return product }
      let bias = write.constant([columns], element) { Double($0 % 5) / 4 }
      let sum = try write.add { try Graph.Add(product, bias, in: $0) }
      return try write.add { try Graph.Relu(sum, in: $0) }
    }
  }
}
