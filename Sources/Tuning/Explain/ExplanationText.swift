import Foundation
import Support

extension Explanation: CustomStringConvertible {
  /// For a terminal: each kernel with its ways, and sizes at which another one begins to run.
  public var description: String {
    var lines = [
      "one core: \(Self.short(peakGflops)) GFLOP/s, \(Self.short(bandwidth)) GB/s of memory"
    ]
    for kernel in kernels {
      lines += ["", kernel.name + ", \(kernel.calls) times"] + Self.lines(kernel)
    }
    return lines.joined(separator: "\n")
  }

  /// How far the gain and the predictions can be trusted.
  static func trust(in kernel: Kernel) -> String {
    if kernel.isPredicted { return "predicted, nothing was measured" }
    return TunedRecord.trust(median: kernel.medianError ?? 0, tail: kernel.tailError ?? 0)
  }

  private static func lines(_ kernel: Kernel) -> [String] {
    guard let gain = kernel.gain else {
      return ["  not tuned" + text(of: kernel.refusal)]
    }
    var lines = [
      "  \(short(gain)) x the untuned on \(kernel.threads) threads; \(trust(in: kernel))"
    ]
    if let model = kernel.model { lines.append("  " + text(of: model)) }
    if kernel.ways.isEmpty { lines.append("  the schedule that needs no measurement is as fast") }
    var last: String?
    for (number, point) in kernel.points.enumerated() {
      let isLast = number == kernel.points.count - 1
      guard point.way != last || number == 0 || isLast || point.measuredNs != nil else { continue }
      last = point.way
      lines.append("  " + text(of: point))
    }
    if let worst = kernel.worst { lines.append("  worst: " + text(of: worst)) }
    return lines
  }

  /// What the model that chose is worth.
  static func text(of model: ModelQuality) -> String {
    func percent(_ share: Double) -> String { "\(short(share * 100)) %" }
    var text =
      "what was chosen is off the best that was timed by \(percent(model.regret)) on average, "
      + "\(percent(model.worstRegret)) at worst"
    if let rank = model.rank { text += "; times rank as predicted with \(short(rank))" }
    let fits = model.fits.map(percent)
    return text + "; fits are off by " + fits.joined(separator: ", ")
  }

  /// What is said behind it of a stored schedule that is not used.
  static func text(of refusal: String?) -> String {
    refusal.map { "; the stored schedule is not used: \($0)" } ?? ""
  }

  static func text(of point: Point) -> String {
    let sizes = point.sizes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var parts = [sizes.isEmpty ? "always" : sizes.joined(separator: " "), point.way ?? "untuned"]
    if let time = point.predictedNs { parts.append("predicted \(short(time / 1e3)) us") }
    if let time = point.measuredNs { parts.append("measured \(short(time / 1e3)) us") }
    if let share = point.peakShare { parts.append("\(short(share * 100)) % of the peak") }
    if let limit = point.limit { parts.append("limited by \(limit)") }
    return parts.joined(separator: ", ")
  }

  static func short(_ value: Double) -> String {
    String(format: value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.3g", value)
  }
}
