import Dialects
import IR
import Support

/// Convolutions in a row with constant filters: what lies between them has channels last.
extension KernelExample {
  static let networks: [KernelExample] = [
    .images("convolutions in a row", channels: 3) { net, x in
      var y = try net.convolve(x, 3, 16, taps: 3, activates: true)
      y = try net.convolve(y, 16, 40, taps: 3, stride: 2, activates: true)
      return try net.convolve(y, 40, 9, taps: 1)
    },
    .images("depth-wise, then pointwise", channels: 20) { net, x in
      var y = try net.convolve(x, 20, 20, taps: 1)
      y = try net.convolve(y, 20, 20, taps: 3, groups: 20, activates: true)
      y = try net.convolve(y, 20, 17, taps: 1, activates: true)
      return try net.convolve(y, 17, 17, taps: 5, stride: 2, groups: 17)
    },
    .images("groups of several channels", channels: 12) { net, x in
      let y = try net.convolve(x, 12, 24, taps: 3, groups: 2, activates: true)
      return try net.convolve(y, 24, 36, taps: 3, stride: 2, groups: 3, activates: true)
    },
    .images("large windows and steps", channels: 3) { net, x in
      let y = try net.convolve(x, 3, 33, taps: 7, stride: 4)
      return try net.convolve(y, 33, 8, taps: 2, stride: 2)
    },
    .images("pools, sums over positions, scales", channels: 8) { net, x in
      let y = try net.convolve(x, 8, 16, taps: 3)
      let window = Graph.Window(rank: 2, strides: [2, 1], padsBegin: [1, 1], padsEnd: [1, 1])
      let largest = try net.add { try Graph.MaxPool(y, kernel: [3, 3], window: window, in: $0) }
      let mean = try net.add {
        try Graph.AveragePool(
          largest, kernel: [3, 3],
          window: Graph.Window(
            rank: 2, padsBegin: [1, 1], padsEnd: [1, 1]), in: $0)
      }
      let sums = try net.add {
        try Graph.Reduce(mean, kind: .mean, axes: [2, 3], keepsAxes: true, in: $0)
      }
      let scale = try net.add { try Graph.Sigmoid(sums, in: $0) }
      let scaled = try net.add { try Graph.Mul(mean, scale, in: $0) }
      return try net.convolve(scaled, 16, 8, taps: 1)
    },
    .images("two branches joined, resized, transposed convolution", channels: 4) { net, x in
      let y = try net.convolve(x, 4, 8, taps: 3, stride: 2, activates: true)
      let z = try net.convolve(y, 8, 8, taps: 1)
      let both = try net.add { try Graph.Concat([y, z], axis: 1, in: $0) }
      let mixed = try net.convolve(both, 16, 8, taps: 3)
      let weight = try net.constant([8, 9, 2, 2])
      let window = Graph.Window(rank: 2, strides: [2, 2])
      let large = try net.add {
        try Graph.ConvTranspose(mixed, weight, window: window, in: $0)
      }
      let (scale, bias) = (try net.constant([9]), try net.constant([9]))
      let normal = try net.add {
        try Graph.InstanceNorm(large, scale, bias, epsilon: 1e-5, in: $0)
      }
      return try net.convolve(normal, 9, 8, taps: 1)
    },
    .images("few outputs and a result in several shapes", channels: 5) { net, x in
      let y = try net.convolve(x, 5, 16, taps: 3)
      let few = try net.convolve(y, 16, 2, taps: 3)
      let all = try net.add {
        try Graph.Reduce(y, kind: .max, axes: [1], keepsAxes: true, in: $0)
      }
      return try net.add { try Graph.Add(few, all, in: $0) }
    },
    .images("depth-wise with steps, gaps and uneven pads", channels: 20) { net, x in
      var y = try net.convolve(x, 20, 33, taps: 1)
      y = try net.convolve(y, 33, 33, taps: 3, stride: 2, groups: 33, pads: (0, 2))
      y = try net.convolve(y, 33, 33, taps: 3, groups: 33, dilation: 2)
      return try net.convolve(y, 33, 33, taps: 2, stride: 3, groups: 33, pads: (3, 1))
    },
    .images("depth-wise of several vectors, and without pads", channels: 16) { net, x in
      var y = try net.convolve(x, 16, 70, taps: 1)
      y = try net.convolve(y, 70, 70, taps: 3, groups: 70, pads: (2, 2), activates: true)
      y = try net.convolve(y, 70, 70, taps: 2, groups: 70, pads: (0, 0))
      return try net.convolve(y, 70, 5, taps: 3)
    },
    .row("signals", from: 1, [([2, 3, m], .f32)]) { net, x in
      let y = try net.convolve(x[0], 3, 16, taps: 3, rank: 1, activates: true)
      let z = try net.convolve(y, 16, 16, taps: 5, groups: 16, rank: 1)
      return try net.convolve(z, 16, 12, taps: 1, rank: 1)
    },
    .row("volumes", from: 1, [([1, 2, 3, m, 4], .f32)]) { net, x in
      let y = try net.convolve(x[0], 2, 8, taps: 3, rank: 3, activates: true)
      let z = try net.convolve(y, 8, 8, taps: 3, groups: 8, rank: 3)
      return try net.convolve(z, 8, 17, taps: 3, stride: 2, rank: 3)
    },
    .images("halves", channels: 3, .f16) { net, x in
      let y = try net.convolve(x, 3, 16, taps: 3, .f16, activates: true)
      return try net.convolve(y, 16, 16, taps: 3, groups: 16, .f16)
    },
  ]

