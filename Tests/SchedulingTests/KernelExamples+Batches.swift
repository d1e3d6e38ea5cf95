import Dialects
import IR
import Support

/// What is computed for every member of a batch, whose size is the symbol `m`.
extension KernelExample {
  static let batches: [KernelExample] = [
    .row("a batch of products", from: 1, [([m, 9, 21], .f32), ([21, 33], .f32)]) { write, x in
      try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .row("a batch of pairs of matrices", from: 1, [([m, 9, 21], .f32), ([m, 21, 18], .f32)]) {
      write, x in try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
    },
    .row("a batch of images", from: 1, [([m, 3, 9, 7], .f32)]) { net, x in
      var y = try net.convolve(x[0], 3, 16, taps: 3, activates: true)
      y = try net.convolve(y, 16, 16, taps: 3, groups: 16, activates: true)
      y = try net.convolve(y, 16, 20, taps: 1)
      return try net.convolve(y, 20, 9, taps: 3, stride: 2)
    },
    .row(
      "a batch of attentions",
      from: 1, [([m, 2, 11, 8], .f32), ([m, 2, 13, 8], .f32), ([m, 2, 13, 20], .f32)]
    ) { write, x in
      let weights = try softmax(of: x[0], x[1], &write)
      return try write.add { try Graph.MatMul(weights, x[2], in: $0) }
    },
    .row("a batch of functions", from: 1, [([m], .f32)]) { write, x in
      let sine = try write.add { try Graph.Sin(x[0], in: $0) }
      let cosine = try write.add { try Graph.Cos(x[0], in: $0) }
      let tangent = try write.add { try Graph.Tan(x[0], in: $0) }
      let tanh = try write.add { try Graph.Tanh(x[0], in: $0) }
      let erf = try write.add { try Graph.Erf(tanh, in: $0) }
      let sum = try write.add { try Graph.Add(sine, cosine, in: $0) }
      let all = try write.add { try Graph.Add(sum, tangent, in: $0) }
      return try write.add { try Graph.Add(all, erf, in: $0) }
    },
    .row("a batch of rows, normalised", from: 1, [([m, 53], .f32), ([53], .f32)]) { write, x in
      try write.add { try Graph.LayerNorm(x[0], x[1], bias: x[1], axis: 1, in: $0) }
    },
    .row("a batch of sums", from: 1, [([m, 77], .f32)]) { write, x in
      try write.add { try Graph.Reduce(x[0], kind: .sum, axes: [1], keepsAxes: false, in: $0) }
    },
  ]
}
