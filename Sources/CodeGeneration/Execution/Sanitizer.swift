import Foundation

/// What compiled code checks of itself while it runs, with instructions that LLVM adds.
///
/// The code calls functions that the C compiler's library for the sanitizer has (`libasan`), which must be
/// in the process: a program that is linked with `-fsanitize=address`, or one that is started with the
/// library in `LD_PRELOAD`.
public enum Sanitizer: String, CaseIterable, Sendable {
  /// Every load and store is inside of memory that was allocated and not given back; of a vector
  /// under a mask, every lane that is on.
  case address

  /// The one that this process runs under; `nil` for none.
  ///
  /// Code that is made to run here has it, so that memory that the process takes from `malloc` is checked
  /// in its own code as in ours.
  public static let ofThisProcess: Sanitizer? =
    dlsym(nil, "__asan_init") == nil ? nil : .address

  /// What LLVM's passes end with.
  var passes: String {
    switch self {
    case .address: "asan"
    }
  }

  /// The attribute of functions that are to be checked.
  var attribute: String {
    switch self {
    case .address: "sanitize_address"
    }
  }
}
