/// Read-only bytes inside a mapped file or a block of memory, which they keep alive.
///
/// Copying a view or cutting a part out of it copies no bytes. Nothing is promised about alignment: use
/// `loadUnaligned` on what `withUnsafeBytes` hands out.
public struct ByteView: Sendable {
  private let storage: ByteStorage
  private let start: Int
  /// The number of bytes.
  public let count: Int

  /// The whole of `storage`.
  init(_ storage: ByteStorage) {
    self.storage = storage
    start = 0
    count = storage.count
  }

  private init(_ storage: ByteStorage, start: Int, count: Int) {
    self.storage = storage
    self.start = start
    self.count = count
  }

  /// A copy of `bytes`; `name` is what errors call it.
  public init(copying bytes: some Collection<UInt8>, name: String = "<memory>") {
    self.init(initializing: bytes.count, name: name) { $0.copyBytes(from: bytes) }
  }

  /// New memory of `count` bytes, zeroed and 64-byte aligned, that `fill` may write once.
  public init<Failure: Error>(
    initializing count: Int, name: String = "<memory>",
    fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    self.init(try ByteStorage(count: count, name: name, fill: fill))
  }

  /// Whether there are no bytes.
  public var isEmpty: Bool { count == 0 }

  /// The path of the file that the bytes lie in, or a name in angle brackets.
  public var name: String { storage.name }

  /// Where the first byte lies, counted from the start of the file.
  public var offsetInFile: Int { start }

  /// The byte at `position`, which must be less than `count`.
  public subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count, "byte \(position) of \(count)")
    return storage.base.load(fromByteOffset: start + position, as: UInt8.self)
  }

  /// The bytes in `range`, or nil where the range does not lie within the view.
  public func slice(from offset: Int, count length: Int) -> ByteView? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    return ByteView(storage, start: start + offset, count: length)
  }

  /// Lends the bytes to `body`; the pointer must not outlive the call.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeRawBufferPointer(start: storage.base + start, count: count))
  }

  /// The little-endian integer at `offset`, or nil where it does not lie within the view.
  public func littleEndian<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Integer.Type = Integer.self
  ) -> Integer? {
    guard offset >= 0, offset <= count, MemoryLayout<Integer>.size <= count - offset else {
      return nil
    }
    return Integer(
      littleEndian: storage.base.loadUnaligned(fromByteOffset: start + offset, as: Integer.self))
  }

  /// A copy of the bytes.
  public var array: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

  /// The bytes as text, or nil where they are not valid UTF-8.
  public var text: String? {
    withUnsafeBytes { String(validating: $0, as: UTF8.self) }
  }
}

extension ByteView: Equatable {
  /// Whether the two hold the same bytes, wherever they lie.
  public static func == (left: ByteView, right: ByteView) -> Bool {
    guard left.count == right.count else { return false }
    return left.withUnsafeBytes { a in right.withUnsafeBytes { b in a.elementsEqual(b) } }
  }
}
