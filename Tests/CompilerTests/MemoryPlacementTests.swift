import Compiler
import Dialects
import Evaluation
import Foundation
import Testing

/// Memory beside pages that nobody may touch.
@Suite struct MemoryPlacementTests {
  /// The kernel refuses to read such a page for us, where a read of our own would end the process.
  @Test(arguments: [1, 4, 60, 64, 4092, 4096, 4100, 100_000])
  func whatIsBesideCannotBeTouched(count: Int) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    func isReadable(_ place: UnsafeMutableRawPointer) -> Bool { write(ends[1], place, 1) == 1 }
    for placement in [MemoryPlacement.endsAtGuard, .beginsAtGuard] {
      let start = try #require(placement.allocate(count, alignment: 1))
      let (first, last) = (start, start + (count - 1))
      #expect(isReadable(first) && isReadable(last))
      switch placement {
      case .endsAtGuard: #expect(!isReadable(last + 1))
      default: #expect(!isReadable(first - 1))
      }
      memset(start, 0xA5, count)
      placement.release(start, count)
      #expect(!isReadable(first))
    }
  }

  @Test func noBytesArePlacedToo() {
    for placement in MemoryPlacement.allCases {
      let start = placement.allocate(0, alignment: 64)
      #expect(start != nil)
      placement.release(start, 0)
    }
  }

  @Test func aModelComputesTheSameEverywhere() throws {
    let model = try CompiledModel(try TestModel.lower(TestModel.perceptron), threads: 1)
    let x = TensorValue([7, 4], kind: .f32, doubles: (0..<28).map { Double($0) / 8 - 1 })
    let expected = try model.run([x])
    for placement in MemoryPlacement.allCases {
      #expect(try model.placed(placement)?.run([x]) == expected)
    }
  }
}
