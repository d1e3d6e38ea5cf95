#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The operating system's words for the last failed call on this thread.
func systemErrorText() -> String {
  String(cString: strerror(errno))
}
