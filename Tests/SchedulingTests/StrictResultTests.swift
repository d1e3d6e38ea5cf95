import CodeGeneration
import Dialects
import Evaluation
import IR
import MLIRJudge
import Scheduling
import Support
import Testing

/// The bits of a result depend on what is computed alone: not on the alternative that runs, nor on the
/// number of threads, nor on what is computed beside it.
@Suite struct StrictResultTests {
  /// Examples whose rows, or whatever else is computed side by side, are many by a symbol.
  static let examples = KernelExample.all + KernelExample.batches

  /// Sums that go over blocks of steps, in the tiles that are worth it.
  @Test(arguments: KernelExample.longSums.filter { !$0.keepsWeights })
  func blocksOfStepsLeaveTheBits(example: KernelExample) throws {
    var hardware = HardwareDescription.detectHost()
    let plain = try ForcedModel(example, for: hardware)
    hardware.caches = [1024, 4096].map { HardwareDescription.Cache(bytes: $0) }
    let model = try ForcedModel(example, for: hardware)
    for symbols in example.sizes.filter({ !$0.values.contains(0) }).suffix(3) {
      let inputs = example.values(symbols, .wide)
      let reference = try plain.run(inputs, symbols: symbols, way: 0, threads: 1)
      for way in 0..<model.ways {
        for threads in [1, 3] {
          let results = try model.run(inputs, symbols: symbols, way: way, threads: threads)
          for (result, expected) in zip(results, reference) {
            let place = result.firstDifferentBit(from: expected)
            #expect(place == nil, "\(symbols), way \(way), \(threads) threads")
          }
        }
      }
    }
  }

  @Test(arguments: examples)
  func bitsAreThoseOfTheElementAlone(example: KernelExample) throws {
    let model = try ForcedModel(example, for: .detectHost())
    for symbols in example.sizes.filter({ !$0.values.contains(0) }).suffix(3) {
      for numbers in [KernelExample.Numbers.small, .special, .wide] {
        let inputs = example.values(symbols, numbers)
        let reference = try model.run(inputs, symbols: symbols, way: 0, threads: 1)
        for way in 0..<model.ways {
          for threads in [1, 3] {
            let results = try model.run(
              inputs, symbols: symbols, way: way, threads: threads,
              in: threads == 1 ? .endsAtGuard : .beginsAtGuard)
            for (result, expected) in zip(results, reference) {
              let place = result.firstDifferentBit(from: expected)
              #expect(place == nil, "\(symbols), \(numbers), way \(way), \(threads) threads")
            }
          }
        }
        for slice in try Slices.independent(of: model, example, inputs, symbols) {
          for way in 0..<model.ways {
            let results = try model.run(
              slice.inputs, symbols: slice.symbols, way: way, threads: 1, in: .endsAtGuard)
            for (result, (full, axis)) in zip(results, zip(reference, slice.outputAxes)) {
              let expected = full.slice(slice.range, axis: axis)
              let place = result.firstDifferentBit(from: expected)
              #expect(place == nil, "\(symbols), \(numbers), \(slice), way \(way)")
            }
          }
        }
      }
    }
  }

  /// Processors with a fused multiply-add agree, whatever the width of their vectors.
  @Test(.enabled(if: HardwareDescription.x86v4.lackingHere == nil), arguments: examples)
  func levelsAgree(example: KernelExample) throws {
    let (wide, narrow) = try (
      ForcedModel(example, for: .x86v4), ForcedModel(example, for: .x86v3)
    )
    for symbols in example.sizes.filter({ !$0.values.contains(0) }).suffix(3) {
      let inputs = example.values(symbols, .wide)
      let expected = try wide.run(inputs, symbols: symbols, way: 0, threads: 1)
      let results = try narrow.run(inputs, symbols: symbols, way: 0, threads: 1)
      for (result, expected) in zip(results, expected) {
        #expect(result.firstDifferentBit(from: expected) == nil, "\(symbols)")
      }
    }
  }

