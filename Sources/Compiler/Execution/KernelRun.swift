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
  private let memory: [UnsafeMutableRawBufferPointer]
  private let pool: OpaquePointer?

  init(
    _ kernel: TensorKernel, _ tensors: [TensorValue], outputCount: Int, sizes: [String: Int],
    threads: Int
  ) {
    self.kernel = kernel
    self.tensors = tensors
    self.outputCount = outputCount
    self.sizes = sizes
    memory = tensors.map { tensor in
      let block = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(tensor.bytes.count, 64), alignment: 64)
      if let perByte = tensor.elementType.elementsPerByte {
        // Buffers of such elements are packed; all that is not has buffers of bytes.
        packBits(tensor.bytes, into: block, elementsPerByte: perByte)
      } else {
        block.copyBytes(from: tensor.bytes)
      }
      return block
    }
    pool = threads == 1 ? nil : tangram_tg_pool_create(Int32(threads), 0, nil)
  }

  deinit {
    if let pool { tangram_tg_pool_destroy(pool) }
    for block in memory { block.deallocate() }
  }

  /// Computes the outputs.
  public func run() { kernel.call(memory.map(\.baseAddress), sizes: sizes, pool: pool) }

  /// What the last run wrote.
  public var outputs: [TensorValue] {
    zip(tensors, memory).suffix(outputCount).compactMap { tensor, block in
      TensorValue(
        shape: tensor.shape, kind: tensor.kind, bytes: Array(block.prefix(tensor.bytes.count)))
    }
  }
}
