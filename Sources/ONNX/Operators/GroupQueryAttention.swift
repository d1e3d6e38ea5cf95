import Dialects
import IR
import Support

extension GraphBuilder {
  /// Attention of groups of heads with what came before in buffers, of which each sequence of a batch has its
  /// own length; positions that a query does not see are left out.
  mutating func groupQueryAttention(_ node: Node) throws(Diagnostic) -> [ImportedTensor] {
    try node.refuse(
      inputs: [12: "k_scale", 13: "v_scale", 14: "q_norm_weight", 15: "k_norm_weight"],
      outputs: [3: "output_qk"], attributes: ["sliding_window_cache", "qk_output"])
    var operands = try groupQueryOperands(node)
    let (queries, element) = (operands.query.sizes[2], operands.query.element)
    let lengths = try sequenceLengths(node, batch: operands.query.sizes[0], queries: queries)
    if try node.bool("do_rotary") {
      try rotate(&operands, node, past: lengths.past)
    }
    operands = try present(operands, node, lengths)
    let (presentKey, presentValue) = (operands.key, operands.value)
    let keys = presentKey.sizes[2]
    let group = try groupHeads(&operands)

    let scale = try node.optionalFloat("scale").flatMap { $0 == 0 ? nil : $0 }
    var scores = try attentionScores(operands, scale: scale)
    let rank = scores.rank
    if let cap = try node.optionalFloat("softcap"), cap > 0 { scores = try capped(scores, cap) }
    if let bias = node.optionalInput(10) {
      guard bias.rank == 4 else {
        throw .error("'attention_bias' must have rank 4, found \(bias.rank)")
      }
      let own = try grouped(
        try paddedMask(bias, element, keys: keys), group, of: presentKey.sizes[1])
      scores = try binary(Graph.Add.self, scores, own)
    }
    func perBatch(_ lengths: ImportedTensor) throws(Diagnostic) -> ImportedTensor {
      try reshape(lengths, to: [lengths.sizes[0]] + Array(repeating: 1, count: rank - 1))
    }
    let column = try emit(Graph.Iota(sizes: [1, keys], axis: 1, in: module))
    if try node.bool("causal", default: true) {
      let row = try emit(Graph.Iota(sizes: [queries, 1], in: module))
      let position = try binary(Graph.Add.self, row, try perBatch(lengths.past))
      scores = try binary(
        Graph.Add.self, scores,
        try shown(try binary(Graph.LessEqual.self, column, position), element))
      let window = try node.int("local_window_size", default: -1)
      if window > 0 {
        let first = try binary(Graph.Sub.self, position, scalar(Double(window), .i64))
        scores = try binary(
          Graph.Add.self, scores, try shown(try binary(Graph.Greater.self, column, first), element))
      }
    } else {
      let isThere = try binary(Graph.Less.self, column, try perBatch(lengths.total))
      scores = try binary(Graph.Add.self, scores, try shown(isThere, element))
    }
    let weights = try groupQueryWeights(scores, node, heads: presentKey.sizes[1], group)
    let result = try mergeHeads(try matmul(weights, operands.value))
    return [result, presentKey, presentValue]
  }

  private mutating func groupQueryOperands(_ node: Node) throws(Diagnostic) -> AttentionOperands {
    let heads = try node.int("num_heads", default: 0)
    let keyHeads = try node.int("kv_num_heads", default: 0)
    let query = try node.input(0)
    guard query.rank == 3, heads > 0, keyHeads > 0 else {
      throw .error("'query' must have rank 3, 'num_heads' and 'kv_num_heads' be more than 0")
    }
    if let key = node.optionalInput(1), let value = node.optionalInput(2) {
      return try AttentionOperands(
        query: splitHeads(query, heads), key: splitHeads(key, keyHeads),
        value: splitHeads(value, keyHeads))
    }
    // All in one, heads of queries first.
    let all = try splitHeads(query, heads + 2 * keyHeads)
    func part(_ first: Int, _ count: Int) throws(Diagnostic) -> ImportedTensor {
      try take(all, axis: 1, from: IndexExpression(first), count: IndexExpression(count))
    }
    return try AttentionOperands(
      query: part(0, heads), key: part(heads, keyHeads), value: part(heads + keyHeads, keyHeads))
  }

