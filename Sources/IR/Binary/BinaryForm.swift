/// The binary form of a module: what the writer and the reader agree on.
///
/// `docs/binary-form.md` has the layout.
enum BinaryForm {
  /// What every file starts with.
  ///
  /// Not UTF-8, and damaged by any program that changes line ends.
  static var magic: [UInt8] { [0x89, 0x54, 0x47, 0x4D, 0x0D, 0x0A, 0x1A, 0x0A] }
  /// The version that is written; older ones are read.
  static var version: UInt64 { 1 }
  /// Blobs of at least this many bytes start at a multiple of it.
  static var blobAlignment: Int { 64 }
  /// Longer lists of results are written with each operation, so that a short file cannot mean
  /// endlessly many values.
  static var sharedResultLimit: Int { 8 }

  /// The parts of a file, in this order.
  enum Section: UInt8, CaseIterable {
    case dialects = 1
    case strings, blobs, entries, signatures, operations, resources, metadata
  }

  /// What an entry of the table of types, attributes and locations is.
  enum Entry: UInt8 {
    case type = 1
    case unit, integer, float, string, byteString, array, dictionary, typeAttribute, symbol
    case dense, denseStrings, denseArray, locationAttribute
    /// Any other attribute, as its text.
    case text
    case unknown, file, range, name, callSite, fused, annotated
  }
}
