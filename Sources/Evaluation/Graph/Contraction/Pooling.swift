import Dialects
import IR

/// An operation that makes one element of those under a window over the spatial axes.
protocol PoolingEvaluation: EvaluableOperation, Graph.SingleResultOperation {
  var input: ValueID { get }
  var kernel: [Int] { get }
  var window: Graph.Window { get }
  /// The result for the elements under the window at one position.
  ///
  /// The window covers `padded` elements there, padding included.
  func pooled(_ elements: [Double], padded: Int) -> Double
}

extension PoolingEvaluation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let shape = try scope.shape(of: resultType)
    try scope.checkSize(shape)
    guard operand.rank >= 2, shape.prefix(2) == operand.shape.prefix(2) else {
      throw EvaluationError("shape \(operand.shape) cannot be pooled to \(shape)")
    }
    let places = try WindowPlaces(
      over: Array(operand.shape[2...]), positions: Array(shape[2...]), kernel: kernel,
      window: window, scope: scope)
    var under = [[Int]](repeating: [], count: places.positions)
    var padded = [Int](repeating: 0, count: places.positions)
    for (pairs, within) in zip(places.pairs, places.isWithinPadding) {
      for (position, place) in pairs { under[position].append(place) }
      for position in within.indices where within[position] { padded[position] += 1 }
    }
    let values = operand.doubles
    let plane = operand.shape[2...].reduce(1, *)
    var results: [Double] = []
    results.reserveCapacity(shape.product)
    for image in 0..<shape[0] * shape[1] {
      for position in 0..<places.positions {
        let elements = under[position].map { values[image * plane + $0] }
        results.append(pooled(elements, padded: padded[position]))
      }
    }
    return [TensorValue(shape, kind: operand.kind, doubles: results)]
  }
}

extension Graph.MaxPool: PoolingEvaluation {
  func pooled(_ elements: [Double], padded: Int) -> Double {
    elements.reduce(-.infinity, RealFunctions.maximum)
  }
}

extension Graph.AveragePool: PoolingEvaluation {
  func pooled(_ elements: [Double], padded: Int) -> Double {
    elements.reduce(0, +) / Double(countsPadding ? padded : elements.count)
  }
}

extension Graph.LpPool: PoolingEvaluation {
  func pooled(_ elements: [Double], padded: Int) -> Double {
    switch p {
    case 1: return elements.reduce(0) { $0 + $1.magnitude }
    case 2: return elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    default:
      let sum = elements.reduce(0) { $0 + RealFunctions.power($1.magnitude, Double(p)) }
      return RealFunctions.power(sum, 1 / Double(p))
    }
  }
}
