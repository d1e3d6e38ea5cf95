/// Which tiles of an axis are worth a look.
package enum BeamTiles {
  /// Sizes of tiles between one and all, in ratios of about one and a half, and those that divide; such as
  /// waste more than an eighth are left out.
  package static func sizes(of extent: Int) -> [Int] {
    var sizes: Set<Int> = []
    var size = 2
    while size < extent {
      // The next one up that divides, if one is near.
      sizes.insert((size...(size + size / 8)).first { extent % $0 == 0 } ?? size)
      if size >= 4 {
        let between = size / 2 * 3
        sizes.insert((between...(between + between / 8)).first { extent % $0 == 0 } ?? between)
      } else {
        sizes.insert(3)
      }
      size *= 2
    }
    return sizes.filter { size in
      size < extent && (extent + size - 1) / size * size * 8 <= extent * 9
    }.sorted()
  }
}
