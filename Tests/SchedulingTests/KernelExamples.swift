import Dialects
import IR
import Support

extension KernelExample {
  static let all =
    products + quantized + attentions + smallAttentions + hiddenHalfKeys + maskedHalves + hiddenKeys
    + seenKeys
    + sharedKeys + cachedKeys
    + convolutions + networks
    + reductions + normalizations
    + transpositions + movements + elementwise

  static let products: [KernelExample] = [
    .product("matmul", [([m, k], .f32), ([k, n], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .product("matmul, left transposed", [([k, m], .f32), ([k, n], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesLHS: true, in: $0) }
    },
    .product("matmul, right transposed", [([m, k], .f32), ([n, k], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .product("matmul, both transposed", [([k, m], .f32), ([n, k], .f32)]) { write, x in
      try write.add {
        try Graph.MatMul(x[0], x[1], transposesLHS: true, transposesRHS: true, in: $0)
      }
    },
    .product("matmul of f64", [([m, k], .f64), ([k, n], .f64)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .product("matmul of f16", [([m, k], .f16), ([k, n], .f16)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .product("matmul of i32", [([m, k], .i32), ([k, n], .i32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .product("matmul of i64, right transposed", [([m, k], .i64), ([n, k], .i64)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .product("matmul of i16, bias", [([m, k], .i16), ([k, n], .i16), ([n], .i16)]) { write, x in
      let product = try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
      return try write.add { try Graph.Add(product, x[2], in: $0) }
    },
    .product("matmul of bytes, left transposed", [([k, m], .i8), ([k, n], .i8)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesLHS: true, in: $0) }
    },
    .product("matmul of a batch of i32", [([2, 3, m, k], .i32), ([3, k, n], .i32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .product("matrix of i32 by vector", [([m, k], .i32), ([k], .i32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .narrow("few scores of i32", [([2, m, 24], .i32), ([2, n, 24], .i32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .product("matmul, bias, relu", [([m, k], .f32), ([k, n], .f32), ([n], .f32)]) { write, x in
      let product = try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
      let sum = try write.add { try Graph.Add(product, x[2], in: $0) }
      return try write.add { try Graph.Relu(sum, in: $0) }
    },
    .product("matmul of a batch", [([2, 3, m, k], .f32), ([3, k, n], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .product("matrix by vector", [([m, k], .f32), ([k], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .narrow("few scores", [([2, 3, m, 24], .f32), ([2, 3, n, 24], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .narrow("few scores, an odd depth, scaled", [([m, 19], .f32), ([n, 19], .f32), ([n], .f32)]) {
      write, x in
      let scores = try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
      return try write.add { try Graph.Mul(scores, x[2], in: $0) }
    },
    .narrow("few scores of f64", [([m, 24], .f64), ([n, 24], .f64)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .narrow("few scores of f16", [([m, 24], .f16), ([n, 24], .f16)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .narrow("few scores of bf16", [([m, 9], .bf16), ([n, 9], .bf16)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .narrow("few scores of i32", [([m, 24], .i32), ([n, 24], .i32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
    },
    .product("vector by matrix", [([k], .f32), ([k, n], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
  ]

  static let attentions: [KernelExample] = [
    .plane("attention", [([2, 3, m, 8], .f32), ([2, 3, n, 8], .f32), ([2, 3, n, 20], .f32)]) {
      write, x in
      let weights = try softmax(of: x[0], x[1], &write)
      return try write.add { try Graph.MatMul(weights, x[2], in: $0) }
    },
    .plane(
      "attention of one head, masked, heads last",
      [([1, 1, m, 4], .f32), ([1, 1, n, 4], .f32), ([1, 1, n, 4], .f32), ([1, 1, m, n], .f32)]
    ) { write, x in
      let scores = try write.add { try Graph.MatMul(x[0], x[1], transposesRHS: true, in: $0) }
      let masked = try write.add { try Graph.Add(scores, x[3], in: $0) }
      let weights = try write.add { try Graph.Softmax(masked, axis: 3, in: $0) }
      let result = try write.add { try Graph.MatMul(weights, x[2], in: $0) }
      return try write.add { try Graph.Transpose(result, permutation: [0, 2, 1, 3], in: $0) }
    },
    .plane(
      "attention of matrices, no numbers as zeros, bias",
      [([m, 5], .f32), ([n, 5], .f32), ([n, 33], .f32), ([33], .f32), ([], .f32)]
    ) { write, x in
      let weights = try softmax(of: x[0], x[1], &write)
      let wrong = try write.add { try Graph.IsNaN(weights, in: $0) }
      let kept = try write.add { try Graph.Where(wrong, x[4], weights, in: $0) }
      let result = try write.add { try Graph.MatMul(kept, x[2], in: $0) }
      return try write.add { try Graph.Add(result, x[3], in: $0) }
    },
    .plane(
      "attention with shared keys",
      [([2, 4, m, 8], .f32), ([2, 1, n, 8], .f32), ([1, n, 16], .f32)]
    ) { write, x in
      let weights = try softmax(of: x[0], x[1], &write)
      return try write.add { try Graph.MatMul(weights, x[2], in: $0) }
    },
  ]

  /// Where all sizes of queries and values are known, and small.
  static let smallAttentions: [KernelExample] = [(1, 20), (3, 5), (9, 1)].map { queries, size in
    .plane(
      "attention of \(queries) queries, values of \(size)",
      [
        ([2, 3, IndexExpression(queries), 8], .f32), ([2, 3, n, 8], .f32),
        ([2, 3, n, IndexExpression(size)], .f32),
      ]
    ) { write, x in
      let weights = try softmax(of: x[0], x[1], &write)
      return try write.add { try Graph.MatMul(weights, x[2], in: $0) }
    }
  }

  /// As many terms of a score as fusion takes: the schedule must take them, too.
  static let deepestAttention = KernelExample.plane(
    "attention of 512 terms",
    [([1, 1, m, 512], .f32), ([1, 1, n, 512], .f32), ([1, 1, n, 4], .f32)]
  ) { write, x in
    let weights = try softmax(of: x[0], x[1], &write)
    return try write.add { try Graph.MatMul(weights, x[2], in: $0) }
  }

  /// What attention multiplies values with.
  static func softmax(
    of queries: ValueID, _ keys: ValueID, _ write: inout Writer
  ) throws -> ValueID {
    let scores = try write.add { try Graph.MatMul(queries, keys, transposesRHS: true, in: $0) }
    let rank = write.module.type(of: scores).sizes?.count ?? 0
    return try write.add { try Graph.Softmax(scores, axis: rank - 1, in: $0) }
  }

  static let convolutions: [KernelExample] = [
    .filtered("convolution", from: 3, [([1, 3, m, n], .f32), ([17, 3, 3, 3], .f32)]) { write, x in
      try write.add { try Graph.Conv(x[0], x[1], window: Graph.Window(rank: 2), in: $0) }
    },
    .filtered(
      "convolution, padded, strided", from: 1, [([2, 3, m, n], .f32), ([8, 3, 3, 3], .f32)]
    ) {
      write, x in
      let window = Graph.Window(
        rank: 2, strides: [2, 2], padsBegin: [1, 1], padsEnd: [1, 1])
      return try write.add { try Graph.Conv(x[0], x[1], window: window, in: $0) }
    },
    .filtered(
      "convolution of i32, padded", from: 1, [([1, 3, m, n], .i32), ([17, 3, 3, 3], .i32)]
    ) {
      write, x in
      let window = Graph.Window(rank: 2, padsBegin: [1, 1], padsEnd: [1, 1])
      return try write.add { try Graph.Conv(x[0], x[1], window: window, in: $0) }
    },
    .filtered(
      "convolution, dilated, groups", from: 5, [([1, 4, m, n], .f32), ([6, 2, 3, 2], .f32)]
    ) {
      write, x in
      let window = Graph.Window(rank: 2, dilations: [2, 3])
      return try write.add { try Graph.Conv(x[0], x[1], window: window, groups: 2, in: $0) }
    },
    .filtered("convolution, depth-wise", from: 1, [([1, 5, m, n], .f32), ([5, 1, 3, 3], .f32)]) {
      write, x in
      let window = Graph.Window(rank: 2, padsBegin: [1, 1], padsEnd: [1, 1])
      return try write.add { try Graph.Conv(x[0], x[1], window: window, groups: 5, in: $0) }
    },
    .filtered(
      "convolution, depth-wise, strided", from: 1, [([2, 3, m, n], .f32), ([3, 1, 5, 5], .f32)]
    ) {
      write, x in
      let window = Graph.Window(
        rank: 2, strides: [2, 2], padsBegin: [2, 2], padsEnd: [2, 2])
      return try write.add { try Graph.Conv(x[0], x[1], window: window, groups: 3, in: $0) }
    },
    .filtered("convolution of one element", [([1, 5, m, n], .f32), ([9, 5, 1, 1], .f32)]) {
      write, x in
      try write.add { try Graph.Conv(x[0], x[1], window: Graph.Window(rank: 2), in: $0) }
    },
    .filtered("transposed convolution", from: 1, [([1, 3, m, n], .f32), ([3, 5, 3, 3], .f32)]) {
      write, x in
      let window = Graph.Window(
        rank: 2, strides: [2, 2], padsBegin: [1, 1], padsEnd: [1, 1])
      return try write.add { try Graph.ConvTranspose(x[0], x[1], window: window, in: $0) }
    },
    .plane("largest of a window", from: 1, [([1, 3, m, n], .f32)]) { write, x in
      let window = Graph.Window(
        rank: 2, strides: [2, 1], padsBegin: [1, 1], padsEnd: [1, 1])
      return try write.add { try Graph.MaxPool(x[0], kernel: [3, 3], window: window, in: $0) }
    },
    .plane("mean of a window", from: 1, [([1, 3, m, n], .f32)]) { write, x in
      let window = Graph.Window(
        rank: 2, strides: [2, 2], padsBegin: [1, 1], padsEnd: [1, 1])
      return try write.add { try Graph.AveragePool(x[0], kernel: [3, 3], window: window, in: $0) }
    },
  ]

  static let reductions: [KernelExample] =
    [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]].flatMap { axes in
      [Graph.ReductionKind.sum, .max].map { kind in
        .plane("\(kind) over \(axes)", [([m, 3, n], .f32)]) { write, x in
          try write.add {
            try Graph.Reduce(x[0], kind: kind, axes: axes, keepsAxes: false, in: $0)
          }
        }
      }
    } + [
      .row("mean of f16", from: 1, [([3, m], .f16)]) { write, x in
        try write.add {
          try Graph.Reduce(x[0], kind: .mean, axes: [1], keepsAxes: true, in: $0)
        }
      },
      .row("product of i64", [([3, m], .i64)]) { write, x in
        try write.add {
          try Graph.Reduce(x[0], kind: .product, axes: [1], keepsAxes: false, in: $0)
        }
      },
      .row("all of i1", [([3, m], .i1)]) { write, x in
        try write.add {
          try Graph.Reduce(x[0], kind: .min, axes: [1], keepsAxes: false, in: $0)
        }
      },
      .row("place of the largest", from: 1, [([3, m], .f32)]) { write, x in
        try write.add {
          try Graph.ArgReduce(x[0], kind: .max, axis: 1, keepsAxis: false, in: $0)
        }
      },
      .plane("log of the sum of exponentials", from: 1, [([m, n], .f32)]) { write, x in
        try write.add {
          try Graph.Reduce(x[0], kind: .logSumExp, axes: [1], keepsAxes: true, in: $0)
        }
      },
      .plane("cumulative sum", [([m, n], .f32)]) { write, x in
        try write.add { try Graph.CumulativeSum(x[0], axis: 1, in: $0) }
      },
      .plane("cumulative sum, backwards", [([m, n], .i32)]) { write, x in
        try write.add {
          try Graph.CumulativeSum(x[0], axis: 0, isExclusive: true, isReversed: true, in: $0)
        }
      },
    ]

  static let normalizations: [KernelExample] = [
    .plane("softmax", [([m, n], .f32)]) { write, x in
      try write.add { try Graph.Softmax(x[0], axis: 1, in: $0) }
    },
    .plane("softmax over an inner axis", [([2, m, n], .f32)]) { write, x in
      try write.add { try Graph.Softmax(x[0], axis: 1, in: $0) }
    },
    .plane("log of softmax", [([m, n], .f32)]) { write, x in
      try write.add { try Graph.LogSoftmax(x[0], axis: 1, in: $0) }
    },
    .plane("layer norm", from: 1, [([m, n], .f32), ([n], .f32), ([n], .f32)]) { write, x in
      try write.add { try Graph.LayerNorm(x[0], x[1], bias: x[2], axis: 1, in: $0) }
    },
    .plane("layer norm of a sum", from: 1, [([2, m, n], .f32), ([m, n], .f32), ([n], .f32)]) {
      write, x in
      let sum = try write.add { try Graph.Add(x[0], x[1], in: $0) }
      return try write.add { try Graph.LayerNorm(sum, x[2], bias: x[2], axis: 2, in: $0) }
    },
    .row("group norm", from: 1, [([2, 6, m], .f32), ([6], .f32), ([6], .f32)]) { write, x in
      try write.add { try Graph.GroupNorm(x[0], x[1], x[2], groups: 3, in: $0) }
    },
  ]
}
