import Dialects
import IR
import Support

/// Attention whose queries may see some keys only; positions say which. The symbol `m` is the number
/// of queries, `n` that of keys.
extension KernelExample {
  /// What the kernel leaves out it need not read.
  static let hiddenKeys: [KernelExample] = [
    masked("causal attention") { write in
      try write.bias(try write.isBefore(n - m))
    },
    masked("causal attention of the first keys") { write in
      try write.bias(try write.isBefore(0))
    },
    masked("causal attention by a triangle") { write in
      let hidden = try write.filled(-.infinity, [m, n])
      return try write.add { try Graph.Trilu(hidden, upper: true, diagonal: [1], in: $0) }
    },
    masked("causal attention in a window") { write in
      let after = try write.isBefore(n - m)
      let before = try write.isBefore(n - m - 4)
      let inside = try write.add { try Graph.Not(before, in: $0) }
      return try write.bias(try write.add { try Graph.And(after, inside, in: $0) })
    },
    masked("attention to later keys") { write in
      let before = try write.isBefore(-1)
      return try write.bias(try write.add { try Graph.Not(before, in: $0) })
    },
    .plane(
      "causal attention, hidden scores chosen, softcap, no numbers as zeros",
      [([2, m, 5], .f32), ([1, n, 5], .f32), ([2, n, 40], .f32), ([1, 1, n], .i1)]
    ) { write, x in
      let scores = try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
      let cap = write.number(3)
      let less = try write.add { try Graph.Div(scores, cap, in: $0) }
      let bent = try write.add { try Graph.Tanh(less, in: $0) }
      let capped = try write.add { try Graph.Mul(bent, cap, in: $0) }
      let isBefore = try write.isBefore(n - m)
      let isSeen = try write.add { try Graph.And(isBefore, x[3], in: $0) }
      let hidden = write.number(-.infinity)
      let seen = try write.add { try Graph.Where(isSeen, capped, hidden, in: $0) }
      let weights = try write.add { try Graph.Softmax(seen, axis: 2, in: $0) }
      let isNone = try write.add { try Graph.IsNaN(weights, in: $0) }
      let zero = write.number(0)
      let kept = try write.add { try Graph.Where(isNone, zero, weights, in: $0) }
      return try write.add { try Graph.MatMul(kept, x[2], in: $0) }
    },
  ]

  /// Elements of 16 bits: scores stay in `f32`, rounded where the graph rounds them.
  static let hiddenHalfKeys: [KernelExample] = [Type.f16, .bf16].map { type in
    .halves("causal attention of \(type)", type) { write, _ in
      let (zero, hidden) = (write.number(0, type), write.number(-.infinity, type))
      let isBefore = try write.isBefore(n - m)
      return try write.add { try Graph.Where(isBefore, zero, hidden, in: $0) }
    }
  }

  /// A mask of such elements, which may be anything.
  static let maskedHalves: [KernelExample] = [Type.f16, .bf16].map { type in
    .halves("masked attention of \(type)", type) { _, mask in mask }
  }

  private static func halves(
    _ name: String, _ type: Type,
    _ mask: @escaping @Sendable (inout Writer, _ input: ValueID) throws -> ValueID
  ) -> KernelExample {
    .plane(
      name,
      [
        ([2, 3, m, 8], type), ([2, 3, n, 8], type), ([2, 3, n, 20], type), ([2, 1, 1, n], type),
      ]
    ) { write, x in
      let scores = try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
      let mask = try mask(&write, x[3])
      let sum = try write.add { try Graph.Add(scores, mask, in: $0) }
      let weights = try write.add { try Graph.Softmax(sum, axis: 3, in: $0) }
      return try write.add { try Graph.MatMul(weights, x[2], in: $0) }
    }
  }

  /// What hides no key for sure.
  static let seenKeys: [KernelExample] = [
    masked("attention with a small bias for later keys") { write in
      try write.bias(try write.isBefore(n - m), -100)
    },
    masked("attention with positions") { write in
      try write.add { try Graph.Iota(sizes: [m, n], element: .f32, axis: 1, in: $0) }
    },
  ]

  /// Several heads of queries share those of keys and values.
  static let sharedKeys: [KernelExample] = [
    .plane(
      "attention of groups of heads",
      [([2, 6, m, 8], .f32), ([2, 2, n, 8], .f32), ([2, 2, n, 20], .f32)]
    ) { write, x in
      let (keys, values) = (
        try write.repeated(x[1], 2, 3, 8), try write.repeated(x[2], 2, 3, 20)
      )
      let weights = try softmax(of: x[0], keys, &write)
      return try write.add { try Graph.MatMul(weights, values, in: $0) }
    },
    .plane(
      "attention of groups of heads, side by side in the result",
      [([2, 2, 3, m, 8], .f32), ([2, 2, 1, n, 8], .f32), ([2, 2, 1, n, 20], .f32)]
    ) { write, x in
      let weights = try softmax(of: x[0], x[1], &write)
      let result = try write.add { try Graph.MatMul(weights, x[2], in: $0) }
      let moved = try write.add {
        try Graph.Transpose(result, permutation: [0, 3, 1, 2, 4], in: $0)
      }
      return try write.add { try Graph.Reshape(moved, sizes: [2, m, 120], in: $0) }
    },
  ]

