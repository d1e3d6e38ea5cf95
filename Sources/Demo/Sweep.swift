import CodeGeneration
import Compiler
import Evaluation
import Foundation
import Support

/// The time of one run over lengths, beside what the processor could do at that moment, and what
/// the dispatcher runs there.
struct Sweep {
  struct Point {
    var length: Int
    /// The median.
    var milliseconds: Double
    /// Of the contractions; all other work is left out.
    var gigaflops: Double
    /// Multiply-adds that one core reached just before and after.
    var probe: Double
  }

  static let longest = 512
  /// The lengths that are printed.
  static let printed = [
    1, 2, 4, 7, 8, 16, 31, 32, 63, 64, 65, 100, 127, 128, 129, 200, 256, 333, 384, 511, 512,
  ]
  /// The lengths that are timed besides.
  private static let others = [
    3, 5, 6, 10, 12, 14, 15, 17, 20, 24, 28, 33, 40, 48, 56, 72, 80, 90, 96, 112, 120, 136, 144,
    160, 176, 192, 224, 255, 257, 288, 320, 352, 400, 416, 448, 480,
  ]

  private(set) var points: [Point] = []
  /// The contractions with most work, most first, and the share of all at the longest.
  private(set) var contractions: [(form: ContractionChoices.Contraction, share: Double)] = []

  init(
    _ model: CompiledModel, _ lowered: LoweredModel, seconds: Double, _ progress: Progress
  ) throws {
    let choices = try ContractionChoices(lowered)
    func work(_ form: ContractionChoices.Contraction, _ length: Int) -> Double {
      Double(form.operations.evaluate(symbols: Self.sizes(length)) ?? 0)
    }
    let total = choices.contractions.reduce(0) { $0 + work($1, Self.longest) }
    contractions = choices.contractions.map { ($0, work($0, Self.longest) / total) }
      .filter { $0.1 >= 0.01 && !$0.0.chosen(at: Self.sizes(1)).isEmpty }
      .sorted { $0.1 > $1.1 }
    let probe = try PeakProbe(lowered.options.hardware)
    let lengths = (Self.printed + Self.others).sorted()
    for (number, length) in lengths.enumerated() {
      progress.show("timing length \(length) (\(number + 1) of \(lengths.count))")
      let before = probe.gigaflops(seconds: 0.004)
      let time = try Self.time(model, length, seconds)
      let after = probe.gigaflops(seconds: 0.004)
      let operations = choices.contractions.reduce(0) { $0 + work($1, length) }
      points.append(
        Point(
          length: length, milliseconds: time, gigaflops: operations / time / 1e6,
          probe: max(before, after)))
    }
  }

  static func sizes(_ length: Int) -> [String: Int] { ["batch": 1, "sequence": length] }

  /// The tile of a contraction at a length, as `14x32`.
  func tile(_ contraction: Int, at length: Int) -> String {
    contractions[contraction].form.chosen(at: Self.sizes(length)).joined(separator: "+")
  }

  private static func time(
    _ model: CompiledModel, _ length: Int, _ seconds: Double
  ) throws -> Double {
    let shape = [1, length]
    let run = try PreparedRun(
      model,
      [
        TensorValue(shape, (0..<length).map { Int64(1000 + $0 * 7 % 20000) }),
        TensorValue(shape, [Int64](repeating: 1, count: length)),
        TensorValue(shape, [Int64](repeating: 0, count: length)),
      ])
    let clock = ContinuousClock()
    try run.run()
    var times: [Double] = []
    let begin = clock.now
    while times.count < 3 || begin.duration(to: clock.now) < .seconds(seconds) {
      times.append(try clock.measure { try run.run() }.milliseconds)
    }
    return times.sorted()[times.count / 2]
  }

  /// The printed lengths: time, rate, the probe, and the tile of each contraction.
  var table: String {
    func padded(_ text: String) -> String {
      String(repeating: " ", count: max(0, 13 - text.count)) + text
    }
    let letters = contractions.indices.map { String(UnicodeScalar(UInt8(97 + $0 % 26))) }
    var lines = ["length        ms  GFLOP/s    probe  share" + letters.map(padded).joined()]
    for point in points where Self.printed.contains(point.length) {
      let head = String(
        format: "%6d  %8.2f  %7.1f  %7.1f  %4.0f%%", point.length, point.milliseconds,
        point.gigaflops, point.probe, 100 * point.gigaflops / point.probe)
      let tiles = contractions.indices.map { padded(tile($0, at: point.length)) }
      lines.append(head + tiles.joined())
    }
    lines.append("")
    lines.append("  probe: multiply-adds alone, in registers, one core, beside each figure")
    for (letter, contraction) in zip(letters, contractions) {
      let share = String(format: "%.0f%%", 100 * contraction.share)
      lines.append(
        "  \(letter): tile of \(contraction.form.name), \(contraction.form.count) times, "
          + "\(share) of the work at \(Self.longest)")
    }
    return lines.joined(separator: "\n")
  }
}
