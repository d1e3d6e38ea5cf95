import Dialects
import Formats
import IR
import Support

// Integers with a scale for each block of some length along an axis, as weights of language models are.
//
// The axis becomes two, blocks and elements in a block, so that scales broadcast and nothing is repeated:
//
//     w : [k, n], scale : [k / 32, n]
//       -> reshape(reshape(w : [k / 32, 32, n]) * reshape(scale : [k / 32, 1, n]) : [k, n])

extension OperatorTable {
  private static let domain = "com.microsoft"

  /// Operators of ONNX Runtime on weights that are quantised in blocks.
  static let blockedQuantization: [OperatorImport] = [
    OperatorImport("MatMulNBits", domain: domain) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let weight = try build.blockedWeight(node)
      let product = try build.matmul(input, weight, transposesRHS: true)
      guard let bias = node.optionalInput(5) else { return [product] }
      return [try build.binary(Graph.Add.self, product, bias)]
    },
    OperatorImport("GatherBlockQuantized", domain: domain) { (node, build) throws(Diagnostic) in
      [try build.gatherBlocks(node)]
    },
  ]
}

extension GraphBuilder {
  /// `(x - zero) * scale` where scale and zero point have one element for each block along `axis`.
  mutating func dequantizeBlocks(
    _ input: ImportedTensor, _ scale: ImportedTensor, zero: ImportedTensor?, axis: Int, size: Int
  ) throws(Diagnostic) -> ImportedTensor {
    guard (1...1 << 32).contains(size), scale.rank == input.rank else {
      throw .error(
        "a scale of shape \(scale.sizes.text) does not fit shape \(input.sizes.text) in blocks of "
          + "\(size) along axis \(axis)")
    }
    for other in input.sizes.indices {
      let expected =
        other == axis
        ? input.sizes[axis].ceilDivided(by: IndexExpression(size)) : input.sizes[other]
      try requireEqual(
        scale.sizes[other], expected,
        "a scale of shape \(scale.sizes.text) does not fit shape \(input.sizes.text) in blocks of "
          + "\(size) along axis \(axis)")
    }
    if let zero, zero.sizes != scale.sizes {
      throw .error(
        "a zero point of shape \(zero.sizes.text) does not fit a scale of shape \(scale.sizes.text)"
      )
    }
    let blocks = scale.sizes[axis]
    var whole = input
    if !areEqual(blocks * IndexExpression(size), input.sizes[axis]) {
      // The last block is filled up with what is cut off again.
      var ends = Array(repeating: IndexExpression.zero, count: input.rank)
      ends[axis] = blocks * IndexExpression(size) - input.sizes[axis]
      let value = value(input)
      whole = try emit(
        Graph.Pad(value, begins: ends.map { _ in 0 }, ends: ends, in: module))
    }
    var inBlocks = whole.sizes
    inBlocks.replaceSubrange(axis...axis, with: [blocks, IndexExpression(size)])
    var ofBlocks = scale.sizes
    ofBlocks.insert(1, at: axis + 1)
    let numbers = try dequantize(
      try reshape(whole, to: inBlocks), try reshape(scale, to: ofBlocks),
      zero: try zero.map { (z) throws(Diagnostic) in try reshape(z, to: ofBlocks) })
    let merged = try reshape(numbers, to: whole.sizes)
    return try take(merged, axis: axis, from: 0, count: input.sizes[axis])
  }

  /// The elements and zero points of constants of at most eight bits with a sign, both less by half of
  /// the range if they had none; a zero point that is zero everywhere is left out.
  ///
  /// The usual zero point of integers without a sign is half of their range.
  mutating func signed(
    _ input: ImportedTensor, zero: ImportedTensor?
  ) -> (ImportedTensor, zero: ImportedTensor?) {
    guard let zero else { return (input, nil) }
    if zero.hasOnlyZeros { return (input, nil) }
    guard zero.element == input.element, case .integer(let width, .unsigned) = input.element,
      (2...8).contains(width), let elements = input.bytes, let points = zero.bytes,
      let sizes = input.staticSizes,
      let shape = zero.staticSizes
    else { return (input, zero) }
    let middle = UInt8(1 << (width - 1))
    func less(_ bytes: ByteView) -> ByteView {
      bytes.withUnsafeBytes { source in
        ByteView(initializing: source.count, name: bytes.name) { target in
          for place in source.indices { target[place] = source[place] &- middle }
        }
      }
    }
    let element = Type.integer(width: width, .signless)
    let below = constant(less(points), shape, element, from: zero)
    return (
      constant(less(elements), sizes, element, from: input), below.hasOnlyZeros ? nil : below
    )
  }

