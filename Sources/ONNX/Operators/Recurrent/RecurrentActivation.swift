import Dialects
import IR
import Support

/// A function that a recurrent layer applies, by ONNX's name, with its two parameters.
struct RecurrentActivation: Sendable {
  private let name: String
  private let alpha: Double
  private let beta: Double

  /// - Throws: when there is no such function.
  init(_ name: String, alpha: Double?, beta: Double?) throws(Diagnostic) {
    guard let defaults = Self.defaults[name.lowercased()] else {
      throw .error(
        "activation '\(name)' is not known, expected one of "
          + Self.defaults.keys.sorted().map { "'\($0)'" }.joined(separator: ", "))
    }
    self.name = name.lowercased()
    self.alpha = alpha ?? defaults.alpha
    self.beta = beta ?? defaults.beta
  }

  private static let defaults: [String: (alpha: Double, beta: Double)] = [
    "affine": (1, 0), "elu": (1, 0), "hardsigmoid": (0.2, 0.5), "leakyrelu": (0.01, 0),
    "relu": (0, 0), "scaledtanh": (1, 1), "sigmoid": (0, 0), "softplus": (0, 0),
    "softsign": (0, 0), "tanh": (0, 0), "thresholdedrelu": (1, 0),
  ]

  /// How many of `activation_alpha` and `activation_beta` the function takes from their lists.
  static func parameters(_ name: String) -> (takesAlpha: Bool, takesBeta: Bool) {
    switch name.lowercased() {
    case "affine", "hardsigmoid", "scaledtanh": (true, true)
    case "elu", "leakyrelu", "thresholdedrelu": (true, false)
    default: (false, false)
    }
  }

  func apply(
    _ x: ImportedTensor, _ build: inout GraphBuilder
  ) throws(Diagnostic) -> ImportedTensor {
    switch name {
    case "sigmoid": return try build.unary(Graph.Sigmoid.self, x)
    case "tanh": return try build.unary(Graph.Tanh.self, x)
    case "relu": return try build.unary(Graph.Relu.self, x)
    case "softplus": return try build.unary(Graph.Softplus.self, x)
    case "softsign": return try build.unary(Graph.Softsign.self, x)
    case "scaledtanh":
      let inner = try build.unary(Graph.Tanh.self, try scaled(x, by: beta, &build))
      return try scaled(inner, by: alpha, &build)
    case "affine":
      let product = try scaled(x, by: alpha, &build)
      return try build.binary(Graph.Add.self, product, build.scalar(beta, x.element))
    default: break
    }
    let value = build.value(x)
    switch name {
    case "elu": return try build.emit(Graph.Elu(value, alpha: alpha, in: build.module))
    case "leakyrelu": return try build.emit(Graph.LeakyRelu(value, alpha: alpha, in: build.module))
    case "thresholdedrelu":
      return try build.emit(Graph.ThresholdedRelu(value, alpha: alpha, in: build.module))
    default:
      return try build.emit(
        Graph.HardSigmoid(value, alpha: alpha, beta: beta, in: build.module))
    }
  }

  private func scaled(
    _ x: ImportedTensor, by factor: Double, _ build: inout GraphBuilder
  ) throws(Diagnostic) -> ImportedTensor {
    try build.binary(Graph.Mul.self, x, build.scalar(factor, x.element))
  }
}
