/// How far two lists of numbers put things in the same order.
package enum RankCorrelation {
  /// Spearman's coefficient: 1 for the same order, -1 for the reverse, 0 where there is none; equal numbers
  /// share the mean of their ranks.
  ///
  /// - Precondition: both have as many numbers.
  package static func spearman(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count)
    return correlation(ranks(x), ranks(y))
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = values
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in order[start..<end] { ranks[place] = Double(start + end - 1) / 2 }
      start = end
    }
    return ranks
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let count = Double(max(1, x.count))
    let (mx, my) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xy += (a - mx) * (b - my)
      xx += (a - mx) * (a - mx)
      yy += (b - my) * (b - my)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }
}
