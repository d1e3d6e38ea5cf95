import Support

extension TextParser {
  /// A type's number in the context; types seen before are found by their text.
  mutating func parseTypeNumber() throws(ParseFailure) -> UInt32 {
    guard token.kind == .bareIdentifier || token.kind == .typeName, events == nil else {
      return context.types.intern(try parseType())
    }
    let start = token.start
    var end: Int? = token.end
    if token.end < bytes.count, bytes[token.end] == 0x3C { end = endOfBalanced(from: token.end) }
    guard let end else { return context.types.intern(try parseType()) }
    let known = knownTypes.index(of: start, end, in: bytes)
    if knownTypes[known].value != NameTable.unbound {
      resume(at: end)
      return knownTypes[known].value
    }
    let number = context.types.intern(try parseType())
    if previousEnd == end { knownTypes[known].value = number }
    return number
  }

  func endOfBalanced(from start: Int) -> Int? { bytes.endOfBalanced(from: start) }

  /// Any type.
  mutating func parseType() throws(ParseFailure) -> Type {
    try enter()
    defer { leave() }
    weight += 1
    switch token.kind {
    case .leftParenthesis: return .function(try parseFunctionType())
    case .typeName: return try parseNamedType()
    case .bareIdentifier: return try parseBuiltinType()
    default: throw fail(expected: "a type")
    }
  }

  /// A type if the present token can start one.
  mutating func parseOptionalType() throws(ParseFailure) -> Type? {
    switch token.kind {
    case .leftParenthesis, .typeName: return try parseType()
    case .bareIdentifier: return isTypeName ? try parseType() : nil
    default: return nil
    }
  }

  private var isTypeName: Bool {
    let name = text(of: token)
    if FloatKind(rawValue: name) != nil || integerType(named: name) != nil { return true }
    return ["index", "none", "tensor", "memref", "vector", "tuple", "complex"].contains(name)
  }

  /// `(inputs) -> result` or `(inputs) -> (results)`.
  mutating func parseFunctionType() throws(ParseFailure) -> FunctionType {
    var inputs: [Type] = []
    var results: [Type] = []
    try expect(.leftParenthesis, "'(' to start the operands' types")
    try parseList(until: .rightParenthesis, "')'") { parser throws(ParseFailure) in
      inputs.append(try parser.parseType())
    }
    try expect(.arrow, "'->' and the result types")
    if accept(.leftParenthesis) {
      try parseList(until: .rightParenthesis, "')'") { parser throws(ParseFailure) in
        results.append(try parser.parseType())
      }
    } else {
      results.append(try parseType())
    }
    return FunctionType(inputs, results)
  }

  private mutating func parseBuiltinType() throws(ParseFailure) -> Type {
    let name = text(of: token)
    switch name {
    case "index":
      advance()
      return .index
    case "none":
      advance()
      return .none
    case "tensor": return try parseTensor()
    case "memref": return try parseMemRef()
    case "vector": return try parseVector()
    case "tuple":
      advance()
      try expect(.less, "'<' after 'tuple'")
      var types: [Type] = []
      try parseList(until: .greater, "'>'") { parser throws(ParseFailure) in
        types.append(try parser.parseType())
      }
      return .tuple(types)
    case "complex":
      advance()
      try expect(.less, "'<' after 'complex'")
      let place = token
      let element = try parseType()
      guard element.isInteger || element.isFloat else {
        throw fail("a complex number is made of integers or floats, not '\(element)'", at: place)
      }
      try expect(.greater, "'>'")
      return .complex(element)
    default: break
    }
    if let kind = FloatKind(rawValue: name) {
      advance()
      return .float(kind)
    }
    guard let type = integerType(named: name) else { throw fail(expected: "a type") }
    guard case .integer(let width, _) = type, width <= 16_777_215 else {
      throw fail("an integer type has at most 16777215 bits, not '\(name)'")
    }
    advance()
    return type
  }

  /// `i32`, `si8`, `ui64`, `i0`; a width that is too large becomes the largest `Int`.
  private func integerType(named name: String) -> Type? {
    let signedness: Signedness
    let digits: Substring
    if name.hasPrefix("i") {
      (signedness, digits) = (.signless, name.dropFirst(1))
    } else if name.hasPrefix("si") {
      (signedness, digits) = (.signed, name.dropFirst(2))
    } else if name.hasPrefix("ui") {
      (signedness, digits) = (.unsigned, name.dropFirst(2))
    } else {
      return nil
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else { return nil }
    return .integer(width: Int(digits) ?? .max, signedness)
  }

  /// `!alias`, `!dialect.name`, `!dialect.name<body>`, `!dialect<body>`.
  private mutating func parseNamedType() throws(ParseFailure) -> Type {
    let name = token
    let parsed = try parseDialectName()
    switch parsed {
    case .alias(let key):
      guard let alias = aliases.types[key] else {
        throw fail(
          "the type alias '!\(key)' is not defined; define it above its first use", at: name)
      }
      return try expand(alias, name)
    case .dialect(let mnemonic, let body):
      if let definition = context.typeDefinition(named: mnemonic) {
        do throws(Diagnostic) {
          return try make(definition, body)
        } catch {
          throw fail("'!\(mnemonic)': \(error.message)", at: name, notes: error.notes)
        }
      }
      try checkUnregistered(mnemonic, "type", at: name)
      return .opaque(name: mnemonic, body: body)
    }
  }

  private func make<Definition: TypeDefinition>(
    _ definition: Definition.Type, _ body: String?
  ) throws(Diagnostic) -> Type {
    .of(try definition.parse(body: body, in: context))
  }

  /// Refuses a type or attribute that no dialect defines, unless such are allowed.
  mutating func checkUnregistered(
    _ mnemonic: String, _ what: String, at place: Token
  ) throws(ParseFailure) {
    if context.allowsUnregisteredDialects { return }
    let dialect = String(mnemonic.prefix { $0 != "." })
    if context.hasDialect(named: dialect) {
      throw fail("the dialect '\(dialect)' has no \(what) '\(mnemonic)'", at: place)
    }
    throw fail(
      "the dialect '\(dialect)' of the \(what) '\(mnemonic)' is not registered", at: place)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the brackets that open at `start` close, strings skipped; `nil` if that is on another
  /// line or nowhere.
  func endOfBalanced(from start: Int) -> Int? {
    var depth = 0
    var offset = start
    while offset < count {
      switch self[offset] {
      case 0x3C, 0x28, 0x5B, 0x7B: depth += 1
      case 0x3E where offset > start && self[offset - 1] == 0x2D: break
      case 0x3E, 0x29, 0x5D, 0x7D:
        depth -= 1
        if depth == 0 { return offset + 1 }
      case 0x22:
        offset += 1
        while offset < count, self[offset] != 0x22 {
          if self[offset] == 0x0A { return nil }
          offset += self[offset] == 0x5C ? 2 : 1
        }
      case 0x0A: return nil
      default: break
      }
      offset += 1
    }
    return nil
  }
}
