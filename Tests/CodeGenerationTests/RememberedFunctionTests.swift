import Dispatch
import Synchronization
import Testing

/// Functions that remember what they gave last.
@Suite struct RememberedFunctionTests {
  /// `pick` gives `(3 m + n) mod 200` and counts how often it is computed.
  private func kernel(bits: [Int]) throws -> CompiledKernel {
    try CompiledKernel(
      text: """
        memref.global "private" @calls : memref<1xi64> = dense<0>
        func.func private @pick(%m: index, %n: index) -> index
            attributes {tangram.remembered = array<i64: \(bits.map(String.init).joined(separator: ", "))>} {
          %zero = arith.constant 0 : index
          %one = arith.constant 1 : i64
          %calls = memref.get_global @calls : memref<1xi64>
          %before = memref.load %calls[%zero] : memref<1xi64>
          %after = arith.addi %before, %one : i64
          memref.store %after, %calls[%zero] : memref<1xi64>
          %three = arith.constant 3 : index
          %most = arith.constant 200 : index
          %product = arith.muli %m, %three : index
          %sum = arith.addi %product, %n : index
          %result = arith.remui %sum, %most : index
          return %result : index
        }
        func.func @kernel(%m: index, %n: index) -> index {
          %result = call @pick(%m, %n) : (index, index) -> index
          return %result : index
        }
        func.func @count() -> i64 {
          %zero = arith.constant 0 : index
          %calls = memref.get_global @calls : memref<1xi64>
          %count = memref.load %calls[%zero] : memref<1xi64>
          return %count : i64
        }
        """)
  }

  private typealias Pick = @convention(c) (Int, Int) -> Int
  private typealias Count = @convention(c) () -> Int

  @Test func computesOnlyWhatIsNew() throws {
    let kernel = try kernel(bits: [10, 10, 8])
    let pick = unsafeBitCast(try kernel.address(), to: Pick.self)
    let count = unsafeBitCast(try kernel.address(of: "count"), to: Count.self)
    let calls = [
      (0, 0, 1), (0, 0, 1), (5, 7, 2), (5, 7, 2), (7, 5, 3), (5, 7, 4), (1023, 1023, 5),
      (1023, 1023, 5), (0, 1023, 6), (1023, 0, 7), (0, 0, 8),
    ]
    for (m, n, times) in calls {
      #expect(pick(m, n) == (3 * m + n) % 200 && count() == times, "\(m), \(n)")
    }
  }

  @Test func whatAWordDoesNotHoldIsComputed() throws {
    let kernel = try kernel(bits: [40, 20, 8])
    let pick = unsafeBitCast(try kernel.address(), to: Pick.self)
    let count = unsafeBitCast(try kernel.address(of: "count"), to: Count.self)
    #expect(pick(1 << 39, 3) == (3 * (1 << 39) + 3) % 200 && pick(1 << 39, 3) == pick(1 << 39, 3))
    #expect(count() == 3)
  }

  @Test func threadsGetTheirOwnResults() throws {
    let kernel = try kernel(bits: [10, 10, 8])
    let wrong = Atomic(0)
    let address = UInt(bitPattern: try kernel.address())
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      guard let pointer = UnsafeRawPointer(bitPattern: address) else { return }
      let pick = unsafeBitCast(pointer, to: Pick.self)
      for number in 0..<200_000 {
        let (m, n) = (number / 3 % 7 + thread, number % 2 * 500)
        if pick(m, n) != (3 * m + n) % 200 { wrong.add(1, ordering: .relaxed) }
      }
    }
    #expect(wrong.load(ordering: .relaxed) == 0)
  }
}
