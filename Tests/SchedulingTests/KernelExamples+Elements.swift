import Dialects
import IR
import Support

extension KernelExample {
  static let transpositions: [KernelExample] = [
    .plane("transpose", [([m, 3, n], .f32)]) { write, x in
      try write.add { try Graph.Transpose(x[0], permutation: [2, 0, 1], in: $0) }
    },
    .square("transpose in a sum", [([3, m, n], .f32), ([3, n, m], .f32)]) { write, x in
      let turned = try write.add { try Graph.Transpose(x[0], permutation: [0, 2, 1], in: $0) }
      return try write.add { try Graph.Add(turned, x[1], in: $0) }
    },
    .square("transpose of whole tiles", from: 16, [([m, n], .f32)]) { write, x in
      try write.add { try Graph.Transpose(x[0], permutation: [1, 0], in: $0) }
    },
    .square("transpose of bytes", [([m, n], .i8)]) { write, x in
      try write.add { try Graph.Transpose(x[0], permutation: [1, 0], in: $0) }
    },
    .square("transpose of f16", [([m, n], .f16)]) { write, x in
      try write.add { try Graph.Transpose(x[0], permutation: [1, 0], in: $0) }
    },
    .square("transpose of f64", [([m, n], .f64)]) { write, x in
      try write.add { try Graph.Transpose(x[0], permutation: [1, 0], in: $0) }
    },
    .square("transpose of flags", [([m, n], .i1)]) { write, x in
      try write.add { try Graph.Transpose(x[0], permutation: [1, 0], in: $0) }
    },
  ]

  static let movements: [KernelExample] = [
    .plane("concat of inner axes", [([2, m], .f32), ([2, n], .f32), ([2, 3], .f32)]) { write, x in
      try write.add { try Graph.Concat(x, axis: 1, in: $0) }
    },
    .plane("concat of outer axes", [([m, 5], .f32), ([n, 5], .f32)]) { write, x in
      try write.add { try Graph.Concat(x, axis: 0, in: $0) }
    },
    .plane("pad", [([m, n], .f32)]) { write, x in
      try write.add { try Graph.Pad(x[0], begins: [1, 2], ends: [0, 3], in: $0) }
    },
    .plane("pad with the nearest", from: 1, [([m, n], .f32)]) { write, x in
      try write.add { try Graph.Pad(x[0], begins: [1, 2], ends: [0, 3], mode: .edge, in: $0) }
    },
    .plane("pad with a mirror", from: 7, [([m, n], .f32)]) { write, x in
      try write.add { try Graph.Pad(x[0], begins: [1, 2], ends: [0, 3], mode: .reflect, in: $0) }
    },
    .plane("slice", from: 2, [([m, n], .f32)]) { write, x in
      try write.add {
        try Graph.Slice(x[0], starts: [1, n - 1], steps: [1, -1], sizes: [m - 1, n], in: $0)
      }
    },
    .row("slice in steps", [([m * 2, 3], .f32), ([m], .f32)]) { write, x in
      try write.add {
        try Graph.Slice(x[0], starts: [1, 0], steps: [2, 2], sizes: [m, 2], in: $0)
      }
    },
    .plane("resize", from: 1, [([1, 2, m, n], .f32)]) { write, x in
      var options = Graph.ResizeOptions()
      options.interpolation = .linear
      return try write.add {
        try Graph.Resize(
          x[0], options: options, scales: [1, 1, 2, 2], sizes: [1, 2, m * 2, n * 2], in: $0)
      }
    },
    .plane("gather", from: 2, [([m, 5], .f32), ([n], .i64)]) { write, x in
      try write.add { try Graph.Gather(x[0], x[1], axis: 0, in: $0) }
    },
    .plane("scatter", from: 2, [([m, 5], .f32), ([n, 5], .i64), ([n, 5], .f32)]) { write, x in
      try write.add { try Graph.ScatterElements(x[0], x[1], x[2], axis: 0, in: $0) }
    },
    .plane("scatter, sums", from: 2, [([3, m], .f16), ([3, n], .i64), ([3, n], .f16)]) { write, x in
      try write.add {
        try Graph.ScatterElements(x[0], x[1], x[2], axis: 1, reduction: .add, in: $0)
      }
    },
    .plane("scatter of rows", from: 2, [([m, 5], .f32), ([n, 1], .i64), ([n, 5], .f32)]) {
      write, x in
      try write.add { try Graph.ScatterND(x[0], x[1], x[2], in: $0) }
    },
    .plane("tile", [([m, n], .f32)]) { write, x in
      try write.add { try Graph.Tile(x[0], repeats: [2, 3], in: $0) }
    },
    .plane("reshape", [([m, 4, n], .f32)]) { write, x in
      let sum = try write.add { try Graph.Add(x[0], x[0], in: $0) }
      let flat = try write.add { try Graph.Reshape(sum, sizes: [m * 2, n * 2], in: $0) }
      return try write.add { try Graph.Exp(flat, in: $0) }
    },
    .plane("lower triangle", [([m, n], .f32)]) { write, x in
      try write.add { try Graph.Trilu(x[0], upper: false, in: $0) }
    },
  ]

  static let elementwise: [KernelExample] = [
    .plane("sum with broadcasting", [([m, 1, n], .f32), ([3, 1], .f32)]) { write, x in
      try write.add { try Graph.Add(x[0], x[1], in: $0) }
    },
    .plane("chain", [([m, n], .f32), ([n], .f32), ([m, 1], .f32)]) { write, x in
      let sum = try write.add { try Graph.Add(x[0], x[1], in: $0) }
      let product = try write.add { try Graph.Mul(sum, x[2], in: $0) }
      let active = try write.add { try Graph.Gelu(product, in: $0) }
      return try write.add { try Graph.Sub(active, x[0], in: $0) }
    },
    .row("sigmoid of bf16", [([m], .bf16)]) { write, x in
      try write.add { try Graph.Sigmoid(x[0], in: $0) }
    },
    .row("tanh of f64", [([m], .f64)]) { write, x in
      try write.add { try Graph.Tanh(x[0], in: $0) }
    },
    .row("largest of two", [([m], .f32), ([m], .f32)]) { write, x in
      try write.add { try Graph.Max(x[0], x[1], in: $0) }
    },
    .row("quotient of i32", [([m], .i32), ([m], .i32)]) { write, x in
      try write.add { try Graph.Div(x[0], x[1], in: $0) }
    },
    .row("choice", [([m], .f32), ([m], .f32)]) { write, x in
      let isLess = try write.add { try Graph.Less(x[0], x[1], in: $0) }
      return try write.add { try Graph.Where(isLess, x[0], x[1], in: $0) }
    },
    .row("not a number", [([m], .f32)]) { write, x in
      try write.add { try Graph.IsNaN(x[0], in: $0) }
    },
    .row("floats to bytes", [([m], .f32)]) { write, x in
      let scaled = try write.add { try Graph.Mul(x[0], x[0], in: $0) }
      return try write.add {
        try Graph.Cast(scaled, to: .integer(width: 8, .unsigned), saturates: true, in: $0)
      }
    },
    .row("bytes to floats", [([m], .i8)]) { write, x in
      try write.add { try Graph.Cast(x[0], to: .f32, in: $0) }
    },
  ]
}
