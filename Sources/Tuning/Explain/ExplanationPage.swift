import Foundation
import Support

extension Explanation {
  /// One self-contained HTML page: for each kernel the curve over its range, and a table.
  ///
  /// `title` is what the model is called.
  public func page(title: String) -> String {
    let sections = kernels.map { kernel in
      """
      <h2>\(Self.escaped(kernel.name))</h2>
      <p>\(kernel.calls) calls a run, \(kernel.threads) threads. \(Self.summary(kernel))</p>
      \(Self.plot(kernel))
      \(Self.table(kernel))
      """
    }
    return """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>\(Self.escaped(title))</title>
      <style>
      body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; color: #222; }
      table { border-collapse: collapse; font-size: 12px; }
      td, th { padding: 0.1em 0.8em; text-align: right; border-bottom: 1px solid #ddd; }
      td.way { text-align: left; font-family: monospace; }
      svg { background: #fafafa; border: 1px solid #ddd; }
      svg text { font-size: 11px; fill: #555; }
      </style></head><body>
      <h1>\(Self.escaped(title))</h1>
      <p>One core: \(Self.short(peakGflops)) GFLOP/s, \(Self.short(bandwidth)) GB/s of memory.</p>
      \(sections.joined(separator: "\n"))
      </body></html>
      """ + "\n"
  }

  private static func summary(_ kernel: Kernel) -> String {
    guard let gain = kernel.gain else {
      return "Not tuned\(escaped(text(of: kernel.refusal)))."
    }
    var text = "\(short(gain)) x the untuned; \(trust(in: kernel))."
    if let model = kernel.model { text += " The model: \(escaped(Self.text(of: model)))." }
    if let worst = kernel.worst { text += " Worst: \(escaped(Self.text(of: worst)))." }
    return text
  }

  /// The share of the peak over the sizes, as predicted (a line) and measured (dots); the colour is the
  /// way that runs.
  private static func plot(_ kernel: Kernel) -> String {
    let (width, height, left, top) = (860.0, 240.0, 40.0, 10.0)
    let shares = kernel.points.compactMap(\.peakShare)
    guard kernel.points.count > 1, let most = shares.max(), most > 0 else { return "" }
    let scale = max(1, most)
    let ways = kernel.ways.map(\.name)
    func x(_ place: Int) -> Double {
      left + (width - left - 10) * Double(place) / Double(max(1, kernel.points.count - 1))
    }
    func y(_ share: Double) -> Double { top + (height - top - 30) * (1 - share / scale) }
    func colour(_ way: String?) -> String {
      let number = way.flatMap { ways.firstIndex(of: $0) } ?? 0
      return "hsl(\(number * 360 / max(1, ways.count)), 70%, 40%)"
    }
    var parts: [String] = []
    for share in [0.25, 0.5, 0.75, 1] {
      parts.append(
        "<line x1='\(left)' x2='\(width - 10)' y1='\(y(share))' y2='\(y(share))' stroke='#ddd'/>"
          + "<text x='4' y='\(y(share) + 4)'>\(Int(share * 100)) %</text>")
    }
    for (place, pair) in zip(kernel.points, kernel.points.dropFirst()).enumerated() {
      guard let from = pair.0.peakShare, let to = pair.1.peakShare else { continue }
      parts.append(
        "<line x1='\(x(place))' y1='\(y(from))' x2='\(x(place + 1))' y2='\(y(to))' "
          + "stroke='\(colour(pair.0.way))' stroke-width='1.5'/>")
    }
    let step = max(1, kernel.points.count / 10)
    for (place, point) in kernel.points.enumerated() {
      if point.measuredNs != nil, let share = point.peakShare {
        parts.append(
          "<circle cx='\(x(place))' cy='\(y(share))' r='3' fill='\(colour(point.way))'>"
            + "<title>\(escaped(text(of: point)))</title></circle>")
      }
      if place % step == 0 {
        let label = point.sizes.sorted { $0.key < $1.key }.map { "\($0.value)" }
        parts.append(
          "<text x='\(x(place))' y='\(height - 8)' text-anchor='middle'>"
            + "\(label.joined(separator: "x"))</text>")
      }
    }
    return "<svg width='\(Int(width))' height='\(Int(height))' role='img'>\(parts.joined())</svg>"
  }

  private static func table(_ kernel: Kernel) -> String {
    let rows = kernel.points.enumerated().filter { number, point in
      number == 0 || point.measuredNs != nil || point.way != kernel.points[number - 1].way
    }.map { _, point in
      let sizes = point.sizes.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      let times = [point.predictedNs, point.measuredNs].map { $0.map { short($0 / 1e3) } ?? "" }
      return "<tr><td>\(escaped(sizes.joined(separator: ", ")))</td><td class='way'>"
        + "\(escaped(point.way ?? "untuned"))</td><td>\(times[0])</td><td>\(times[1])</td><td>"
        + "\(point.peakShare.map { short($0 * 100) } ?? "")</td><td>\(point.limit ?? "")</td></tr>"
    }
    return "<table><tr><th>sizes</th><th>way</th><th>predicted, us</th><th>measured, us</th>"
      + "<th>% of the peak</th><th>limit</th></tr>\(rows.joined(separator: "\n"))</table>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: "'", with: "&#39;")
  }
}
