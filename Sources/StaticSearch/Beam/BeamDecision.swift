/// How the innermost loops of a stage run: the tile that registers hold.
package struct RegisterTile: Hashable, Sendable {
  /// The iterator whose values are lanes; `nil` for one element after another.
  package var lane: Int?
  /// Lanes of a vector.
  package var width = 1
  /// Vectors that are written out.
  package var vectors = 1
  /// Another iterator whose values are written out, and how many.
  package var row: Int?
  package var rows = 1
  /// Whether the last of these begins early, so that none is partial.
  package var isShifted = false
  /// Whether what the stage reduces over is written out too.
  package var isWholeReduction = false
  /// Whether a constant that is read in lanes lies in panels of this tile's width.
  package var isPacked = false
  /// Whether the sums that the stage reads are computed in it, in registers.
  package var holdsSums = false
}

/// One step on the way to a schedule: where a stage is computed, or how its loops run.
package enum BeamDecision: Hashable, Sendable {
  /// Where it is read.
  case inline(String)
  /// In loops of its own.
  case root(String)
  /// In a loop of what reads it, the one of number `depth` from the outside; the last loops up to there are
  /// cut into tiles first, by these numbers (one for as it is).
  case inside(String, of: String, depth: Int, tiles: [Int])
  /// In such a loop, in each iteration only what is new.
  case slide(String, of: String, depth: Int)
  /// How its innermost loops run.
  case tile(String, RegisterTile)
  /// The order of the loops around: the two innermost exchanged, or the outer of them in tiles.
  case order(String, OuterOrder)
  /// Which part of the outermost loop is a task; zero for none, one for an iteration, minus one for one of
  /// the two outermost together.
  case share(String, Int)
  /// There is nothing to decide.
  case none

  package enum OuterOrder: Hashable, Sendable {
    case kept
    case exchanged
    case blocked(Int)
  }
}

extension BeamDecision: CustomStringConvertible {
  package var description: String { summary(depth: .max) }

  /// What is the same in decisions that are alike to some depth: where, then which loops, then which are cut,
  /// then how far about, and in the end exactly.
  func summary(depth: Int) -> String {
    func size(_ number: Int) -> String {
      if depth < 2 { return "" }
      if depth == 2 { return number > 1 ? "+" : "1" }
      if depth < 5 { return "\(number.bitWidth - number.leadingZeroBitCount)" }
      return "\(number)"
    }
    switch self {
    case .inline(let stage): return "\(stage) inline"
    case .root(let stage): return "\(stage) root"
    case .inside(let stage, let reader, let place, let tiles):
      let cut = tiles.isEmpty ? "" : " tiles " + tiles.map(size).joined(separator: "x")
      return "\(stage) in \(reader)" + (depth < 1 ? "" : ".\(place)") + (depth < 1 ? "" : cut)
    case .slide(let stage, let reader, let place):
      return "\(stage) slides in \(reader)" + (depth < 1 ? "" : ".\(place)")
    case .tile(let stage, let tile):
      if depth < 1 { return "\(stage) tile" }
      var text = "\(stage) tile"
      if let lane = tile.lane { text += " lanes \(lane)*\(size(tile.width))*\(size(tile.vectors))" }
      if let row = tile.row { text += " rows \(row)*\(size(tile.rows))" }
      if tile.holdsSums { text += " sums" }
      if tile.isWholeReduction { text += " whole" }
      if tile.isPacked { text += " packed" }
      if tile.isShifted, depth > 2 { text += " shifted" }
      return text
    case .order(let stage, let order):
      switch order {
      case .kept: return ""
      case .exchanged: return "\(stage) exchanged"
      case .blocked(let count): return "\(stage) blocked " + size(count)
      }
    case .share(let stage, let size):
      if depth < 1 { return "" }
      switch size {
      case 0: return ""
      case -1: return "\(stage) parallel fused"
      default: return "\(stage) parallel" + (depth < 3 ? "" : " \(size)")
      }
    case .none: return ""
    }
  }
}
