import Evaluation
import Support
import TangramRuntime

/// Inputs and outputs in memory, so that a model can be run again and again on them.
public final class PreparedRun {
  private let model: CompiledModel
  private let memory: [TensorMemory]
  private let shapes: [UnsafeMutableBufferPointer<Int64>]
  private var inputs: [DLTensor]
  private var results: [DLTensor]
  private let outputShapes: [[Int]]

  /// Copies the inputs and makes room for the outputs.
  ///
  /// - Throws: a diagnostic that names the input that does not fit and what was expected.
  public init(_ model: CompiledModel, _ values: [TensorValue]) throws(Diagnostic) {
    var memory: [TensorMemory] = []
    var shapes: [UnsafeMutableBufferPointer<Int64>] = []
    func tensor(_ kind: ScalarKind, _ shape: [Int], _ data: TensorMemory) -> DLTensor {
      memory.append(data)
      let sizes = UnsafeMutableBufferPointer<Int64>.allocate(capacity: max(shape.count, 1))
      sizes.initialize(repeating: 0)
      for (index, size) in shape.enumerated() { sizes[index] = Int64(size) }
      shapes.append(sizes)
      return DLTensor(
        data: data.bytes.baseAddress, device: DLDevice(device_type: kDLCPU, device_id: 0),
        ndim: Int32(shape.count), dtype: kind.dlpackType, shape: sizes.baseAddress, strides: nil,
        byte_offset: 0)
    }
    func release() { for block in shapes { block.deallocate() } }
    var tensors: [DLTensor] = []
    for value in values {
      guard let data = TensorMemory(value.shape, value.kind, model.placement) else {
        release()
        throw Self.tooLarge("an input", value.shape)
      }
      tensors.append(tensor(value.kind, value.shape, data))
      data.bytes.copyBytes(from: value.bytes)
    }
    let outputs = model.interface.outputs
    var pointers: [UnsafeMutablePointer<Int64>?] = outputs.map {
      .allocate(capacity: max($0.sizes.count, ModelTable.largestRank))
    }
    defer { for pointer in pointers { pointer?.deallocate() } }
    guard
      model.functions.outputShapes(
        model.context, tensors, Int32(tensors.count), &pointers, Int32(outputs.count)) == 0
    else {
      let failure = model.functions.failure
      release()
      throw failure
    }
    var results: [DLTensor] = []
    var outputShapes: [[Int]] = []
    for (output, pointer) in zip(outputs, pointers) {
      let shape = output.sizes.indices.map { Int(pointer?[$0] ?? 0) }
      guard let data = TensorMemory(shape, output.kind, model.placement) else {
        release()
        throw Self.tooLarge("output '\(output.name)'", shape)
      }
      results.append(tensor(output.kind, shape, data))
      outputShapes.append(shape)
    }
    self.model = model
    self.memory = memory
    self.shapes = shapes
    self.inputs = tensors
    self.results = results
    self.outputShapes = outputShapes
  }

  private static func tooLarge(_ what: String, _ shape: [Int]) -> Diagnostic {
    .error(
      "out of memory: \(what) of shape \(shape) does not fit; use smaller sizes")
  }

  deinit { for block in shapes { block.deallocate() } }

  /// Runs the model once.
  public func run() throws(Diagnostic) {
    let status = model.functions.run(
      model.context, inputs, Int32(inputs.count), &results, Int32(results.count))
    guard status == 0 else { throw model.functions.failure }
  }

  /// What the last run wrote.
  public var outputs: [TensorValue] {
    let written = memory.suffix(results.count)
    return zip(model.interface.outputs, zip(outputShapes, written)).compactMap { output, result in
      TensorValue(shape: result.0, kind: output.kind, bytes: Array(result.1.bytes))
    }
  }
}

extension TensorMemory {
  /// Room for a tensor; `nil` when there is not so much memory.
  fileprivate convenience init?(
    _ shape: [Int], _ kind: ScalarKind, _ placement: MemoryPlacement
  ) {
    guard let count = TensorValue.elementCount(of: shape) else { return nil }
    let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: kind.byteCount)
    if isTooLarge { return nil }
    // Beside a guard, tensors are aligned to their elements: all that callers need do.
    self.init(bytes, alignment: kind.byteCount, placement)
  }
}

extension ScalarKind {
  /// DLPack's type of one such element.
  var dlpackType: DLDataType {
    DLDataType(code: dlpackCode.rawValue, bits: UInt8(byteCount * 8), lanes: 1)
  }
}
