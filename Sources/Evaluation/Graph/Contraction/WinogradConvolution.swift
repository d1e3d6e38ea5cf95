import Dialects
import IR

extension Graph.WinogradConv: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let (image, weight) = (try scope.value(input), try scope.value(weight))
    let (before, after) = (try scope.value(inputTransform), try scope.value(outputTransform))
    let shape = try scope.shape(of: resultType)
    try scope.checkSize(shape)
    guard image.rank == 4, weight.rank == 4, before.rank == 2, after.rank == 2, shape.count == 4,
      before.shape[0] == before.shape[1], after.shape[1] == before.shape[0], after.shape[0] > 0,
      weight.shape == [before.shape[0], before.shape[0], image.shape[1], shape[1]],
      shape[0] == image.shape[0]
    else {
      throw EvaluationError(
        "shape \(image.shape) cannot be convolved with transformed weights \(weight.shape) to give "
          + "\(shape)")
    }
    let tiles = Tiles(
      shape: shape, image: image.shape,
      pads: try scope.checked(window.padsBegin, count: 2, "pads_begin"),
      side: before.shape[0], step: after.shape[0])
    var operands = [image, weight, before, after]
    if let bias = try scope.value(bias) {
      guard bias.count == shape[1] else {
        throw EvaluationError(
          "expected a bias for each of \(shape[1]) channels, found \(bias.count)")
      }
      operands.append(bias)
    }
    return [try tiles.result(operands)]
  }
}

/// `A * (sum over channels of U * (B * D * B^T)) * A^T` for each tile of the result.
private struct Tiles: Contraction {
  let shape: [Int]
  let image: [Int]
  let pads: [Int]
  let side: Int
  let step: Int

  func contract<Number: Accumulator>(_ operands: [[Number]]) -> [Number] {
    let (outputs, inputs) = (shape[1], image[1])
    var result = [Number](repeating: .zero, count: shape.product)
    guard !result.isEmpty else { return result }
    for number in 0..<shape[0] {
      for top in stride(from: 0, to: shape[2], by: step) {
        for left in stride(from: 0, to: shape[3], by: step) {
          var sums = [Number](repeating: .zero, count: side * side * outputs)
          for channel in 0..<inputs {
            let square = square(operands[0], plane: number * inputs + channel, top, left)
            let elements = transformed(square, side, by: operands[2], side)
            for (place, element) in elements.enumerated() {
              for output in 0..<outputs {
                let weight = operands[1][(place * inputs + channel) * outputs + output]
                sums[output * side * side + place].add(element, times: weight)
              }
            }
          }
          for output in 0..<outputs {
            let own = Array(sums[output * side * side..<(output + 1) * side * side])
            let tile = transformed(own, side, by: operands[3], step)
            for (place, value) in tile.enumerated() {
              let (row, column) = (top + place / step, left + place % step)
              guard row < shape[2], column < shape[3] else { continue }
              let target = ((number * outputs + output) * shape[2] + row) * shape[3] + column
              if operands.count > 4 { result[target] = operands[4][output] }
              result[target].add(value, times: .one)
            }
          }
        }
      }
    }
    return result
  }

  /// The elements of a plane under a tile of the result, zero outside of it.
  private func square<Number: Accumulator>(
    _ images: [Number], plane: Int, _ top: Int, _ left: Int
  ) -> [Number] {
    (0..<side * side).map { place in
      let (row, column) = (top + place / side - pads[0], left + place % side - pads[1])
      guard 0..<image[2] ~= row, 0..<image[3] ~= column else { return .zero }
      return images[(plane * image[2] + row) * image[3] + column]
    }
  }

  /// `matrix * square * matrix^T`, of `rows` rows.
  private func transformed<Number: Accumulator>(
    _ square: [Number], _ side: Int, by matrix: [Number], _ rows: Int
  ) -> [Number] {
    var half = [Number](repeating: .zero, count: rows * side)
    var whole = [Number](repeating: .zero, count: rows * rows)
    for row in 0..<rows {
      for column in 0..<side {
        for inner in 0..<side {
          half[row * side + column].add(
            matrix[row * side + inner], times: square[inner * side + column])
        }
      }
      for column in 0..<rows {
        for inner in 0..<side {
          whole[row * rows + column].add(
            half[row * side + inner], times: matrix[column * side + inner])
        }
      }
    }
    return whole
  }
}
