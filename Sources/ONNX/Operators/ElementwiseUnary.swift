import Dialects
import IR
import Support

extension OperatorTable {
  /// Functions of one tensor.
  static let elementwiseUnary: [OperatorImport] = plainUnary + activations + predicates

  private static let plainUnary: [OperatorImport] = [
    .unary("Abs", Graph.Abs.self) { $0.magnitude($1) },
    .unary("Acos", Graph.Acos.self),
    .unary("Acosh", Graph.Acosh.self),
    .unary("Asin", Graph.Asin.self),
    .unary("Asinh", Graph.Asinh.self),
    .unary("Atan", Graph.Atan.self),
    .unary("Atanh", Graph.Atanh.self),
    .unary("BitwiseNot", Graph.BitwiseNot.self),
    .unary("Ceil", Graph.Ceil.self) { $0.raised($1) },
    .unary("Cos", Graph.Cos.self),
    .unary("Cosh", Graph.Cosh.self),
    .unary("Erf", Graph.Erf.self),
    .unary("Exp", Graph.Exp.self),
    .unary("Floor", Graph.Floor.self) { $0.floored($1) },
    .unary("Log", Graph.Log.self),
    .unary("Neg", Graph.Neg.self) { $0.opposite($1) },
    .unary("Not", Graph.Not.self, since: 1) { $0.negated($1) },
    .unary("Reciprocal", Graph.Reciprocal.self) { $0.reciprocal($1) },
    .unary("Round", Graph.Round.self),
    .unary("Sign", Graph.Sign.self),
    .unary("Sin", Graph.Sin.self),
    .unary("Sinh", Graph.Sinh.self),
    .unary("Sqrt", Graph.Sqrt.self) { $0.squareRoot($1) },
    .unary("Tan", Graph.Tan.self),
    .unary("Tanh", Graph.Tanh.self),
  ]

  private static let activations: [OperatorImport] = [
    .unary("HardSwish", Graph.HardSwish.self),
    .unary("Mish", Graph.Mish.self),
    .unary("Relu", Graph.Relu.self) { arithmetic, x in
      arithmetic.maximum(x, arithmetic.element.isFloat ? .number(0) : .integer(0))
    },
    .unary("Sigmoid", Graph.Sigmoid.self),
    .unary("Softplus", Graph.Softplus.self, since: 1),
    .unary("Softsign", Graph.Softsign.self, since: 1),
    OperatorImport("Celu") { (node, build) throws(Diagnostic) in
      let (x, alpha) = (build.value(try node.input(0)), try node.float("alpha", default: 1))
      return [try build.emit(Graph.Celu(x, alpha: alpha, in: build.module))]
    },
    OperatorImport("Elu", since: 6) { (node, build) throws(Diagnostic) in
      let (x, alpha) = (build.value(try node.input(0)), try node.float("alpha", default: 1))
      return [try build.emit(Graph.Elu(x, alpha: alpha, in: build.module))]
    },
    OperatorImport("Gelu") { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      let approximation = try node.choice("approximate", default: GeluApproximation.none)
      return [try build.emit(Graph.Gelu(x, usesTanh: approximation == .tanh, in: build.module))]
    },
    OperatorImport("HardSigmoid", since: 6) { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      let alpha = try node.float("alpha", default: Double(Float(0.2)))
      let beta = try node.float("beta", default: 0.5)
      return [try build.emit(Graph.HardSigmoid(x, alpha: alpha, beta: beta, in: build.module))]
    },
    OperatorImport("LeakyRelu", since: 6) { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      let alpha = try node.float("alpha", default: Double(Float(0.01)))
      return [try build.emit(Graph.LeakyRelu(x, alpha: alpha, in: build.module))]
    },
    OperatorImport("Selu", since: 6) { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      let alpha = try node.float("alpha", default: 1.6732631921768188)
      let gamma = try node.float("gamma", default: 1.0507010221481323)
      return [try build.emit(Graph.Selu(x, alpha: alpha, gamma: gamma, in: build.module))]
    },
    OperatorImport("Swish") { (node, build) throws(Diagnostic) in
      let (x, alpha) = (build.value(try node.input(0)), try node.float("alpha", default: 1))
      return [try build.emit(Graph.Swish(x, alpha: alpha, in: build.module))]
    },
    OperatorImport("SwiGLU") { (node, build) throws(Diagnostic) in
      let (x, alpha) = (build.value(try node.input(0)), try node.float("alpha", default: 1))
      let gate = try build.emit(Graph.Swish(x, alpha: alpha, in: build.module))
      return [try build.binary(Graph.Mul.self, gate, try node.input(1))]
    },
    OperatorImport("ThresholdedRelu") { (node, build) throws(Diagnostic) in
      let (x, alpha) = (build.value(try node.input(0)), try node.float("alpha", default: 1))
      return [try build.emit(Graph.ThresholdedRelu(x, alpha: alpha, in: build.module))]
    },
    OperatorImport("Shrink") { (node, build) throws(Diagnostic) in
      let x = try node.input(0)
      let lambda = build.scalar(try node.float("lambd", default: 0.5), x.element)
      let bias = build.scalar(try node.float("bias", default: 0), x.element)
      let below = try build.binary(Graph.Less.self, x, try build.unary(Graph.Neg.self, lambda))
      let above = try build.binary(Graph.Less.self, lambda, x)
      let inner = try build.choose(
        above, try build.binary(Graph.Sub.self, x, bias), build.scalar(0, x.element))
      return [try build.choose(below, try build.binary(Graph.Add.self, x, bias), inner)]
    },
  ]

  private enum GeluApproximation: String, CaseIterable { case none, tanh }

  private static let predicates: [OperatorImport] = [
    .unary("IsNaN", Graph.IsNaN.self),
    OperatorImport("IsInf") { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      return [
        try build.emit(
          Graph.IsInf(
            x, detectsPositive: try node.bool("detect_positive", default: true),
            detectsNegative: try node.bool("detect_negative", default: true), in: build.module))
      ]
    },
  ]
}
