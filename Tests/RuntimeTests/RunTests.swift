import Foundation
import TangramRuntime
import Testing

/// A context of the sample model, with tensors that fit it.
private final class Session {
  let table = ModelTable.sample()
  var context: OpaquePointer?
  var inputs: [Tensor]
  var outputs: [Tensor]

  init(batch: Int64 = 2, seq: Int64 = 16, heads: Int64 = 8, threads: Int32 = 1) {
    inputs = [
      Tensor(Tensor.int64, [batch, seq]), Tensor(Tensor.float32, [batch, seq]),
      Tensor(Tensor.float32, [heads, seq + 1]),
    ]
    outputs = [Tensor(Tensor.float32, [batch, max(0, 2 * seq - 16)])]
    var options = tangram_options()
    options.threads = threads
    let status = tangram_tg_create(&table.model, &options, &context)
    #expect(status == 0, "\(lastError())")
  }

  deinit { tangram_tg_destroy(context) }

  func run() -> Int32 {
    var views = outputs.map(\.view)
    return tangram_tg_run(
      context, inputs.map(\.view), Int32(inputs.count), &views, Int32(outputs.count))
  }

  /// Runs and expects one failure, and that nothing was written.
  func expectFailure(
    _ status: tangram_status, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(run() == Int32(status.rawValue), sourceLocation: sourceLocation)
    #expect(lastError() == message, sourceLocation: sourceLocation)
  }
}

@Suite struct RunTests {
  @Test func runsAtEverySize() {
    let session = Session()
    for (batch, seq) in [(1, 16), (8, 512), (2, 24), (1, 16), (3, 8)] as [(Int64, Int64)] {
      let sized = Session(batch: batch, seq: seq)
      session.inputs = sized.inputs
      session.outputs = sized.outputs
      session.inputs[1].fill([Float(41)])
      #expect(session.run() == 0, "\(lastError())")
      let elements = Int(batch * (2 * seq - 16))
      #expect(session.outputs[0].floats(elements) == [Float](repeating: 42, count: elements))
    }
    #expect(tangram_tg_trim(session.context) == 0)
    #expect(session.run() == 0)
  }

  @Test func outputShapesNeedNoData() {
    let session = Session(batch: 3, seq: 40)
    for index in session.inputs.indices { session.inputs[index].view.data = nil }
    var shape: [Int64] = [0, 0]
    let status = shape.withUnsafeMutableBufferPointer { buffer in
      tangram_tg_output_shapes(
        session.context, session.inputs.map(\.view), 3, [buffer.baseAddress], 1)
    }
    #expect(status == 0 && shape == [3, 64])
    #expect(tangram_tg_output_shapes(session.context, session.inputs.map(\.view), 3, [nil], 1) == 1)
    #expect(lastError() == "output 'y' has no place for its shape, of rank 2")
  }

