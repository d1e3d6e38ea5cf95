import Support

extension Module {
  /// The first place where two modules differ in structure, described; `nil` if they are equal.
  ///
  /// Equal means: the same operations in the same order with the same names, types, properties,
  /// attributes and successors, and operands that correspond. Handles and locations do not count,
  /// nor does it matter whether the contexts are the same. Resources are compared byte by byte.
  public func difference(from other: Module) -> String? {
    var comparison = Comparison(left: self, right: other)
    if let difference = comparison.compare(top, other.top) { return difference }
    if dialectResources != other.dialectResources { return "the resources of dialects differ" }
    if externalResources != other.externalResources { return "the external resources differ" }
    for key in Set(resources.keys).union(other.resources.keys).sorted() {
      guard let mine = resources[key], let theirs = other.resources[key] else {
        return "the resource '\(key)' is only in one of the modules"
      }
      let isEqual = mine.storage.withBytes { left in
        theirs.storage.withBytes { right in left.elementsEqual(right) }
      }
      if !isEqual { return "the resource '\(key)' differs" }
    }
    return nil
  }

  /// Whether two modules are equal in structure; see `difference(from:)`.
  public func isStructurallyEqual(to other: Module) -> Bool { difference(from: other) == nil }
}

private struct Comparison {
  let left: Module
  let right: Module
  var values: [ValueID: ValueID] = [:]
  var blocks: [BlockID: BlockID] = [:]

  mutating func compare(_ a: OperationID, _ b: OperationID) -> String? {
    let name = left.name(of: a)
    func differ(_ what: String) -> String {
      "\(what) of '\(name)' at \(left.location(of: a).summary) and '\(right.name(of: b))' at "
        + right.location(of: b).summary
    }
    if name != right.name(of: b) { return differ("the names") }
    if left.properties(of: a) != right.properties(of: b) { return differ("the properties") }
    if left.attributes(of: a) != right.attributes(of: b) { return differ("the attributes") }
    let types = (left.results(of: a).map(left.type), right.results(of: b).map(right.type))
    if types.0 != types.1 { return differ("the result types") }
    guard bindResults(a, b) else { return differ("the uses of results") }
    let operands = (left.operands(of: a), right.operands(of: b))
    guard operands.0.count == operands.1.count else { return differ("the operand counts") }
    for (mine, theirs) in zip(operands.0, operands.1) {
      // A value that comes later is bound now, and found different at its definition if it is.
      if values[mine, default: theirs] != theirs { return differ("the operands") }
      values[mine] = theirs
    }
    let successors = (left.successors(of: a), right.successors(of: b))
    guard successors.0.count == successors.1.count,
      zip(successors.0, successors.1).allSatisfy({ blocks[$0] == $1 })
    else { return differ("the successors") }
    guard left.regionCount(of: a) == right.regionCount(of: b) else {
      return differ("the region counts")
    }
    for (mine, theirs) in zip(left.regions(of: a), right.regions(of: b)) {
      if let difference = compare(mine, theirs) { return difference }
    }
    return nil
  }

  /// `false` if a use before the definition was of something else.
  private mutating func bindResults(_ a: OperationID, _ b: OperationID) -> Bool {
    for (mine, theirs) in zip(left.results(of: a), right.results(of: b)) {
      if values[mine, default: theirs] != theirs { return false }
      values[mine] = theirs
    }
    return true
  }

  private mutating func compare(_ a: RegionID, _ b: RegionID) -> String? {
    let mine = left.blocks(in: a)
    let theirs = right.blocks(in: b)
    let place = "in '\(left.name(of: left.owner(of: a)))'"
    guard mine.count == theirs.count else { return "the block counts differ \(place)" }
    for (one, other) in zip(mine, theirs) { blocks[one] = other }
    for (one, other) in zip(mine, theirs) {
      let arguments = (left.arguments(of: one), right.arguments(of: other))
      guard arguments.0.map(left.type) == arguments.1.map(right.type) else {
        return "the block arguments differ \(place)"
      }
      for (argument, counterpart) in zip(arguments.0, arguments.1) {
        if values[argument, default: counterpart] != counterpart {
          return "the uses of block arguments differ \(place)"
        }
        values[argument] = counterpart
      }
      let operations = (left.operations(in: one), right.operations(in: other))
      guard operations.0.count == operations.1.count else {
        return "the operation counts differ \(place)"
      }
      for (operation, counterpart) in zip(operations.0, operations.1) {
        if let difference = compare(operation, counterpart) { return difference }
      }
    }
    return nil
  }
}
