import ArgumentParser
import Compiler
import Foundation
import Support

/// Where machine code is kept between runs.
struct CacheOptions: ParsableArguments {
  @Option(
    name: .long,
    help: """
      A folder that keeps machine code, so that LLVM does not run again for kernels that it compiled \
      before; by default what the environment variable 'TANGRAM_CACHE' says, or none.
      """)
  var cache: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: "MiB that the folder may grow to; what was not used for longest goes first.")
  var cacheLimit = CodeCache.defaultByteLimit >> 20

  func validate() throws {
    if cache?.isEmpty == true { throw ValidationError("'--cache' is empty; name a folder") }
    guard (1...(1 << 30)).contains(cacheLimit) else {
      throw ValidationError("'--cache-limit' must be from 1 to \(1 << 30)")
    }
  }

  /// The cache; `nil` where none is asked for.
  func open() throws(Diagnostic) -> CodeCache? {
    let variable = ProcessInfo.processInfo.environment["TANGRAM_CACHE"]
    guard let folder = cache ?? variable, !folder.isEmpty else { return nil }
    return try CodeCache(folder: folder, byteLimit: cacheLimit << 20)
  }
}

/// How much a cache was of use, for people and JSON.
struct CacheUse: Encodable, CustomStringConvertible {
  var found: Int
  var of: Int

  init?(_ cache: CodeCache?) {
    guard let use = cache?.use else { return nil }
    (found, of) = (use.found, use.of)
  }

  var description: String { "\(found) of \(of) objects from the cache" }
}