  @Test func peakMemory() {
    let session = Session()
    var bytes: Int64 = 0
    #expect(tangram_tg_peak_memory(&session.table.model, [2, 16, 8], 3, &bytes) == 0)
    #expect(bytes == 96)
    #expect(tangram_tg_peak_memory(&session.table.model, [2, 20, 8], 3, &bytes) == 2)
    #expect(
      lastError() == "size 'seq' is 20, but the model was compiled for a size 'seq' that is "
        + "in 8..512 and a multiple of 8")
    #expect(tangram_tg_peak_memory(&session.table.model, [2, 16], 2, &bytes) == 1)
    #expect(
      lastError() == "found 2 sizes for model 'sample', expected 3, and a place for the result")
  }

  @Test func wrongCounts() {
    let session = Session()
    session.inputs.removeLast()
    session.expectFailure(TANGRAM_INVALID_ARGUMENT, "found 2 inputs for model 'sample', expected 3")
    let other = Session()
    other.outputs = []
    other.expectFailure(TANGRAM_INVALID_ARGUMENT, "found 0 outputs for model 'sample', expected 1")
    #expect(tangram_tg_run(nil, nil, 0, nil, 0) == 1)
    #expect(lastError() == "the context is NULL: create one first")
  }

  @Test func wrongTensors() {
    func failure(_ message: String, _ change: (inout DLTensor) -> Void) {
      let session = Session()
      change(&session.inputs[1].view)
      session.expectFailure(TANGRAM_INVALID_ARGUMENT, message)
    }
    failure(
      "input 'mask' is on device type 2, expected CPU memory (device type 1): copy it first"
    ) { $0.device.device_type = kDLCUDA }
    failure("input 'mask' has elements of type bfloat16, expected float32") {
      $0.dtype = DLDataType(code: UInt8(kDLBfloat.rawValue), bits: 16, lanes: 1)
    }
    failure("input 'mask' has elements of type float32x4, expected float32") { $0.dtype.lanes = 4 }
    failure("input 'mask' has rank 3, expected 2") { $0.ndim = 3 }
    failure("input 'mask' has no shape: its 'shape' is NULL") { $0.shape = nil }
    failure("input 'mask' axis 1 is -4, expected 0 or more") { $0.shape[1] = -4 }
    failure("input 'mask' has no data: its 'data' is NULL") { $0.data = nil }
    failure(
      "input 'mask' is not aligned to its elements of 4 bytes: copy it to aligned memory first"
    ) { $0.byte_offset = 2 }
  }

  @Test func strides() {
    let session = Session(batch: 1)
    session.inputs[1] = session.inputs[1].strided([999, 1])
    #expect(session.run() == 0, "the stride of an axis of one element does not matter")
    let transposed = Session()
    transposed.inputs[1] = transposed.inputs[1].strided([1, 2])
    transposed.expectFailure(
      TANGRAM_INVALID_ARGUMENT,
      "input 'mask' is not compact: axis 1 has stride 2, expected 1: "
        + "make a contiguous, row-major copy first")
  }

  @Test func byteOffsetIsHonoured() {
    let session = Session()
    let wide = Tensor(Tensor.float32, [3, 16])
    wide.fill((0..<48).map { Float($0) })
    session.inputs[1].view.data = wide.view.data
    session.inputs[1].view.byte_offset = 40
    #expect(session.run() == 0)
    #expect(session.outputs[0].floats(1) == [11])
  }

  @Test func wrongSizes() {
    func failure(_ message: String, _ input: Int, _ axis: Int, _ size: Int64) {
      let session = Session()
      session.inputs[input].view.shape[axis] = size
      session.expectFailure(TANGRAM_OUT_OF_RANGE, message)
    }
    failure(
      "input 'ids' axis 0 is 9, but the model was compiled for a size 'batch' that is in 1..8",
      0, 0, 9)
    failure(
      "input 'ids' axis 1 is 20, but the model was compiled for a size 'seq' that is in 8..512 and "
        + "a multiple of 8", 0, 1, 20)
    failure(
      "input 'bias' axis 0 is 6, but the model was compiled for a size 'heads' that is 4, 8 or 12",
      2, 0, 6)
    failure(
      "input 'mask' axis 1 is 24, expected 16: size 'seq', as in input 'ids' axis 1", 1, 1, 24)
    failure(
      "input 'bias' axis 1 is 16, expected 17: 'seq + 1' for batch = 2, seq = 16, heads = 8",
      2, 1, 16)
  }

  @Test func aFailedRunLeavesTheNextOneAlone() {
    let session = Session()
    #expect(session.run() == 0)
    session.inputs[0].view.shape[1] = 20
    #expect(session.run() == 2)
    session.inputs[0].view.shape[1] = 16
    #expect(session.run() == 0)
  }

  @Test func wrongOutputs() {
    let session = Session()
    session.outputs[0].view.shape[1] = 17
    session.expectFailure(
      TANGRAM_OUT_OF_RANGE,
      "output 'y' axis 1 is 17, expected 16 for batch = 2, seq = 16, heads = 8")
    let shared = Session()
    shared.outputs[0].view.data = shared.inputs[1].view.data + 4
    shared.expectFailure(
      TANGRAM_INVALID_ARGUMENT,
      "output 'y' shares memory with input 'mask': give it memory of its own")
  }

  @Test func emptyTensorsNeedNoData() {
    // With seq = 8 the output has no elements.
    let session = Session(seq: 8)
    session.outputs[0].view.data = nil
    #expect(session.run() == 0, "\(lastError())")
  }

  @Test func aContextIsForOneThreadAtATime() {
    // The kernel runs its own context again.
    let table = ModelTable(
      symbols: [], sizes: [("1", 1)],
      inputs: [.init(name: "self", type: Tensor.int64, dims: [0])],
      run: { inputs, _, _, _, _, _ in
        let context = inputs?[0]?.load(as: OpaquePointer?.self)
        return tangram_tg_run(context, nil, 0, nil, 0) == 1 ? 0 : 5
      })
    var context: OpaquePointer?
    #expect(tangram_tg_create(&table.model, nil, &context) == 0)
    let input = Tensor(Tensor.int64, [1])
    input.fill([Int64(Int(bitPattern: context))])
    #expect(tangram_tg_run(context, [input.view], 1, nil, 0) == 0)
    #expect(
      lastError() == "the context is in use on another thread: create one context for each thread")
    tangram_tg_destroy(context)
  }

  @Test func contextsRunConcurrently() {
    DispatchQueue.concurrentPerform(iterations: 6) { thread in
      let session = Session(threads: Int32(1 + thread % 3))
      for round in 0..<200 {
        let sized = Session(
          batch: Int64(1 + round % 8), seq: Int64(8 * (2 + (round + thread) % 20)))
        session.inputs = sized.inputs
        session.outputs = sized.outputs
        session.inputs[1].fill([Float(thread)])
        #expect(session.run() == 0)
        #expect(session.outputs[0].floats(1) == [Float(thread + 1)])
        // Errors belong to their thread.
        session.inputs[0].view.shape[0] = Int64(100 + thread)
        #expect(session.run() == 2)
        #expect(lastError().hasPrefix("input 'ids' axis 0 is \(100 + thread),"))
      }
    }
  }

  @Test func wrongTablesAreRefused() {
    func failure(_ reason: String, _ change: (inout tg_model) -> Void) {
      let table = ModelTable.sample()
      change(&table.model)
      var context: OpaquePointer?
      #expect(tangram_tg_create(&table.model, nil, &context) == 5)
      #expect(context == nil)
      #expect(lastError() == "internal error: the table of model 'sample' \(reason)")
    }
    failure("has version 99, expected \(TG_MODEL_VERSION)") { $0.model_version = 99 }
    failure("lacks a size of 'memory'") { $0.workspace_size = 7 }
    failure("has no input axis for symbol 'heads'") { $0.input_count = 2 }
    failure("lacks 'run'") { $0.run = nil }
    var context: OpaquePointer?
    #expect(tangram_tg_create(nil, nil, &context) == 5)
    #expect(tangram_tg_create(nil, nil, nil) == 1)
  }

  @Test func wrongOptions() {
    let table = ModelTable.sample()
    var context: OpaquePointer?
    var options = tangram_options()
    options.threads = -2
    #expect(tangram_tg_create(&table.model, &options, &context) == 1)
    #expect(lastError() == "option 'threads' is -2, expected 0 (default) or more")
    options = tangram_options()
    options.size = 3
    #expect(tangram_tg_create(&table.model, &options, &context) == 1)
  }

  @Test func kernelFailuresAreReported() {
    let table = ModelTable(symbols: [], sizes: [], run: { _, _, _, _, _, _ in 4 })
    var context: OpaquePointer?
    #expect(tangram_tg_create(&table.model, nil, &context) == 0)
    #expect(tangram_tg_run(context, nil, 0, nil, 0) == 4)
    #expect(lastError() == "internal error: a kernel of model 'sample' returned status 4")
    tangram_tg_destroy(context)
  }
}
