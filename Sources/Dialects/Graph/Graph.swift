import IR

public enum Graph {
  /// Everything the dialect declares.
  public static let dialect = Dialect(
    name: "graph",
    documentation: """
      The graph dialect: tensor operators on named symbolic sizes, as pure values.

      Operations are normalised from ONNX: sizes are in result types and properties, never operands;
      axes count from the front; element types agree, with `graph.cast` where they did not.
      """,
    operations: unary + binary + elementwise + movement + reduction + contraction + structure,
    attributes: [SizesAttribute.self, RangeAttribute.self],
    makeConstant: { value, type in
      guard case .tensor = type else { return nil }
      return switch value {
      case .dense, .denseResource: value.type == type ? Constant(value).state : nil
      default: nil
      }
    })

  private static let structure: [any OperationDefinition.Type] = [
    Constant.self, SizeTensor.self, Iota.self, CallProgram.self, Kernel.self, Yield.self,
  ]

  private static let unary: [any OperationDefinition.Type] = [
    Copy.self, Abs.self, Neg.self, Sign.self, Not.self, BitwiseNot.self,
    Exp.self, Log.self, Sqrt.self, Rsqrt.self, Reciprocal.self, Erf.self,
    Floor.self, Ceil.self, Round.self,
    Sin.self, Cos.self, Tan.self, Asin.self, Acos.self, Atan.self,
    Sinh.self, Cosh.self, Tanh.self, Asinh.self, Acosh.self, Atanh.self,
    IsNaN.self, IsInf.self,
    Relu.self, Sigmoid.self, Softplus.self, Softsign.self, HardSwish.self, Mish.self, Gelu.self,
    LeakyRelu.self, Elu.self, Celu.self, Selu.self, HardSigmoid.self, ThresholdedRelu.self,
    Swish.self,
  ]

  private static let binary: [any OperationDefinition.Type] = [
    Add.self, Sub.self, Mul.self, Div.self, Mod.self, Pow.self, Max.self, Min.self, Prelu.self,
    And.self, Or.self, Xor.self,
    Equal.self, Less.self, LessEqual.self, Greater.self, GreaterEqual.self,
    BitwiseAnd.self, BitwiseOr.self, BitwiseXor.self, ShiftLeft.self, ShiftRight.self,
  ]

  private static let elementwise: [any OperationDefinition.Type] = [
    Where.self, Cast.self, Clip.self,
  ]

  private static let movement: [any OperationDefinition.Type] = [
    Reshape.self, Transpose.self, Broadcast.self, Concat.self, Slice.self, Pad.self, Tile.self,
    Gather.self, GatherElements.self, GatherND.self, ScatterElements.self, ScatterND.self,
    Resize.self, Trilu.self, OneHot.self, TopK.self,
  ]

  private static let reduction: [any OperationDefinition.Type] = [
    Reduce.self, ArgReduce.self, CumulativeSum.self, Softmax.self, LogSoftmax.self,
    LayerNorm.self, RMSNorm.self, InstanceNorm.self, GroupNorm.self, BatchNorm.self, LRN.self,
    LpNormalization.self,
  ]

  private static let contraction: [any OperationDefinition.Type] = [
    MatMul.self, Conv.self, ConvTranspose.self, MaxPool.self, AveragePool.self, LpPool.self,
    Einsum.self, WinogradConv.self,
  ]
}
