/// The matrices of Winograd's minimal filtering `F(m x m, 3 x 3)`, by Lavin and Gray, "Fast Algorithms
/// for Convolutional Neural Networks" (2016), equations 18 to 25.
///
/// A tile is `output * (filter * g * filter^T . input * d * input^T) * output^T`, for a filter `g` of three by
/// three and `n x n` elements `d` of an image, `n = m + 2`.
struct WinogradTransform {
  /// `n x n`.
  let input: [[Double]]
  /// `n x 3`.
  let filter: [[Double]]
  /// `m x n`.
  let output: [[Double]]

  /// Elements along a side that are read.
  var side: Int { input.count }
  /// Elements along a side of the result.
  var step: Int { output.count }

  /// Tiles of four by four, from polynomials at 0, 1, -1, 2, -2 and infinity: 36 products for 144.
  static let fourByFour = WinogradTransform(
    input: [
      [4, 0, -5, 0, 1, 0],
      [0, -4, -4, 1, 1, 0],
      [0, 4, -4, -1, 1, 0],
      [0, -2, -1, 2, 1, 0],
      [0, 2, -1, -2, 1, 0],
      [0, 4, 0, -5, 0, 1],
    ],
    filter: [
      [1 / 4, 0, 0],
      [-1 / 6, -1 / 6, -1 / 6],
      [-1 / 6, 1 / 6, -1 / 6],
      [1 / 24, 1 / 12, 1 / 6],
      [1 / 24, -1 / 12, 1 / 6],
      [0, 0, 1],
    ],
    output: [
      [1, 1, 1, 1, 1, 0],
      [0, 1, -1, 2, -2, 0],
      [0, 1, 1, 4, 4, 0],
      [0, 1, -1, 8, -8, 1],
    ])

  /// Filters of `outputs x inputs x 3 x 3` as `n x n x inputs x outputs`.
  func transformed(_ filters: [Double], outputs: Int, inputs: Int) -> [Double] {
    var result = [Double](repeating: 0, count: side * side * inputs * outputs)
    for output in 0..<outputs {
      for channel in 0..<inputs {
        let start = (output * inputs + channel) * 9
        for row in 0..<side {
          for column in 0..<side {
            var sum = 0.0
            for (p, left) in filter[row].enumerated() {
              for (q, right) in filter[column].enumerated() {
                sum += left * filters[start + p * 3 + q] * right
              }
            }
            result[((row * side + column) * inputs + channel) * outputs + output] = sum
          }
        }
      }
    }
    return result
  }
}
