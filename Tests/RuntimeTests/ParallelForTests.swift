import Foundation
import TangramRuntime
import Testing

/// What a loop's body counts: how often each iteration ran, and on which worker.
private final class Counts {
  let iterations: UnsafeMutableBufferPointer<Int32>
  let workers: UnsafeMutableBufferPointer<Int64>
  let total: Int64
  let chunk: Int64

  init(total: Int64, chunk: Int64, threads: Int32) {
    self.total = total
    self.chunk = chunk
    iterations = .allocate(capacity: Int(total))
    iterations.initialize(repeating: 0)
    workers = .allocate(capacity: Int(threads))
    workers.initialize(repeating: 0)
  }

  deinit {
    iterations.deallocate()
    workers.deallocate()
  }

  static let body: tangram_loop_body = { environment, begin, end in
    guard let environment else { return }
    let counts = Unmanaged<Counts>.fromOpaque(environment).takeUnretainedValue()
    for index in begin..<end { counts.iterations[Int(index)] += 1 }
    counts.workers[Int(tangram_tg_worker_index())] += end - begin
  }

  func run(on pool: OpaquePointer?) -> Int32 {
    let environment = Unmanaged.passUnretained(self).toOpaque()
    return tangram_tg_parallel_for(pool, total, chunk, Counts.body, environment)
  }

  /// Every iteration ran once, and every one on some worker of its own.
  var isComplete: Bool {
    iterations.allSatisfy { $0 == 1 } && workers.reduce(0, +) == total
  }
}

@Suite struct ParallelForTests {
  @Test(arguments: Int32(1)...8, [0, -1] as [Int32])
  func everyIterationRunsOnce(threads: Int32, spinMicroseconds: Int32) {
    let pool = tangram_tg_pool_create(threads, spinMicroseconds, nil)
    defer { tangram_tg_pool_destroy(pool) }
    #expect(tangram_tg_pool_threads(pool) == threads)
    for total: Int64 in [0, 1, 2, 3, 7, 64, 65, 997, 4096] {
      for chunk: Int64 in [-1, 0, 1, 2, 3, 13, 64, 1000, .max] {
        let counts = Counts(total: total, chunk: chunk, threads: threads)
        #expect(counts.run(on: pool) == 0)
        #expect(counts.isComplete, "total \(total), chunk \(chunk), \(threads) threads")
      }
    }
  }

  @Test func rangesBeginAtMultiplesOfTheChunk() {
    let pool = tangram_tg_pool_create(4, 0, nil)
    defer { tangram_tg_pool_destroy(pool) }
    var isRight = [Bool](repeating: false, count: 100)
    isRight.withUnsafeMutableBufferPointer { flags in
      // One flag per chunk of 7 iterations of 693, written by the chunk itself.
      _ = tangram_tg_parallel_for(
        pool, 693, 7,
        { environment, begin, end in
          environment?.storeBytes(
            of: begin % 7 == 0 && end == begin + 7, toByteOffset: Int(begin / 7), as: Bool.self)
        }, flags.baseAddress)
    }
    #expect(isRight[..<99].allSatisfy { $0 } && !isRight[99])
  }

  @Test func aPoolOfOneOrNoneRunsInline() {
    let single = tangram_tg_pool_create(1, 0, nil)
    defer { tangram_tg_pool_destroy(single) }
    #expect(tangram_tg_pool_threads(nil) == 1)
    for pool in [single, nil] {
      // The whole range in one call, on the caller's own stack.
      var calls: [Int64] = [0, 0]
      let status = tangram_tg_parallel_for(
        pool, 100, 3,
        { environment, begin, end in
          let calls = environment?.assumingMemoryBound(to: Int64.self)
          calls?[0] += 1
          calls?[1] += end - begin
        }, &calls)
      #expect(status == 0 && calls == [1, 100])
    }
  }

  private struct Nest {
    var pool: OpaquePointer?
    var cells: UnsafeMutablePointer<Int32>
  }

  @Test func nestedLoopsRunInline() {
    let pool = tangram_tg_pool_create(4, 0, nil)
    defer { tangram_tg_pool_destroy(pool) }
    var cells = [Int32](repeating: 0, count: 40 * 40)
    cells.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var nest = Nest(pool: pool, cells: base)
      _ = tangram_tg_parallel_for(
        pool, 40, 1,
        { environment, begin, end in
          guard let nest = environment?.load(as: Nest.self) else { return }
          for row in Int(begin)..<Int(end) {
            let worker = tangram_tg_worker_index()
            let status = tangram_tg_parallel_for(
              nest.pool, 40, 1,
              { environment, begin, end in
                let cells = environment?.assumingMemoryBound(to: Int32.self)
                for column in Int(begin)..<Int(end) { cells?[column] += 1 }
                // One call for the whole row.
                if begin != 0 || end != 40 { cells?[0] += 100 }
              }, nest.cells + row * 40)
            if status != 0 || worker != tangram_tg_worker_index() { nest.cells[row * 40] += 100 }
          }
        }, &nest)
    }
    #expect(cells.allSatisfy { $0 == 1 })
  }

  @Test func manyShortLoopsWithPauses() {
    var generator = SplitMix(state: 7)
    let pool = tangram_tg_pool_create(3, 20, nil)
    defer { tangram_tg_pool_destroy(pool) }
    for round in 0..<20_000 {
      let total = Int64(generator.next() % 200), chunk = Int64(generator.next() % 20)
      let counts = Counts(total: total, chunk: chunk, threads: 3)
      _ = counts.run(on: pool)
      #expect(counts.isComplete, "round \(round): total \(total), chunk \(chunk)")
      // Long enough for the workers to fall asleep, now and then.
      if generator.next() % 500 == 0 { usleep(UInt32(generator.next() % 200)) }
    }
  }

  /// Also catches a pool that ends while a worker is late for its last loop.
  @Test(.timeLimit(.minutes(2))) func poolsComeAndGo() {
    for round in 0..<2_000 {
      let pool = tangram_tg_pool_create(4, round % 2 == 0 ? -1 : 0, nil)
      if round % 3 != 0 {
        let counts = Counts(total: 50, chunk: 1, threads: 4)
        _ = counts.run(on: pool)
        #expect(counts.isComplete)
      }
      tangram_tg_pool_destroy(pool)
    }
    tangram_tg_pool_destroy(nil)
  }

  @Test func poolsOnSeveralThreads() {
    DispatchQueue.concurrentPerform(iterations: 6) { thread in
      let threads = Int32(1 + thread % 4)
      let pool = tangram_tg_pool_create(threads, 0, nil)
      for round in 0..<300 {
        let counts = Counts(total: Int64(round), chunk: 3, threads: threads)
        _ = counts.run(on: pool)
        #expect(counts.isComplete)
      }
      tangram_tg_pool_destroy(pool)
    }
  }
}

/// A small random number generator, the same on every run.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