  /// What is computed side by side is found, so that the test above compares something.
  @Test(arguments: [
    ("matmul", ["m", "n"]), ("matmul, bias, relu", ["m", "n"]), ("softmax", ["m"]),
    ("attention", ["m"]), ("sum over [0]", ["n"]), ("chain", ["m", "n"]),
    ("a batch of images", ["m"]), ("a batch of products", ["m"]), ("layer norm", ["m"]),
  ])
  func independentSizesAreFound(name: String, symbols: [String]) throws {
    let example = try #require(Self.examples.first { $0.description == name })
    let model = try ForcedModel(example, for: .detectHost())
    let sizes = try #require(example.sizes.last)
    let slices = try Slices.independent(of: model, example, example.values(sizes, .small), sizes)
    #expect(Set(slices.map(\.symbol)) == Set(symbols))
  }
}

/// A part of the inputs that gives a part of the outputs.
private struct Slices: CustomStringConvertible {
  let symbol: String
  let range: Range<Int>
  let inputs: [TensorValue]
  let symbols: [String: Int]
  let outputAxes: [Int]

  var description: String { "\(symbol) in \(range)" }

  /// The parts along every symbol for which the reference evaluator says so.
  static func independent(
    of model: ForcedModel, _ example: KernelExample, _ inputs: [TensorValue],
    _ symbols: [String: Int]
  ) throws -> [Slices] {
    var found: [Slices] = []
    let all = try model.evaluate(inputs, symbols: symbols)
    for (symbol, size) in symbols.sorted(by: { $0.key < $1.key }) {
      guard let axes = model.outputAxes(of: symbol), size > 1 else { continue }
      let lower = max(1, example.ranges[symbol]?.lower ?? 1)
      let ranges = [0..<1, size - 1..<size, 1..<size, size / 3..<min(size, size / 3 + 7)]
        .filter { $0.count >= lower }
      let slices = ranges.compactMap { range -> Slices? in
        var parts: [TensorValue] = []
        for (input, value) in zip(example.inputs(), inputs) {
          var part = value
          for (axis, size) in input.sizes.enumerated() {
            if size == .symbol(symbol) {
              part = part.slice(range, axis: axis)
            } else if size.symbolNames.contains(symbol) {
              return nil
            }
          }
          parts.append(part)
        }
        var sizes = symbols
        sizes[symbol] = range.count
        return Slices(
          symbol: symbol, range: range, inputs: parts, symbols: sizes, outputAxes: axes)
      }
      guard !slices.isEmpty, slices.count == ranges.count else { continue }
      let agree = try slices.allSatisfy { slice in
        let parts = try model.evaluate(slice.inputs, symbols: slice.symbols)
        return zip(parts, zip(all, axes)).allSatisfy { part, whole in
          part.firstDifferentBit(from: whole.0.slice(slice.range, axis: whole.1)) == nil
        }
      }
      if agree { found += slices }
    }
    return found
  }
}

extension TensorValue {
  /// The positions `range` along an axis.
  func slice(_ range: Range<Int>, axis: Int) -> TensorValue {
    var order = Array(shape.indices)
    order.swapAt(0, axis)
    let front = transposed(order)
    let row = front.shape.dropFirst().reduce(kind.byteCount, *)
    let part = TensorValue(
      shape: [range.count] + front.shape.dropFirst(), kind: kind,
      bytes: Array(front.bytes[range.lowerBound * row..<range.upperBound * row]))
    return part?.transposed(order) ?? self
  }

  /// The number of the first element that has other bits, in words; of NaN neither sign nor payload
  /// counts.
  func firstDifferentBit(from other: TensorValue) -> String? {
    if shape != other.shape || kind != other.kind { return "\(shape) is not \(other.shape)" }
    if bytes == other.bytes { return nil }
    let (mine, theirs) = (doubles, other.doubles)
    let size = kind.byteCount
    for place in 0..<count {
      let range = place * size..<(place + 1) * size
      if bytes[range] == other.bytes[range] { continue }
      if kind.isFloat, mine[place].isNaN, theirs[place].isNaN { continue }
      return "number \(place): \(mine[place]) is not \(theirs[place])"
    }
    return nil
  }
}