  // MARK: Lengths

  /// For each sequence of a batch, as `i64`.
  private struct SequenceLengths {
    /// Positions that came before.
    var past: ImportedTensor
    /// With the new ones.
    var total: ImportedTensor
    /// The largest of all.
    var most: IndexExpression
  }

  private mutating func sequenceLengths(
    _ node: Node, batch: IndexExpression, queries: IndexExpression
  ) throws(Diagnostic) -> SequenceLengths {
    guard let most = try node.integers(ofInput: 6, "total_sequence_length")?.first else {
      throw .error("input 'total_sequence_length' is missing")
    }
    // Of rank one, or with an axis of one element.
    let lasts = try reshape(try cast(try node.input(5), to: .i64), to: [batch])
    let total = try binary(Graph.Add.self, lasts, scalar(1, .i64))
    let new = tensor(known: [.integer(queries)], sizes: [], element: .i64)
    // Of a first prompt with padding behind it, nothing came before.
    let before = try binary(Graph.Sub.self, total, new)
    let past = try binary(Graph.Max.self, before, scalar(0, .i64))
    return SequenceLengths(past: past, total: total, most: most)
  }

  private mutating func rotate(
    _ operands: inout AttentionOperands, _ node: Node, past: ImportedTensor
  ) throws(Diagnostic) {
    let (cosines, sines) = (try node.input(7), try node.input(8))
    guard cosines.rank == 2, sines.rank == 2 else {
      throw .error("'cos_cache' and 'sin_cache' must have rank 2")
    }
    let queries = operands.query.sizes[2]
    let positions: ImportedTensor
    if let given = node.optionalInput(9) {
      positions = given
    } else {
      let row = try emit(Graph.Iota(sizes: [1, queries], axis: 1, in: module))
      positions = try binary(
        Graph.Add.self, row, try reshape(past, to: [past.sizes[0], 1]))
    }
    let tables = (
      try gather(cosines, positions, axis: 0), try gather(sines, positions, axis: 0)
    )
    let isInterleaved = try node.bool("rotary_interleaved")
    func turned(_ x: ImportedTensor) throws(Diagnostic) -> ImportedTensor {
      try rotated(
        x, tables.0, tables.1, turned: cosines.sizes[1] * 2, isInterleaved: isInterleaved)
    }
    operands.query = try turned(operands.query)
    operands.key = try turned(operands.key)
  }

  // MARK: Buffers

  /// The operands with all keys and values: those before, then the new ones, then zeros.
  ///
  ///     present[b, h, j] = j < past[b] ? buffer[b, h, j] : j < total[b] ? new[b, h, j - past[b]] : 0
  private mutating func present(
    _ operands: AttentionOperands, _ node: Node, _ lengths: SequenceLengths
  ) throws(Diagnostic) -> AttentionOperands {
    let buffers = try node.pastKeysAndValues(3)
    let (batch, new) = (operands.query.sizes[0], operands.key.sizes[2])
    let room = buffers?.key.sizes[2] ?? 0
    let keys = assumptions.simplified(.maximum(room, lengths.most))
    let column = try emit(Graph.Iota(sizes: [1, keys], axis: 1, in: module))
    let past = try reshape(lengths.past, to: [batch, 1])
    let place = try binary(Graph.Sub.self, column, past)
    let count = tensor(known: [.integer(new)], sizes: [], element: .i64)
    let isNew = try binary(Graph.Less.self, place, count)
    let last = try binary(Graph.Sub.self, count, scalar(1, .i64))
    let inside = try binary(
      Graph.Max.self, try binary(Graph.Min.self, place, last), scalar(0, .i64))
    let isOld = try binary(Graph.Less.self, column, past)
    func perHead(_ x: ImportedTensor) throws(Diagnostic) -> ImportedTensor {
      try reshape(x, to: [batch, 1, keys, 1])
    }
    let (old, fresh) = (try perHead(isOld), try perHead(isNew))
    func joined(
      _ part: ImportedTensor, _ buffer: ImportedTensor?
    ) throws(Diagnostic) -> ImportedTensor {
      let zero = scalar(0, part.element)
      // Batch, positions, heads, size: each sequence takes its own.
      let rows = value(try transpose(part, [0, 2, 1, 3]))
      let indices = value(try reshape(inside, to: [batch, keys, 1]))
      let taken = try emit(Graph.GatherND(rows, indices, batchDimensions: 1, in: module))
      let moved = try transpose(taken, [0, 2, 1, 3])
      let result = try choose(fresh, moved, zero)
      guard let buffer else { return result }
      guard buffer.element == part.element else {
        throw .error(
          "'past_key' and 'past_value' must have elements of '\(part.element)', "
            + "found '\(buffer.element)'")
      }
      var before = buffer
      if !areEqual(keys, room) {
        let (x, padding) = (value(buffer), value(zero))
        before = try emit(
          Graph.Pad(
            x, value: padding, begins: [0, 0, 0, 0], ends: [0, 0, keys - room, 0], in: module))
      }
      return try choose(old, before, result)
    }
    return AttentionOperands(
      query: operands.query, key: try joined(operands.key, buffers?.key),
      value: try joined(operands.value, buffers?.value))
  }

