extension TextParser {
  mutating func parseTensor() throws(ParseFailure) -> Type {
    let shape = try parseShapeStart("tensor")
    let place = token
    let element = try parseType()
    switch element {
    case .integer, .float, .index, .complex, .vector, .dialect: break
    default: throw fail("a tensor cannot hold '\(element)'", at: place)
    }
    guard let shape else {
      try expect(.greater, "'>'")
      return .unrankedTensor(element)
    }
    var encoding: Attribute?
    if accept(.comma) { encoding = try parseAttribute() }
    try expect(.greater, encoding == nil ? "',' and an encoding, or '>'" : "'>'")
    return .tensor(TensorType(shape, element, encoding: encoding))
  }

  mutating func parseMemRef() throws(ParseFailure) -> Type {
    let shape = try parseShapeStart("memref")
    let place = token
    let element = try parseType()
    switch element {
    case .integer, .float, .index, .complex, .vector, .memref, .unrankedMemref: break
    default: throw fail("a memref cannot hold '\(element)'", at: place)
    }
    var layout: Attribute?
    var space: Attribute?
    while accept(.comma) {
      let place = token
      let attribute = try parseAttribute()
      switch attribute {
      case .affineMap, .strided:
        guard shape != nil, layout == nil, space == nil else {
          throw fail("the layout must come once, before the memory space", at: place)
        }
        layout = attribute
      default:
        guard space == nil else { throw fail("a memref has one memory space", at: place) }
        try checkMemorySpace(attribute, at: place)
        space = attribute
      }
    }
    try expect(.greater, "',' and a layout or memory space, or '>'")
    // MLIR treats the memory space 0 as the default.
    if space?.integerValue == 0 { space = nil }
    guard let shape else { return .unrankedMemref(element, memorySpace: space) }
    if let map = layout?.affineMapValue {
      guard map.dimensionCount == shape.count else {
        throw fail(
          "the layout takes \(map.dimensionCount) indices, the memref has \(shape.count)", at: place
        )
      }
      if map == .identity(shape.count) { layout = nil }
    }
    if case .strided(let strides, _)? = layout, strides.count != shape.count {
      throw fail(
        "the layout has \(strides.count) strides, the memref \(shape.count) dimensions", at: place)
    }
    return .memref(MemRefType(shape, element, layout: layout, memorySpace: space))
  }

  /// A memory space is a number, a string, a dictionary, or what a known dialect says; of a
  /// context without dialects, what any says.
  private mutating func checkMemorySpace(
    _ space: Attribute, at place: Token
  ) throws(ParseFailure) {
    switch space {
    case .integer, .wideInteger, .string, .byteString, .typedString, .dictionary: return
    case .dialect(let attribute):
      let dialect = String(attribute.mnemonic.prefix { $0 != "." })
      guard attribute.value is OpaqueAttribute, !context.dialects.isEmpty,
        !context.hasDialect(named: dialect)
      else { return }
      throw fail("the dialect '\(dialect)' of the memory space is not registered", at: place)
    default:
      throw fail(
        "a memory space is an integer, a string, a dictionary or an attribute of a dialect, not "
          + "'\(space)'", at: place)
    }
  }

  /// `tensor<` and a shape; `nil` for `*x`.
  ///
  /// The next token starts the element type.
  private mutating func parseShapeStart(_ name: String) throws(ParseFailure) -> [Int?]? {
    advance()
    guard token.kind == .less else { throw fail(expected: "'<' after '\(name)'") }
    advance()
    if token.kind == .star {
      guard token.end < bytes.count, bytes[token.end] == 0x78 else {
        throw fail("expected 'x' and an element type after '*'")
      }
      resume(at: token.end + 1)
      return nil
    }
    return try parseDimensions()
  }

  /// `4x?x`, up to the element type.
  ///
  /// Tokens are cut anew: `4xf32` would be `4` and `xf32`, and `0x10` a number.
  private mutating func parseDimensions() throws(ParseFailure) -> [Int?] {
    var shape: [Int?] = []
    while token.kind == .integer || token.kind == .question {
      if token.kind == .question {
        shape.append(nil)
        advance()
      } else {
        shape.append(try parseDimension())
      }
      try expectDimensionSeparator()
    }
    return shape
  }

  private mutating func parseDimension() throws(ParseFailure) -> Int {
    var end = token.start
    while end < bytes.count, bytes[end].isDigit { end += 1 }
    guard let size = Int(text(token.start, end)) else {
      throw fail("a size must fit 63 bits; this one does not")
    }
    resume(at: end)
    return size
  }

  /// The `x` after a size, which may be the first letter of a longer token.
  private mutating func expectDimensionSeparator() throws(ParseFailure) {
    guard token.kind == .bareIdentifier, bytes[token.start] == 0x78 else {
      throw fail(expected: "'x' after the size")
    }
    resume(at: token.start + 1)
  }

  mutating func parseVector() throws(ParseFailure) -> Type {
    advance()
    try expect(.less, "'<' after 'vector'")
    var shape: [Int] = []
    var scalable: [Bool] = []
    while token.kind == .integer || token.kind == .leftSquare {
      let isScalable = accept(.leftSquare)
      let place = token
      guard token.kind == .integer else { throw fail(expected: "a size") }
      let size = try parseDimension()
      guard size > 0 else { throw fail("a vector's sizes must be positive", at: place) }
      if isScalable { try expect(.rightSquare, "']' after the scalable size") }
      shape.append(size)
      scalable.append(isScalable)
      try expectDimensionSeparator()
    }
    if token.kind == .question { throw fail("a vector's sizes must be known") }
    let place = token
    let element = try parseType()
    switch element {
    case .integer, .float, .index: break
    default: throw fail("a vector cannot hold '\(element)'", at: place)
    }
    try expect(.greater, "'>'")
    return .vector(VectorType(shape, element, scalable: scalable))
  }
}

extension AffineMap {
  /// `(d0, d1, …) -> (d0, d1, …)`.
  public static func identity(_ count: Int) -> AffineMap {
    AffineMap(dimensionCount: count, (0..<count).map { .dimension($0) })
  }
}
