import IR

extension FormDirective {
  /// `{in_bounds = [true]} : memref<?xf32>, vector<8xf32>`: the map and the bounds go without saying
  /// where they are the last dimensions, and nowhere in bounds.
  static let transferRead = transfer(isRead: true)

  /// The same with the vector first.
  static let transferWrite = transfer(isRead: false)

  private static func transfer(isRead: Bool) -> FormDirective {
    @Sendable func types(_ operation: OperationID, _ module: Module) -> (memory: Type, vector: Type)
    {
      let operands = module.operandTypes(of: operation)
      return isRead
        ? (operands[0], module.resultTypes(of: operation)[0]) : (operands[1], operands[0])
    }
    return FormDirective(
      accepts: { operation, module in
        let (memory, vector) = types(operation, module)
        let results: [Type] = if case .tensor = memory { [memory] } else { [] }
        return Transfer(memory, vector) != nil
          && (isRead || module.resultTypes(of: operation) == results)
      },
      write: { operation, writer in
        let (memory, vector) = types(operation, writer.module)
        var attributes = writer.module.attributes(of: operation)
        let usual = Transfer(memory, vector)
        for (name, value) in [("permutation_map", usual?.map), ("in_bounds", usual?.bounds)] {
          let given = writer.module.property(name, of: operation)
          if given != value { attributes[name] = given }
        }
        if !attributes.isEmpty {
          writer.write(attributes, after: "")
          writer.write(" ")
        }
        writer.write(": ")
        writer.write(isRead ? [memory, vector] : [vector, memory])
      },
      read: { (reader) throws(FormFailure) in
        let attributes = try reader.readOptionalAttributes()
        for entry in attributes.entries {
          if ["permutation_map", "in_bounds"].contains(entry.name) {
            reader.set(entry.name, entry.value)
          } else {
            reader.attributes[entry.name] = entry.value
          }
        }
        try reader.expect(":")
        let place = reader.place
        let first = try reader.readType()
        try reader.expect(",")
        let second = try reader.readType()
        let (memory, vector) = isRead ? (first, second) : (second, first)
        guard let usual = Transfer(memory, vector) else {
          throw reader.fail(
            "expected the types of memory and a vector, found '\(memory)' and '\(vector)'",
            at: place)
        }
        reader.addType(memory, ofOperand: "source")
        if isRead {
          reader.setResultTypes([vector])
        } else {
          reader.addType(vector, ofOperand: "vector")
          if case .tensor = memory { reader.setResultTypes([memory]) }
        }
        if reader.properties["permutation_map"] == nil {
          guard let map = usual.map else {
            throw reader.fail(
              "'\(vector)' has more dimensions than '\(memory)'; say which are repeated, as in "
                + "'{permutation_map = affine_map<(d0) -> (0, d0)>}'", at: place)
          }
          reader.set("permutation_map", map)
        }
        if reader.properties["in_bounds"] == nil { reader.set("in_bounds", usual.bounds) }
      })
  }
}

/// What goes without saying of a transfer between memory and a vector.
private struct Transfer {
  /// `nil` where the vector has more dimensions than the memory.
  let map: Attribute?
  let bounds: Attribute

  /// `nil` where there is no memory or no vector.
  init?(_ memory: Type, _ vector: Type) {
    let sizes: [Int?]
    switch memory {
    case .memref(let type): sizes = type.shape
    case .tensor(let type): sizes = type.shape
    default: return nil
    }
    guard let extents = vector.shape else { return nil }
    // The memory may be of vectors.
    let inner = memory.elementType.shape?.count ?? 0
    let rank = extents.count - inner
    guard rank >= 0 else { return nil }
    let last = rank <= sizes.count ? sizes.count - rank..<sizes.count : nil
    map = last.map {
      .affineMap(AffineMap(dimensionCount: sizes.count, $0.map { .dimension($0) }))
    }
    bounds = .array((0..<rank).map { _ in .bool(false) })
  }
}
