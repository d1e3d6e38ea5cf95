import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Formats
import Foundation
import IR
import ONNX
import Support

/// Imports models, evaluates them with the reference evaluator, and compiles and runs them.
enum ModelRunner {
  static let context = Context(dialects: Dialects.all)

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The outputs of the model at `path` for inputs by name.
  static func run(
    _ path: String, inputs: [String: StoredTensor], sizes: [String: SymbolRange] = [:]
  ) throws -> [String: TensorValue] {
    try evaluate(try importModel(path, inputs: inputs, sizes: sizes).module, inputs: inputs)
  }

  /// The model at `path`, verified.
  ///
  /// Inputs that decide about shapes are frozen if the import asks for their values.
  static func importModel(
    _ path: String, inputs: [String: StoredTensor], sizes: [String: SymbolRange] = [:]
  ) throws -> ImportedModel {
    let model = try ONNXFile.read(path: path)
    let imported = try importModel(model, sizes: sizes, inputs: inputs)
    let diagnostics = imported.module.verify()
    if diagnostics.hasErrors {
      throw Failure(description: "verifier: \(diagnostics.all.map(\.description))")
    }
    return imported
  }

  /// The model at `path` with every size of its inputs unknown, but for those that are one, which
  /// broadcast; `nil` where such a model cannot be imported or is the same again.
  static func importWithUnknownSizes(_ path: String) throws -> ImportedModel? {
    var model = try ONNXFile.read(path: path)
    var graph = model.graph
    for place in graph.inputs.indices { graph.inputs[place].forgetSizes() }
    for place in graph.outputs.indices { graph.outputs[place].forgetSizes() }
    graph.valueInfo = []
    model.proto.graph = graph
    guard let imported = try? ONNXImporter.importModel(model, context: context) else { return nil }
    return imported.module.graphSymbols.isEmpty ? nil : imported
  }

  private static func importModel(
    _ model: ONNXModel, sizes: [String: SymbolRange], inputs: [String: StoredTensor]
  ) throws(DiagnosticError) -> ImportedModel {
    var options = ImportOptions(sizes: sizes)
    do throws(DiagnosticError) {
      return try ONNXImporter.importModel(model, context: context, options: options)
    } catch {
      guard asksForValues(error) else { throw error }
    }
    options.frozenInputs = inputs.filter {
      $0.value.format == .int64 || $0.value.elementCount <= 64
    }
    return try ONNXImporter.importModel(model, context: context, options: options)
  }

  static func evaluate(
    _ module: Module, inputs: [String: StoredTensor]
  ) throws -> [String: TensorValue] {
    guard let function = Graph.Function(in: module) else {
      throw Failure(description: "there is no @main")
    }
    let values = try values(of: inputs, for: function.inputNames(in: module))
    let outputs = try Evaluation.evaluate(function: function, in: module, inputs: values)
    let names = function.outputNames(in: module)
    return Dictionary(zip(names, outputs), uniquingKeysWith: { first, _ in first })
  }

  /// One for all models, as making one takes longer than compiling a small model.
  private static let generator = CodeGenerator(hardware: .detectHost())

  /// What machine code for this processor gives, with every buffer ending at a page that nobody may
  /// touch, and beginning there.
  ///
  /// A model that `models` has, by its text, is not compiled again: cases of an operator often
  /// differ in their data alone.
  static func runCompiled(
    _ imported: ImportedModel, inputs: [String: StoredTensor],
    _ models: inout [String: [CompiledModel]]
  ) throws -> [String: TensorValue] {
    let text = imported.module.text()
    let compiled = try models[text] ?? compile(imported)
    models[text] = compiled
    guard let first = compiled.first else { throw Failure(description: "nothing was compiled") }
    let values = try values(of: inputs, for: first.interface.inputs.map(\.name))
    let outputs = try first.run(values)
    for other in compiled.dropFirst() where try other.run(values) != outputs {
      throw Failure(description: "the results depend on what lies beside the buffers")
    }
    return Dictionary(
      zip(first.interface.outputs.map(\.name), outputs), uniquingKeysWith: { first, _ in first })
  }

  static func compile(_ imported: ImportedModel) throws -> [CompiledModel] {
    let graph = try optimize(LoadedGraph(module: imported.module))
    let options = CompileOptions(hardware: generator.options.hardware)
    let model = try CompiledModel(
      try LoweredModel(graph, options: options), threads: 1, generator: generator)
    return try [.endsAtGuard, .beginsAtGuard].compactMap { try model.placed($0) }
  }

  private static func values(
    of inputs: [String: StoredTensor], for names: [String]
  ) throws -> [TensorValue] {
    try names.map { name in
      guard let stored = inputs[name], let value = TensorValue(stored) else {
        throw Failure(description: "no value for input '\(name)'")
      }
      return value
    }
  }

  private static func asksForValues(_ error: DiagnosticError) -> Bool {
    error.diagnostics.contains {
      $0.message.contains("known only at run time") || $0.message.contains("must be a constant")
    }
  }
}

extension ValueInfoProto {
  fileprivate mutating func forgetSizes() {
    guard case .tensor(var tensor)? = type else { return }
    tensor.shape = tensor.shape?.map { dimension in
      if case .size(let size) = dimension, size > 1 { .unknown } else { dimension }
    }
    type = .tensor(tensor)
  }
}
