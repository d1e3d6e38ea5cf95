import Crypto
import Dialects
import Foundation

extension HardwareDescription {
  /// A hash of all that schedules depend on.
  public var tuningKey: String {
    var copy = self
    copy.name = ""
    var text = ""
    dump(copy, to: &text)
    var hash = SHA256()
    hash.update(data: Data(text.utf8))
    return hash.finalize().prefix(8).map { String(format: "%02x", $0) }.joined()
  }
}
