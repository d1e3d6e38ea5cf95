import CLLVM
import Crypto
import Foundation
import LoadedImages
import Support

/// Which build of the compiler, and of LLVM, is in this process.
///
/// Another build may make other code of the same module, whatever its version says.
public enum BuildIdentity {
  /// A text that no other build has; `nil` where it cannot be told.
  ///
  /// The linker's build IDs, which are hashes of what was linked; of a program without one, the hash
  /// of its file. They are read from memory: the files may have been replaced since.
  public static let current: String? = {
    let context: @convention(c) () -> LLVMContextRef? = LLVMContextCreate
    guard let own = identity(of: nil),
      let library = identity(of: unsafeBitCast(context, to: UnsafeRawPointer.self))
    else { return nil }
    var (major, minor, patch): (UInt32, UInt32, UInt32) = (0, 0, 0)
    LLVMGetVersion(&major, &minor, &patch)
    return "tangram \(own), LLVM \(major).\(minor).\(patch) \(library)"
  }()

  /// Of the program or library that holds an address; `nil` stands for this code's own.
  private static func identity(of address: UnsafeRawPointer?) -> String? {
    var image = loaded_image()
    guard loaded_image_find(address, &image) else { return nil }
    if image.build_id_size > 0 {
      return withUnsafeBytes(of: &image.build_id) { $0.prefix(image.build_id_size).hexadecimal }
    }
    return image.is_program ? programHash : nil
  }

  /// The hash of the file that runs, which the system keeps even if its name is another file's by now.
  private static let programHash: String? = {
    guard let file = FileHandle(forReadingAtPath: "/proc/self/exe"),
      let bytes = try? file.readToEnd()
    else { return nil }
    return SHA256.hash(data: bytes).hexadecimal
  }()
}