  /// An example over images of `m` by `n` positions, two of them.
  private static func images(
    _ name: String, channels: Int, _ element: Type = .f32,
    _ write: @escaping @Sendable (inout Writer, ValueID) throws -> ValueID
  ) -> KernelExample {
    var example = KernelExample.plane(
      name, from: 1, [([2, IndexExpression(channels), m, n], element)]
    ) { try write(&$0, $1[0]) }
    // A unit is four rows, a vector up to sixteen channels, a tile up to fourteen positions.
    example.sizes = [(1, 1), (1, 17), (9, 2), (7, 15), (4, 29)].map { ["m": $0, "n": $1] }
    return example
  }
}

extension KernelExample.Writer {
  /// Small numbers that differ from place to place.
  fileprivate mutating func constant(_ sizes: [Int], _ element: Type = .f32) throws -> ValueID {
    let count = sizes.reduce(1, *)
    let numbers = (0..<count).map { Float((($0 * 7919 + count) % 23) - 11) / 32 }
    let bytes =
      element == .f16
      ? numbers.flatMap { number in withUnsafeBytes(of: Float16(number)) { Array($0) } }
      : numbers.flatMap { number in withUnsafeBytes(of: number) { Array($0) } }
    let type = Type.tensor(sizes: sizes.map { IndexExpression($0) }, element: element)
    return add { _ in
      Graph.Constant(.dense(DenseElements(type: type, bytes: bytes, isSplat: false)))
    }
  }

  /// A convolution that keeps the size, but for its steps and `pads`, with a bias.
  mutating func convolve(
    _ x: ValueID, _ inputs: Int, _ outputs: Int, taps: Int, stride: Int = 1, groups: Int = 1,
    rank: Int = 2, _ element: Type = .f32, dilation: Int = 1, pads: (Int, Int)? = nil,
    activates: Bool = false
  ) throws -> ValueID {
    let axes = Array(repeating: 1, count: rank)
    let weight = try constant([outputs, inputs / groups] + axes.map { _ in taps }, element)
    let bias = try constant([outputs], element)
    let (begin, end) = pads ?? (taps / 2 * dilation, taps / 2 * dilation)
    let window = Graph.Window(
      rank: rank, strides: axes.map { _ in stride }, dilations: axes.map { _ in dilation },
      padsBegin: axes.map { _ in IndexExpression(begin) },
      padsEnd: axes.map { _ in IndexExpression(end) })
    let sum = try add {
      try Graph.Conv(x, weight, bias: bias, window: window, groups: groups, in: $0)
    }
    return activates ? try add { try Graph.Relu(sum, in: $0) } : sum
  }
}
