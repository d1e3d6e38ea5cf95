/// Arrays in NumPy's `.npy` format, versions 1 to 3.
public enum NumPyFile {
  /// The array in the file at `path`.
  ///
  /// Arrays in row-major little-endian order, which is what NumPy writes unless told otherwise, stay
  /// where they are in the mapped file; others are put into that order. `V2` elements are bfloat16.
  ///
  /// - Throws: ``FormatError`` with the byte where the file is wrong.
  public static func read(path: String) throws(FormatError) -> StoredTensor {
    try decode(try FileContents(path: path).bytes)
  }

  /// The array in the bytes of a file.
  public static func decode(_ file: ByteView) throws(FormatError) -> StoredTensor {
    let header = try NumPyHeader(file)
    let found = file.count - header.dataOffset
    guard let count = elementCount(of: header.shape),
      let needed = header.format.byteCount(elements: count)
    else {
      throw FormatError(
        .malformed, in: file.name, at: header.dataOffset, "impossible shape \(header.shape)")
    }
    guard found == needed, var bytes = file.slice(from: header.dataOffset, count: needed) else {
      throw FormatError(
        .malformed, in: file.name, at: header.dataOffset,
        "an array of \(header.format) with shape \(header.shape) needs \(needed) bytes, "
          + "found \(found)",
        advice: found < needed ? "the file is incomplete" : "save one array per file")
    }
    let width = needed / max(count, 1)
    if header.isBigEndian { bytes = bytes.swappingBytes(width: header.format.swapWidth) }
    if header.isColumnMajor { bytes = bytes.rowMajor(shape: header.shape, width: width) }
    guard let tensor = StoredTensor(format: header.format, shape: header.shape, bytes: bytes) else {
      throw FormatError(.malformed, in: file.name, "impossible shape \(header.shape)")
    }
    return tensor
  }

  /// Writes `tensor` to a file that appears whole or not at all.
  ///
  /// - Throws: ``FormatError`` when the file cannot be written or NumPy has no such elements.
  public static func write(_ tensor: StoredTensor, to path: String) throws(FormatError) {
    try AtomicFile.write(encode(tensor, name: path), to: path)
  }

  /// The bytes of a file with `tensor`, in pieces; errors call the file `name`.
  public static func encode(
    _ tensor: StoredTensor, name: String = "<memory>"
  ) throws(FormatError) -> [ByteView] {
    guard let descriptor = NumPyHeader.descriptor(tensor.format) else {
      throw FormatError(
        .unsupported, in: name, "NumPy files cannot hold elements of type \(tensor.format)")
    }
    let header = NumPyHeader.encode(tensor, descriptor: descriptor)
    return [ByteView(copying: header, name: name), tensor.bytes]
  }
}
