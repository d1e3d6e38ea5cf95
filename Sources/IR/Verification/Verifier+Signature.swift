import Support

extension Verifier {
  /// Counts and kinds of operands, results, properties, regions and successors.
  mutating func verifySignature(
    of operation: OperationID, _ signature: Signature
  ) {
    if let segments = module.operandSegments(of: operation, signature) {
      let types = module.operands(of: operation).map { module.type(of: $0) }
      verify("operand", types, signature.operands, segments, at: operation)
    } else {
      let count = module.operandCount(of: operation)
      reportCount("operand", count, signature.operands, at: operation)
    }
    if let segments = module.resultSegments(of: operation, signature) {
      let types = module.results(of: operation).map { module.type(of: $0) }
      verify("result", types, signature.results, segments, at: operation)
    } else {
      reportCount("result", module.resultCount(of: operation), signature.results, at: operation)
    }
    verifyProperties(of: operation, signature)
    verifyCount("region", module.regionCount(of: operation), signature.regions, at: operation)
    let successors = module.successors(of: operation).count
    verifyCount("successor", successors, signature.successors, at: operation)
  }

  private mutating func verify(
    _ what: String, _ types: [Type], _ slots: [Signature.Slot], _ segments: [Range<Int>],
    at operation: OperationID
  ) {
    for (slot, segment) in zip(slots, segments) {
      for index in segment where !slot.constraint.holds(types[index]) {
        error(
          "\(what) \(index) ('\(slot.name)') of \(quoted(operation)) must be "
            + "\(slot.constraint.summary), not '\(types[index])'", at: operation)
      }
    }
  }

  private mutating func reportCount(
    _ what: String, _ count: Int, _ slots: [Signature.Slot], at operation: OperationID
  ) {
    let open = slots.filter { $0.arity != .one }.count
    let list = slots.map { slot in
      switch slot.arity {
      case .one: return slot.name
      case .optional: return slot.name + "?"
      case .variadic: return slot.name + "…"
      }
    }.joined(separator: ", ")
    let sizes = "\(what)SegmentSizes"
    if open > 1 || module.property(sizes, of: operation) != nil {
      error(
        "\(quoted(operation)) has \(count) \(what)s, which '\(sizes)' must divide into (\(list)); "
          + "give it as 'array<i32: …>' with \(slots.count) sizes", at: operation)
      return
    }
    let needed = slots.count - open
    error(
      "\(quoted(operation)) takes \(open > 0 ? "at least " : "")\(needed) "
        + "\(what)\(needed == 1 ? "" : "s")\(list.isEmpty ? "" : " (\(list))"), not \(count)",
      at: operation)
  }

  private mutating func verifyCount(
    _ what: String, _ count: Int, _ expected: Int?, at operation: OperationID
  ) {
    guard let expected, expected != count else { return }
    error(
      "\(quoted(operation)) has \(count) \(what)s, it must have \(expected)", at: operation)
  }

  private mutating func verifyProperties(of operation: OperationID, _ signature: Signature) {
    let properties = module.properties(of: operation)
    for expected in signature.properties {
      guard let value = properties[expected.name] else {
        if !expected.isOptional {
          error(
            "\(quoted(operation)) needs the property '\(expected.name)', "
              + expected.constraint.summary, at: operation)
        }
        continue
      }
      if !expected.constraint.holds(value) {
        error(
          "the property '\(expected.name)' of \(quoted(operation)) must be "
            + "\(expected.constraint.summary), not '\(value)'", at: operation)
      }
    }
    for entry in properties.entries
    where !signature.properties.contains(where: { $0.name == entry.name })
      && entry.name != "operandSegmentSizes" && entry.name != "resultSegmentSizes"
    {
      let near = signature.properties.map(\.name).nearest(to: entry.name)
      error(
        "\(quoted(operation)) has no property '\(entry.name)'"
          + (near.map { "; did you mean '\($0)'?" }
            ?? "; put attributes of your own into the trailing '{…}'"),
        at: operation)
    }
  }
}
