import Dialects
import IR
import Support

extension GraphBuilder {
  /// Pairs of elements of every head, turned by an angle that depends on the position.
  mutating func rotaryEmbedding(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let input = try node.input(0)
    var x = input
    if input.rank == 3 {
      let heads = try node.int("num_heads", default: 0)
      guard heads > 0 else { throw .error("an input of rank 3 needs the attribute 'num_heads'") }
      x = try splitHeads(input, heads)
    }
    guard x.rank == 4 else { throw .error("expected rank 3 or 4, found \(input.rank)") }
    var (cosines, sines) = (try node.input(1), try node.input(2))
    if let positions = node.optionalInput(3) {
      cosines = try gather(cosines, positions, axis: 0)
      sines = try gather(sines, positions, axis: 0)
    }
    guard cosines.rank == 3, sines.rank == 3 else {
      throw .error("'cos_cache' and 'sin_cache' must have one row for each position")
    }
    let given = try node.int("rotary_embedding_dim", default: 0)
    var result = try rotated(
      x, cosines, sines, turned: given == 0 ? x.sizes[3] : IndexExpression(given),
      isInterleaved: try node.bool("interleaved"))
    if input.rank == 3 {
      result = try reshape(try transpose(result, [0, 2, 1, 3]), to: input.sizes)
    }
    return result
  }
  /// The first `turned` elements of every head, turned by angles: of batch, heads, positions and elements,
  /// by cosines and sines of batch (or one), positions and pairs.
  mutating func rotated(
    _ x: ImportedTensor, _ cosines: ImportedTensor, _ sines: ImportedTensor,
    turned: IndexExpression, isInterleaved: Bool
  ) throws(Diagnostic) -> ImportedTensor {
    // The heads go between batch and positions.
    let cosines = try reshape(
      cosines, to: [cosines.sizes[0], 1, cosines.sizes[1], cosines.sizes[2]])
    let sines = try reshape(sines, to: [sines.sizes[0], 1, sines.sizes[1], sines.sizes[2]])
    let half = turned.floorDivided(by: 2)
    let rest = try take(x, axis: 3, from: turned, count: x.sizes[3] - turned)
    let first: ImportedTensor
    let second: ImportedTensor
    if isInterleaved {
      let sizes = Array(x.sizes[..<3]) + [half]
      first = try slice(x, starts: [0, 0, 0, 0], steps: [1, 1, 1, 2], sizes: sizes)
      second = try slice(x, starts: [0, 0, 0, 1], steps: [1, 1, 1, 2], sizes: sizes)
    } else {
      first = try take(x, axis: 3, from: 0, count: half)
      second = try take(x, axis: 3, from: half, count: half)
    }
    let real = try binary(
      Graph.Sub.self, try binary(Graph.Mul.self, cosines, first),
      try binary(Graph.Mul.self, sines, second))
    let imaginary = try binary(
      Graph.Add.self, try binary(Graph.Mul.self, sines, first),
      try binary(Graph.Mul.self, cosines, second))
    var result: ImportedTensor
    if isInterleaved {
      result = try reshape(
        try stack([real, imaginary], axis: 4), to: Array(x.sizes[..<3]) + [turned])
    } else {
      result = try concatenate([real, imaginary], axis: 3)
    }
    if rest.sizes[3] != 0 { result = try concatenate([result, rest], axis: 3) }
    return result
  }
}
