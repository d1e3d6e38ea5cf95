import Foundation
import TangramRuntime
import Testing

/// What hooks were asked to do.
private final class Log {
  var allocated = 0
  var released = 0
  var blocks = 0
  var loops: [[Int64]] = []
  var errors: [String] = []
  var declines = false
  var outOfMemoryAbove = Int.max

  static func from(_ user: UnsafeMutableRawPointer?) -> Log? {
    user.map { Unmanaged<Log>.fromOpaque($0).takeUnretainedValue() }
  }

  var hooks: tangram_hooks {
    tangram_hooks(
      user: Unmanaged.passUnretained(self).toOpaque(),
      parallel_for: { user, threads, total, chunk, body, environment in
        guard let log = Log.from(user), !log.declines else { return -1 }
        log.loops.append([Int64(threads), total, chunk])
        // On threads of this program, in whatever order they come.
        nonisolated(unsafe) let environment = environment
        DispatchQueue.concurrentPerform(iterations: Int((total + chunk - 1) / chunk)) { index in
          let begin = Int64(index) * chunk
          body?(environment, begin, min(total, begin + chunk))
        }
        return 0
      },
      allocate: { user, bytes, alignment in
        guard let log = Log.from(user), bytes <= log.outOfMemoryAbove else { return nil }
        log.allocated += bytes
        log.blocks += 1
        return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
      },
      release: { user, memory, bytes in
        Log.from(user)?.released += bytes
        memory?.deallocate()
      },
      report_error: { user, status, message in
        Log.from(user)?.errors.append("\(status): " + (message.map { String(cString: $0) } ?? ""))
      })
  }
}

/// A model without inputs whose kernel runs `tangram_tg_parallel_for` over 100 iterations, and writes
/// the number of the worker to each element of its output.
private func loopTable() -> ModelTable {
  struct Arguments {
    var output: UnsafeMutableRawPointer?
    var pool: OpaquePointer?
  }
  let table = ModelTable(
    symbols: [], sizes: [("100", 100), ("1000000", 1_000_000)],
    outputs: [.init(name: "workers", type: Tensor.float32, dims: [0])],
    run: { _, outputs, _, _, _, pool in
      var arguments = Arguments(output: outputs?[0], pool: pool)
      return tangram_tg_parallel_for(
        pool, 100, 9,
        { environment, begin, end in
          guard let arguments = environment?.load(as: Arguments.self) else { return }
          // The scratch memory of two workers must not be the same.
          let worker = Float(tangram_tg_worker_index())
          let scratch = tangram_tg_scratch(arguments.pool)
          for index in Int(begin)..<Int(end) {
            scratch?.storeBytes(of: worker, toByteOffset: index * 40, as: Float.self)
            let value = scratch?.load(fromByteOffset: index * 40, as: Float.self) ?? -1
            arguments.output?.storeBytes(of: value, toByteOffset: index * 4, as: Float.self)
          }
        }, &arguments)
    })
  table.model.workspace_size = 1
  table.model.scratch_size = 1
  return table
}

@Suite struct HookTests {
  private func run(_ table: ModelTable, _ log: Log, threads: Int32) -> (
    status: Int32, workers: [Float]
  ) {
    var context: OpaquePointer?
    var hooks = log.hooks
    let created = withUnsafePointer(to: &hooks) { hooks in
      var options = tangram_options()
      options.threads = threads
      options.hooks = hooks
      return tangram_tg_create(&table.model, &options, &context)
    }
    if created != 0 { return (created, []) }
    let output = Tensor(Tensor.float32, [100])
    var view = output.view
    let status = tangram_tg_run(context, nil, 0, &view, 1)
    tangram_tg_destroy(context)
    return (status, output.floats(100))
  }

  @Test func loopsRunOnTheProgramsThreads() {
    let log = Log()
    let (status, workers) = run(loopTable(), log, threads: 3)
    #expect(status == 0)
    #expect(log.loops == [[3, 100, 9]])
    #expect(workers.allSatisfy { $0 >= 0 && $0 < 3 })
  }

  @Test func declinedLoopsRunOnTheContextsThreads() {
    let log = Log()
    log.declines = true
    let (status, workers) = run(loopTable(), log, threads: 2)
    #expect(status == 0 && log.loops.isEmpty)
    #expect(workers.allSatisfy { $0 == 0 || $0 == 1 })
  }

  @Test func allMemoryGoesThroughTheHooks() {
    let log = Log()
    #expect(run(loopTable(), log, threads: 2).status == 0)
    #expect(log.blocks == 4, "context, pool, scratch and workspace")
    #expect(log.allocated == log.released && log.allocated > 3_000_000)
  }

  @Test func outOfMemory() {
    let log = Log()
    log.outOfMemoryAbove = 500_000
    #expect(run(loopTable(), log, threads: 1).status == TANGRAM_OUT_OF_MEMORY.rawValue)
    #expect(log.errors.count == 1)
    #expect(log.errors[0].hasPrefix("3: out of memory: cannot allocate 1000"))
    #expect(log.allocated == log.released)
    let atOnce = Log()
    atOnce.outOfMemoryAbove = 0
    #expect(run(loopTable(), atOnce, threads: 1).status == TANGRAM_OUT_OF_MEMORY.rawValue)
  }

  @Test func allocateAndReleaseComeTogether() {
    let table = loopTable()
    var hooks = tangram_hooks()
    hooks.release = { _, _, _ in }
    var context: OpaquePointer?
    let status = withUnsafePointer(to: &hooks) { hooks in
      var options = tangram_options()
      options.hooks = hooks
      return tangram_tg_create(&table.model, &options, &context)
    }
    #expect(status == 1)
    #expect(lastError() == "the hooks 'allocate' and 'release' must come together")
  }

  @Test func memoryIsAligned() {
    for bytes in [0, 1, 63, 64, 65, 1 << 20, 5 << 20] {
      let memory = tangram_tg_allocate(nil, bytes)
      #expect(memory != nil && UInt(bitPattern: memory) % 64 == 0)
      if bytes > 0 { memory?.storeBytes(of: 1, toByteOffset: bytes - 1, as: UInt8.self) }
      tangram_tg_release(nil, memory, bytes)
    }
    #expect(tangram_tg_allocate(nil, .max) == nil)
    #expect(tangram_tg_allocate(nil, Int(bitPattern: UInt.max)) == nil)
    tangram_tg_release(nil, nil, 0)
  }

  @Test func kernelsFindTheRuntimeByName() {
    var count: Int32 = 0
    let points = UnsafeBufferPointer(start: tangram_tg_entry_points(&count), count: Int(count))
    let names = points.compactMap { $0.name.map { String(cString: $0) } }
    #expect(names.contains("tangram_tg_parallel_for") && names.contains("tangram_tg_scratch"))
    #expect(points.allSatisfy { $0.address != nil })
  }

  /// DLPack's layout is fixed by its specification.
  @Test func dlpackLayout() {
    #expect(MemoryLayout<DLTensor>.size == 48)
    #expect(MemoryLayout<DLTensor>.offset(of: \.dtype) == 20)
    #expect(MemoryLayout<DLTensor>.offset(of: \.shape) == 24)
    #expect(MemoryLayout<DLTensor>.offset(of: \.byte_offset) == 40)
    #expect(MemoryLayout<DLManagedTensorVersioned>.size == 80)
    #expect(MemoryLayout<DLManagedTensorVersioned>.offset(of: \.flags) == 24)
    #expect(MemoryLayout<DLManagedTensorVersioned>.offset(of: \.dl_tensor) == 32)
  }
}
