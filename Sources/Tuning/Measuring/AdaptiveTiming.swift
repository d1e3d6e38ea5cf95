import CodeGeneration

/// Times a call as often as it takes to know the median, beside a kernel whose speed is known.
///
/// Repeats of a short call go together, so that a clock's step does not show. Between them the
/// probe runs, which does nothing but multiply-adds: what it reaches says how fast the machine was.
struct AdaptiveTiming {
  let seconds: Double
  let precision: Double
  let probe: PeakProbe

  /// Calls between two looks at the clock take about so long.
  private static let batchSeconds = 1e-4
  private static let leastBatches = 4
  private static let batchesPerProbe = 8

  func measure(_ call: () -> Void) -> MeasureReply.Point {
    let first = Self.seconds(of: 1, call)
    let perBatch = max(1, min(1 << 20, Int(Self.batchSeconds / max(first, 1e-9))))
    if perBatch > 1 { _ = Self.seconds(of: perBatch, call) }
    var (times, probes): ([Double], [Double]) = ([], [])
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var noise = Double.infinity
    repeat {
      if times.count % Self.batchesPerProbe == 0 { probes.append(probe.gigaflops(seconds: 5e-5)) }
      times.append(Self.seconds(of: perBatch, call) / Double(perBatch))
      if times.count >= Self.leastBatches { noise = Self.noise(of: times) }
    } while times.count < Self.leastBatches || (noise > precision && clock.now < end)
    return MeasureReply.Point(
      nanoseconds: Self.quartile(times) * 1e9, noise: noise, repeats: times.count * perBatch,
      probe: Self.median(probes), digest: "")
  }

  private static func seconds(of count: Int, _ call: () -> Void) -> Double {
    let parts = ContinuousClock().measure { for _ in 0..<count { call() } }.components
    return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
  }

  /// The lower quartile: others on the machine only ever make a batch slower.
  private static func quartile(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 4]
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }

  /// Half of the 95 % interval of the median, from the ranks that bound it, relative to the median.
  private static func noise(of times: [Double]) -> Double {
    let sorted = times.sorted()
    let count = Double(sorted.count)
    let reach = 1.96 * count.squareRoot() / 2
    let low = max(0, Int((count / 2 - reach).rounded(.down)))
    let high = min(sorted.count - 1, Int((count / 2 + reach).rounded(.up)))
    return (sorted[high] - sorted[low]) / 2 / max(sorted[sorted.count / 2], 1e-12)
  }
}
