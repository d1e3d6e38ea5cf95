import Compiler
import Dialects
import Evaluation
import GraphLowering
import IR
import Scheduling
import Support

/// The tensor program of a kernel, and how the kernel's tensors lie in its buffers.
struct KernelProgram {
  var module: Module
  let function: OperationID
  /// The orders in memory of operands and results that do not lie row by row.
  private let orders: [Int: [Int]]

  /// As it comes from the graph.
  init(of kernel: OperationID, in graph: Module) throws {
    module = Module(context: graph.context)
    function = try lowerKernel(kernel, in: graph, named: "kernel", into: &module)
    KernelPrograms.declareConstants(of: kernel, in: graph, on: function, in: &module)
    let values = graph.operands(of: kernel) + graph.results(of: kernel)
    var orders: [Int: [Int]] = [:]
    for (place, flag) in Graph.Kernel(kernel, in: graph).channelsLast.enumerated() where flag {
      let rank = graph.type(of: values[place]).rank ?? 0
      orders[place] = [0] + Array(2..<rank) + [1]
    }
    self.orders = orders
  }

  /// With the default schedule.
  func scheduled(for hardware: HardwareDescription) throws -> KernelProgram {
    var result = self
    try applyDefaultSchedule(to: function, in: &result.module, hardware: hardware)
    return result
  }

  /// Tensors as they lie in memory; the first one is number `first` among operands and results.
  func inMemory(_ tensors: [TensorValue], after first: Int) -> [TensorValue] {
    tensors.enumerated().map { place, tensor in
      orders[first + place].map { tensor.transposed($0) } ?? tensor
    }
  }

  /// Results in memory as tensors of those shapes and kinds; the first one is number `first`.
  func fromMemory(
    _ results: [TensorValue], as tensors: [(shape: [Int], kind: ScalarKind)], after first: Int
  ) -> [TensorValue] {
    zip(results, tensors).enumerated().compactMap { place, pair in
      let (result, (shape, kind)) = pair
      guard let order = orders[first + place] else {
        return TensorValue(shape: shape, kind: kind, bytes: result.bytes)
      }
      let inverse = order.indices.map { axis in order.firstIndex(of: axis) ?? axis }
      return TensorValue(shape: order.map { shape[$0] }, kind: kind, bytes: result.bytes)?
        .transposed(inverse)
    }
  }

  /// Tensors in the shapes of the program's buffers, whose neighbouring axes may be one.
  func shaped(
    _ tensors: [TensorValue], after first: Int, _ symbols: [String: Int]
  ) -> [TensorValue] {
    let buffers = module.body(of: function).map { module.arguments(of: $0) } ?? []
    return tensors.enumerated().map { place, tensor in
      let sizes = module.bufferType(of: buffers[first + place])?.shape ?? []
      return tensor.reshaped(to: sizes.map { $0.evaluate(symbols: symbols) ?? 0 }) ?? tensor
    }
  }

  /// The operands as the program reads them: constants packed.
  func inputs(_ operands: [TensorValue], _ symbols: [String: Int]) -> [TensorValue] {
    var inputs = inMemory(operands.map(\.withoutSign), after: 0)
    let constants = module.match(function, as: Program.Function.self)?.constants ?? []
    for constant in constants where operands[constant.input].kind.isPackable {
      // Constants are packed, which the program says of its buffer: the elements have a sign there.
      let (value, kind) = (operands[constant.input], operands[constant.input].kind)
      inputs[constant.input] = value.cast(to: kind.isUnsigned ? kind == .u4 ? .i4 : .i2 : kind)
    }
    for constant in constants {
      guard let layout = constant.layout else { continue }
      let original = inputs[constant.input]
      var bytes = [UInt8](
        repeating: 0, count: layout.packed.reduce(original.kind.byteCount, *))
      bytes.withUnsafeMutableBytes { packed in
        original.bytes.withUnsafeBytes { layout.pack($0, into: packed) }
      }
      inputs[constant.input] =
        TensorValue(shape: layout.packed, kind: original.kind, bytes: bytes) ?? original
    }
    return shaped(inputs, after: 0, symbols)
  }
}

extension TensorValue {
  /// The same bits as integers of buffers, which have no sign.
  var withoutSign: TensorValue {
    let signed: ScalarKind
    switch kind {
    case .u8, .u2, .u4, .i2, .i4: signed = .i8
    case .u16: signed = .i16
    case .u32: signed = .i32
    case .u64: signed = .i64
    default: return self
    }
    return TensorValue(shape: shape, kind: signed, bytes: bytes) ?? self
  }
}
