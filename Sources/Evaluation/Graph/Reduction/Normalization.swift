import Dialects

extension Rows {
  /// Every row with mean zero and variance one, computed in two passes.
  func normalized(epsilon: Double) -> [Double] {
    var values = doubles
    for start in stride(from: 0, to: values.count, by: max(length, 1)) {
      let row = start..<start + length
      let mean = values[row].reduce(0, +) / Double(length)
      let variance = values[row].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(length)
      let factor = 1 / (variance + epsilon).squareRoot()
      for place in row { values[place] = (values[place] - mean) * factor }
    }
    return values
  }
}

extension TensorValue {
  /// The elements repeated to a shape whose last axes they fit.
  fileprivate func broadcastDoubles(
    to shape: [Int], _ name: String
  ) throws(EvaluationError) -> [Double] {
    guard let result = broadcast(to: shape) else {
      throw EvaluationError("'\(name)' of shape \(self.shape) does not fit shape \(shape)")
    }
    return result.doubles
  }

  /// One number a channel (axis 1 of `shape`), repeated to `shape`.
  fileprivate func channelDoubles(
    for shape: [Int], _ name: String
  ) throws(EvaluationError) -> [Double] {
    let column = [count] + Array(repeating: 1, count: max(0, shape.count - 2))
    guard let result = reshaped(to: column)?.broadcast(to: shape) else {
      throw EvaluationError("'\(name)' must have one element for each channel of \(shape)")
    }
    return result.doubles
  }
}

extension Graph.LayerNorm: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    var values = try Rows(of: operand, along: Array(axis..<operand.rank))
      .normalized(epsilon: epsilon)
    let factors = try scope.value(scale).broadcastDoubles(to: operand.shape, "scale")
    for place in values.indices { values[place] *= factors[place] }
    if let bias = try scope.value(bias) {
      let addends = try bias.broadcastDoubles(to: operand.shape, "bias")
      for place in values.indices { values[place] += addends[place] }
    }
    return [TensorValue(operand.shape, kind: operand.kind, doubles: values)]
  }
}

extension Graph.RMSNorm: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    let rows = try Rows(of: operand, along: Array(axis..<operand.rank))
    let factors = try scope.value(scale).broadcastDoubles(to: operand.shape, "scale")
    var values = rows.doubles
    for start in stride(from: 0, to: values.count, by: max(rows.length, 1)) {
      let row = start..<start + rows.length
      let mean = values[row].reduce(0) { $0 + $1 * $1 } / Double(rows.length)
      let factor = 1 / (mean + epsilon).squareRoot()
      for place in row { values[place] *= factor * factors[place] }
    }
    return [TensorValue(operand.shape, kind: operand.kind, doubles: values)]
  }
}

extension Graph.InstanceNorm: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    guard operand.rank >= 2 else { throw EvaluationError("expected rank 2 or more") }
    let rows = try Rows(of: operand, along: Array(2..<operand.rank))
    return [
      try operand.scaledByChannel(
        rows.normalized(epsilon: epsilon), scope.value(scale), scope.value(bias))
    ]
  }
}

extension Graph.GroupNorm: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    guard operand.rank >= 2, groups > 0, operand.shape[1] % groups == 0,
      let grouped = operand.reshaped(
        to: [operand.shape[0], groups, operand.shape[1] / groups] + operand.shape[2...])
    else { throw EvaluationError("shape \(operand.shape) has no \(groups) groups of channels") }
    let rows = try Rows(of: grouped, along: Array(2..<grouped.rank))
    return [
      try operand.scaledByChannel(
        rows.normalized(epsilon: epsilon), scope.value(scale), scope.value(bias))
    ]
  }
}

extension Graph.BatchNorm: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    guard operand.rank >= 2 else { throw EvaluationError("expected rank 2 or more") }
    var values = operand.doubles
    let means = try scope.value(mean).channelDoubles(for: operand.shape, "mean")
    let variances = try scope.value(variance).channelDoubles(for: operand.shape, "variance")
    for place in values.indices {
      values[place] = (values[place] - means[place]) / (variances[place] + epsilon).squareRoot()
    }
    return [try operand.scaledByChannel(values, scope.value(scale), scope.value(bias))]
  }
}

extension TensorValue {
  /// A tensor like this of `values * scale + bias`, with one scale and bias a channel.
  fileprivate func scaledByChannel(
    _ values: [Double], _ scale: TensorValue, _ bias: TensorValue
  ) throws(EvaluationError) -> TensorValue {
    let factors = try scale.channelDoubles(for: shape, "scale")
    let addends = try bias.channelDoubles(for: shape, "bias")
    return TensorValue(
      shape, kind: kind, doubles: values.indices.map { values[$0] * factors[$0] + addends[$0] })
  }
}

extension Graph.LRN: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    guard operand.rank >= 2, size > 0 else { throw EvaluationError("expected rank 2 or more") }
    let before = (size - 1) / 2
    let result = try Rows(of: operand, along: [1]).mapRows(to: operand.kind) { row in
      let channels = Array(row)
      return channels.indices.map { channel in
        let window = max(0, channel - before)..<min(channels.count, channel - before + size)
        let sum = channels[window].reduce(0) { $0 + $1 * $1 }
        return channels[channel] / RealFunctions.power(bias + alpha / Double(size) * sum, beta)
      }
    }
    return [result]
  }
}
