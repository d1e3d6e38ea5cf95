import Dialects

/// Which element of the operand lies under each element of a window, for each position of it.
///
/// Everything that slides a window (convolution, pooling, transposed convolution) is written over
/// these lists.
struct WindowPlaces {
  /// The number of positions of the window.
  let positions: Int
  /// For every element of the window, row-major, the pairs that exist: a position of the window and
  /// the place of the element there, both row-major in their spatial shapes.
  let pairs: [[(position: Int, place: Int)]]
  /// For every element of the window and every position, whether it lies within the padded operand.
  let isWithinPadding: [[Bool]]

  /// A window over an operand of the given spatial sizes, which takes so many positions along each
  /// axis.
  init(
    over operand: [Int], positions: [Int], kernel: [Int], window: Graph.Window,
    scope: EvaluationScope
  ) throws(EvaluationError) {
    let rank = operand.count
    let begins = try scope.checked(window.padsBegin, count: rank, "pads_begin")
    let ends = try scope.checked(window.padsEnd, count: rank, "pads_end")
    guard window.strides.count == rank, window.dilations.count == rank, positions.count == rank,
      kernel.count == rank
    else { throw EvaluationError("strides, dilations and kernel must have \(rank) entries") }
    for sizes in [kernel, positions, kernel + positions] { try scope.checkSize(sizes) }
    let strides = rowMajorStrides(operand)
    var pairs: [[(position: Int, place: Int)]] = []
    var isWithinPadding: [[Bool]] = []
    forEachCoordinate(of: kernel) { offset in
      var here: [(position: Int, place: Int)] = []
      var within: [Bool] = []
      forEachCoordinate(of: positions) { position in
        var place = 0
        var isElement = true
        var isPadded = true
        for axis in 0..<rank {
          let along =
            position[axis] &* window.strides[axis] &+ offset[axis] &* window.dilations[axis]
            &- begins[axis]
          isElement = isElement && along >= 0 && along < operand[axis]
          isPadded = isPadded && along >= 0 &- begins[axis] && along < operand[axis] &+ ends[axis]
          place = place &+ along &* strides[axis]
        }
        if isElement { here.append((within.count, place)) }
        within.append(isPadded)
      }
      pairs.append(here)
      isWithinPadding.append(within)
    }
    self.positions = positions.product
    self.pairs = pairs
    self.isWithinPadding = isWithinPadding
  }
}
