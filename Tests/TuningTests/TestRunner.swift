import Foundation

/// What runs code for tests: the executable that was built beside them.
enum TestRunner {
  static let program = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    #if DEBUG
  .appending(path: ".build/debug/tangram").path(percentEncoded: false)
    #else
  .appending(path: ".build/release/tangram").path(percentEncoded: false)
    #endif
}
