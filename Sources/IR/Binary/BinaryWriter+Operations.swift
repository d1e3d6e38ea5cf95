import Support

extension BinaryWriter {
  /// Numbers the values in the order in which they are written.
  mutating func numberContents(of operation: OperationID) {
    let row = module.row(operation)
    for value in row.results.range { number(value: value) }
    for region in row.regions.range {
      for (index, block) in module.blocks(in: RegionID(region)).enumerated() {
        blockNumbers[block.row] = UInt32(index)
        for argument in module.blockRows[block.row].arguments.range { number(value: argument) }
        var next = module.firstOperation(in: block)
        while let operation = next {
          numberContents(of: operation)
          next = module.next(after: operation)
        }
      }
    }
  }

  private mutating func number(value: Int) {
    values[value] = valueCount
    valueCount += 1
  }

  /// Signature, location, operands, long lists of results, successors, regions.
  mutating func write(operation: OperationID) {
    let row = module.row(operation)
    let results = row.results.range.map { number(ofType: module.valueRows[$0].type) }
    let sharesResults = results.count <= BinaryForm.sharedResultLimit
    operations.write(number(of: signature(of: row, sharesResults ? results : [])))
    let location = number(ofLocation: row.location)
    operations.write(signed: location - lastLocation)
    lastLocation = location
    // From where the results of this operation begin, counted backwards.
    let here = writtenValueCount
    for slot in row.operands.range {
      operations.write(signed: here - Int(values[Int(module.operandRows[slot].value)]))
    }
    if !sharesResults { for type in results { operations.write(type) } }
    writtenValueCount += results.count
    for successor in module.successors(of: operation) {
      operations.write(Int(blockNumbers[successor.row]))
    }
    for region in row.regions.range { write(region: RegionID(region)) }
    operationCount += 1
    operandCount += Int(row.operands.count)
  }

  private mutating func signature(of row: OperationRow, _ results: [Int]) -> OperationSignature {
    let name = module.context.names[row.name]
    dialects.insert(String(name.prefix { $0 != "." }))
    return OperationSignature(
      name: number(of: name),
      properties: row.properties == 0 ? 0 : 1 + number(ofDictionary: row.properties),
      attributes: row.attributes == 0 ? 0 : 1 + number(ofDictionary: row.attributes),
      operandCount: Int(row.operands.count), resultCount: Int(row.results.count),
      results: results, successorCount: Int(row.successors.count),
      regionCount: Int(row.regions.count))
  }

  private mutating func number(of signature: OperationSignature) -> Int {
    if let known = signatureNumbers[signature] { return known }
    signatureNumbers[signature] = signatureNumbers.count
    for part in [
      signature.name, signature.properties, signature.attributes, signature.operandCount,
      signature.resultCount,
    ] { signatures.write(part) }
    for type in signature.results { signatures.write(type) }
    signatures.write(signature.successorCount)
    signatures.write(signature.regionCount)
    return signatureNumbers.count - 1
  }

  private mutating func write(region: RegionID) {
    let blocks = module.blocks(in: region)
    operations.write(blocks.count)
    for block in blocks {
      let arguments = module.arguments(of: block)
      operations.write(arguments.count)
      for argument in arguments {
        operations.write(number(ofType: module.valueRows[argument.row].type))
        // Most arguments have no place of their own.
        let location = module.argumentLocations[argument.index]
        operations.write(location.map { 1 + number(ofLocation: $0) } ?? 0)
      }
      writtenValueCount += arguments.count
      let inside = module.operations(in: block)
      operations.write(inside.count)
      for operation in inside { write(operation: operation) }
    }
  }
}
