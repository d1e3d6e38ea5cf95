/// Sizes that a tile may have.
enum TileSizes {
  /// All small numbers, those that divide the extent, and numbers in ratios of about one and a half,
  /// rising; at most `most` and the extent.
  static func options(of extent: Int, atMost most: Int) -> [Int] {
    let end = max(1, min(extent, most))
    var sizes = Set(1...min(end, 16))
    var power = 16
    while power <= end {
      sizes.insert(power)
      if power / 2 * 3 <= end { sizes.insert(power / 2 * 3) }
      power *= 2
    }
    var divisor = 1
    while divisor <= extent / divisor {
      if extent % divisor == 0 {
        sizes.formUnion([divisor, extent / divisor].filter { $0 <= end })
      }
      divisor += 1
    }
    return sizes.sorted()
  }

  /// The place of the one to write a draft with: if there is one, small and no divisor, since then
  /// what holds for any size is asked.
  static func first(of sizes: [Int], extent: Int) -> Int {
    sizes.firstIndex { $0 > 1 && extent % $0 != 0 } ?? sizes.firstIndex { $0 > 1 } ?? 0
  }
}
