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

  /// All columns: as many whole tiles as there are; what is left goes to tiles of two vectors, and the last
  /// vector to one of its own.
  ///
  ///     100 columns by 8x64 of four vectors: one tile of 64, one of 32, and one of 16, of which four are there
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
    let (done, left) = (
      whole * IndexExpression(shape.vectors), rest.ceilDivided(by: IndexExpression(width))
    )
    let pair = IndexExpression(TileShape.narrowest)
    let pairs = left.floorDivided(by: pair)
    for (vectors, tiles, first) in [
      (TileShape.narrowest, pairs, done.floorDivided(by: pair)),
      (1, left.remainder(by: pair), done + pairs * pair),
    ] {
      let tiles = assumptions.simplified(tiles)
      guard tiles != 0 else { continue }
      var narrow = self
      narrow.shape.vectors = vectors
      parts.append(
        ColumnPart(
          loops: narrow, tiles: tiles, firstTile: assumptions.simplified(first),
          limit: plan.columns))
    }
    return parts
  }
}
