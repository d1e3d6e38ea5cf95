extension NumPyHeader {
  /// NumPy's name for a format; nil for formats that NumPy does not have.
  ///
  /// NumPy has no code for bfloat16. It is stored as two-byte records (`V2`), as the extension type
  /// that Python programs use for it does.
  static func descriptor(_ format: ElementFormat) -> String? {
    names.first { $0.format == format }.map { ($0.width == 1 ? "|" : "<") + $0.name }
  }

  /// The format that a descriptor such as `<f4` names.
  static func elementType(_ descriptor: String) -> (ElementFormat, isBigEndian: Bool)? {
    var name = descriptor[...]
    let order = name.first
    if let order, "<>|=".contains(order) { name = name.dropFirst() }
    guard let entry = names.first(where: { $0.name == name }) else { return nil }
    return (entry.format, order == ">" && entry.width > 1)
  }

  private static let names: [(name: String, width: Int, format: ElementFormat)] = [
    ("b1", 1, .bool), ("u1", 1, .uint8), ("i1", 1, .int8),
    ("u2", 2, .uint16), ("i2", 2, .int16), ("u4", 4, .uint32), ("i4", 4, .int32),
    ("u8", 8, .uint64), ("i8", 8, .int64), ("f2", 2, .float16), ("f4", 4, .float32),
    ("f8", 8, .float64), ("c8", 8, .complex64), ("c16", 16, .complex128), ("V2", 2, .bfloat16),
  ]
}
