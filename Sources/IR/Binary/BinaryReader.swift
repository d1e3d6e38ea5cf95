import Support

/// Reads a module in the binary form.
///
/// Every index, length and depth is checked, and what a file makes the reader do is bounded by a
/// multiple of its length, so that no bytes make it trap or run away.
struct BinaryReader {
  var bytes: ByteReader
  let storage: any ResourceStorage
  let context: Context
  var module: Module
  /// Dialects that were older when the file was written, with their versions then.
  var olderDialects: [String: Int] = [:]
  var strings: [String] = []
  var blobs: [Blob] = []
  var blobBytes: [Int: [UInt8]] = [:]
  var types = Table<Type>()
  var attributes = Table<Attribute>()
  var locations: Locations
  var lastLine = 0
  /// The file of the last place: its number among the texts, and in the context.
  var lastFile: (text: Int, number: UInt32)?
  /// Attributes that stand for all properties of an operation, and so for nothing else.
  var wholeProperties: Set<Int> = []
  /// How much work the entries are so far.
  var weight = 0
  var names: [Int: OperationName] = [:]
  var signatures: [Signature] = []
  var signatureResults: [UInt32] = []
  var operationCount = 0
  var lastLocation = 0
  var openRegions: [OpenRegion] = []
  /// Operands that come before what they use, with their places in the file.
  var awaited: [(slot: Int, offset: Int)] = []

  /// Where bytes are in the file.
  struct Blob {
    var range: Range<Int>
    var alignment: Int
  }

  /// What has been read of one kind, by its number in the file.
  struct Table<Value> {
    var values: [Value] = []
    /// How deep each is nested.
    var depths: [UInt8] = []
    /// How many parts each has, with those of what it refers to.
    var weights: [UInt32] = []
    /// Numbers in the context, of those that were asked for.
    var contextNumbers: [Int: UInt32] = [:]
  }

  init(_ bytes: UnsafeRawBufferPointer, _ storage: any ResourceStorage, _ context: Context) {
    self.bytes = ByteReader(bytes)
    self.storage = storage
    self.context = context
    module = Module(context: context)
    locations = Locations(context.locations)
  }

  mutating func read() throws(BinaryFailure) -> Module {
    try readHeader()
    try readSection(.dialects) { reader throws(BinaryFailure) in try reader.readDialects() }
    try readSection(.strings) { reader throws(BinaryFailure) in try reader.readStrings() }
    try readSection(.blobs) { reader throws(BinaryFailure) in try reader.readBlobs() }
    try readSection(.entries) { reader throws(BinaryFailure) in try reader.readEntries() }
    locations.finish()
    try readSection(.signatures) { reader throws(BinaryFailure) in try reader.readSignatures() }
    try readSection(.operations) { reader throws(BinaryFailure) in try reader.readOperations() }
    try readSection(.resources) { reader throws(BinaryFailure) in try reader.readResources() }
    try readSection(.metadata) { reader throws(BinaryFailure) in try reader.readMetadata() }
    guard bytes.isAtEnd else { throw bytes.fail("\(bytes.remaining) bytes follow the end") }
    return module
  }

  /// Reads a section, which must be the next and be read to its end.
  private mutating func readSection(
    _ section: BinaryForm.Section, _ body: (inout BinaryReader) throws(BinaryFailure) -> Void
  ) throws(BinaryFailure) {
    let outer = try bytes.begin(section)
    try body(&self)
    try bytes.end(section, outer)
  }

  private mutating func readHeader() throws(BinaryFailure) {
    for expected in BinaryForm.magic {
      guard try bytes.byte() == expected else {
        throw bytes.fail("this is not a module in the binary form", at: 0)
      }
    }
    let start = bytes.position
    let version = try bytes.number()
    let producer = try bytes.text()
    guard version > 0, version <= BinaryForm.version else {
      throw bytes.fail(
        "the file has version \(version) of the binary form, written by '\(producer)'; versions "
          + "up to \(BinaryForm.version) are read: use a newer version of the compiler", at: start)
    }
  }

  private mutating func readDialects() throws(BinaryFailure) {
    for _ in 0..<(try bytes.count(of: "dialects")) {
      let start = bytes.position
      let name = try bytes.text()
      let version = Int(truncatingIfNeeded: try bytes.number())
      guard let known = context.dialects.first(where: { $0.name == name }) else { continue }
      guard version >= 0, version <= known.version else {
        throw bytes.fail(
          "the file has version \(version) of the dialect '\(name)'; versions up to "
            + "\(known.version) are known: use a newer version of the compiler", at: start)
      }
      if version < known.version { olderDialects[name] = version }
    }
  }

  private mutating func readStrings() throws(BinaryFailure) {
    let count = try bytes.count(of: "texts")
    strings.reserveCapacity(count)
    for _ in 0..<count { strings.append(try bytes.text()) }
  }

  private mutating func readBlobs() throws(BinaryFailure) {
    for _ in 0..<(try bytes.count(of: "blobs")) {
      let start = bytes.position
      let exponent = try bytes.number()
      guard exponent <= 30 else {
        throw bytes.fail("a blob is aligned to at most 2^30 bytes, not 2^\(exponent)", at: start)
      }
      let length = try bytes.count(of: "bytes")
      try bytes.align(to: 1 << Int(exponent))
      let place = bytes.position
      _ = try bytes.raw(length)
      blobs.append(Blob(range: place..<place + length, alignment: 1 << Int(exponent)))
    }
  }

  // MARK: Numbers

  /// The number of a text.
  mutating func string() throws(BinaryFailure) -> String {
    strings[try bytes.index(below: strings.count, "texts")]
  }

  /// Counts work, and refuses a file that is made to mean more of it than its length allows.
  mutating func add(weight more: Int, at offset: Int) throws(BinaryFailure) {
    weight += more
    guard weight <= 4_000_000 + 16 * bytes.bytes.count else {
      throw bytes.fail("the types and attributes of this file expand to too much", at: offset)
    }
  }
}
