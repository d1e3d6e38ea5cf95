import CodeGeneration
import Dialects
import IR
import Support

/// The function that calls a model's kernels in order.
public enum MainFunction {
  /// The name of the function that calls the kernels.
  public static func name(of model: String) -> String { "\(model)_main" }

  /// Where the kernels are that the function calls.
  enum Kernels {
    /// In the same module.
    case included
    /// In modules of their own, which are linked to it.
    case declared
  }

  /// Writes the function that calls the kernels.
  ///
  ///     func.func @NAME_main(%inputs: memref<?xi8>…, %outputs: memref<?xi8>…,
  ///                          %workspace: memref<?xi8>, %weights: memref<?xi8>, %sizes: index…)
  ///
  /// - Throws: a diagnostic when a kernel's function does not take what the kernel has.
  static func build(
    _ function: Graph.Function, in module: Module, kernels: KernelCode, as form: Kernels,
    plan: MemoryPlan, model: String
  ) throws(Diagnostic) -> Module {
    var target = Module(context: module.context)
    var types: [String: FunctionType] = [:]
    for kernel in kernels.modules {
      for operation in kernel.operations(in: kernel.body) {
        guard let function = kernel.match(operation, as: Func.Function.self) else { continue }
        types[function.name] = function.type
        switch form {
        case .included:
          var mapping = ValueMapping()
          let copy = target.clone(
            operation, from: kernel, at: .atEnd(of: target.body), mapping: &mapping)
          target.setProperty("sym_visibility", of: copy, to: .string("private"))
        case .declared:
          // What only the kernel calls is in its module.
          if function.isPrivate { continue }
          let declaration = target.insert(
            Func.Function(function.name, type: function.type, isPrivate: true),
            at: .atEnd(of: target.body))
          if kernel.hasParallelLoops {
            target.setAttribute(parallelAttribute, of: declaration, to: .unit)
          }
        }
      }
    }
    let inputs = function.inputs(in: module)
    let outputs = function.outputs(in: module)
    let names = module.graphSymbolNames
    let bytes = Type.memref(MemRefType([nil], .i8))
    let memories = inputs.count + outputs.count + 2
    let parameters =
      Array(repeating: bytes, count: memories) + Array(repeating: Type.index, count: names.count)
    let main = target.insert(
      Func.Function(
        name(of: model), type: FunctionType(parameters, []), isPrivate: true),
      at: .atEnd(of: target.body))
    let entry = target.appendBlock(to: target.region(of: main), argumentTypes: parameters)
    let arguments = target.arguments(of: entry)
    var writer = CallWriter(
      arguments: arguments, inputCount: inputs.count, outputCount: outputs.count,
      symbols: names, plan: plan)
    var build = Builder(target, at: .atEnd(of: entry))
    guard let body = function.body(in: module) else { return target }
    for kernel in module.operations(in: body) {
      guard let number = kernels.numbers[kernel] else { continue }
      build.location = module.location(of: kernel)
      let callee = KernelCode.name(number, of: model)
      guard let type = types[callee] else {
        throw .internalError("kernel '\(callee)' has no function")
      }
      let values = module.operands(of: kernel) + module.results(of: kernel)
      var tensors: [CallWriter.Argument] = values.enumerated().map { index, value in
        let packed = plan.packedPlaces[kernel]?[index]
        return (packed ?? plan.places[value], module.type(of: value).elementCount ?? 0)
      }
      // No kernel looks at the extent of the memory that it works in.
      tensors += (plan.scratchSlots[kernel] ?? []).map { (.slot($0), 0) }
      try writer.call(callee, type, tensors, &build)
    }
    build.insertOperation(Func.Return())
    return build.module
  }
}

/// Writes calls of kernels on the memory that a plan gives their tensors.
private struct CallWriter {
  /// Where a tensor lies, and how many elements it has.
  typealias Argument = (place: TensorPlace?, count: IndexExpression)

  let arguments: [ValueID]
  let inputCount: Int
  let outputCount: Int
  let plan: MemoryPlan
  let symbols: [ValueID]
  private var sizes: SizeWriter
  private var views: [View: ValueID] = [:]

  private struct View: Hashable {
    var place: TensorPlace
    var type: Type
  }

  init(
    arguments: [ValueID], inputCount: Int, outputCount: Int, symbols names: [String],
    plan: MemoryPlan
  ) {
    self.arguments = arguments
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.plan = plan
    symbols = Array(arguments.suffix(names.count))
    sizes = SizeWriter(
      symbols: Dictionary(zip(names, arguments.suffix(names.count)), uniquingKeysWith: { $1 }))
  }

  mutating func call(
    _ callee: String, _ type: FunctionType, _ tensors: [Argument], _ build: inout Builder
  ) throws(Diagnostic) {
    guard type.inputs.count == tensors.count + symbols.count else {
      throw .internalError(
        "kernel '\(callee)' takes \(type.inputs.count) values, found \(tensors.count) tensors and "
          + "\(symbols.count) sizes")
    }
    var operands: [ValueID] = []
    for (tensor, memory) in zip(tensors, type.inputs) {
      operands.append(try view(of: tensor, as: memory, &build))
    }
    build.insertOperation(Func.Call(callee, operands + symbols))
  }

  private mutating func view(
    of tensor: Argument, as type: Type, _ build: inout Builder
  ) throws(Diagnostic) -> ValueID {
    guard let place = tensor.place, case .memref(let memory) = type else {
      throw .internalError("a tensor has no place in memory")
    }
    // A view of one place in several shapes has several sizes, which no kernel looks at.
    if let known = views[View(place: place, type: type)] { return known }
    let source: ValueID
    var offset: IndexExpression = 0
    switch place {
    case .input(let index): source = arguments[index]
    case .output(let index): source = arguments[inputCount + index]
    case .slot(let slot):
      source = arguments[inputCount + outputCount]
      offset = plan.slotOffsets[slot]
    case .weights(let bytes):
      source = arguments[inputCount + outputCount + 1]
      offset = IndexExpression(bytes)
    }
    let start = try sizes.value(of: offset, &build)
    var dynamic: [ValueID] = []
    if memory.shape.contains(nil) {
      dynamic = [try sizes.value(of: tensor.count, &build)]
    }
    let view = build.insert(MemRef.View(source, at: start, sizes: dynamic, as: memory))
    views[View(place: place, type: type)] = view
    return view
  }
}

extension Module {
  /// Whether there is a loop that threads share.
  var hasParallelLoops: Bool {
    var found = false
    walk { if isA($0, SCF.Parallel.self) { found = true } }
    return found
  }
}
