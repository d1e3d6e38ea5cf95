import Dialects
import IR
import Support

extension OperatorTable {
  private static let domain = "com.microsoft"

  /// ONNX Runtime's own operators of attention, as its optimiser and exporters write them.
  static let contributedAttention: [OperatorImport] = [
    OperatorImport("MultiHeadAttention", domain: domain) { (node, build) throws(Diagnostic) in
      try build.multiHeadAttention(node)
    },
    OperatorImport("Attention", domain: domain) { (node, build) throws(Diagnostic) in
      try build.packedAttention(node)
    },
    OperatorImport("GroupQueryAttention", domain: domain) { (node, build) throws(Diagnostic) in
      try build.groupQueryAttention(node)
    },
    OperatorImport("RotaryEmbedding", domain: domain) { (node, build) throws(Diagnostic) in
      [try build.contributedRotaryEmbedding(node)]
    },
  ]
}

extension Node {
  /// - Throws: when the node has an input or wants an output that cannot be, or has an attribute
  ///   that is not zero.
  func refuse(
    inputs: [Int: String] = [:], outputs: [Int: String] = [:], attributes: [String] = []
  ) throws(Diagnostic) {
    for (index, name) in inputs.sorted(by: { $0.key < $1.key }) where optionalInput(index) != nil {
      throw .error("input '\(name)' is not supported; export the model without it")
    }
    for (index, name) in outputs.sorted(by: { $0.key < $1.key }) where wantsOutput(index) {
      throw .error("output '\(name)' is not supported; export the model without it")
    }
    for name in attributes where try bool(name) {
      throw .error("attribute '\(name)' must be 0; export the model without it")
    }
  }

  /// What input `index` and the next one hold of positions before: batch, heads, positions, size.
  func pastKeysAndValues(
    _ index: Int
  ) throws(Diagnostic) -> (key: ImportedTensor, value: ImportedTensor)? {
    switch (optionalInput(index), optionalInput(index + 1)) {
    case (nil, nil): return nil
    case (let key?, let value?) where key.rank == 4 && value.rank == 4: return (key, value)
    default: throw .error("'past_key' and 'past_value' must both be given, with rank 4")
    }
  }
}

extension GraphBuilder {
  fileprivate mutating func multiHeadAttention(_ node: Node) throws(Diagnostic) -> [ImportedTensor]
  {
    try node.refuse(
      inputs: [8: "past_sequence_length", 9: "cache_indirection"], outputs: [3: "qk"])
    let heads = try node.int("num_heads", default: 0)
    let query = try node.input(0)
    guard query.rank == 3, let key = node.optionalInput(1), let value = node.optionalInput(2) else {
      throw .error(
        "'query' must have rank 3, with 'key' and 'value' as inputs of their own; export the model "
          + "without packed operands")
    }
    var inputs = [query, key, value]
    if let bias = node.optionalInput(3) { try addBias(bias, to: &inputs, heads) }
    var operands = try AttentionOperands(
      query: splitHeads(inputs[0], heads),
      key: key.rank == 4 ? key : splitHeads(inputs[1], heads),
      value: value.rank == 4 ? value : splitHeads(inputs[2], heads))
    let past = try node.pastKeysAndValues(6)
    if let past {
      operands.key = try concatenate([past.key, operands.key], axis: 2)
      operands.value = try concatenate([past.value, operands.value], axis: 2)
    }
    let (presentKey, presentValue) = (operands.key, operands.value)
    let result = try attended(
      node, operands, mask: node.optionalInput(4), bias: node.optionalInput(5),
      past: past?.key.sizes[2] ?? 0)
    return [result, presentKey, presentValue]
  }

  /// Adds what a bias has for the operands, one after the other.
  private mutating func addBias(
    _ bias: ImportedTensor, to inputs: inout [ImportedTensor], _ heads: Int
  ) throws(Diagnostic) {
    var start = IndexExpression.zero
    for index in inputs.indices {
      let input = inputs[index]
      // Keys and values with heads apart have theirs already.
      let width =
        input.rank == 3
        ? input.sizes[2] : input.sizes[input.rank - 1] * IndexExpression(heads)
      let part = try take(bias, axis: 0, from: start, count: width)
      start += width
      if input.rank == 3 { inputs[index] = try binary(Graph.Add.self, input, part) }
    }
    try requireEqual(start, bias.sizes[0], "'bias' must have an element for each of the operands'")
  }

