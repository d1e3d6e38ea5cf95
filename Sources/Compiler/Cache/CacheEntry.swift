import CodeGeneration
import Crypto
import Support

/// An object as a file of a cache, which tells whether it is still what was written.
///
/// The first line, the SHA-256 of all that follows, the key, the names of the functions, the object.
/// Counts are four bytes, the lowest first.
struct CacheEntry {
  /// The first line; another one for another form.
  static let version = "tangram object 1"

  private static let head = Array("\(version)\n".utf8)
  private static let hashBytes = SHA256.byteCount

  /// The file's bytes.
  static func bytes(of object: CompiledObject, key: CacheKey) -> [UInt8] {
    var body: [UInt8] = []
    func append(_ bytes: some Collection<UInt8>) {
      let count = UInt32(clamping: bytes.count)
      body += (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
      body += bytes
    }
    append(key.name.utf8)
    append((0..<4).map { UInt8(truncatingIfNeeded: object.symbols.count >> (8 * $0)) })
    for symbol in object.symbols { append(symbol.utf8) }
    append(object.bytes)
    return head + hash(of: body[...]) + body
  }

  /// The object in a file's bytes; `nil` when they are damaged, or of another key.
  static func object(in bytes: [UInt8], key: CacheKey) -> CompiledObject? {
    guard bytes.starts(with: head), bytes.count >= head.count + hashBytes else { return nil }
    let stored = bytes[head.count..<head.count + hashBytes]
    var rest = bytes[(head.count + hashBytes)...]
    guard stored.elementsEqual(hash(of: rest)) else { return nil }
    func number(_ bytes: some Collection<UInt8>) -> Int {
      bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    func next() -> ArraySlice<UInt8>? {
      guard rest.count >= 4 else { return nil }
      let count = number(rest.prefix(4))
      rest = rest.dropFirst(4)
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    guard let name = next(), name.elementsEqual(key.name.utf8), let count = next(),
      count.count == 4
    else { return nil }
    var symbols: [String] = []
    for _ in 0..<number(count) {
      guard let symbol = next() else { return nil }
      symbols.append(String(decoding: symbol, as: UTF8.self))
    }
    guard let object = next(), rest.isEmpty else { return nil }
    return CompiledObject(bytes: Array(object), symbols: symbols)
  }

  private static func hash(of body: ArraySlice<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: body))
  }
}
