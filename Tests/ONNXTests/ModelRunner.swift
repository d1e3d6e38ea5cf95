import Dialects
import Evaluation
import Formats
import Foundation
import IR
import ONNX
import Support

/// Imports models and evaluates them with the reference evaluator.
enum ModelRunner {
  static let context = Context(dialects: Dialects.all)

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The outputs of the model at `path` for inputs by name.
  ///
  /// Inputs that decide about shapes are frozen if the import asks for their values.
  static func run(
    _ path: String, inputs: [String: StoredTensor], sizes: [String: SymbolRange] = [:]
  ) throws -> [String: TensorValue] {
    let model = try ONNXFile.read(path: path)
    let imported = try importModel(model, sizes: sizes, inputs: inputs)
    let diagnostics = imported.module.verify()
    if diagnostics.hasErrors {
      throw Failure(description: "verifier: \(diagnostics.all.map(\.description))")
    }
    return try evaluate(imported.module, inputs: inputs)
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
    let values = try function.inputNames(in: module).map { name in
      guard let stored = inputs[name], let value = TensorValue(stored) else {
        throw Failure(description: "no value for input '\(name)'")
      }
      return value
    }
    let outputs = try Evaluation.evaluate(function: function, in: module, inputs: values)
    let names = function.outputNames(in: module)
    return Dictionary(zip(names, outputs), uniquingKeysWith: { first, _ in first })
  }

  private static func asksForValues(_ error: DiagnosticError) -> Bool {
    error.diagnostics.contains {
      $0.message.contains("known only at run time") || $0.message.contains("must be a constant")
    }
  }
}

extension TensorValue {
  /// The elements of a file's tensor; nil for formats that the evaluator does not have.
  init?(_ stored: StoredTensor) {
    let kind: ScalarKind
    switch stored.format {
    case .bool: kind = .bool
    case .int8: kind = .i8
    case .int16: kind = .i16
    case .int32: kind = .i32
    case .int64: kind = .i64
    case .uint8: kind = .u8
    case .uint16: kind = .u16
    case .uint32: kind = .u32
    case .uint64: kind = .u64
    case .float16: kind = .f16
    case .bfloat16: kind = .bf16
    case .float32: kind = .f32
    case .float64: kind = .f64
    default: return nil
    }
    self.init(shape: stored.shape, kind: kind, bytes: stored.bytes.array)
  }
}