  /// Queries, keys and values as one product of the input.
  fileprivate mutating func packedAttention(_ node: Node) throws(Diagnostic) -> [ImportedTensor] {
    try node.refuse(
      inputs: [6: "past_sequence_length"], attributes: ["do_rotary", "past_present_share_buffer"])
    let heads = try node.int("num_heads", default: 0)
    var product = try matmul(try node.input(0), try node.input(1))
    if let bias = node.optionalInput(2) { product = try binary(Graph.Add.self, product, bias) }
    guard product.rank == 3 else {
      throw .error("'input' must have rank 3 and 'weights' 2, their product has \(product.rank)")
    }
    let all = product.sizes[2]
    let widths =
      try node.integers("qkv_hidden_sizes")?.map { IndexExpression($0) }
      ?? Array(repeating: all.floorDivided(by: 3), count: 3)
    guard widths.count == 3 else {
      throw .error("'qkv_hidden_sizes' must have 3 elements, found \(widths.count)")
    }
    try requireEqual(
      widths.reduce(0, +), all, "'weights' must have a column for each element of the operands")
    var parts: [ImportedTensor] = []
    var start = IndexExpression.zero
    for width in widths {
      parts.append(
        try splitHeads(try take(product, axis: 2, from: start, count: width), heads))
      start += width
    }
    var operands = AttentionOperands(query: parts[0], key: parts[1], value: parts[2])
    let past = node.optionalInput(4)
    if let past {
      guard past.rank == 5 else { throw .error("'past' must have rank 5, found \(past.rank)") }
      func part(_ index: Int) throws(Diagnostic) -> ImportedTensor {
        try reshape(
          try take(past, axis: 0, from: IndexExpression(index), count: 1),
          to: Array(past.sizes.dropFirst()))
      }
      operands.key = try concatenate([try part(0), operands.key], axis: 2)
      operands.value = try concatenate([try part(1), operands.value], axis: 2)
    }
    let (key, value) = (operands.key, operands.value)
    let result = try attended(
      node, operands, mask: node.optionalInput(3), bias: node.optionalInput(5),
      past: past?.sizes[3] ?? 0)
    if !node.wantsOutput(1) { return [result] }
    return [result, try stack([key, value], axis: 0)]
  }

  /// The result of operands with heads apart, under the masks that these operators share.
  private mutating func attended(
    _ node: Node, _ operands: AttentionOperands, mask: ImportedTensor?, bias: ImportedTensor?,
    past: IndexExpression
  ) throws(Diagnostic) -> ImportedTensor {
    // Zero stands for no scale of its own.
    let scale = try node.optionalFloat("scale").flatMap { $0 == 0 ? nil : $0 }
    var scores = try attentionScores(operands, scale: scale)
    if let bias { scores = try binary(Graph.Add.self, scores, bias) }
    let (queries, keys) = (operands.query.sizes[2], operands.key.sizes[2])
    if let mask {
      let isSeen = try seenKeys(mask, batch: operands.key.sizes[0], keys: keys)
      let hidden = try node.float("mask_filter_value", default: -10000)
      let element = scores.element
      scores = try binary(
        Graph.Add.self, scores, try choose(isSeen, scalar(0, element), scalar(hidden, element)))
    }
    if try node.bool("unidirectional") {
      let row = try emit(Graph.Iota(sizes: [queries, 1], start: past, in: module))
      let column = try emit(Graph.Iota(sizes: [1, keys], axis: 1, in: module))
      let isSeen = try binary(Graph.LessEqual.self, column, row)
      scores = try binary(Graph.Add.self, scores, try shown(isSeen, scores.element))
    }
    let x = value(scores)
    let weights = try emit(Graph.Softmax(x, axis: 3, in: module))
    return try mergeHeads(try matmul(weights, operands.value))
  }

  /// Zero where a key is seen, else minus infinity.
  mutating func shown(
    _ isSeen: ImportedTensor, _ element: Type
  ) throws(Diagnostic) -> ImportedTensor {
    try choose(isSeen, scalar(0, element), scalar(-.infinity, element))
  }

  /// Where keys are seen, for batch, heads, queries and keys: of a mask that says so itself, or that says how
  /// many keys there are, or where they end and then where they begin.
  private mutating func seenKeys(
    _ mask: ImportedTensor, batch: IndexExpression, keys: IndexExpression
  ) throws(Diagnostic) -> ImportedTensor {
    if mask.rank == 2 || mask.rank == 3 {
      try requireEqual(
        mask.sizes[mask.rank - 1], keys, "the mask must have an element for each key")
      let own = [mask.sizes[0], 1] + (mask.rank == 3 ? [mask.sizes[1]] : [1]) + [keys]
      let isSeen = try binary(Graph.Greater.self, mask, scalar(0, mask.element))
      return try reshape(isSeen, to: own)
    }
    guard mask.rank == 1 else {
      throw .error("a mask of rank \(mask.rank) is not supported; give it rank 1, 2 or 3")
    }
    let column = try cast(
      try emit(Graph.Iota(sizes: [1, 1, 1, keys], axis: 3, in: module)), to: mask.element)
    func places(from start: IndexExpression) throws(Diagnostic) -> ImportedTensor {
      try reshape(try take(mask, axis: 0, from: start, count: batch), to: [batch, 1, 1, 1])
    }
    if areEqual(mask.sizes[0], batch * 2) {
      let isBefore = try binary(Graph.Less.self, column, try places(from: 0))
      let isAfter = try binary(Graph.GreaterEqual.self, column, try places(from: batch))
      return try binary(Graph.And.self, isBefore, isAfter)
    }
    try requireEqual(
      mask.sizes[0], batch, "a mask of rank 1 must have one element for each of the batch, or two")
    return try binary(Graph.Less.self, column, try places(from: 0))
  }
}
