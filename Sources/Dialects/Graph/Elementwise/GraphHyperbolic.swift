import IR
import Support

extension Graph {
  /// The hyperbolic tangent.
  ///
  ///     %1 = "graph.tanh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  public struct Tanh: PlainUnaryOperation {
    public static let mnemonic = "graph.tanh"
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  /// The hyperbolic sine.
  ///
  ///     %1 = "graph.sinh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  public struct Sinh: PlainUnaryOperation {
    public static let mnemonic = "graph.sinh"
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  /// The hyperbolic cosine.
  ///
  ///     %1 = "graph.cosh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  public struct Cosh: PlainUnaryOperation {
    public static let mnemonic = "graph.cosh"
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  /// The inverse of the hyperbolic sine.
  ///
  ///     %1 = "graph.asinh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  public struct Asinh: PlainUnaryOperation {
    public static let mnemonic = "graph.asinh"
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  /// The inverse of the hyperbolic cosine; NaN below one.
  ///
  ///     %1 = "graph.acosh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  public struct Acosh: PlainUnaryOperation {
    public static let mnemonic = "graph.acosh"
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  /// The inverse of the hyperbolic tangent; NaN outside -1 to 1.
  ///
  ///     %1 = "graph.atanh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  public struct Atanh: PlainUnaryOperation {
    public static let mnemonic = "graph.atanh"
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }
}
