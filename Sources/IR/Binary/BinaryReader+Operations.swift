import Support

extension BinaryReader {
  /// A region that is being read.
  struct OpenRegion {
    var region: UInt32
    var firstBlock: UInt32
    var blockCount: Int
    /// Whether nothing from around it can be seen.
    var isIsolated: Bool
  }

  mutating func readOperations() throws(BinaryFailure) {
    let start = bytes.position
    guard bytes.remaining < Int(noRow) else {
      throw bytes.fail("more than \(noRow) bytes of operations")
    }
    operationCount = try bytes.count(of: "operations")
    module.removeAllRows()
    module.operationRows.reserveCapacity(operationCount)
    module.operandRows.reserveCapacity(try bytes.count(of: "operands"))
    // No more than a hint: values take no bytes of their own.
    let values = try bytes.number()
    module.valueRows.reserveCapacity(Int(min(values, UInt64(bytes.remaining))))
    _ = try readOperation(in: noRow, after: noRow, depth: 1)
    guard module.operationRows.count == operationCount else {
      throw bytes.fail(
        "\(operationCount) operations were announced, \(module.operationRows.count) found",
        at: start)
    }
    try resolveAwaited()
    try checkTop(at: start)
  }

  /// The outermost operation is a `builtin.module` of one region with one block.
  private func checkTop(at offset: Int) throws(BinaryFailure) {
    let top = module.top
    guard module.name(of: top) == "builtin.module", module.resultCount(of: top) == 0,
      module.regionCount(of: top) == 1, module.blocks(in: module.region(of: top)).count == 1
    else {
      throw bytes.fail(
        "the outermost operation must be a 'builtin.module' with one region of one block",
        at: offset)
    }
  }

  /// One operation with what is inside it; gives its row.
  private mutating func readOperation(
    in block: UInt32, after previous: UInt32, depth: Int
  ) throws(BinaryFailure) -> UInt32 {
    let start = bytes.position
    let number = try bytes.index(below: signatures.count, "signatures")
    let signature = signatures[number]
    let location = lastLocation &+ (try bytes.signed())
    guard location >= 0, location < locations.count else {
      throw bytes.fail("there is no location \(location)", at: start)
    }
    lastLocation = location
    guard depth + signature.depth <= TextParser.depthLimit else {
      throw bytes.fail(
        "nested more than \(TextParser.depthLimit) levels deep; use fewer levels", at: start)
    }
    let id = UInt32(truncatingIfNeeded: module.operationRows.count)
    let operands = Span(start: module.operandRows.count, count: signature.operandCount)
    let results = Span(start: module.valueRows.count, count: signature.resultCount)
    guard module.valueRows.count + signature.resultCount < Int(noRow) else {
      throw bytes.fail("more than \(noRow) values", at: start)
    }
    module.operationRows.append(
      OperationRow(
        kind: signature.kind, name: signature.name, operands: operands, results: results,
        regions: Span(start: module.regionRows.count, count: signature.regionCount),
        successors: Span(start: module.successorRows.count, count: signature.successorCount),
        properties: signature.properties, attributes: signature.attributes,
        location: locations[location], block: block, previous: previous, next: noRow))
    for _ in 0..<signature.operandCount {
      try readOperand(of: id, in: block, before: Int(results.start))
    }
    try readResults(of: id, signature, depth)
    for _ in 0..<signature.successorCount { try readSuccessor(of: id) }
    if signature.regionCount > 0 { try readRegions(of: id, signature, depth) }
    return id
  }

  private mutating func readOperand(
    of user: UInt32, in block: UInt32, before firstResult: Int
  ) throws(BinaryFailure) {
    let start = bytes.position
    let value = firstResult &- (try bytes.signed())
    guard value >= 0, value < Int(noRow) else {
      throw bytes.fail("there is no value \(value)", at: start)
    }
    let slot = module.operandRows.count
    module.operandRows.append(
      OperandRow(value: UInt32(value), user: user, previousUse: noRow, nextUse: noRow))
    guard value < firstResult else { return awaited.append((slot, start)) }
    module.linkUse(slot)
    let home = module.home(of: value)
    // The common case: both in one block.
    if home != block { try checkVisible(home, at: start) }
  }

  /// The block must be in one of the open regions, and nothing isolated in between.
  private func checkVisible(_ home: UInt32, at offset: Int) throws(BinaryFailure) {
    if home != noRow {
      let region = module.blockRows[Int(home)].region
      for open in openRegions.reversed() {
        if open.region == region { return }
        if open.isIsolated { break }
      }
    }
    throw bytes.fail("this value belongs to a region that is not around its use", at: offset)
  }

  private mutating func readResults(
    of id: UInt32, _ signature: Signature, _ depth: Int
  ) throws(BinaryFailure) {
    let isShared = signature.resultCount <= BinaryForm.sharedResultLimit
    let start = bytes.position
    var typeDepth = 1
    for index in 0..<signature.resultCount {
      let type =
        isShared
        ? signatureResults[signature.results.lowerBound + index] : try valueType(&typeDepth)
      module.valueRows.append(
        ValueRow(
          type: type, owner: id, index: UInt32(truncatingIfNeeded: index), isArgument: false,
          firstUse: noRow))
    }
    try check(typeDepth, in: depth, at: start)
  }

  private func check(_ typeDepth: Int, in depth: Int, at offset: Int) throws(BinaryFailure) {
    guard depth + typeDepth <= TextParser.depthLimit else {
      throw bytes.fail(
        "nested more than \(TextParser.depthLimit) levels deep; use fewer levels", at: offset)
    }
  }

