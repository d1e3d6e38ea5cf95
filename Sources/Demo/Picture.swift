import Foundation

/// A sweep as a drawing in SVG that needs nothing else: time and rate over the length, and which
/// tile runs where.
///
/// Its colours follow the reader's choice of a light or dark page.
struct Picture {
  private let sweep: Sweep
  private let title: String
  private let width = 960.0
  private let left = 64.0
  private let right = 24.0
  private let panelHeight = 190.0

  init(_ sweep: Sweep, title: String) {
    self.sweep = sweep
    self.title = title
  }

  var text: String {
    let strips = 560.0
    let keys = strips + Double(sweep.contractions.count) * 46
    let height = keys + 20 * Double((names.count + keyColumns - 1) / keyColumns) + 16
    let parts = [
      label(left, 30, "\(title): one compilation, every length, one thread", "title"),
      times(top: 64), rates(top: 64 + panelHeight + 56),
      sweep.contractions.indices.map { strip($0, top: strips + Double($0) * 46) }.joined(),
      key(top: keys),
    ]
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" \
      role="img" aria-label="Time, rate and tiles over the sequence length">
      \(Self.style)<rect class="page" width="100%" height="100%"/>
      \(parts.joined())</svg>

      """
  }

  private static let style = """
    <style>
    text{font:12px system-ui,sans-serif;fill:#5b6270}
    .page{fill:#fff}
    .title{font-size:17px;font-weight:600}
    .head{font-size:13px;font-weight:600}
    .title,.head{fill:#1f2430}
    .end{text-anchor:end}
    .middle{text-anchor:middle}
    .tile{font-size:11px;text-anchor:middle;fill:#fff}
    .grid{stroke:#e3e6ec}
    .line{fill:none;stroke:#2563eb;stroke-width:2;stroke-linejoin:round}
    .dot{fill:#2563eb}
    .probe{fill:none;stroke:#9aa3b2;stroke-dasharray:4 3}
    @media (prefers-color-scheme:dark){
    .page{fill:#14171f}
    text{fill:#9aa3b2}
    .title,.head{fill:#e6e9f0}
    .tile{fill:#fff}
    .grid{stroke:#2b303c}
    .line{stroke:#7aa7ff}
    .dot{fill:#7aa7ff}
    .probe{stroke:#6b7280}
    }
    </style>

    """

  // MARK: Panels

  /// Milliseconds, both axes by powers.
  private func times(top: Double) -> String {
    let values = sweep.points.map(\.milliseconds)
    let low = floor(log10(values.min() ?? 1))
    let high = max(low + 1, ceil(log10(values.max() ?? 10)))
    func y(_ value: Double) -> Double {
      top + panelHeight * (1 - (log10(value) - low) / (high - low))
    }
    var text = label(left, top - 12, "milliseconds", "head")
    for power in stride(from: low, through: high, by: 1) {
      for factor in power < high ? [1.0, 2, 5] : [1.0] {
        let value = factor * pow(10, power)
        text += horizontal(y(value), String(format: "%g", value))
      }
    }
    return text + lengths(top) + curve(sweep.points.map { (x($0.length), y($0.milliseconds)) })
  }

  /// Billions of operations a second, with the probe above them.
  private func rates(top: Double) -> String {
    let most = sweep.points.map { max($0.gigaflops, $0.probe) }.max() ?? 1
    let step = [10.0, 20, 25, 50, 100, 200, 500].first { most / $0 <= 6 } ?? 1000
    let limit = ceil(most / step) * step
    func y(_ value: Double) -> Double { top + panelHeight * (1 - value / limit) }
    var text = label(left, top - 12, "GFLOP/s of the contractions", "head")
    text += label(
      width - right, top - 12, "dashed: multiply-adds alone on one core, at that moment", "end")
    for value in stride(from: 0, through: limit, by: step) {
      text += horizontal(y(value), String(format: "%g", value))
    }
    let probe = sweep.points.map { (x($0.length), y($0.probe)) }
    text += "<polyline class=\"probe\" points=\"\(list(probe))\"/>\n"
    return text + lengths(top) + curve(sweep.points.map { (x($0.length), y($0.gigaflops)) })
  }

  /// The tile of one contraction at every length, neighbours with one tile together.
  private func strip(_ contraction: Int, top: Double) -> String {
    let (form, share) = sweep.contractions[contraction]
    var text = label(
      left, top, "tile of \(form.name)  (\(form.count) times, \(Int((share * 100).rounded())) %)",
      "head")
    var first = 1
    while first <= Sweep.longest {
      let name = sweep.tile(contraction, at: first)
      var last = first
      while last < Sweep.longest, sweep.tile(contraction, at: last + 1) == name { last += 1 }
      let (start, end) = (edge(first), edge(last + 1))
      let range = first == last ? "\(first)" : "\(first) to \(last)"
      text += """
        <rect x="\(number(start))" y="\(number(top + 7))" width="\(number(end - start))" \
        height="20" fill="\(color(name))"><title>\(escaped(name)) at length \(range)</title></rect>\n
        """
      let short = String(name.prefix { $0 != " " })
      if let label = [name, short].first(where: { end - start > 7 * Double($0.count) }) {
        text += self.label((start + end) / 2, top + 21, label, "tile")
      }
      first = last + 1
    }
    return text
  }

  /// Which colour is which tile.
  private func key(top: Double) -> String {
    names.enumerated().map { place, name in
      let x = left + Double(place % keyColumns) * 108
      let y = top + Double(place / keyColumns) * 20
      return """
        <rect x="\(number(x))" y="\(number(y))" width="12" height="12" fill="\(color(name))"/>
        \(label(x + 17, y + 10, name, "key"))
        """
    }.joined()
  }

  private let keyColumns = 8

  // MARK: Marks

  private func curve(_ points: [(Double, Double)]) -> String {
    let dots = points.map {
      "<circle class=\"dot\" cx=\"\(number($0.0))\" cy=\"\(number($0.1))\" r=\"2.6\"/>"
    }
    return "<polyline class=\"line\" points=\"\(list(points))\"/>\n\(dots.joined())\n"
  }

  private func horizontal(_ y: Double, _ text: String) -> String {
    """
    <line class="grid" x1="\(number(left))" x2="\(number(width - right))" y1="\(number(y))" \
    y2="\(number(y))"/>\(label(left - 8, y + 4, text, "end"))
    """
  }

  private func lengths(_ top: Double) -> String {
    stride(from: 0, through: 9, by: 1).map { power in
      let place = x(1 << power)
      return """
        <line class="grid" x1="\(number(place))" x2="\(number(place))" y1="\(number(top))" \
        y2="\(number(top + panelHeight))"/>\
        \(label(place, top + panelHeight + 18, "\(1 << power)", "middle"))
        """
    }.joined()
  }

  private func label(_ x: Double, _ y: Double, _ text: String, _ kind: String) -> String {
    "<text class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\">\(escaped(text))</text>\n"
  }

  // MARK: Places and colours

  private func x(_ length: Int) -> Double { place(Double(length)) }

  /// Where the cell of a length begins.
  private func edge(_ length: Int) -> Double {
    length == 1 ? left : length > Sweep.longest ? width - right : place(Double(length) - 0.5)
  }

  private func place(_ length: Double) -> Double {
    left + (width - left - right) * log2(length) / log2(Double(Sweep.longest))
  }

  /// All tiles that run anywhere, low ones first.
  private var names: [String] {
    var found: Set<String> = []
    for contraction in sweep.contractions.indices {
      for length in 1...Sweep.longest { found.insert(sweep.tile(contraction, at: length)) }
    }
    return found.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
  }

  /// Low tiles are blue, high ones red; white text can be read on all of them.
  private func color(_ name: String) -> String {
    let height = Double(name.prefix { $0.isNumber }) ?? 0
    return hexadecimal(
      hue: max(0, 235 - 17 * (height - 1)), saturation: 0.52,
      lightness: name.contains(" ") ? 0.34 : 0.44)
  }

  /// A color that every program that draws SVG knows.
  private func hexadecimal(hue: Double, saturation: Double, lightness: Double) -> String {
    let span = saturation * min(lightness, 1 - lightness)
    let parts = [0.0, 8, 4].map { offset -> Int in
      let place = (offset + hue / 30).truncatingRemainder(dividingBy: 12)
      return Int((255 * (lightness - span * max(-1, min(place - 3, 9 - place, 1)))).rounded())
    }
    return String(format: "#%02x%02x%02x", parts[0], parts[1], parts[2])
  }

  private func list(_ points: [(Double, Double)]) -> String {
    points.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
  }

  private func number(_ value: Double) -> String {
    String(format: "%g", (value * 100).rounded() / 100)
  }

  private func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }
}
