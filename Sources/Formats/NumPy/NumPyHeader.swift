/// What the header of a `.npy` file says.
struct NumPyHeader {
  var format: ElementFormat
  var shape: [Int]
  /// The first axis varies fastest.
  var isColumnMajor: Bool
  var isBigEndian: Bool
  /// Where the elements begin.
  var dataOffset: Int
}

extension NumPyHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  init(_ file: ByteView) throws(FormatError) {
    guard file.slice(from: 0, count: 6) == ByteView(copying: Self.magic),
      let major = file.slice(from: 6, count: 1)?[0]
    else {
      throw FormatError(
        .malformed, in: file.name, at: 0,
        "expected a NumPy array (a file that begins with \\x93NUMPY)",
        advice: "write it with numpy.save")
    }
    let (start, length) = try Self.extent(version: major, file)
    guard let text = file.slice(from: start, count: length) else {
      throw FormatError(
        .malformed, in: file.name, at: start,
        "the header of \(length) bytes does not fit the file of \(file.count) bytes")
    }
    var literal = PythonLiteral(text)
    let entries = try literal.dictionary()
    self.init(
      format: .bool, shape: try Self.shape(entries, text), isColumnMajor: false,
      isBigEndian: false, dataOffset: start + length)
    guard case .bool(let isColumnMajor)? = entries["fortran_order"] else {
      throw Self.missing("'fortran_order' (True or False)", text)
    }
    self.isColumnMajor = isColumnMajor
    (format, isBigEndian) = try Self.elementType(entries, text)
  }

  /// Where the text of the header begins and how long it is; this depends on the version.
  private static func extent(
    version: UInt8, _ file: ByteView
  ) throws(FormatError) -> (start: Int, length: Int) {
    switch version {
    case 1: if let length = file.littleEndian(at: 8, as: UInt16.self) { return (10, Int(length)) }
    case 2, 3:
      if let length = file.littleEndian(at: 8, as: UInt32.self) { return (12, Int(length)) }
    default:
      throw FormatError(
        .unsupported, in: file.name, at: 6, "version \(version), expected version 1, 2 or 3")
    }
    throw FormatError(.malformed, in: file.name, at: file.count, "the file ends within the header")
  }

  private static func shape(
    _ entries: [String: PythonLiteral.Value], _ text: ByteView
  ) throws(FormatError) -> [Int] {
    guard case .tuple(let shape)? = entries["shape"] else {
      throw missing("'shape' (a tuple of sizes)", text)
    }
    return shape
  }

  private static func elementType(
    _ entries: [String: PythonLiteral.Value], _ text: ByteView
  ) throws(FormatError) -> (ElementFormat, isBigEndian: Bool) {
    switch entries["descr"] {
    case .string(let descriptor)?:
      if let (format, isBigEndian) = elementType(descriptor) { return (format, isBigEndian) }
      throw FormatError(
        .unsupported, in: text.name, at: text.offsetInFile,
        "elements of type '\(descriptor)', expected numbers or booleans",
        advice: "convert the array with astype before saving it")
    case .other?:
      throw FormatError(
        .unsupported, in: text.name, at: text.offsetInFile,
        "records with several fields, expected numbers or booleans",
        advice: "save each field as an array of its own")
    default:
      throw missing("'descr' (the element type)", text)
    }
  }

  private static func missing(_ what: String, _ text: ByteView) -> FormatError {
    FormatError(
      .malformed, in: text.name, at: text.offsetInFile, "the header lacks \(what)")
  }
}

extension NumPyHeader {
  /// The header for an array in row-major order, padded so that the elements begin on a multiple of 64.
  static func encode(_ tensor: StoredTensor, descriptor: String) -> [UInt8] {
    let sizes = tensor.shape.map(String.init).joined(separator: ", ")
    let tuple = tensor.shape.count == 1 ? "(\(sizes),)" : "(\(sizes))"
    let text = "{'descr': '\(descriptor)', 'fortran_order': False, 'shape': \(tuple), }"
    // A header of 64 kB or more needs the four-byte length of version 2.
    let isLong = text.utf8.count + 10 + 64 > 0xffff
    let prefix = isLong ? 12 : 10
    let length = (prefix + text.utf8.count + 1 + 63) / 64 * 64 - prefix
    var bytes = magic + [isLong ? 2 : 1, 0]
    for shift in stride(from: 0, to: isLong ? 32 : 16, by: 8) {
      bytes.append(UInt8(length >> shift & 0xff))
    }
    bytes += Array(text.utf8)
    bytes += Array(repeating: UInt8(ascii: " "), count: length - text.utf8.count - 1)
    return bytes + [UInt8(ascii: "\n")]
  }
}
