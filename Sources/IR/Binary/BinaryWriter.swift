import Support

/// Writes a module in the binary form, each type, attribute, location and text once.
struct BinaryWriter {
  let module: Module
  var strings = ByteWriter()
  var stringNumbers: [String: Int] = [:]
  var blobs: [Blob] = []
  var blobNumbers: [[UInt8]: Int] = [:]
  var entries = ByteWriter()
  var entryCount = 0
  var types = Numbering<Type>()
  var attributes = Numbering<Attribute>()
  var locations = Numbering<Location>()
  /// Of dictionaries as attributes, by their number in the context.
  var dictionaries: [UInt32: Int] = [:]
  /// What the last file location was, which the next is told by its difference from.
  var lastLine = 0
  var signatures = ByteWriter()
  var signatureNumbers: [OperationSignature: Int] = [:]
  var dialects: Set<String> = []
  var operations = ByteWriter()
  var operationCount = 0
  var operandCount = 0
  var lastLocation = 0
  /// The number of each value, in the order of the file.
  var values: ContiguousArray<UInt32>
  var valueCount: UInt32 = 0
  /// How many values came before the operation that is being written.
  var writtenValueCount = 0
  var blockNumbers: ContiguousArray<UInt32>

  /// The numbers of what has been written.
  struct Numbering<Value: Hashable> {
    var numbers: [Value: Int] = [:]
    /// The same by number in the context, which is found faster.
    var contextNumbers: [UInt32: Int] = [:]
    var count = 0

    /// Numbers what has just been written.
    mutating func add(_ value: Value) -> Int {
      numbers[value] = count
      count += 1
      return count - 1
    }
  }

  /// Bytes that are written aligned.
  struct Blob {
    var storage: any ResourceStorage
    var alignment: Int
  }

  init(_ module: Module) {
    self.module = module
    values = ContiguousArray(repeating: noRow, count: module.valueRows.count)
    blockNumbers = ContiguousArray(repeating: noRow, count: module.blockRows.count)
  }

  mutating func write(producer: String) -> [UInt8] {
    numberContents(of: module.top)
    write(operation: module.top)
    let resources = resources()
    let metadata = metadata()
    var file = ByteWriter()
    file.write(raw: BinaryForm.magic)
    file.write(BinaryForm.version)
    file.write(counted: producer.utf8)
    file.write(.dialects, dialectVersions())
    file.write(.strings, counted(strings, stringNumbers.count))
    write(blobs, to: &file)
    file.write(.entries, counted(entries, entryCount))
    file.write(.signatures, counted(signatures, signatureNumbers.count))
    file.write(.operations, operationsWithCounts())
    file.write(.resources, resources)
    file.write(.metadata, metadata)
    return file.bytes
  }

  private func counted(_ body: ByteWriter, _ count: Int) -> ByteWriter {
    var result = ByteWriter()
    result.write(count)
    result.write(raw: body.bytes)
    return result
  }

  /// The operations, and how many rows a reader will need for them.
  private func operationsWithCounts() -> ByteWriter {
    var result = ByteWriter()
    result.write(operationCount)
    result.write(operandCount)
    result.write(writtenValueCount)
    result.write(raw: operations.bytes)
    return result
  }

  /// Every dialect whose operations occur, with its version.
  private func dialectVersions() -> ByteWriter {
    var writer = ByteWriter()
    writer.write(dialects.count)
    for name in dialects.sorted() {
      writer.write(counted: name.utf8)
      writer.write(module.context.dialects.first { $0.name == name }?.version ?? 0)
    }
    return writer
  }

  // MARK: Tables

  mutating func number(of text: String) -> Int {
    if let known = stringNumbers[text] { return known }
    let number = stringNumbers.count
    stringNumbers[text] = number
    strings.write(counted: text.utf8)
    return number
  }

  mutating func number(ofBlob bytes: [UInt8]) -> Int {
    if let known = blobNumbers[bytes] { return known }
    let alignment = bytes.count >= BinaryForm.blobAlignment ? BinaryForm.blobAlignment : 1
    blobs.append(Blob(storage: bytes, alignment: alignment))
    blobNumbers[bytes] = blobs.count - 1
    return blobs.count - 1
  }

  /// The section of blobs: its length comes last, because of the padding.
  private func write(_ blobs: [Blob], to file: inout ByteWriter) {
    file.write(byte: BinaryForm.Section.blobs.rawValue)
    // Where each blob starts depends on where the section does, so a fixed width for its length.
    let start = file.bytes.count + ByteWriter.paddedWidth
    var length = ByteWriter()
    length.write(blobs.count)
    var end = start + length.bytes.count
    for blob in blobs {
      end = blob.start(after: end) + blob.storage.byteCount
    }
    file.write(padded: end - start)
    file.write(blobs.count)
    for blob in blobs {
      file.write(blob.alignment.trailingZeroBitCount)
      file.write(blob.storage.byteCount)
      file.align(to: blob.alignment)
      blob.storage.withBytes { file.write(raw: $0) }
    }
  }

  // MARK: What is not operations

  private mutating func resources() -> ByteWriter {
    var writer = ByteWriter()
    writer.write(module.resources.count)
    for (key, resource) in module.resources.sorted(by: { $0.key < $1.key }) {
      let alignment = 1 << min(30, max(0, resource.alignment).trailingZeroBitCount)
      blobs.append(Blob(storage: resource.storage, alignment: alignment))
      writer.write(number(of: key))
      writer.write(blobs.count - 1)
    }
    return writer
  }

  private mutating func metadata() -> ByteWriter {
    var writer = ByteWriter()
    for table in [module.dialectResources, module.externalResources] {
      writer.write(table.count)
      for (owner, group) in table.sorted(by: { $0.key < $1.key }) {
        writer.write(number(of: owner))
        writer.write(group.count)
        for (key, value) in group.sorted(by: { $0.key < $1.key }) {
          writer.write(number(of: key))
          switch value {
          case .bool(let flag): writer.write(flag ? 1 : 0)
          case .string(let text): writer.write(2 + number(of: text))
          }
        }
      }
    }
    return writer
  }
}

extension BinaryWriter.Blob {
  /// Where the bytes start if what is written before ends at `offset`.
  fileprivate func start(after offset: Int) -> Int {
    var head = ByteWriter()
    head.write(alignment.trailingZeroBitCount)
    head.write(storage.byteCount)
    let place = offset + head.bytes.count
    return (place + alignment - 1) & ~(alignment - 1)
  }
}