  // MARK: Weights

  /// The softmax of the scores, with one more number for each head that counts in its sum, if there is any.
  private mutating func groupQueryWeights(
    _ scores: ImportedTensor, _ node: Node, heads: IndexExpression, _ group: IndexExpression?
  ) throws(Diagnostic) -> ImportedTensor {
    let last = scores.rank - 1
    var sink: ImportedTensor?
    if let given = node.optionalInput(11) {
      sink = try reshape(given, to: [heads] + (group.map { [$0] } ?? []) + [1, 1])
    } else if try node.int("smooth_softmax", default: 0) > 0 {
      sink = scalar(0, scores.element)
    }
    guard let sink else {
      let x = value(scores)
      return try emit(Graph.Softmax(x, axis: last, in: module))
    }
    let largest = try binary(
      Graph.Max.self, try reduce(scores, .max, axes: [last], keepsAxes: true), sink)
    let powers = try unary(Graph.Exp.self, try binary(Graph.Sub.self, scores, largest))
    let more = try unary(Graph.Exp.self, try binary(Graph.Sub.self, sink, largest))
    let sum = try reduce(powers, .sum, axes: [last], keepsAxes: true)
    return try binary(Graph.Div.self, powers, try binary(Graph.Add.self, sum, more))
  }

  // MARK: Rotation

  /// As ONNX's operator of that name, with rows of the tables by position.
  mutating func contributedRotaryEmbedding(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    try node.refuse(attributes: ["is_packed_batching"])
    if let scale = try node.optionalFloat("scale"), scale != 1 {
      throw .error("attribute 'scale' must be 1, found \(scale)")
    }
    let (input, given) = (try node.input(0), try node.input(1))
    let (cosines, sines) = (try node.input(2), try node.input(3))
    guard cosines.rank == 2, sines.rank == 2, input.rank == 3 || input.rank == 4 else {
      throw .error(
        "'input' must have rank 3 or 4, 'cos_cache' and 'sin_cache' 2; found \(input.rank), "
          + "\(cosines.rank) and \(sines.rank)")
    }
    let turned = cosines.sizes[1] * 2
    var x = input
    if input.rank == 3 {
      var heads = try node.int("num_heads", default: 0)
      if heads == 0, let size = turned.constantValue, let all = input.sizes[2].constantValue,
        size > 0
      {
        heads = all / size
      }
      x = try splitHeads(input, heads)
    }
    var positions = given
    if given.rank == 1 {
      // Where the first one stands.
      let row = try emit(Graph.Iota(sizes: [1, x.sizes[2]], axis: 1, in: module))
      positions = try binary(
        Graph.Add.self, try cast(row, to: given.element), try reshape(given, to: [1, 1]))
    }
    let result = try rotated(
      x, try gather(cosines, positions, axis: 0), try gather(sines, positions, axis: 0),
      turned: turned, isInterleaved: try node.bool("interleaved"))
    return input.rank == 3 ? try mergeHeads(result) : result
  }
}
