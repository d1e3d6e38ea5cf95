import Dialects
import Support

// How the columns of a contraction become tiles.

extension TileLoops {
  /// Columns that have tiles of one width.
  struct ColumnPart {
    let loops: TileLoops
    let tiles: IndexExpression
    /// Counted in tiles of this width.
    let firstTile: IndexExpression
    /// The columns that there are, if the last vectors are not whole.
    let limit: IndexExpression?
  }

  /// Whether all tiles are whole where they are computed: a packed factor is zero past the end, so only what
  /// is written must be masked.
  private var isMaskedThroughout: Bool { isPacked && hardware.hasMasking }

  /// Tiles of columns that need no mask.
  var wholeTiles: IndexExpression {
    if isNarrow { return 1 }
    let tiles =
      isMaskedThroughout
      ? plan.columns.ceilDivided(by: IndexExpression(columns))
      : plan.columns.floorDivided(by: IndexExpression(columns))
    return assumptions.simplified(tiles)
  }

  /// All columns: as many whole tiles as there are; what is left goes to tiles half as wide, and half as wide
  /// again, the last vector to one of its own.
  ///
  ///     100 columns by 6x64 of four vectors: one tile of 64, one of 32, and one of 16, of which four are there
  ///     123 columns by 2x128 of eight: two tiles of 64, of which 59 are there of the second
  var columnParts: [ColumnPart] {
    if isNarrow {
      let limit = width == 1 || plan.columns == IndexExpression(columns) ? nil : plan.columns
      return [ColumnPart(loops: self, tiles: 1, firstTile: 0, limit: limit)]
    }
    let rest = assumptions.simplified(plan.columns.remainder(by: IndexExpression(columns)))
    let whole = wholeTiles
    var parts: [ColumnPart] = []
    if whole != 0 {
      let limit = isMaskedThroughout && rest != 0 ? plan.columns : nil
      parts.append(ColumnPart(loops: self, tiles: whole, firstTile: 0, limit: limit))
    }
    guard rest != 0, !isMaskedThroughout else { return parts }
    var done = whole * IndexExpression(shape.vectors)
    var left = rest.ceilDivided(by: IndexExpression(width))
    for vectors in restWidths {
      var narrow = self
      narrow.shape.vectors = vectors
      let each = IndexExpression(vectors)
      let tiles = left.floorDivided(by: each)
      if assumptions.simplified(tiles) != 0 {
        parts.append(
          ColumnPart(
            loops: narrow, tiles: assumptions.simplified(tiles),
            firstTile: assumptions.simplified(done.floorDivided(by: each)), limit: plan.columns))
      }
      done += tiles * each
      left = left.remainder(by: each)
    }
    return parts
  }

  /// Vectors of the tiles that compute what whole ones leave over, each a multiple of the next.
  private var restWidths: [Int] {
    var widths = [1, TileShape.narrowest]
    // A power of two.
    while shape.vectors.nonzeroBitCount == 1, widths[widths.count - 1] * 2 < shape.vectors {
      widths.append(widths[widths.count - 1] * 2)
    }
    return widths.reversed()
  }
}
