import Formats
import Support

/// Writes a result to a file, which is there whole or not at all.
///
/// - Throws: a diagnostic that names the file and what the system says.
func writeWhole(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
  do throws(FormatError) {
    try AtomicFile.write([ByteView(copying: bytes)], to: path)
  } catch {
    throw .error("\(error)")
  }
}

/// Refuses a file that cannot be written, before the work whose result goes there.
///
/// - Throws: a diagnostic that says why.
func requireWritable(_ path: String) throws(Diagnostic) {
  do throws(FormatError) { try AtomicFile.requireWritable(path) } catch {
    throw .error("\(error)")
  }
}
