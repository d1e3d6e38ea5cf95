/// The text tests: files under `Tests/Corpus`, one behaviour in each.
public enum Corpus {
  /// `Tests/Corpus`, found from where this source file is.
  public static let folder: String = {
    let file = #filePath
    let tests = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return tests.joined(separator: "/") + "/Corpus"
  }()

  /// The files directly in `Tests/Corpus/<path>`, sorted by name.
  public static func files(in path: String) -> [CorpusFile] {
    let folder = folder + "/" + path
    return FileSystem.list(folder).filter { $0.hasSuffix(".mlir") }.sorted().map {
      CorpusFile(path: folder + "/" + $0)
    }
  }

  /// The files of all folders, sorted by path.
  public static var all: [CorpusFile] {
    FileSystem.tree(folder).filter { $0.hasSuffix(".mlir") }.sorted().map {
      CorpusFile(path: folder + "/" + $0)
    }
  }
}

/// A file of the corpus.
public struct CorpusFile: Sendable, CustomStringConvertible {
  public let path: String

  public init(path: String) { self.path = path }

  /// The last part of the path, which names the test.
  public var name: String { String(path.split(separator: "/").last ?? "") }
  public var description: String { name }

  /// The text; empty if the file cannot be read.
  public var text: String {
    FileSystem.read(path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
