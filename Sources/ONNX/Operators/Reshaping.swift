import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that give the same elements in the same order another shape, and transposition.
  static let reshaping: [OperatorImport] = [
    OperatorImport("Reshape", since: 5) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let target = try node.integers(ofInput: 1, "shape") ?? []
      let sizes = try build.reshapeTarget(
        target, from: input.sizes, allowsZero: try node.bool("allowzero"))
      return [try build.reshape(input, to: sizes)]
    },
    OperatorImport("Flatten") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let given = try node.int("axis", default: 1)
      let axis = given == input.rank ? given : try node.axis(given, rank: max(input.rank, 1))
      let sizes = [
        IndexExpression.product(input.sizes[..<axis]), .product(input.sizes[axis...]),
      ]
      return [try build.reshape(input, to: sizes)]
    },
    OperatorImport("Squeeze") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      var axes: Set<Int> = []
      if let given = try node.integers(attribute: "axes", orInput: 1, sinceVersion: 13) {
        for axis in given { axes.insert(try node.axis(axis, rank: input.rank)) }
        for axis in axes.sorted() {
          try build.requireEqual(input.sizes[axis], 1, "axis \(axis) cannot be removed")
        }
      } else {
        axes = Set(input.sizes.indices.filter { input.sizes[$0] == 1 })
      }
      let sizes = input.sizes.indices.filter { !axes.contains($0) }.map { input.sizes[$0] }
      return [try build.reshape(input, to: sizes)]
    },
    OperatorImport("Unsqueeze") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      guard let given = try node.integers(attribute: "axes", orInput: 1, sinceVersion: 13) else {
        throw .error("'axes' is missing")
      }
      var axes: Set<Int> = []
      for axis in given {
        guard axes.insert(try node.axis(axis, rank: input.rank + given.count)).inserted else {
          throw .error("axis \(axis) is listed twice")
        }
      }
      var sizes = input.sizes
      for axis in axes.sorted() { sizes.insert(1, at: axis) }
      return [try build.reshape(input, to: sizes)]
    },
    OperatorImport("Transpose") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let permutation = try node.integers("perm") ?? Array((0..<input.rank).reversed())
      return [try build.transpose(input, permutation)]
    },
    OperatorImport("DepthToSpace") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let block = IndexExpression(try node.blockSize())
      let mode = try node.string("mode", default: "DCR")
      guard input.rank == 4, ["DCR", "CRD"].contains(mode) else {
        throw .error("expected rank 4 and mode 'DCR' or 'CRD', found \(input.rank) and '\(mode)'")
      }
      let (n, c, h, w) = (input.sizes[0], input.sizes[1], input.sizes[2], input.sizes[3])
      let depth = c.floorDivided(by: block * block)
      let isDCR = mode == "DCR"
      let split = try build.reshape(
        input, to: isDCR ? [n, block, block, depth, h, w] : [n, depth, block, block, h, w])
      let moved = try build.transpose(split, isDCR ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3])
      return [try build.reshape(moved, to: [n, depth, h * block, w * block])]
    },
    OperatorImport("SpaceToDepth") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let block = IndexExpression(try node.blockSize())
      let mode = try node.string("mode", default: "DCR")
      guard input.rank == 4, ["DCR", "CRD"].contains(mode) else {
        throw .error("expected rank 4 and mode 'DCR' or 'CRD', found \(input.rank) and '\(mode)'")
      }
      let (n, c) = (input.sizes[0], input.sizes[1])
      let h = input.sizes[2].floorDivided(by: block)
      let w = input.sizes[3].floorDivided(by: block)
      let split = try build.reshape(input, to: [n, c, h, block, w, block])
      let order = mode == "DCR" ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4]
      let moved = try build.transpose(split, order)
      return [try build.reshape(moved, to: [n, c * block * block, h, w])]
    },
  ]
}

extension GraphBuilder {
  /// The same elements in another shape.
  mutating func reshape(
    _ input: ImportedTensor, to sizes: [IndexExpression]
  ) throws(Diagnostic) -> ImportedTensor {
    if input.sizes == sizes { return input }
    let (before, after) = (IndexExpression.product(input.sizes), IndexExpression.product(sizes))
    if let known = input.known, let shape = sizes.constants, shape.reduce(1, *) == known.count {
      return tensor(known: known, sizes: shape, element: input.element)
    }
    if case .constant(let bytes) = input.source, before == after {
      return reshaped(input, bytes, sizes)
    }
    let x = value(input)
    return try emit(Graph.Reshape(x, sizes: sizes, in: module))
  }

  /// The axes in another order: axis `i` of the result is axis `permutation[i]` of the input.
  mutating func transpose(
    _ input: ImportedTensor, _ permutation: [Int]
  ) throws(Diagnostic) -> ImportedTensor {
    guard permutation.sorted() == Array(0..<input.rank) else {
      throw .error("\(permutation) is no permutation of \(input.rank) axes")
    }
    if permutation == Array(0..<input.rank) { return input }
    if let known = input.known, let shape = input.staticSizes {
      let places = Coordinates.transposed(shape, permutation)
      return tensor(
        known: places.map { known[$0] }, sizes: permutation.map { shape[$0] },
        element: input.element)
    }
    let x = value(input)
    return try emit(Graph.Transpose(x, permutation: permutation, in: module))
  }

  /// The sizes that `target` means: zero copies a size, minus one is what is left over.
  func reshapeTarget(
    _ target: [IndexExpression], from sizes: [IndexExpression], allowsZero: Bool
  ) throws(Diagnostic) -> [IndexExpression] {
    var result = target
    var open: Int?
    for (axis, size) in target.enumerated() {
      if size == -1 {
        if open != nil { throw .error("the shape \(target.text) has more than one -1") }
        open = axis
      } else if size == 0, !allowsZero {
        guard axis < sizes.count else {
          throw .error("the shape \(target.text) copies size \(axis) of \(sizes.text)")
        }
        result[axis] = sizes[axis]
      } else if let constant = size.constantValue, constant < 0 {
        throw .error("the shape \(target.text) has the negative size \(constant)")
      }
    }
    guard let open else { return result }
    result[open] = 1
    let (total, others) = (IndexExpression.product(sizes), IndexExpression.product(result))
    if others == 0 {
      throw .error("the shape \(target.text) leaves -1 open because another size is zero")
    }
    let left = assumptions.simplified(total.floorDivided(by: others))
    if total.constantValue != nil, others.constantValue != nil, left * others != total {
      throw .error(
        "\(total) elements cannot have the shape \(target.text): \(others) does not divide them")
    }
    result[open] = left
    return result
  }
}

extension Node {
  fileprivate func blockSize() throws(Diagnostic) -> Int {
    guard let size = try optionalInt("blocksize"), (1..<1 << 16).contains(size) else {
      throw .error("attribute 'blocksize' must be a positive number")
    }
    return size
  }
}

/// Positions of elements in row-major order.
enum Coordinates {
  /// For every element of the transposed tensor, its position in the original.
  static func transposed(_ shape: [Int], _ permutation: [Int]) -> [Int] {
    var strides = Array(repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    return positions(permutation.map { shape[$0] }, strides: permutation.map { strides[$0] })
  }

  /// For every element of `shape` in order, the sum of its coordinates times `strides`.
  static func positions(_ shape: [Int], strides: [Int], from start: Int = 0) -> [Int] {
    var places = [start]
    for (size, stride) in zip(shape, strides) {
      places = places.flatMap { place in (0..<size).map { place + $0 * stride } }
    }
    return places
  }
}
