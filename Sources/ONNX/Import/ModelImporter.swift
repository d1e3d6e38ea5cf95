import Dialects
import Formats
import IR
import Support

/// One attempt at importing a model with the sizes as they are known so far.
struct ModelImporter {
  private let model: ONNXModel
  private let options: ImportOptions
  private let symbols: SymbolTable
  private let context: Context
  private var nodes: NodeImporter?

  init(_ model: ONNXModel, context: Context, options: ImportOptions, symbols: SymbolTable) {
    self.model = model
    self.context = context
    self.options = options
    self.symbols = symbols
  }

  /// The sizes because of which the attempt failed, if it was that.
  var conflict: SizeConflict? { nodes?.builder.conflict }

  mutating func run() throws(Diagnostic) -> Module {
    let graph = model.graph
    let inputs = try modelInputs(graph)
    var module = Module(context: context, location: .named(graph.name))
    module.graphSymbols = declaredRanges(inputs.map(\.type))
    let function = Graph.Function.make(inputs: inputs, in: &module)
    guard let body = function.body(in: module) else {
      throw .error("the function has no body")
    }
    var nodes = NodeImporter(
      model: model.proto, builder: GraphBuilder(module: module, body: body))
    defer { self.nodes = nodes }
    var scope = Scope()
    for ((name, _), value) in zip(inputs, function.inputs(in: module)) {
      scope.tensors[name] = nodes.builder.tensor(value)
    }
    for (name, value) in options.frozenInputs {
      scope.tensors[name] = try nodes.builder.tensor(value)
    }
    do throws(Diagnostic) {
      let outputs = try nodes.run(graph, &scope)
      var returned: [(name: String, value: ValueID)] = []
      for (info, tensor) in zip(graph.outputs, outputs) {
        returned.append((info.name, nodes.builder.value(tensor)))
      }
      function.finish(returning: returned, in: &nodes.builder.module)
      return nodes.builder.module
    } catch {
      self.nodes = nodes
      throw error
    }
  }

  /// Names and types of the inputs that stay inputs: not initializers, not frozen.
  private func modelInputs(
    _ graph: GraphProto
  ) throws(Diagnostic) -> [(name: String, type: Type)] {
    let constants = Set(
      graph.initializers.map(\.name) + graph.sparseInitializers.map(\.values.name))
    var inputs: [(name: String, type: Type)] = []
    for info in graph.inputs
    where !constants.contains(info.name) && options.frozenInputs[info.name] == nil {
      inputs.append((info.name, try inputType(info)))
    }
    return inputs
  }

  private func inputType(_ info: ValueInfoProto) throws(Diagnostic) -> Type {
    let place = Location.named(info.name)
    guard case .tensor(let tensor)? = info.type else {
      throw .error(
        "input '\(info.name)' is of type '\(info.type?.kindName ?? "unknown")'; "
          + "only tensors are supported", at: place)
    }
    guard let format = tensor.format, let shape = tensor.shape else {
      throw .error(
        "input '\(info.name)' has no element type or no shape; export the model with both",
        at: place)
    }
    guard let element = Type(format) else {
      throw .error(
        "input '\(info.name)' has elements of type \(format), which are not supported", at: place)
    }
    let sizes = shape.enumerated().map { axis, dimension -> IndexExpression in
      switch dimension {
      case .size(let size): IndexExpression(Int(size))
      case .symbol(let name): symbols.size(named: name)
      case .unknown: symbols.size(named: "\(info.name).\(axis)")
      }
    }
    var count = 1
    for size in sizes.compactMap(\.constantValue) {
      count = count.multipliedReportingOverflow(by: max(size, 1)).partialValue
      guard size < 1 << 40, count > 0, count < 1 << 48 else {
        throw .error("input '\(info.name)' of shape \(sizes.text) is too large", at: place)
      }
    }
    return .tensor(sizes: sizes, element: element)
  }

  private func declaredRanges(_ types: [Type]) -> [String: SymbolRange] {
    var ranges: [String: SymbolRange] = [:]
    for size in types.compactMap(\.sizes).joined() {
      for name in size.symbolNames { ranges[name] = symbols.range(of: name) }
    }
    return ranges
  }
}
