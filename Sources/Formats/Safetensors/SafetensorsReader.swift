extension SafetensorsFile {
  /// Maps the file at `path`; the tensors stay where they are.
  ///
  /// - Throws: ``FormatError`` where the file breaks a rule of the format. As the format demands, the
  ///   tensors must fill the file without gaps or overlaps.
  public static func read(path: String) throws(FormatError) -> SafetensorsFile {
    try decode(try FileContents(path: path).bytes)
  }

  /// The tensors in the bytes of a file.
  public static func decode(_ file: ByteView) throws(FormatError) -> SafetensorsFile {
    let header = try header(of: file)
    guard case .object(let members) = try JSONReader.read(header),
      let data = file.slice(from: 8 + header.count, count: file.count - 8 - header.count)
    else {
      throw FormatError(.malformed, in: file.name, at: 8, "the header must be a JSON object")
    }
    var metadata: [String: String] = [:]
    var located: [(begin: Int, entry: Entry)] = []
    for (name, value) in members {
      if name == "__metadata__" {
        metadata = try Self.metadata(value, header)
      } else {
        located.append(try Self.entry(name, value, header, data))
      }
    }
    located.sort {
      ($0.begin, $0.entry.tensor.bytes.count) < ($1.begin, $1.entry.tensor.bytes.count)
    }
    try checkNoGaps(located, data)
    let entries = located.map(\.entry).filter { !$0.name.hasPrefix(paddingPrefix) }
    return SafetensorsFile(entries: entries, metadata: metadata)
  }

  private static func header(of file: ByteView) throws(FormatError) -> ByteView {
    guard let length = file.littleEndian(at: 0, as: UInt64.self) else {
      throw FormatError(
        .malformed, in: file.name, at: 0,
        "expected a safetensors file, found \(file.count) bytes, which is not even a header length")
    }
    guard length <= UInt64(headerLimit) else {
      throw FormatError(
        .refused, in: file.name, at: 0,
        "a header of \(length) bytes is longer than the format allows (\(headerLimit))",
        advice: "the file is damaged or is not a safetensors file")
    }
    guard let header = file.slice(from: 8, count: Int(length)) else {
      throw FormatError(
        .malformed, in: file.name, at: 8,
        "the header of \(length) bytes does not fit the file of \(file.count) bytes",
        advice: "the file is incomplete")
    }
    guard !header.isEmpty, header[0] == UInt8(ascii: "{") else {
      throw FormatError(.malformed, in: file.name, at: 8, "the header must begin with {")
    }
    return header
  }

  private static func metadata(
    _ value: JSONValue, _ header: ByteView
  ) throws(FormatError) -> [String: String] {
    func wrong(_ what: String, _ found: JSONValue) -> FormatError {
      FormatError(
        .malformed, in: header.name, at: header.offsetInFile, place: "__metadata__",
        "\(what), found \(found.kindName)")
    }
    guard case .object(let members) = value else { throw wrong("expected an object", value) }
    var metadata: [String: String] = [:]
    for (name, value) in members {
      guard case .string(let text) = value else {
        throw wrong("'\(name)' must be a string", value)
      }
      metadata[name] = text
    }
    return metadata
  }

  private static func entry(
    _ name: String, _ value: JSONValue, _ header: ByteView, _ data: ByteView
  ) throws(FormatError) -> (begin: Int, entry: Entry) {
    func error(_ kind: FormatError.Kind, _ message: String) -> FormatError {
      FormatError(
        kind, in: header.name, at: header.offsetInFile, place: "tensor '\(name)'", message)
    }
    guard case .string(let type)? = value["dtype"] else {
      throw error(.malformed, "lacks 'dtype' (a string)")
    }
    guard let shape = value["shape"]?.integers else {
      throw error(.malformed, "lacks 'shape' (an array of sizes)")
    }
    guard let offsets = value["data_offsets"]?.integers, offsets.count == 2 else {
      throw error(.malformed, "lacks 'data_offsets' (first byte, byte after the last)")
    }
    guard let format = format(named: type) else {
      throw error(.unsupported, "has elements of type '\(type)', which is not known")
    }
    guard offsets[0] <= offsets[1], offsets[0] >= 0,
      let bytes = data.slice(from: offsets[0], count: offsets[1] - offsets[0])
    else {
      throw error(
        .malformed, "has bytes \(offsets[0]) to \(offsets[1]) of data that has \(data.count)")
    }
    guard let tensor = StoredTensor(format: format, shape: shape, bytes: bytes) else {
      throw error(
        .malformed, "of \(format) with shape \(shape) does not take \(bytes.count) bytes")
    }
    return (offsets[0], Entry(name: name, tensor: tensor))
  }

  private static func checkNoGaps(
    _ located: [(begin: Int, entry: Entry)], _ data: ByteView
  ) throws(FormatError) {
    var end = 0
    for (begin, entry) in located {
      guard begin == end else {
        throw FormatError(
          .malformed, in: data.name, at: data.offsetInFile + begin,
          place: "tensor '\(entry.name)'",
          begin > end
            ? "\(begin - end) bytes before the tensor belong to nothing"
            : "the tensor overlaps the one before it")
      }
      end = begin + entry.tensor.bytes.count
    }
    if end != data.count {
      throw FormatError(
        .malformed, in: data.name, at: data.offsetInFile + end,
        "\(data.count - end) bytes after the last tensor belong to nothing")
    }
  }
}

extension JSONValue {
  /// The elements of an array of whole numbers.
  fileprivate var integers: [Int]? {
    guard case .array(let elements) = self else { return nil }
    var integers: [Int] = []
    for element in elements {
      guard case .integer(let integer) = element else { return nil }
      integers.append(integer)
    }
    return integers
  }
}
