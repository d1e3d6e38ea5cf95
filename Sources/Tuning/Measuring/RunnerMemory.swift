import Crypto
import Foundation
import Support
import TangramRuntime

/// The memory of one point, filled as the request says; until the next point.
struct RunnerMemory {
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var constants: [LargePages] = []
  private let buffers: [MeasureRequest.Buffer]

  var pointers: [UnsafeMutableRawPointer?] { blocks.map(\.baseAddress) }

  /// - Throws: a diagnostic when there is not so much memory, or a file is missing or too short.
  init(
    _ buffers: [MeasureRequest.Buffer], seed: UInt64, in arena: RunnerArena, files: RunnerFiles
  ) throws(Diagnostic) {
    self.buffers = buffers
    arena.reset()
    for (number, buffer) in buffers.enumerated() {
      if case .file(let path) = buffer.contents {
        let constant = try files.contents(of: path, byteCount: buffer.byteCount)
        constants.append(constant)
        blocks.append(constant.bytes)
        continue
      }
      let block = try arena.allocate(buffer.byteCount)
      blocks.append(block)
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
  private var known: [String: LargePages] = [:]
  private var byteCount = 0
  private static let mostBytes = 2 << 30

  /// - Throws: a diagnostic when the file is missing or too short.
  func contents(
    of path: String, byteCount count: Int
  ) throws(Diagnostic) -> LargePages {
    if let block = known[path] { return block }
    guard let data = FileManager.default.contents(atPath: path), data.count >= count else {
      throw .error("'\(path)' is missing or shorter than \(count) bytes")
    }
    if byteCount + count > Self.mostBytes { (known, byteCount) = ([:], 0) }
    let block = try LargePages(byteCount: count)
    data.prefix(count).copyBytes(to: block.bytes)
    byteCount += count
    known[path] = block
    return block
  }
}

/// Threads that compiled code shares its loops with.
final class RunnerThreads {
  let pool: OpaquePointer?

  init(_ count: Int) {
    pool = count > 1 ? tangram_tg_pool_create(Int32(count), 0, nil) : nil
  }

  deinit { if let pool { tangram_tg_pool_destroy(pool) } }
}
