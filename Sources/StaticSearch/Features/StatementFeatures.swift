import Dialects
import Foundation

/// The 164 numbers that Ansor describes an innermost statement by; `docs/static-search.md` has a table.
enum StatementFeatures {
  static let count = 164
  /// Buffers that are described, those of which most is touched.
  private static let mostBuffers = 5
  private static let curvePoints = 10

  /// All numbers as `sign(x) * log2(|x| + 1)`.
  static func numbers(of statement: StatementSummary, lineBytes: Int) -> [Float] {
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    arithmetic(statement, &numbers)
    annotations(statement, &numbers)
    grid(statement, &numbers)
    buffers(statement, lineBytes, &numbers)
    intensity(statement, &numbers)
    allocation(statement, &numbers)
    let written = statement.loops.reduce(1) { $0 * ($1.kind == .unrolled ? $1.extent : 1) }
    numbers += [statement.trips, Double(statement.loops.count), Double(written)]
    return numbers.map { Float(($0 < 0 ? -1 : 1) * log2(abs($0) + 1)) }
  }

  /// 16: operations of each kind, all iterations together.
  private static func arithmetic(_ statement: StatementSummary, _ numbers: inout [Double]) {
    let trips = statement.trips
    numbers += statement.operations.counts.map { Double($0) * trips }
  }

  /// 3 x 11: of vectorised, unrolled and parallel loops how many there are, the product of their
  /// extents, the innermost extent, and where the innermost is (one of eight).
  private static func annotations(_ statement: StatementSummary, _ numbers: inout [Double]) {
    for kind in [Program.LoopKind.vectorized, .unrolled, .parallel] {
      let places = statement.loops.indices.filter { statement.loops[$0].kind == kind }
      let product = places.reduce(1) { $0 * Double(statement.loops[$1].extent) }
      numbers += [
        Double(places.count), places.isEmpty ? 0 : product,
        places.last.map { Double(statement.loops[$0].extent) } ?? 0,
      ]
      numbers += position(places.last, kind, in: statement)
    }
  }

  /// Whether a loop is the innermost, in the middle or the outermost, and reduced over, spatial or both
  /// by the loops around; or there is none.
  private static func position(
    _ place: Int?, _ kind: Program.LoopKind, in statement: StatementSummary
  ) -> [Double] {
    var hot = [Double](repeating: 0, count: 8)
    guard let place else {
      hot[7] = 1
      return hot
    }
    let isInner = place == statement.loops.count - 1
    let isOuter = place == 0
    let column = isInner ? 0 : isOuter ? 2 : 1
    hot[column + (statement.loops[place].isReduced ? 3 : 0)] = 1
    return hot
  }

  /// 8: whether it runs in a launch, and how many blocks and threads there are along each axis.
  private static func grid(_ statement: StatementSummary, _ numbers: inout [Double]) {
    func extent(_ axis: Program.ThreadAxis) -> Double {
      statement.loops.first { $0.axis == axis }.map { Double($0.extent) } ?? 0
    }
    let axes: [Program.ThreadAxis] = [
      .blockX, .blockY, .blockZ, .threadX, .threadY, .threadZ,
    ]
    let isLaunched = statement.loops.contains { $0.axis != nil }
    numbers += [isLaunched ? 1 : 0] + axes.map(extent) + [isLaunched ? 1 : 0]
  }

  /// 5 x 18: how each buffer is touched and touched again.
  private static func buffers(
    _ statement: StatementSummary, _ lineBytes: Int, _ numbers: inout [Double]
  ) {
    for place in 0..<mostBuffers {
      guard place < statement.uses.count else {
        numbers += [Double](repeating: 0, count: 18)
        continue
      }
      let use = statement.uses[place]
      let hot: [Double] = [
        use.isRead && !use.isWritten ? 1 : 0, use.isWritten && !use.isRead ? 1 : 0,
        use.isRead && use.isWritten ? 1 : 0,
      ]
      let bytes = statement.trips * Double(use.elementBytes)
      let unique = use.elements(from: 0) * Double(use.elementBytes)
      let innermost = statement.loops.indices.last { !use.isStill(in: $0) }
      let stride = innermost.map { Double(abs(use.strides[$0])) } ?? 0
      let perLine = max(1, Double(lineBytes) / max(1, stride * Double(use.elementBytes)))
      let lines = stride == 0 ? 1 : statement.trips / perLine
      let uniqueLines = use.lines(from: 0, lineBytes: lineBytes)
      let reuse = Reuse(of: use, in: statement)
      let times = max(1, reuse.count)
      numbers += hot + [bytes, unique, lines, uniqueLines]
      numbers += reuse.kind + [reuse.iterations, reuse.bytes, reuse.count]
      numbers += [bytes / times, unique / times, lines / times, uniqueLines / times, stride]
    }
  }

  /// Where a buffer's elements are touched again.
  private struct Reuse {
    /// One of: in a loop that only reads, one after another after writing, never.
    var kind: [Double] = [0, 0, 1]
    /// Iterations and bytes between two touches.
    var (iterations, bytes, count) = (0.0, 0.0, 0.0)

    init(of use: StatementSummary.Use, in statement: StatementSummary) {
      let still = statement.loops.indices.last {
        statement.loops[$0].extent > 1 && use.isStill(in: $0)
      }
      guard let still else { return }
      kind = use.isWritten ? [0, 1, 0] : [1, 0, 0]
      count = Double(statement.loops[still].extent)
      iterations = statement.loops[(still + 1)...].reduce(1) { $0 * Double($1.extent) }
      bytes = statement.uses.reduce(0) {
        $0 + $1.elements(from: still + 1) * Double($1.elementBytes)
      }
    }
  }

  /// 10: operations for each byte that is touched, from the innermost loops outwards, at ten shares of
  /// the logarithm of all operations.
  private static func intensity(_ statement: StatementSummary, _ numbers: inout [Double]) {
    var points: [(work: Double, intensity: Double)] = []
    let own = Double(max(1, statement.operations.total))
    for first in statement.loops.indices.reversed() + [0] {
      let work = statement.loops[first...].reduce(own) { $0 * Double($1.extent) }
      let bytes = statement.uses.reduce(0) {
        $0 + $1.elements(from: first) * Double($1.elementBytes)
      }
      points.append((log2(work + 1), work / max(1, bytes)))
    }
    let most = points.map(\.work).max() ?? 0
    for step in 1...curvePoints {
      let wanted = most * Double(step) / Double(curvePoints)
      guard let after = points.firstIndex(where: { $0.work >= wanted }) else {
        numbers.append(points.last?.intensity ?? 0)
        continue
      }
      guard after > 0, points[after].work > points[after - 1].work else {
        numbers.append(points[after].intensity)
        continue
      }
      let (low, high) = (points[after - 1], points[after])
      let share = (wanted - low.work) / (high.work - low.work)
      numbers.append(low.intensity + (high.intensity - low.intensity) * share)
    }
  }

  /// 4: of what it writes the bytes and elements, how often it is allocated, and iterations for each of
  /// its elements.
  private static func allocation(_ statement: StatementSummary, _ numbers: inout [Double]) {
    guard let written = statement.uses.first(where: \.isWritten) else {
      numbers += [0, 0, 0, 0]
      return
    }
    let elements = written.shape.reduce(1) { $0 * Double($1) }
    let outer = statement.trips(upTo: min(statement.allocationDepth, statement.loops.count))
    numbers += [
      elements * Double(written.elementBytes), elements, outer,
      statement.trips / max(1, elements * outer),
    ]
  }
}
