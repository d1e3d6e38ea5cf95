import Dialects
import Evaluation
import Support
import TangramRuntime

/// A kernel with its memory: inputs that are there, outputs to be written, threads that wait.
///
/// For one thread at a time.
public final class KernelRun {
  private let kernel: TensorKernel
  private let tensors: [TensorValue]
  private let outputCount: Int
  private let sizes: [String: Int]
  private let memory: [TensorMemory]
  private let pool: OpaquePointer?

  init(
    _ kernel: TensorKernel, _ tensors: [TensorValue], outputCount: Int, sizes: [String: Int],
    threads: Int, in placement: MemoryPlacement
  ) throws(Diagnostic) {
    self.kernel = kernel
    self.tensors = tensors
    self.outputCount = outputCount
    self.sizes = sizes
    var memory: [TensorMemory] = []
    for tensor in tensors {
      // Elements of two and four bits share bytes in buffers of theirs; in all others they have bytes.
      let perByte = tensor.elementType.elementsPerByte
      let count = (tensor.bytes.count + (perByte ?? 1) - 1) / (perByte ?? 1)
      guard let block = TensorMemory(count, alignment: tensor.kind.byteCount, placement) else {
        throw .error("out of memory: cannot allocate \(count) bytes for a tensor")
      }
      if let perByte {
        packBits(tensor.bytes, into: block.bytes, elementsPerByte: perByte)
      } else {
        block.bytes.copyBytes(from: tensor.bytes)
      }
      memory.append(block)
    }
    self.memory = memory
    pool = threads == 1 ? nil : tangram_tg_pool_create(Int32(threads), 0, nil)
  }

  deinit { if let pool { tangram_tg_pool_destroy(pool) } }

  /// Computes the outputs.
  public func run() { kernel.call(memory.map(\.bytes.baseAddress), sizes: sizes, pool: pool) }

  /// What the last run wrote.
  public var outputs: [TensorValue] {
    zip(tensors, memory).suffix(outputCount).compactMap { tensor, block in
      TensorValue(
        shape: tensor.shape, kind: tensor.kind, bytes: Array(block.bytes))
    }
  }
}
