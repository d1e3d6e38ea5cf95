extension SafetensorsFile {
  /// Writes the tensors to a file that appears whole or not at all.
  ///
  /// Equal contents give equal bytes. Every tensor begins on a multiple of 64 bytes from the start of the file, so that a mapped file
  /// can be computed on directly. The format knows no gaps: the bytes in between are tensors too, of
  /// type `U8` and called `__pad_0`, `__pad_1`, ….
  ///
  /// - Throws: ``FormatError`` when the file cannot be written, a name occurs twice or is reserved, or
  ///   the format has no such elements.
  public func write(to path: String) throws(FormatError) {
    try AtomicFile.write(try encode(name: path), to: path)
  }

  /// The bytes of the file, in pieces; errors call it `file`.
  public func encode(name file: String = "<memory>") throws(FormatError) -> [ByteView] {
    try checkNames(file)
    var members: [String] = []
    if !metadata.isEmpty { members.append("\"__metadata__\":\(metadataText)") }
    var pieces: [ByteView] = []
    var end = 0
    var paddingCount = 0
    for entry in entries {
      let gap = (Self.alignment - end % Self.alignment) % Self.alignment
      if gap > 0 {
        members.append(
          Self.member("\(Self.paddingPrefix)\(paddingCount)", "U8", [gap], from: end, count: gap))
        pieces.append(ByteView(copying: Array(repeating: 0, count: gap)))
        paddingCount += 1
        end += gap
      }
      guard let type = Self.name(of: entry.tensor.format) else {
        throw FormatError(
          .unsupported, in: file, place: "tensor '\(entry.name)'",
          "safetensors files cannot hold elements of type \(entry.tensor.format)")
      }
      members.append(
        Self.member(
          entry.name, type, entry.tensor.shape, from: end, count: entry.tensor.bytes.count))
      pieces.append(entry.tensor.bytes)
      end += entry.tensor.bytes.count
    }
    return [try Self.header(members, file)] + pieces
  }

  private func checkNames(_ file: String) throws(FormatError) {
    var names: Set<String> = []
    for entry in entries {
      let isReserved = entry.name == "__metadata__" || entry.name.hasPrefix(Self.paddingPrefix)
      if isReserved || !names.insert(entry.name).inserted {
        throw FormatError(
          .unwritable, in: file, place: "tensor '\(entry.name)'",
          isReserved ? "the name is reserved by the format" : "the name occurs twice",
          advice: "give the tensor another name")
      }
    }
  }

  private var metadataText: String {
    let members = metadata.sorted { $0.key < $1.key }
      .map { "\(quotedJSON($0.key)):\(quotedJSON($0.value))" }
    return "{\(members.joined(separator: ","))}"
  }

  private static func member(
    _ name: String, _ type: String, _ shape: [Int], from begin: Int, count: Int
  ) -> String {
    let sizes = shape.map(String.init).joined(separator: ",")
    return "\(quotedJSON(name)):{\"dtype\":\"\(type)\",\"shape\":[\(sizes)],"
      + "\"data_offsets\":[\(begin),\(begin + count)]}"
  }

  /// Length and text, with spaces up to the next multiple of the alignment.
  private static func header(
    _ members: [String], _ file: String
  ) throws(FormatError) -> ByteView {
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    let padded = (8 + text.count + alignment - 1) / alignment * alignment - 8
    text += Array(repeating: UInt8(ascii: " "), count: padded - text.count)
    guard text.count <= headerLimit else {
      throw FormatError(
        .unwritable, in: file, "the header would take more than \(headerLimit) bytes",
        advice: "write fewer tensors to one file")
    }
    let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
    return ByteView(copying: length + text, name: file)
  }
}
