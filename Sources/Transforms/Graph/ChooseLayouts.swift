import Dialects
import IR
import Support

/// Decides which values between kernels lie in memory with channels last.
///
///     %1 = kernel(%0, %w) { … conv … }     -->   … {channels_last = [false, false, true]}
///     %2 = kernel(%1) { … maxpool … }            … {channels_last = [true, true]}
///     return %2                                  … {channels_last = [true, false]}
///
/// With channels last, a convolution is a product whose filters are packed when the model is built and
/// whose other factor is read where it lies; pools and what is element-wise do not mind. Types stay as
/// they are: only kernels know. Values that convolutions do not reach through such operations, inputs,
/// outputs and what is seen through reshapes outside of kernels lie row by row.
public let chooseLayouts = Pass(
  "choose-layouts", "decides which values between kernels have channels last in memory"
) { module, root, context in
  for operation in module.functions(in: root) {
    guard let body = module.body(of: operation) else { continue }
    let kernels = module.operations(in: body).filter { module.isA($0, Graph.Kernel.self) }
    let choice = LayoutChoice(kernels, in: module)
    context.count("values with channels last", choice.chosen.count)
    for kernel in kernels {
      var changed = Graph.Kernel(kernel, in: module)
      let flags = (changed.inputs + module.results(of: kernel)).map(choice.chosen.contains)
      let isWorthIt = flags.contains(true) || choice.transposed.contains(kernel)
      changed.channelsLast = isWorthIt ? flags : []
      module.setProperties(of: kernel, to: changed.state.properties)
    }
  }
}

/// Values that must have the same layout, and which of these sets profit.
private struct LayoutChoice {
  /// The values with channels last.
  private(set) var chosen: Set<ValueID> = []
  /// Kernels that read or write channels last in their types, and compute so for this alone.
  private(set) var transposed: Set<OperationID> = []
  private let module: Module
  /// A representative of the set of each value that may have either layout.
  private var parents: [ValueID: ValueID] = [:]

  init(_ kernels: [OperationID], in module: Module) {
    self.module = module
    for kernel in kernels {
      for value in module.results(of: kernel) where isFree(value) { parents[value] = value }
    }
    var profiting: [ValueID] = []
    for kernel in kernels {
      let operations = module.body(of: kernel).map { module.operations(in: $0) } ?? []
      let values = module.operands(of: kernel) + module.results(of: kernel)
      let free = values.filter { parents[$0] != nil }
      if operations.dropLast().allSatisfy({ Self.keepsAxes($0, module) }) {
        for alike in Dictionary(grouping: free, by: rank).values {
          for other in alike.dropFirst() { parents[root(other)] = root(alike[0]) }
        }
      }
      guard operations.contains(where: { profits($0) }) else { continue }
      profiting += free
      if operations.contains(where: { module.isA($0, Graph.Transpose.self) }) {
        transposed.insert(kernel)
      }
    }
    var roots: Set<ValueID> = []
    for value in profiting { roots.insert(root(value)) }
    for value in Array(parents.keys) where roots.contains(root(value)) { chosen.insert(value) }
  }

  private func rank(_ value: ValueID) -> Int { module.type(of: value).rank ?? 0 }

  /// The representative of a value's set; the way to it is shorter afterwards.
  private mutating func root(_ value: ValueID) -> ValueID {
    var value = value
    while let parent = parents[value], parent != value {
      let next = parents[parent] ?? parent
      parents[value] = next
      value = next
    }
    return value
  }

  /// Whether only kernels see a value.
  private func isFree(_ value: ValueID) -> Bool {
    rank(value) > 2 && module.users(of: value).allSatisfy { module.isA($0, Graph.Kernel.self) }
      && module.hasUses(value)
  }

  /// Whether channels last make an operation faster: a convolution with enough outputs to fill vectors
  /// and filters that are constants.
  private func profits(_ operation: OperationID) -> Bool {
    let weight: ValueID
    let outputs: IndexExpression?
    if let conv = module.match(operation, as: Graph.Conv.self) {
      weight = conv.weight
      outputs = module.type(of: conv.weight).sizes?[0]
    } else if let conv = module.match(operation, as: Graph.ConvTranspose.self) {
      weight = conv.weight
      outputs = module.type(of: conv.weight).sizes?[1]
    } else {
      return false
    }
    return outputs?.constantValue ?? 0 >= Self.leastOutputs && isConstant(weight)
  }
  private static let leastOutputs = 8

  /// Whether a value in a kernel comes from a constant outside of it, at most cast on the way.
  private func isConstant(_ value: ValueID) -> Bool {
    if let cast: Graph.Cast = module.match(definitionOf: value) { return isConstant(cast.input) }
    if module.match(definitionOf: value, as: Graph.Constant.self) != nil { return true }
    guard case .argument(let block, let number) = module.definition(of: value),
      let region = module.region(of: block)
    else { return false }
    let kernel = module.owner(of: region)
    return module.match(
      definitionOf: module.operand(number, of: kernel), as: Graph.Constant.self) != nil
  }

  /// Whether an operation's result has the axes of its operands: one layout for all is as good as
  /// another.
  private static func keepsAxes(_ operation: OperationID, _ module: Module) -> Bool {
    if module.definition(of: operation) is any Graph.ElementwiseOperation.Type { return true }
    return kept.contains(module.name(of: operation))
  }

  private static let kept: Set<String> = [
    Graph.Conv.mnemonic, Graph.ConvTranspose.mnemonic, Graph.MaxPool.mnemonic,
    Graph.AveragePool.mnemonic, Graph.LpPool.mnemonic, Graph.Resize.mnemonic, Graph.Pad.mnemonic,
    Graph.BatchNorm.mnemonic, Graph.InstanceNorm.mnemonic, Graph.GroupNorm.mnemonic,
    Graph.Concat.mnemonic, Graph.Slice.mnemonic, Graph.Reduce.mnemonic, Graph.Constant.mnemonic,
    Graph.Broadcast.mnemonic,
  ]
}
