import Foundation

extension CodeCache {
  private struct File {
    var url: URL
    var bytes: Int
    /// Used last.
    var date: Date
  }

  /// Removes what was not used for longest, until the rest is within the limit, and what processes that
  /// were ended left half-written.
  ///
  /// Nothing is done where nothing was added. Another process may do the same meanwhile; nothing but
  /// entries is touched.
  func removeOld() {
    guard use.found < use.of else { return }
    var files: [File] = []
    let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey]
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: Array(keys))
    for url in all ?? [] {
      guard let values = try? url.resourceValues(forKeys: keys), let bytes = values.fileSize,
        let date = values.contentModificationDate
      else { continue }
      let name = url.lastPathComponent
      if name.hasSuffix(Self.ending) {
        files.append(File(url: url, bytes: bytes, date: date))
      } else if name.contains("\(Self.ending).partial-"),
        date.timeIntervalSinceNow < -Self.longestWrite
      {
        try? FileManager.default.removeItem(at: url)
      }
    }
    var total = files.reduce(0) { $0 + $1.bytes }
    guard total > byteLimit else { return }
    for file in files.sorted(by: { ($0.date, $0.url.path()) < ($1.date, $1.url.path()) }) {
      try? FileManager.default.removeItem(at: file.url)
      total -= file.bytes
      if total <= byteLimit { return }
    }
  }

  /// Seconds after which nobody is writing a file any more.
  private static let longestWrite = 3600.0
}
