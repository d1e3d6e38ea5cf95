import CodeGeneration
import Dialects
import Evaluation
import Support
import Testing

/// The largest elements along an axis.
@Suite struct TopTests {
  /// Vectors are 16 lanes everywhere, in as many registers as that takes.
  @Test(arguments: KernelExample.tops)
  func areFoundOnEveryProcessor(example: KernelExample) throws {
    let levels: [HardwareDescription] = [.x86v4, .x86v3, .x86v2]
    for hardware in levels where hardware.lackingHere == nil {
      let model = try ForcedModel(example, for: hardware)
      for symbols in example.sizes {
        for numbers in [KernelExample.Numbers.wide, .special] {
          try check(model, example.values(symbols, numbers), symbols)
        }
      }
    }
  }

  /// However they are put in order, on as many threads as there are.
  private func check(
    _ model: ForcedModel, _ inputs: [TensorValue], _ symbols: [String: Int]
  ) throws {
    let expected = try model.evaluate(inputs, symbols: symbols).map(\.doubles.description)
    for way in 0..<model.ways {
      for threads in [1, 3] {
        let results = try model.run(
          inputs, symbols: symbols, way: way, threads: threads,
          in: threads == 1 ? .endsAtGuard : .beginsAtGuard)
        #expect(
          results.map(\.doubles.description) == expected,
          "\(symbols), way \(way), \(threads) threads")
      }
    }
  }

  /// The program reads only what it wrote, and its rows may be taken in any order.
  @Test(arguments: KernelExample.tops)
  func programsAgree(example: KernelExample) throws {
    let kernel = try KernelCheck(example)
    for symbols in example.sizes.filter({ $0.values.reduce(1, *) <= 17 }).suffix(1) {
      #expect(try kernel.problems(example.values(symbols, .special), symbols: symbols) == [])
    }
  }

  /// Long rows in which all is equal, in order, or the other way round, and NaN and zeros of both signs.
  @Test func orderDoesNotMatter() throws {
    let example = try #require(
      KernelExample.tops.first { $0.description == "places of the smallest of many rows" })
    let length = 1999
    let rows: [@Sendable (Int) -> Double] = [
      { _ in 3 }, { Double($0) }, { Double(-$0) }, { $0 % 2 == 0 ? 0.0 : -0.0 },
      { $0 % 3 == 0 ? .nan : Double($0 % 5) }, { $0 < 1995 ? .nan : -.infinity },
    ]
    let numbers = rows.flatMap { row in (0..<length).map(row) }
    let x = TensorValue([rows.count, length], kind: .f32, doubles: numbers)
    try check(
      try ForcedModel(example, for: .detectHost()), [x], ["m": rows.count, "n": length])
  }
}
