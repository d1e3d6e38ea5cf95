/// Machine code of one module: the bytes of an object file.
public struct CompiledObject: Hashable, Sendable {
  /// An ELF object, position-independent: for the linker, a cache on disk, or a `JIT`.
  public var bytes: [UInt8]
  /// The functions it defines that others can see.
  public var symbols: [String]

  public init(bytes: [UInt8], symbols: [String]) {
    self.bytes = bytes
    self.symbols = symbols
  }
}
