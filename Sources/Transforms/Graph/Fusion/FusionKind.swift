import Dialects
import IR

/// What an operation is to fusion.
enum FusionKind: Hashable, Sendable {
  /// A contraction or a window: computed in tiles, with an epilogue.
  case contraction
  /// Works on whole rows: a normalisation or a reduction over the last axes.
  case row
  /// One result element from one element of each operand.
  case elementwise(isCheap: Bool)
  /// Every result element is one operand element; no operand element is read twice.
  case permutation
  /// Every result element is one operand element, which may be read many times.
  case expansion
  /// Result elements come from one of several places, chosen by position.
  case selection
  /// Indirect reads.
  case gather
  /// Needs no operand: cheaper to make again than to keep.
  case generator
  /// Constants, and what is in no kernel.
  case outside
  /// Everything else: a kernel of its own.
  case alone
}

extension FusionKind {
  init(_ operation: OperationID, in module: borrowing Module) {
    let definition = module.definition(of: operation)
    switch module.name(of: operation) {
    case Graph.Constant.mnemonic: self = .outside
    case Graph.Iota.mnemonic, Graph.SizeTensor.mnemonic: self = .generator
    case Graph.MatMul.mnemonic, Graph.Conv.mnemonic, Graph.ConvTranspose.mnemonic,
      Graph.Einsum.mnemonic, Graph.MaxPool.mnemonic, Graph.AveragePool.mnemonic,
      Graph.LpPool.mnemonic:
      self = .contraction
    case Graph.Reshape.mnemonic, Graph.Transpose.mnemonic, Graph.Slice.mnemonic:
      self = .permutation
    case Graph.Broadcast.mnemonic, Graph.Tile.mnemonic: self = .expansion
    case Graph.Concat.mnemonic, Graph.Pad.mnemonic, Graph.Trilu.mnemonic,
      Graph.OneHot.mnemonic:
      self = .selection
    case Graph.Gather.mnemonic, Graph.GatherND.mnemonic, Graph.GatherElements.mnemonic:
      self = .gather
    default:
      if FusionKind.isRow(operation, in: module) {
        self = .row
      } else if definition is any Graph.ElementwiseOperation.Type {
        let isCheap = !FusionKind.expensive.contains(module.name(of: operation))
        self = .elementwise(isCheap: isCheap)
      } else {
        self = .alone
      }
    }
  }

  var isElementwise: Bool { if case .elementwise = self { true } else { false } }

  /// Whether each result element depends on few operand elements found by position or index.
  var isPointwise: Bool {
    switch self {
    case .elementwise, .permutation, .expansion, .selection, .gather: true
    default: false
    }
  }

  /// Whether it costs little to compute an element again.
  var isCheap: Bool {
    switch self {
    case .elementwise(let isCheap): isCheap
    case .permutation, .expansion, .selection, .gather, .generator: true
    default: false
    }
  }

  private static func isRow(_ operation: OperationID, in module: Module) -> Bool {
    func isTrailing(_ axes: [Int], of value: ValueID) -> Bool {
      guard let rank = module.type(of: value).rank, let first = axes.first else { return false }
      return axes == Array(first..<rank)
    }
    if let softmax = module.match(operation, as: Graph.Softmax.self) {
      return isTrailing([softmax.axis], of: softmax.input)
    }
    if let softmax = module.match(operation, as: Graph.LogSoftmax.self) {
      return isTrailing([softmax.axis], of: softmax.input)
    }
    if let reduce = module.match(operation, as: Graph.Reduce.self) {
      return isTrailing(reduce.axes, of: reduce.input)
    }
    if let reduce = module.match(operation, as: Graph.ArgReduce.self) {
      return isTrailing([reduce.axis], of: reduce.input)
    }
    if let norm = module.match(operation, as: Graph.LpNormalization.self) {
      return isTrailing([norm.axis], of: norm.input)
    }
    return module.isA(operation, Graph.LayerNorm.self) || module.isA(operation, Graph.RMSNorm.self)
      || module.isA(operation, Graph.InstanceNorm.self)
      || module.isA(operation, Graph.GroupNorm.self)
  }

  /// Element-wise operations that take many instructions.
  private static let expensive: Set<String> = [
    Graph.Exp.mnemonic, Graph.Log.mnemonic, Graph.Erf.mnemonic, Graph.Tanh.mnemonic,
    Graph.Sin.mnemonic, Graph.Cos.mnemonic, Graph.Tan.mnemonic, Graph.Asin.mnemonic,
    Graph.Acos.mnemonic, Graph.Atan.mnemonic, Graph.Sinh.mnemonic, Graph.Cosh.mnemonic,
    Graph.Asinh.mnemonic, Graph.Acosh.mnemonic, Graph.Atanh.mnemonic, Graph.Pow.mnemonic,
    Graph.Sigmoid.mnemonic, Graph.Softplus.mnemonic, Graph.Mish.mnemonic, Graph.Gelu.mnemonic,
    Graph.Swish.mnemonic, Graph.Elu.mnemonic, Graph.Celu.mnemonic, Graph.Selu.mnemonic,
    Graph.Mod.mnemonic,
  ]
}
