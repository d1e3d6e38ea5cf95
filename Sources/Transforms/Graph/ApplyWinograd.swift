import Dialects
import Evaluation
import IR
import Support

/// Computes convolutions with three by three taps by Winograd's minimal filtering, where functions may be
/// approximated: a quarter of the products, with other roundings.
///
///     kernel(%x, %w) { conv(%x, %w) {graph.fastmath = #arith.fastmath<contract,afn>} }     -->
///     kernel(%x, %u, %b, %a) { winograd_conv(%x, %u, %b, %a) }
///
/// It runs on kernels, when their operations have their freedoms. The filters are transformed here, in
/// double.
public let applyWinograd = Pass(
  "apply-winograd", "computes convolutions that may be approximated with fewer products"
) { module, root, context in
  var count = 0
  for function in module.functions(in: root) {
    guard let body = module.body(of: function) else { continue }
    for kernel in module.operations(in: body) where module.isA(kernel, Graph.Kernel.self) {
      guard let candidate = WinogradCandidate(kernel, in: module) else { continue }
      try candidate.apply(in: &module)
      count += 1
    }
  }
  if count > 0 { module.dropUnusedResources() }
  context.count("convolutions by Winograd's filtering", count)
}

/// A kernel with a convolution that has fewer products this way.
private struct WinogradCandidate {
  let kernel: OperationID
  let operation: OperationID
  let conv: Graph.Conv
  /// The place of the filters among the kernel's operands, and what they are.
  let place: Int
  let filters: TensorValue
  let transform = WinogradTransform.fourByFour

  /// Channels from which transforming the image costs less than the products that it saves.
  private static let leastChannels = 32
  /// Bytes of transformed filters, four times those of the filters: more stay in no cache, and with few
  /// tiles reading them takes longer than all products.
  private static let mostFilterBytes = 16 << 20
  /// Images that are never larger than a few tiles have as many products in what sticks out.
  private static let leastSide = 8

  init?(_ kernel: OperationID, in module: Module) {
    guard let body = module.body(of: kernel),
      let operation = module.operations(in: body).first(where: { module.isA($0, Graph.Conv.self) }),
      module.fastMath(of: operation).contains(.approximate)
    else { return nil }
    let conv = Graph.Conv(operation, in: module)
    let sizes = (module.type(of: conv.weight).sizes ?? []).map(\.constantValue)
    let ones = conv.window.strides + conv.window.dilations
    guard conv.groups == 1, sizes.count == 4, sizes[2...] == [3, 3], ones.allSatisfy({ $0 == 1 }),
      module.type(of: conv.input).elementType == .f32, let outputs = sizes[0],
      let inputs = sizes[1],
      min(inputs, outputs) >= Self.leastChannels,
      transform.side * transform.side * inputs * outputs * 4 <= Self.mostFilterBytes,
      let result = conv.resultType.sizes,
      result[2...].allSatisfy({
        module.graphAssumptions.interval(of: $0).upper ?? .max >= Self.leastSide
      }),
      let place = module.arguments(of: body).firstIndex(of: conv.weight),
      module.hasOneUse(conv.weight),
      let constant: Graph.Constant = module.match(
        definitionOf: module.operand(place, of: kernel)),
      let filters = try? TensorValue(constant.value, in: module)
    else { return nil }
    (self.kernel, self.operation, self.conv) = (kernel, operation, conv)
    (self.place, self.filters) = (place, filters)
  }

  func apply(in module: inout Module) throws(Diagnostic) {
    guard let body = module.body(of: kernel) else { return }
    let (outputs, inputs) = (filters.shape[0], filters.shape[1])
    let weight = TensorValue(
      [transform.side, transform.side, inputs, outputs], kind: .f32,
      doubles: transform.transformed(filters.doubles, outputs: outputs, inputs: inputs))
    let matrices = [transform.input, transform.output].map { matrix in
      TensorValue(
        [matrix.count, transform.side], kind: .f32, doubles: matrix.flatMap { $0 })
    }
    var build = Builder(module, at: .before(kernel), location: module.location(of: kernel))
    let constants = ([weight] + matrices).map { build.constant($0) }
    module = build.module
    var changed = Graph.Kernel(kernel, in: module)
    if !changed.channelsLast.isEmpty {
      changed.channelsLast.insert(contentsOf: [false, false], at: changed.inputs.count)
      module.setProperties(of: kernel, to: changed.state.properties)
    }
    var operands = module.operands(of: kernel)
    let plain = operands[place]
    operands[place] = constants[0]
    module.setOperands(of: kernel, to: operands + constants.dropFirst())
    module.setType(of: conv.weight, to: weight.type)
    for matrix in matrices { _ = module.appendArgument(to: body, type: matrix.type) }
    let own = module.arguments(of: body).suffix(matrices.count)
    let current = Graph.Conv(operation, in: module)
    let winograd = try Graph.WinogradConv(
      current.input, current.weight, inputTransform: own[own.startIndex],
      outputTransform: own[own.startIndex + 1], bias: current.bias, window: current.window,
      in: module)
    let flags = module.fastMath(of: operation)
    let made = module.insert(
      winograd, at: .before(operation), location: module.location(of: operation))
    module.setFastMath(of: made, to: flags)
    module.replace(operation, with: [module.result(of: made)])
    if !module.hasUses(plain), let constant = module.definingOperation(of: plain) {
      module.erase(constant)
    }
  }
}