  /// Rows of a table that is quantised in blocks along its last axis: gathered first, as they are stored.
  fileprivate mutating func gatherBlocks(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let (table, indices, scale) = (try node.input(0), try node.input(1), try node.input(2))
    let size = try node.int("block_size", default: 128)
    let axis = try node.axis(try node.int("gather_axis", default: 0), rank: table.rank)
    let quantized = try node.axis(try node.int("quantize_axis", default: 1), rank: table.rank)
    guard axis == 0, quantized == table.rank - 1, table.rank >= 2 else {
      throw .error(
        "'gather_axis' must be the first axis of the table and 'quantize_axis' the last, found "
          + "\(axis) and \(quantized) of \(table.rank) axes")
    }
    let bits = try node.int("bits", default: 4)
    guard [4, 8].contains(bits) else {
      throw .error("attribute 'bits' is \(bits); 4 and 8 are supported")
    }
    var (elements, zero) = (table, node.optionalInput(3))
    let isOfBytes = table.element == .integer(width: 8, .unsigned)
    if isOfBytes, bits == 4 {
      (elements, zero) = (
        try nibbles(table), try zero.map { (z) throws(Diagnostic) in try nibbles(z) }
      )
    }
    if zero == nil, isOfBytes {
      // Only where elements have no type of their own is the zero point in the middle, if not given.
      zero = try expand(scalar(Double(1 << (bits - 1)), elements.element), to: scale.sizes)
    }
    (elements, zero) = signed(elements, zero: zero)
    func rows(
      _ tensor: ImportedTensor, _ build: inout GraphBuilder
    ) throws(Diagnostic) -> ImportedTensor {
      let (data, places) = (build.value(tensor), build.value(indices))
      return try build.emit(Graph.Gather(data, places, axis: 0, in: build.module))
    }
    let gathered = try rows(elements, &self)
    let points = try zero.map { (z) throws(Diagnostic) in try rows(z, &self) }
    return try dequantizeBlocks(
      gathered, try rows(scale, &self), zero: points, axis: gathered.rank - 1, size: size)
  }

  /// Bytes of a constant as two integers of four bits each, without a sign, along the last axis.
  private mutating func nibbles(_ packed: ImportedTensor) throws(Diagnostic) -> ImportedTensor {
    guard let bytes = packed.bytes, var shape = packed.staticSizes, let last = shape.popLast()
    else {
      throw .error("a table of four bits must be a constant")
    }
    let spread = ByteView(initializing: bytes.count * 2, name: bytes.name) { target in
      for place in 0..<bytes.count {
        target[2 * place] = bytes[place] & 15
        target[2 * place + 1] = bytes[place] >> 4
      }
    }
    return constant(spread, shape + [last * 2], .integer(width: 4, .unsigned), from: packed)
  }

  /// The weight of a `MatMulNBits`, `[N, K]`, as numbers.
  ///
  /// Integers are stored without a sign around a zero point in the middle, if no other is given;
  /// here they are signed, so that this zero point is zero.
  fileprivate mutating func blockedWeight(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let form = try BlockedWeightForm(node)
    let (packed, scale) = (try node.input(1), try node.input(2))
    let element = Type.integer(width: form.bits, .signless)
    let bytes = try form.bytes(packed, form.weightByteCount, "B")
    let weight = constant(
      form.signed(bytes, rows: form.columns * form.blocks, count: form.size),
      [form.columns, form.blocks, form.size], element, from: packed)
    guard scale.elementCount == form.columns * form.blocks else {
      throw .error(
        "input 'scales' must have \(form.columns * form.blocks) elements, one for each block of "
          + "\(form.size) in \(form.columns) columns, found shape \(scale.sizes.text)")
    }
    let shape = [form.columns, form.blocks, 1]
    let sizes = shape.map { IndexExpression($0) }
    var zero: ImportedTensor?
    if let given = node.optionalInput(3) {
      if given.element.isFloat {
        let middle = scalar(Double(form.middle), given.element)
        zero = try binary(Graph.Sub.self, try reshape(given, to: sizes), middle)
      } else {
        let points = try form.bytes(given, form.zeroByteCount, "zero_points")
        zero = constant(
          form.signed(points, rows: form.columns, count: form.blocks), shape, element, from: given)
      }
    }
    let numbers = try dequantize(weight, try reshape(scale, to: sizes), zero: zero)
    let whole = try reshape(
      numbers, to: [IndexExpression(form.columns), IndexExpression(form.blocks * form.size)])
    return try take(whole, axis: 1, from: 0, count: IndexExpression(form.depth))
  }
}