  private mutating func readSuccessor(of id: UInt32) throws(BinaryFailure) {
    let region = openRegions.last
    let index = try bytes.index(below: region?.blockCount ?? 0, "blocks")
    let block = BlockID(raw: (region?.firstBlock ?? 0) + UInt32(index))
    module.appendSuccessor(block, of: OperationID(raw: id))
  }

  // MARK: Regions

  private mutating func readRegions(
    of id: UInt32, _ signature: Signature, _ depth: Int
  ) throws(BinaryFailure) {
    guard signature.regionCount <= bytes.remaining else {
      throw bytes.fail("the file is too short for \(signature.regionCount) regions")
    }
    let first = module.regionRows.count
    for _ in 0..<signature.regionCount {
      module.regionRows.append(RegionRow(owner: id, first: noRow, last: noRow))
    }
    for region in first..<first + signature.regionCount {
      try readRegion(UInt32(region), signature.isIsolated, depth)
    }
  }

  private mutating func readRegion(
    _ region: UInt32, _ isIsolated: Bool, _ depth: Int
  ) throws(BinaryFailure) {
    let count = try bytes.count(of: "blocks")
    let first = UInt32(module.blockRows.count)
    let end = first + UInt32(count)
    for block in first..<end {
      module.blockRows.append(
        BlockRow(
          arguments: Span(start: 0, count: 0), region: region, first: noRow, last: noRow,
          previous: block == first ? noRow : block - 1, next: block + 1 == end ? noRow : block + 1))
    }
    guard count > 0 else { return }
    module.regionRows[Int(region)].first = first
    module.regionRows[Int(region)].last = end - 1
    openRegions.append(
      OpenRegion(region: region, firstBlock: first, blockCount: count, isIsolated: isIsolated))
    for block in first..<end { try readBlock(block, depth) }
    openRegions.removeLast()
  }

  private mutating func readBlock(_ block: UInt32, _ depth: Int) throws(BinaryFailure) {
    try readArguments(of: block, depth)
    let count = try bytes.count(of: "operations")
    var last = noRow
    for index in 0..<count {
      let operation = try readOperation(in: block, after: last, depth: depth + 1)
      if index == 0 {
        module.blockRows[Int(block)].first = operation
      } else {
        module.operationRows[Int(last)].next = operation
      }
      last = operation
    }
    module.blockRows[Int(block)].last = last
  }

  private mutating func readArguments(of block: UInt32, _ depth: Int) throws(BinaryFailure) {
    let start = bytes.position
    let count = try bytes.count(of: "arguments")
    guard module.valueRows.count + count < Int(noRow) else {
      throw bytes.fail("more than \(noRow) values", at: start)
    }
    module.blockRows[Int(block)].arguments = Span(start: module.valueRows.count, count: count)
    var typeDepth = 1
    for index in 0..<count {
      let type = try valueType(&typeDepth)
      let location = try bytes.index(below: locations.count + 1, "locations")
      if location > 0 {
        module.argumentLocations[UInt32(module.valueRows.count)] = locations[location - 1]
      }
      module.valueRows.append(
        ValueRow(
          type: type, owner: block, index: UInt32(index), isArgument: true, firstUse: noRow))
    }
    try check(typeDepth, in: depth, at: start)
  }

  // MARK: Uses before definitions

  private mutating func resolveAwaited() throws(BinaryFailure) {
    for (slot, offset) in awaited {
      let row = module.operandRows[slot]
      guard Int(row.value) < module.valueRows.count else {
        throw bytes.fail("there is no value \(row.value)", at: offset)
      }
      guard module.isVisible(Int(row.value), from: OperationID(raw: row.user)) else {
        throw bytes.fail("this value belongs to a region that is not around its use", at: offset)
      }
      module.linkUse(slot)
    }
  }
}

extension Module {
  /// Empties the arenas, also of the outermost operation.
  fileprivate mutating func removeAllRows() {
    operationRows.removeAll()
    operandRows.removeAll()
    valueRows.removeAll()
    blockRows.removeAll()
    regionRows.removeAll()
    successorRows.removeAll()
    top = OperationID(0)
  }

  /// The block that a value is defined in.
  @inline(__always) fileprivate func home(of value: Int) -> UInt32 {
    let row = valueRows[value]
    return row.isArgument ? row.owner : operationRows[Int(row.owner)].block
  }

  /// Whether nothing isolated is around just one of `user` and the definition of `value`, which is not
  /// in a region of `user` itself.
  ///
  /// Other regions do not matter: uses before definitions are resolved as the text form does, and what is
  /// wrong with them is the verifier's affair.
  fileprivate func isVisible(_ value: Int, from user: OperationID) -> Bool {
    let home = home(of: value)
    guard home != noRow, let block = block(of: user) else { return false }
    var around: BlockID? = BlockID(raw: home)
    while let current = around, let region = region(of: current) {
      let owner = owner(of: region)
      if owner == user { return false }
      around = self.block(of: owner)
    }
    return isolatedOwner(of: BlockID(raw: home)) == isolatedOwner(of: block)
  }

  /// The innermost isolated operation around a block.
  private func isolatedOwner(of block: BlockID) -> OperationID? {
    var place: BlockID? = block
    while let current = place, let region = region(of: current) {
      let owner = owner(of: region)
      if isIsolated(owner) { return owner }
      place = self.block(of: owner)
    }
    return nil
  }
}
