import IR

/// The part of memory that a transfer reads or writes: its elements are lanes in the memory's own
/// order, whatever the order of the vector's dimensions, and however often they are repeated there.
///
///     vector.transfer_read %m[%i, %j], %x {permutation_map = (d0, d1) -> (0, d1, d0)}
///       : memref<?x?xf32>, vector<3x4x2xf32>
///
/// touches two rows of four elements, one piece each.
struct TransferPart {
  /// Elements that are moved at once.
  struct Piece {
    /// The number of the first among all elements of the part.
    var start: Int
    /// Steps from the first element of the part, along each of its dimensions.
    var positions: [[Int]]
    /// Whether each element has an address of its own.
    var isApart: Bool

    var count: Int { positions.count }
  }

  let element: Type
  /// The dimensions of the memory along which the vector runs, outermost first.
  let axes: [Int]
  /// Whether that is known of all elements along each of `axes`.
  let isInside: [Bool]
  /// Of the memory, for each of its dimensions.
  let sizes: [Buffer.Extent]
  let strides: [Buffer.Extent]
  /// The indices of the first element, and where it is.
  let first: [Buffer.Extent]
  let pointer: ValueID
  let pieces: [Piece]
  /// The element of the part that each lane of the vector is.
  let lanesOfVector: [Int]
  /// The lane of the vector that each element of the part is.
  let lanesOfPart: [Int]

  /// The part for a vector of `shape`, each of whose dimensions runs along one of the memory's,
  /// `axes`, or repeats, where that is `nil`, and is known to lie in the memory or not.
  init(
    element: Type, shape: [Int], axes: [Int?], inBounds: [Bool], sizes: [Buffer.Extent],
    strides: [Buffer.Extent], first: [Buffer.Extent], pointer: ValueID
  ) {
    let along = axes.indices.filter { axes[$0] != nil }.sorted {
      (axes[$0] ?? 0) < (axes[$1] ?? 0)
    }
    self.element = element
    self.axes = along.compactMap { axes[$0] }
    isInside = along.map { $0 < inBounds.count && inBounds[$0] }
    self.sizes = sizes
    self.strides = strides
    self.first = first
    self.pointer = pointer
    let vector = LaneGrid(shape)
    let part = LaneGrid(along.map { shape[$0] })
    lanesOfVector = vector.positions.map { position in part.lane(along.map { position[$0] }) }
    lanesOfPart = part.positions.map { position in
      var place = shape.map { _ in 0 }
      for (number, dimension) in along.enumerated() { place[dimension] = position[number] }
      return vector.lane(place)
    }
    pieces = Self.pieces(of: part, strides: self.axes.map { strides[$0] })
  }

  /// Rows, as long as elements lie one after the other; all elements in one piece if none do.
  private static func pieces(of part: LaneGrid, strides: [Buffer.Extent]) -> [Piece] {
    var length = 1
    for (size, stride) in zip(part.shape, strides).reversed() where size != 1 {
      guard stride == .constant(length) else { break }
      length *= size
    }
    let positions = part.positions
    if length == 1, part.count > 1 { return [Piece(start: 0, positions: positions, isApart: true)] }
    return stride(from: 0, to: part.count, by: length).map { start in
      Piece(start: start, positions: Array(positions[start..<start + length]), isApart: false)
    }
  }
}
