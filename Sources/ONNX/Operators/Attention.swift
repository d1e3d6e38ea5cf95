import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators of transformers.
  static let attention: [OperatorImport] = [
    OperatorImport("Attention") { (node, build) throws(Diagnostic) in
      try build.attention(node)
    },
    OperatorImport("RotaryEmbedding") { (node, build) throws(Diagnostic) in
      [try build.rotaryEmbedding(node)]
    },
  ]
}

/// The operands of an attention, with heads apart: batch, heads, positions, size of a head.
struct AttentionOperands {
  var query: ImportedTensor
  var key: ImportedTensor
  var value: ImportedTensor
}

extension GraphBuilder {
  fileprivate mutating func attention(_ node: Node) throws(Diagnostic) -> [ImportedTensor] {
    let inputs = [try node.input(0), try node.input(1), try node.input(2)]
    for (index, rank) in [(4, 4), (5, 4), (6, 1)] {
      if let input = node.optionalInput(index), input.rank != rank {
        throw .error("input \(index) must have rank \(rank), found \(input.rank)")
      }
    }
    var operands = try attentionOperands(node, inputs)
    if let past = node.optionalInput(4) {
      operands.key = try concatenate([past, operands.key], axis: 2)
    }
    if let past = node.optionalInput(5) {
      operands.value = try concatenate([past, operands.value], axis: 2)
    }
    let (presentKey, presentValue) = (operands.key, operands.value)
    let group = try groupHeads(&operands)

    var scores = try attentionScores(node, operands)
    var shown = scores
    if let cap = try node.optionalFloat("softcap"), cap > 0 { scores = try capped(scores, cap) }
    let mode = try node.int("qk_matmul_output_mode", default: 0)
    if mode == 1 { shown = scores }
    let bias = try attentionBias(node, operands, group)
    if let bias { scores = try binary(Graph.Add.self, scores, bias.sum) }
    if mode == 2 { shown = scores }
    let probabilities = try attentionProbabilities(node, scores, bias)
    if mode == 3 { shown = probabilities }
    var result = try matmul(probabilities, operands.value)
    if inputs[0].rank == 3 {
      result = try mergeHeads(result)
    } else if group != nil {
      result = try joinHeads(result)
    }
    if group != nil { shown = try joinHeads(shown) }
    return [result, presentKey, presentValue, shown]
  }

  /// Three-dimensional operands hold their heads side by side.
  private mutating func attentionOperands(
    _ node: Node, _ inputs: [ImportedTensor]
  ) throws(Diagnostic) -> AttentionOperands {
    if inputs.allSatisfy({ $0.rank == 4 }) {
      return AttentionOperands(query: inputs[0], key: inputs[1], value: inputs[2])
    }
    guard inputs.allSatisfy({ $0.rank == 3 }), let heads = try node.optionalInt("q_num_heads"),
      let keyHeads = try node.optionalInt("kv_num_heads")
    else {
      throw .error(
        "expected operands of rank 4, or of rank 3 with 'q_num_heads' and 'kv_num_heads'")
    }
    return AttentionOperands(
      query: try splitHeads(inputs[0], heads), key: try splitHeads(inputs[1], keyHeads),
      value: try splitHeads(inputs[2], keyHeads))
  }

  /// From batch, positions, heads x size to batch, heads, positions, size.
  mutating func splitHeads(
    _ input: ImportedTensor, _ heads: Int
  ) throws(Diagnostic) -> ImportedTensor {
    guard heads > 0, input.rank == 3 else {
      throw .error("\(heads) heads in a tensor of shape \(input.sizes.text)")
    }
    let count = IndexExpression(heads)
    let size = input.sizes[2].floorDivided(by: count)
    try requireEqual(size * count, input.sizes[2], "\(heads) heads do not divide the last axis")
    let split = try reshape(input, to: [input.sizes[0], input.sizes[1], count, size])
    return try transpose(split, [0, 2, 1, 3])
  }

