/// The names that a file gives to attributes (`#map`) and types (`!t`).
struct Aliases {
  struct Alias<Value> {
    var value: Value
    /// How many types and attributes it expands to, and how deeply they are nested.
    var weight: Int
    var depth: Int
  }

  var attributes: [String: Alias<Attribute>] = [:]
  var types: [String: Alias<Type>] = [:]

  /// An alias may expand to this many types and attributes, a file to a hundred times as many.
  static var weightLimit: Int { 200_000 }
}

extension TextParser {
  /// `#name = attribute` or `!name = type`, at the present token.
  mutating func parseAliasDefinition() throws(ParseFailure) {
    let name = token
    let key = text(name.start + 1, name.end)
    let isType = name.kind == .typeName
    guard !key.utf8.contains(0x2E) else {
      throw fail("an alias cannot have a '.' in its name: that is how dialects' names look")
    }
    guard isType ? aliases.types[key] == nil : aliases.attributes[key] == nil else {
      throw fail("the alias '\(text(of: name))' is already defined; use another name")
    }
    events?.append(.aliasDefinition, name)
    advance()
    try expect(.equal, "'=' after the alias's name")
    let before = (weight: weight, deepest: deepest)
    deepest = depth
    if isType {
      let type = try parseType()
      aliases.types[key] = .init(value: type, weight: weight - before.weight, depth: deepest)
    } else {
      let attribute = try parseAttribute()
      aliases.attributes[key] = .init(
        value: attribute, weight: weight - before.weight, depth: deepest)
    }
    guard weight - before.weight <= Aliases.weightLimit else {
      throw fail("the alias '\(text(of: name))' expands to too much", at: name)
    }
    deepest = max(deepest, before.deepest)
  }

  /// Takes an alias of an attribute that is not defined yet, for a location that may be given below.
  mutating func acceptUnknownAlias() -> Token? {
    let name = token
    guard name.kind == .attributeName,
      aliases.attributes[text(name.start + 1, name.end)] == nil,
      name.end == bytes.count || bytes[name.end] != 0x3C
    else { return nil }
    events?.append(.aliasUse, name)
    advance()
    return name
  }

  /// Counts what an alias expands to, so that a short file cannot mean an endless attribute.
  mutating func expand<Value>(_ alias: Aliases.Alias<Value>, _ name: Token) throws(ParseFailure)
    -> Value
  {
    weight += alias.weight
    deepest = max(deepest, depth + alias.depth)
    guard deepest <= Self.depthLimit else {
      throw fail("aliases nested more than \(Self.depthLimit) levels deep", at: name)
    }
    guard weight <= Aliases.weightLimit * 100 else {
      throw fail("the aliases of this file expand to too much", at: name)
    }
    return alias.value
  }
}
