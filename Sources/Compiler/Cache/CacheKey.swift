import CodeGeneration
import Crypto
import Foundation
import IR
import Support

/// The name of an object in a cache: a hash of all that its bytes depend on.
///
/// That is the module, the machine and how loops are lowered for it, and which build of the compiler
/// and of LLVM does it.
struct CacheKey: Hashable, Sendable {
  /// 64 hexadecimal digits.
  let name: String

  /// The key of a module that is compiled with these options by this build of the compiler.
  init(_ module: Module, _ options: LoweringOptions, build: String) {
    var hash = SHA256()
    hash.update(data: Data(Self.settings(of: options, build: build).utf8))
    // Places matter to debug information alone.
    let form = TextOptions(showsLocations: options.debugFile != nil)
    hash.update(data: Data(module.text(form).utf8))
    name = hash.finalize().hexadecimal
  }

  /// Everything but the module, as text.
  ///
  /// Every member of the options is in it, also those that will be added.
  private static func settings(of options: LoweringOptions, build: String) -> String {
    var text = "\(CacheEntry.version)\n\(build)\n"
    dump(options, to: &text)
    return text
  }
}