  /// From batch, heads (perhaps in groups), positions, size to batch, positions, heads x size.
  mutating func mergeHeads(_ tensor: ImportedTensor) throws(Diagnostic) -> ImportedTensor {
    let positions = tensor.rank - 2
    let heads = Array(1..<positions)
    let merged = try transpose(tensor, [0, positions] + heads + [positions + 1])
    let sizes = merged.sizes
    return try reshape(merged, to: [sizes[0], sizes[1], .product(sizes.dropFirst(2))])
  }

  /// Several heads of the query may share one of key and value: they get an axis of their own, along which
  /// keys and values have one element, and nothing is repeated.
  ///
  /// - Returns: how many share one; `nil` when none do.
  mutating func groupHeads(
    _ operands: inout AttentionOperands
  ) throws(Diagnostic) -> IndexExpression? {
    let (heads, shared) = (operands.query.sizes[1], operands.key.sizes[1])
    if areEqual(heads, shared) { return nil }
    let times = heads.floorDivided(by: shared)
    try requireEqual(
      operands.value.sizes[1], shared, "keys and values must have as many heads as each other")
    try requireEqual(
      times * shared, heads, "\(shared) heads of keys and values cannot be shared by \(heads)")
    func split(
      _ tensor: ImportedTensor, _ count: IndexExpression
    ) throws(Diagnostic) -> ImportedTensor {
      let sizes = tensor.sizes
      return try reshape(tensor, to: [sizes[0], shared, count, sizes[2], sizes[3]])
    }
    operands.query = try split(operands.query, times)
    operands.key = try split(operands.key, 1)
    operands.value = try split(operands.value, 1)
    return times
  }

  /// Back from groups of heads to heads.
  mutating func joinHeads(_ tensor: ImportedTensor) throws(Diagnostic) -> ImportedTensor {
    let sizes = tensor.sizes
    return try reshape(tensor, to: [sizes[0], sizes[1] * sizes[2], sizes[3], sizes[4]])
  }

  private mutating func attentionScores(
    _ node: Node, _ operands: AttentionOperands
  ) throws(Diagnostic) -> ImportedTensor {
    try attentionScores(operands, scale: try node.optionalFloat("scale"))
  }

  /// The products of queries and keys, times `scale`, or over the root of a head's size.
  mutating func attentionScores(
    _ operands: AttentionOperands, scale: Double?
  ) throws(Diagnostic) -> ImportedTensor {
    let element = operands.query.element
    let factor: ImportedTensor
    if let scale {
      factor = scalar(scale, element)
    } else if let size = operands.query.sizes.last?.constantValue {
      factor = scalar(1 / Double(size).squareRoot(), element)
    } else {
      let size = operands.query.sizes.last ?? 0
      throw .error("the size of a head must be constant, found '\(size)'")
    }
    let scaled = try binary(Graph.Mul.self, operands.query, factor)
    return try matmul(scaled, operands.key, transposesRHS: true)
  }

  /// Scores whose magnitude stays below `cap`.
  mutating func capped(
    _ scores: ImportedTensor, _ cap: Double
  ) throws(Diagnostic) -> ImportedTensor {
    let limit = scalar(cap, scores.element)
    let bent = try unary(Graph.Tanh.self, try binary(Graph.Div.self, scores, limit))
    return try binary(Graph.Mul.self, bent, limit)
  }

  private struct AttentionBias {
    /// What is added to the scores: minus infinity where a position may not be seen.
    var sum: ImportedTensor
    /// Whether there may be rows in which nothing may be seen.
    var mayHideAll: Bool
  }

