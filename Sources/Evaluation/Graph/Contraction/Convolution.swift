import Dialects
import IR

extension Graph.Conv: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let weight = try scope.value(weight)
    let shape = try scope.shape(of: resultType)
    try scope.checkSize(shape)
    guard operand.rank >= 2, weight.rank == operand.rank, shape.count == operand.rank, groups > 0,
      operand.shape[1] == weight.shape[1] * groups, weight.shape[0] % groups == 0,
      shape[0] == operand.shape[0], shape[1] == weight.shape[0]
    else {
      throw EvaluationError(
        "shape \(operand.shape) cannot be convolved with weights \(weight.shape) in \(groups) "
          + "groups to give \(shape)")
    }
    let places = try WindowPlaces(
      over: Array(operand.shape[2...]), positions: Array(shape[2...]),
      kernel: Array(weight.shape[2...]), window: window, scope: scope)
    let sum = Correlation(
      shape: shape, groups: groups, groupChannels: weight.shape[1],
      operandPlane: operand.shape[2...].reduce(1, *), places: places)
    return [
      try sum.result([operand, weight] + scope.bias(bias, like: operand, channels: shape[1]))
    ]
  }
}

extension EvaluationScope {
  /// One number for each channel, if there is a bias: zero or one tensor.
  fileprivate func bias(
    _ operand: ValueID?, like other: TensorValue, channels: Int
  ) throws(EvaluationError) -> [TensorValue] {
    guard let bias = try value(operand) else { return [] }
    guard bias.count == channels else {
      throw EvaluationError("expected a bias for each of \(channels) channels, found \(bias.count)")
    }
    return [bias]
  }
}

/// Every result element is the sum over the channels of its group and the window's elements.
private struct Correlation: Contraction {
  let shape: [Int]
  let groups: Int
  let groupChannels: Int
  let operandPlane: Int
  let places: WindowPlaces

  func contract<Number: Accumulator>(_ operands: [[Number]]) -> [Number] {
    let (images, weights) = (operands[0], operands[1])
    let (channels, plane, window) = (shape[1], places.positions, places.pairs.count)
    var result = [Number](repeating: .zero, count: shape.product)
    for row in 0..<shape[0] * channels {
      let (image, channel) = (row / channels, row % channels)
      let group = channel / (channels / groups)
      if operands.count > 2 {
        for position in 0..<plane { result[row * plane + position] = operands[2][channel] }
      }
      for inner in 0..<groupChannels {
        let from = ((image * groups + group) * groupChannels + inner) * operandPlane
        for (element, pairs) in places.pairs.enumerated() {
          let weight = weights[(channel * groupChannels + inner) * window + element]
          for (position, place) in pairs {
            result[row * plane + position].add(weight, times: images[from + place])
          }
        }
      }
    }
    return result
  }
}

extension Graph.ConvTranspose: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let weight = try scope.value(weight)
    let shape = try scope.shape(of: resultType)
    try scope.checkSize(shape)
    guard operand.rank >= 2, weight.rank == operand.rank, shape.count == operand.rank, groups > 0,
      operand.shape[1] == weight.shape[0], operand.shape[1] % groups == 0,
      shape[0] == operand.shape[0], shape[1] == weight.shape[1] * groups
    else {
      throw EvaluationError(
        "shape \(operand.shape) cannot be convolved with weights \(weight.shape) in \(groups) "
          + "groups to give \(shape)")
    }
    // The window slides over the result, once for every element of the operand.
    let places = try WindowPlaces(
      over: Array(shape[2...]), positions: Array(operand.shape[2...]),
      kernel: Array(weight.shape[2...]), window: window, scope: scope)
    let sum = SpreadCorrelation(
      shape: shape, groups: groups, operandChannels: operand.shape[1], places: places)
    return [
      try sum.result([operand, weight] + scope.bias(bias, like: operand, channels: shape[1]))
    ]
  }
}

/// Every operand element adds its weights to the result elements under the window.
private struct SpreadCorrelation: Contraction {
  let shape: [Int]
  let groups: Int
  let operandChannels: Int
  let places: WindowPlaces

  func contract<Number: Accumulator>(_ operands: [[Number]]) -> [Number] {
    let (images, weights) = (operands[0], operands[1])
    let (channels, window) = (shape[1], places.pairs.count)
    let plane = shape[2...].reduce(1, *)
    let groupChannels = channels / groups
    var result = [Number](repeating: .zero, count: shape.product)
    for row in 0..<shape[0] * channels {
      let (image, channel) = (row / channels, row % channels)
      if operands.count > 2 {
        for place in 0..<plane { result[row * plane + place] = operands[2][channel] }
      }
      let (group, own) = (channel / groupChannels, channel % groupChannels)
      let perGroup = operandChannels / groups
      for inner in group * perGroup..<(group + 1) * perGroup {
        let from = (image * operandChannels + inner) * places.positions
        for (element, pairs) in places.pairs.enumerated() {
          let weight = weights[(inner * groupChannels + own) * window + element]
          for (position, place) in pairs {
            result[row * plane + place].add(weight, times: images[from + position])
          }
        }
      }
    }
    return result
  }
}
