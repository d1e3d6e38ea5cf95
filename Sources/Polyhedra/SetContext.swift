import CISL

/// An isl context with everything made in it, for the length of one question.
///
/// isl's contexts may not be shared between threads; this one never leaves the function that makes
/// it. Errors of isl do not abort: they give null, which every function of isl passes on, and are
/// read at the end.
final class SetContext {
  let pointer: OpaquePointer

  /// After this many steps of the solver a question counts as undecided.
  static let maximumOperations: UInt = 4_000_000

  init?() {
    guard let pointer = isl_ctx_alloc() else { return nil }
    self.pointer = pointer
    isl_options_set_on_error(pointer, ISL_ON_ERROR_CONTINUE)
    isl_ctx_set_max_operations(pointer, Self.maximumOperations)
  }

  deinit { isl_ctx_free(pointer) }

  /// Why the last step failed.
  var reason: String {
    isl_ctx_last_error(pointer) == isl_error_quota
      ? "the question is too hard for the time it is given" : "isl could not answer"
  }
}