  /// What language models have at once: groups of heads whose keys came before in part, a cap, a mask beside
  /// what positions hide, and zeros where a query sees nothing.
  static let cachedKeys: [KernelExample] = [Type.f32, .f16].map { type in
    .plane(
      "attention of groups of heads, a cache, softcap, causal, a mask, of \(type)",
      [
        ([2, 2, 3, m, 8], type), ([2, 2, 1, n, 8], type), ([2, 2, 1, 3, 8], type),
        ([2, 2, 1, n + 3, 20], type), ([2, 1, 1, m, n + 3], .i1),
      ]
    ) { write, x in
      let keys = try write.add { try Graph.Concat([x[1], x[2]], axis: 3, in: $0) }
      let scores = try write.add { try Graph.MatMul(x[0], keys, transposesRHS: true, in: $0) }
      let cap = write.number(4, type)
      let less = try write.add { try Graph.Div(scores, cap, in: $0) }
      let bent = try write.add { try Graph.Tanh(less, in: $0) }
      let capped = try write.add { try Graph.Mul(bent, cap, in: $0) }
      let (zero, hidden) = (write.number(0, type), write.number(-.infinity, type))
      let isBefore = try write.isBefore(n + 3 - m, keys: n + 3)
      let causal = try write.add { try Graph.Where(isBefore, zero, hidden, in: $0) }
      let mask = try write.add { try Graph.Where(x[4], zero, hidden, in: $0) }
      let sum = try write.add { try Graph.Add(mask, causal, in: $0) }
      let shown = try write.add { try Graph.Add(capped, sum, in: $0) }
      let weights = try write.add { try Graph.Softmax(shown, axis: 4, in: $0) }
      let best = try write.add {
        try Graph.Reduce(sum, kind: .max, axes: [4], keepsAxes: true, in: $0)
      }
      let isHidden = try write.add { try Graph.Equal(best, hidden, in: $0) }
      let kept = try write.add { try Graph.Where(isHidden, zero, weights, in: $0) }
      return try write.add { try Graph.MatMul(kept, x[3], in: $0) }
    }
  }

  private static func masked(
    _ name: String, _ mask: @escaping @Sendable (inout Writer) throws -> ValueID
  ) -> KernelExample {
    .plane(name, [([2, 3, m, 8], .f32), ([2, 3, n, 8], .f32), ([2, 3, n, 20], .f32)]) { write, x in
      let scores = try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
      let half = write.number(0.5)
      let scaled = try write.add { try Graph.Mul(scores, half, in: $0) }
      let mask = try mask(&write)
      let sum = try write.add { try Graph.Add(scaled, mask, in: $0) }
      let weights = try write.add { try Graph.Softmax(sum, axis: 3, in: $0) }
      return try write.add { try Graph.MatMul(weights, x[2], in: $0) }
    }
  }
}

extension KernelExample.Writer {
  fileprivate mutating func number(_ value: Double, _ element: Type = .f32) -> ValueID {
    add { _ in Graph.Constant(splat: value, element: element) }
  }

  fileprivate mutating func filled(
    _ value: Double, _ sizes: [IndexExpression]
  ) throws -> ValueID {
    let number = number(value)
    return try add { try Graph.Broadcast(number, sizes: sizes, in: $0) }
  }

  /// Whether a key is not after its query, which stands at `offset` among the keys.
  fileprivate mutating func isBefore(
    _ offset: IndexExpression, keys: IndexExpression = n
  ) throws -> ValueID {
    let query = try add { try Graph.Iota(sizes: [m, 1], start: offset, in: $0) }
    let key = try add { try Graph.Iota(sizes: [1, keys], axis: 1, in: $0) }
    return try add { try Graph.LessEqual(key, query, in: $0) }
  }

  /// Zero where a key may be seen.
  fileprivate mutating func bias(
    _ isSeen: ValueID, _ hidden: Double = -.infinity
  ) throws -> ValueID {
    let (zero, hidden) = (number(0), number(hidden))
    return try add { try Graph.Where(isSeen, zero, hidden, in: $0) }
  }

  /// Each of `heads` heads as often as queries share it.
  fileprivate mutating func repeated(
    _ x: ValueID, _ heads: Int, _ times: Int, _ size: Int
  ) throws -> ValueID {
    let (heads, times, size) = (
      IndexExpression(heads), IndexExpression(times), IndexExpression(size)
    )
    let column = try add { try Graph.Reshape(x, sizes: [2, heads, 1, n, size], in: $0) }
    let spread = try add {
      try Graph.Broadcast(column, sizes: [2, heads, times, n, size], in: $0)
    }
    return try add { try Graph.Reshape(spread, sizes: [2, heads * times, n, size], in: $0) }
  }
}