  private mutating func attentionBias(
    _ node: Node, _ operands: AttentionOperands, _ group: IndexExpression?
  ) throws(Diagnostic) -> AttentionBias? {
    let element = operands.query.element
    let rank = operands.query.rank
    let (queries, keys) = (operands.query.sizes[rank - 2], operands.key.sizes[rank - 2])
    let hidden = scalar(-.infinity, element)
    var parts: [ImportedTensor] = []
    if let mask = node.optionalInput(3) {
      let own = try grouped(mask, group, of: operands.key.sizes[1])
      parts.append(try paddedMask(own, element, keys: keys))
    }
    let lengths = try node.optionalInput(6).map { (lengths) throws(Diagnostic) in
      try reshape(lengths, to: [lengths.sizes[0]] + Array(repeating: 1, count: rank - 1))
    }
    // Where a query stands among the keys.
    let row = try emit(
      Graph.Iota(
        sizes: [queries, 1], start: node.optionalInput(4)?.sizes[2] ?? 0, in: module))
    let column = try emit(Graph.Iota(sizes: [1, keys], axis: 1, in: module))
    var position = row
    if let lengths, node.optionalInput(4) == nil {
      let last = try binary(Graph.Add.self, row, lengths)
      let count = tensor(known: [.integer(queries)], sizes: [], element: .i64)
      position = try binary(Graph.Sub.self, last, count)
    }
    var allowed: [ImportedTensor] = []
    if try node.bool("is_causal") {
      allowed.append(try binary(Graph.LessEqual.self, column, position))
    }
    let (left, right) = (
      try node.int("left_window_size", default: -1), try node.int("right_window_size", default: -1)
    )
    if left >= 0 {
      let first = try binary(Graph.Sub.self, position, scalar(Double(left), .i64))
      allowed.append(try binary(Graph.GreaterEqual.self, column, first))
    }
    if right >= 0 {
      let last = try binary(Graph.Add.self, position, scalar(Double(right), .i64))
      allowed.append(try binary(Graph.LessEqual.self, column, last))
    }
    if let lengths { allowed.append(try binary(Graph.Less.self, column, lengths)) }
    for condition in allowed { parts.append(try choose(condition, scalar(0, element), hidden)) }
    guard var sum = parts.first else { return nil }
    for part in parts.dropFirst() { sum = try binary(Graph.Add.self, sum, part) }
    let isPlainCausal = parts.count == 1 && node.optionalInput(3) == nil && lengths == nil
    return AttentionBias(sum: sum, mayHideAll: !isPlainCausal || left >= 0)
  }

  /// A mask with an axis for `count` groups of heads, if it has one for heads.
  mutating func grouped(
    _ mask: ImportedTensor, _ group: IndexExpression?, of count: IndexExpression
  ) throws(Diagnostic) -> ImportedTensor {
    guard let group, mask.rank > 2 else { return mask }
    let place = mask.rank - 3
    let heads = mask.sizes[place]
    if heads != 1 { try requireEqual(heads, count * group, "a mask has one head, or all") }
    let split: [IndexExpression] = heads == 1 ? [1, 1] : [count, group]
    return try reshape(mask, to: Array(mask.sizes[..<place]) + split + mask.sizes[(place + 1)...])
  }

  /// A mask as numbers to add; what it does not reach may not be seen.
  mutating func paddedMask(
    _ mask: ImportedTensor, _ element: Type, keys: IndexExpression
  ) throws(Diagnostic) -> ImportedTensor {
    let hidden = scalar(-.infinity, element)
    let bias =
      mask.element == .i1
      ? try choose(mask, scalar(0, element), hidden) : try cast(mask, to: element)
    guard let width = bias.sizes.last, !areEqual(width, keys) else { return bias }
    let zeros = Array(repeating: IndexExpression.zero, count: bias.rank)
    let ends = zeros.dropLast() + [keys - width]
    let (x, padding) = (value(bias), value(hidden))
    return try emit(Graph.Pad(x, value: padding, begins: zeros, ends: Array(ends), in: module))
  }

  /// The softmax of the scores; zeros where nothing may be seen.
  private mutating func attentionProbabilities(
    _ node: Node, _ scores: ImportedTensor, _ bias: AttentionBias?
  ) throws(Diagnostic) -> ImportedTensor {
    let precision = try node.element("softmax_precision") ?? scores.element
    let x = value(try cast(scores, to: precision))
    let last = scores.rank - 1
    var result = try emit(Graph.Softmax(x, axis: last, in: module))
    if let bias, bias.mayHideAll {
      let best = try reduce(bias.sum, .max, axes: [bias.sum.rank - 1], keepsAxes: true)
      let isHidden = try binary(Graph.Equal.self, best, scalar(-.infinity, best.element))
      result = try choose(isHidden, scalar(0, precision), result)
    }
    return try cast(result, to: scores.element)
  }
}
