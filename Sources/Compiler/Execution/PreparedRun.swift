import Evaluation
import Foundation
import Support
import TangramRuntime

/// Inputs and outputs in memory, so that a model can be run again and again on them.
public final class PreparedRun {
  private let model: CompiledModel
  private let memory: [UnsafeMutableRawBufferPointer]
  private let shapes: [UnsafeMutableBufferPointer<Int64>]
  private var inputs: [DLTensor]
  private var results: [DLTensor]
  private let outputShapes: [[Int]]
  private let outputBytes: [UnsafeMutableRawBufferPointer]

  /// Copies the inputs and makes room for the outputs.
  ///
  /// - Throws: a diagnostic that names the input that does not fit and what was expected.
  public init(_ model: CompiledModel, _ values: [TensorValue]) throws(Diagnostic) {
    var memory: [UnsafeMutableRawBufferPointer] = []
    var shapes: [UnsafeMutableBufferPointer<Int64>] = []
    func tensor(_ kind: ScalarKind, _ shape: [Int], _ data: UnsafeMutableRawBufferPointer)
      -> DLTensor
    {
      memory.append(data)
      let sizes = UnsafeMutableBufferPointer<Int64>.allocate(capacity: max(shape.count, 1))
      sizes.initialize(repeating: 0)
      for (index, size) in shape.enumerated() { sizes[index] = Int64(size) }
      shapes.append(sizes)
      return DLTensor(
        data: data.baseAddress, device: DLDevice(device_type: kDLCPU, device_id: 0),
        ndim: Int32(shape.count), dtype: kind.dlpackType, shape: sizes.baseAddress, strides: nil,
        byte_offset: 0)
    }
    func release() {
      for block in memory { free(block.baseAddress) }
      for block in shapes { block.deallocate() }
    }
    var tensors: [DLTensor] = []
    for value in values {
      guard let data = Self.memory(for: value.shape, of: value.kind) else {
        release()
        throw Self.tooLarge("an input", value.shape)
      }
      tensors.append(tensor(value.kind, value.shape, data))
      data.copyBytes(from: value.bytes)
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
    var outputBytes: [UnsafeMutableRawBufferPointer] = []
    for (output, pointer) in zip(outputs, pointers) {
      let shape = output.sizes.indices.map { Int(pointer?[$0] ?? 0) }
      guard let data = Self.memory(for: shape, of: output.kind) else {
        release()
        throw Self.tooLarge("output '\(output.name)'", shape)
      }
      results.append(tensor(output.kind, shape, data))
      outputShapes.append(shape)
      let count = shape.reduce(output.kind.byteCount, *)
      outputBytes.append(UnsafeMutableRawBufferPointer(rebasing: data[0..<count]))
    }
    self.model = model
    self.memory = memory
    self.shapes = shapes
    self.inputs = tensors
    self.results = results
    self.outputShapes = outputShapes
    self.outputBytes = outputBytes
  }

  /// Room for a tensor, a cache line at the least; `nil` when there is not so much memory.
  private static func memory(
    for shape: [Int], of kind: ScalarKind
  ) -> UnsafeMutableRawBufferPointer? {
    var count = kind.byteCount
    for size in shape {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
      if isTooLarge { return nil }
      count = product
    }
    var place: UnsafeMutableRawPointer?
    guard posix_memalign(&place, 64, max(count, 64)) == 0 else { return nil }
    return UnsafeMutableRawBufferPointer(start: place, count: max(count, 64))
  }

  private static func tooLarge(_ what: String, _ shape: [Int]) -> Diagnostic {
    .error(
      "out of memory: \(what) of shape \(shape) does not fit; use smaller sizes")
  }

  deinit {
    for block in memory { free(block.baseAddress) }
    for block in shapes { block.deallocate() }
  }

  /// Runs the model once.
  public func run() throws(Diagnostic) {
    let status = model.functions.run(
      model.context, inputs, Int32(inputs.count), &results, Int32(results.count))
    guard status == 0 else { throw model.functions.failure }
  }

  /// What the last run wrote.
  public var outputs: [TensorValue] {
    zip(model.interface.outputs, zip(outputShapes, outputBytes)).compactMap { output, result in
      TensorValue(shape: result.0, kind: output.kind, bytes: Array(result.1))
    }
  }
}

extension ScalarKind {
  /// DLPack's type of one such element.
  var dlpackType: DLDataType {
    DLDataType(code: dlpackCode.rawValue, bits: UInt8(byteCount * 8), lanes: 1)
  }
}
