import TangramRuntime

/// The runtime's functions that compiled code may call in this process, by name.
enum RuntimeSymbols {
  /// Addresses for a `JIT`.
  static var all: [String: UnsafeRawPointer] {
    var symbols: [String: UnsafeRawPointer] = [:]
    var count: Int32 = 0
    if let points = tangram_tg_entry_points(&count) {
      for index in 0..<Int(count) {
        if let name = points[index].name, let address = points[index].address {
          symbols[String(cString: name)] = address
        }
      }
    }
    typealias Allocate =
      @convention(c) (UnsafePointer<tangram_hooks>?, Int) -> UnsafeMutableRawPointer?
    typealias Release =
      @convention(c) (UnsafePointer<tangram_hooks>?, UnsafeMutableRawPointer?, Int) -> Void
    let allocate: Allocate = { tangram_tg_allocate($0, $1) }
    let release: Release = { tangram_tg_release($0, $1, $2) }
    symbols["tangram_tg_allocate"] = unsafeBitCast(allocate, to: UnsafeRawPointer.self)
    symbols["tangram_tg_release"] = unsafeBitCast(release, to: UnsafeRawPointer.self)
    return symbols
  }
}