extension ImportedTensor {
  /// The bytes of a constant, a whole one for each element at least.
  fileprivate var bytes: ByteView? {
    if case .constant(let bytes) = source { bytes } else { nil }
  }

  /// Whether it is known to be a constant of nothing but zeros.
  fileprivate var hasOnlyZeros: Bool {
    guard element.isInteger, let bytes else { return numbers?.allSatisfy { $0 == 0 } ?? false }
    return bytes.withUnsafeBytes { $0.allSatisfy { $0 == 0 } }
  }
}

/// The sizes of a weight in blocks.
private struct BlockedWeightForm {
  /// Terms of a sum, and results of a row.
  let depth: Int
  let columns: Int
  let bits: Int
  /// Elements of a block.
  let size: Int

  /// Blocks of a column.
  var blocks: Int { (depth + size - 1) / size }
  /// The usual zero point.
  var middle: Int { 1 << (bits - 1) }
  var weightByteCount: Int { columns * blocks * (size * bits / 8) }
  var zeroByteCount: Int { columns * ((blocks * bits + 7) / 8) }

  init(_ node: Node) throws(Diagnostic) {
    depth = try node.int("K", default: 0)
    columns = try node.int("N", default: 0)
    bits = try node.int("bits", default: 4)
    size = try node.int("block_size", default: 0)
    guard [2, 4, 8].contains(bits) else {
      throw .error("attribute 'bits' is \(bits); 2, 4 and 8 are supported")
    }
    // So that no product of them is too large for a number.
    let limit = 1 << 28
    guard (1...limit).contains(depth), (1...limit).contains(columns), (16...limit).contains(size),
      size.nonzeroBitCount == 1
    else {
      throw .error(
        "attributes 'K' and 'N' must be from 1 to \(limit) and 'block_size' a power of two from 16 to "
          + "\(limit), found \(depth), \(columns) and \(size)")
    }
    if let order = node.optionalInput(4) {
      guard Self.isRising(order, depth, size) else {
        throw .error(
          "input 'g_idx' puts the rows of the weight into another order, which is not supported; "
            + "export the model without it ('desc_act' or 'act_order' off)")
      }
    }
  }

  /// Whether a list of the block of each row of the weight says nothing: the rows are in order.
  private static func isRising(_ order: ImportedTensor, _ depth: Int, _ size: Int) -> Bool {
    guard let bytes = order.bytes, let width = order.element.elementByteCount,
      bytes.count == depth * width
    else { return false }
    return bytes.withUnsafeBytes { bytes in
      (0..<depth).allSatisfy {
        ElementCoding.integer(in: bytes, at: $0 * width, as: order.element) == $0 / size
      }
    }
  }

  /// The bytes of an input that must be a constant.
  func bytes(
    _ input: ImportedTensor, _ count: Int, _ name: String
  ) throws(Diagnostic) -> ByteView {
    guard case .constant(let bytes) = input.source, input.element.elementByteCount == 1 else {
      throw .error("input '\(name)' must be a constant of bytes")
    }
    guard bytes.count == count else {
      throw .error(
        "input '\(name)' must have \(count) bytes for N = \(columns), K = \(depth) and blocks of "
          + "\(size) elements of \(bits) bits, found \(bytes.count)")
    }
    return bytes
  }

  /// Packed elements without a sign as ones with a sign and a byte each, the middle being zero; each
  /// row of `count` begins with a byte of its own.
  func signed(_ packed: ByteView, rows: Int, count: Int) -> ByteView {
    let (perByte, bits, middle) = (8 / bits, UInt8(bits), UInt8(middle))
    let rowBytes = (count + perByte - 1) / perByte
    let mask = UInt8(truncatingIfNeeded: (1 << Int(bits)) - 1)
    return packed.withUnsafeBytes { source in
      ByteView(initializing: rows * count, name: packed.name) { target in
        for row in 0..<rows {
          for place in 0..<count {
            let byte = source[row * rowBytes + place / perByte]
            let raw = byte >> (UInt8(place % perByte) * bits) & mask
            target[row * count + place] = raw &- middle
          }
        }
      }
    }
  }
}
