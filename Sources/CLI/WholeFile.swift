import Formats
import Foundation
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
  var isFolder: ObjCBool = false
  if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
    if isFolder.boolValue {
      throw .error("\(path): expected a file to write to, found a folder; add the file's name")
    }
    return
  }
  let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
  guard FileManager.default.isWritableFile(atPath: folder) else {
    throw .error(
      "\(path): cannot create the file; check that the folder exists and may be written to")
  }
}
