import Support

extension BinaryReader {
  mutating func readResources() throws(BinaryFailure) {
    for _ in 0..<(try bytes.count(of: "resources")) {
      let start = bytes.position
      let key = try string()
      let blob = blobs[try bytes.index(below: blobs.count, "blobs")]
      guard module.resources[key] == nil else {
        throw bytes.fail("the resource '\(key)' is given twice", at: start)
      }
      module.resources[key] = Resource(
        ResourceSlice(storage: storage, range: blob.range), alignment: blob.alignment)
    }
  }

  mutating func readMetadata() throws(BinaryFailure) {
    try readValues(\.dialectResources)
    try readValues(\.externalResources)
  }

  private mutating func readValues(
    _ table: WritableKeyPath<Module, [String: [String: ExternalResource]]>
  ) throws(BinaryFailure) {
    for _ in 0..<(try bytes.count(of: "owners")) {
      let place = bytes.position
      let owner = try string()
      guard
        table != \.dialectResources || context.allowsUnregisteredDialects
          || context.hasDialect(named: owner)
      else { throw bytes.fail("the dialect '\(owner)' is not registered", at: place) }
      for _ in 0..<(try bytes.count(of: "values")) {
        let start = bytes.position
        let key = try string()
        let value = try bytes.index(below: strings.count + 2, "texts")
        guard module[keyPath: table][owner]?[key] == nil else {
          throw bytes.fail("'\(key)' is given twice", at: start)
        }
        module[keyPath: table][owner, default: [:]][key] =
          value < 2 ? .bool(value == 1) : .string(strings[value - 2])
      }
    }
  }
}

/// A part of a file that holds a resource: the bytes stay where they are.
private struct ResourceSlice: ResourceStorage {
  let storage: any ResourceStorage
  let range: Range<Int>

  var byteCount: Int { range.count }

  func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try storage.withBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
