import Support

extension BinaryReader {
  /// What an operation's name means here.
  struct OperationName {
    var number: UInt32
    var kind: ObjectIdentifier?
    var isIsolated: Bool
    /// What its attributes may not be called.
    var inherent: Set<String> = []
    /// Properties that are left out if they have these values.
    var implied: [(name: String, value: Attribute)] = []
    /// Why such operations are not accepted.
    var problem: String?
  }

  /// What operations have in common, by numbers in the context.
  struct Signature {
    var name: UInt32
    var kind: ObjectIdentifier?
    var isIsolated: Bool
    var properties: UInt32 = 0
    var attributes: UInt32 = 0
    /// How deep the attributes and types are nested.
    var depth = 1
    var operandCount = 0
    var resultCount = 0
    /// Where the results' types are in `signatureResults`, if they are not with the operation.
    var results = 0..<0
    var successorCount = 0
    var regionCount = 0
  }

  mutating func readSignatures() throws(BinaryFailure) {
    let count = try bytes.count(of: "signatures")
    signatures.reserveCapacity(count)
    for _ in 0..<count { signatures.append(try readSignature()) }
  }

  private mutating func readSignature() throws(BinaryFailure) -> Signature {
    let start = bytes.position
    let name = try operationName()
    var signature = Signature(name: name.number, kind: name.kind, isIsolated: name.isIsolated)
    signature.properties = try dictionary(&signature, allowsWhole: name.kind == nil)
    signature.properties = context.number(
      ofProperties: signature.properties, without: name.implied)
    let place = bytes.position
    signature.attributes = try dictionary(&signature, allowsWhole: false)
    if signature.attributes != 0, !name.inherent.isEmpty {
      let attributes = context.dictionaries[signature.attributes]
      if let entry = attributes.entries.first(where: { name.inherent.contains($0.name) }) {
        throw bytes.fail("'\(entry.name)' must be a property, not an attribute", at: place)
      }
    }
    signature.operandCount = try count("operands")
    signature.resultCount = try count("results")
    if signature.resultCount <= BinaryForm.sharedResultLimit {
      let first = signatureResults.count
      for _ in 0..<signature.resultCount {
        signatureResults.append(try valueType(&signature.depth))
      }
      signature.results = first..<signatureResults.count
    }
    signature.successorCount = try count("successors")
    signature.regionCount = try count("regions")
    guard signature.depth < TextParser.depthLimit else {
      throw bytes.fail("nested more than \(TextParser.depthLimit) levels deep", at: start)
    }
    return signature
  }

  /// How many there are with each operation; an operation that has not so many bytes is refused.
  private mutating func count(_ what: StaticString) throws(BinaryFailure) -> Int {
    let start = bytes.position
    let count = try bytes.number()
    guard count <= UInt64(bytes.bytes.count) else {
      throw bytes.fail("the file is too short for \(count) \(what)", at: start)
    }
    return Int(count)
  }

  private mutating func operationName() throws(BinaryFailure) -> OperationName {
    let start = bytes.position
    let index = try bytes.index(below: strings.count, "texts")
    let known = names[index] ?? resolve(strings[index])
    names[index] = known
    if let problem = known.problem { throw bytes.fail(problem, at: start) }
    return known
  }

  private func resolve(_ name: String) -> OperationName {
    let definition = context.definition(named: name)
    var result = OperationName(
      number: context.names.intern(name), kind: definition.map { ObjectIdentifier($0) },
      isIsolated: definition?.traits.contains(.isolatedFromAbove) ?? (name == "builtin.module"))
    let dialect = String(name.prefix { $0 != "." })
    // What an older version of a dialect wrote may break its present rules.
    if olderDialects[dialect] == nil {
      result.inherent = definition?.inherentNames ?? []
      result.implied = definition.map { $0.impliedProperties } ?? []
    }
    if definition == nil, name != "builtin.module", olderDialects[dialect] == nil {
      result.problem = context.problem(withUnregistered: name)
    }
    if name.isEmpty { result.problem = "an operation needs a name" }
    return result
  }

  /// A dictionary's number in the context; zero for none.
  private mutating func dictionary(
    _ signature: inout Signature, allowsWhole: Bool
  ) throws(BinaryFailure) -> UInt32 {
    let start = bytes.position
    let index = try bytes.index(below: attributes.values.count + 1, "attributes") - 1
    guard index >= 0 else { return 0 }
    signature.depth = max(signature.depth, Int(attributes.depths[index]) + 1)
    guard case .dictionary(let dictionary) = attributes.values[index],
      allowsWhole || !wholeProperties.contains(index)
    else { throw bytes.fail("expected a dictionary", at: start) }
    if let known = attributes.contextNumbers[index] { return known }
    let number = dictionary.isEmpty ? 0 : context.dictionaries.intern(dictionary)
    attributes.contextNumbers[index] = number
    return number
  }

  /// The number in the context of a value's type.
  mutating func valueType(_ depth: inout Int) throws(BinaryFailure) -> UInt32 {
    let index = try bytes.index(below: types.values.count, "types")
    depth = max(depth, Int(types.depths[index]) + 1)
    if let known = types.contextNumbers[index] { return known }
    let number = context.types.intern(types.values[index])
    types.contextNumbers[index] = number
    return number
  }
}

extension Context {
  /// Why an operation that no dialect declares is not accepted; `nil` if it is.
  func problem(withUnregistered name: String) -> String? {
    if allowsUnregisteredDialects { return nil }
    let dialectName = name.prefix { $0 != "." }
    guard let dialect = dialects.first(where: { $0.name == dialectName }) else {
      let known = dialects.map(\.name).sorted().joined(separator: ", ")
      return "the dialect '\(dialectName)' of '\(name)' is not registered"
        + (known.isEmpty ? "" : "; known dialects: \(known)")
    }
    let near = dialect.operations.map { $0.mnemonic }.nearest(to: name)
    return "the dialect '\(dialectName)' has no operation '\(name)'"
      + (near.map { "; did you mean '\($0)'?" } ?? "")
  }
}
