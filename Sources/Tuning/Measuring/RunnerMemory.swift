import Crypto
import Foundation
import Support
import TangramRuntime

/// The memory of one point, filled as the request says.
final class RunnerMemory {
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var owned: [UnsafeMutableRawPointer] = []
  private let buffers: [MeasureRequest.Buffer]

  var pointers: [UnsafeMutableRawPointer?] { blocks.map(\.baseAddress) }

  /// - Throws: a diagnostic when there is not so much memory, or a file is missing or too short.
  init(
    _ buffers: [MeasureRequest.Buffer], seed: UInt64, files: RunnerFiles
  ) throws(Diagnostic) {
    self.buffers = buffers
    for (number, buffer) in buffers.enumerated() {
      if case .file(let path) = buffer.contents {
        blocks.append(try files.contents(of: path, byteCount: buffer.byteCount))
        continue
      }
      var memory: UnsafeMutableRawPointer?
      // Rows that begin where others do are what callers have.
      guard posix_memalign(&memory, 64, max(64, buffer.byteCount)) == 0, let memory else {
        throw .error("out of memory: cannot allocate \(buffer.byteCount) bytes")
      }
      let block = UnsafeMutableRawBufferPointer(start: memory, count: buffer.byteCount)
      blocks.append(block)
      owned.append(memory)
      switch buffer.contents {
      case .zeros: block.initializeMemory(as: UInt8.self, repeating: 0)
      // Code that leaves an element out is seen by what it leaves.
      case .output, .scratch: block.initializeMemory(as: UInt8.self, repeating: 0xA5)
      default:
        RandomContents.fill(
          block, buffer.contents, seed: RandomContents.seed(seed, ofBuffer: number))
      }
    }
  }

  deinit { for memory in owned { free(memory) } }

  private var outputs: [UnsafeRawBufferPointer] {
    zip(buffers, blocks).filter { $0.0.contents == .output }.map { UnsafeRawBufferPointer($0.1) }
  }

  /// A hash of all outputs' bytes.
  var digestOfOutputs: String {
    var hash = SHA256()
    for output in outputs { hash.update(bufferPointer: output) }
    return hash.finalize().prefix(16).map { String(format: "%02x", $0) }.joined()
  }

  func writeOutputs(to path: String) throws {
    var data = Data()
    for output in outputs { data.append(contentsOf: output) }
    try data.write(to: URL(filePath: path))
  }
}

/// Constants that many candidates read, from files that are read once.
final class RunnerFiles {
  private var known: [String: UnsafeMutableRawBufferPointer] = [:]
  private var byteCount = 0
  private static let mostBytes = 2 << 30

  /// - Throws: a diagnostic when the file is missing or too short.
  func contents(
    of path: String, byteCount count: Int
  ) throws(Diagnostic) -> UnsafeMutableRawBufferPointer {
    if let block = known[path] { return block }
    guard let data = FileManager.default.contents(atPath: path), data.count >= count else {
      throw .error("'\(path)' is missing or shorter than \(count) bytes")
    }
    if byteCount + count > Self.mostBytes { removeAll() }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(64, count), alignment: 64)
    data.prefix(count).copyBytes(to: block)
    byteCount += count
    known[path] = block
    return block
  }

  private func removeAll() {
    for block in known.values { block.deallocate() }
    (known, byteCount) = ([:], 0)
  }

  deinit { removeAll() }
}

/// Threads that compiled code shares its loops with.
final class RunnerThreads {
  let pool: OpaquePointer?

  init(_ count: Int) {
    pool = count > 1 ? tangram_tg_pool_create(Int32(count), 0, nil) : nil
  }

  deinit { if let pool { tangram_tg_pool_destroy(pool) } }
}
