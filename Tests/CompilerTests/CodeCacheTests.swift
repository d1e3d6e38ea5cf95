import CodeGeneration
import Compiler
import Dialects
import Foundation
import Support
import Testing

/// Machine code that is kept between compilations.
@Suite struct CodeCacheTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: UUID().uuidString, directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func open(_ folder: URL, limit: Int = CodeCache.defaultByteLimit) throws -> CodeCache {
    try CodeCache(folder: folder.path(percentEncoded: false), byteLimit: limit)
  }

  /// The objects of a model, and how many of them were in the cache.
  private func compile(
    _ text: String, _ cache: CodeCache, _ change: (inout CompileOptions) -> Void = { _ in }
  ) throws -> (objects: [CompiledObject], found: Int) {
    var options = CompileOptions(name: "net", hardware: .x86v3, runtimePrefix: "net")
    options.cache = cache
    change(&options)
    let before = cache.use
    let objects = try TestModel.withFile(text) { path in
      try LoweredModel(path: path, options: options).compile()
    }
    return (objects, cache.use.found - before.found)
  }

  private func entries(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "object" }.sorted { $0.path() < $1.path() }
  }

  private func bytes(in folder: URL) throws -> Int {
    try entries(in: folder).reduce(0) { $0 + (try Data(contentsOf: $1)).count }
  }

  @Test func whatWasCompiledIsFound() throws {
    try withFolder { folder in
      let first = try compile(TestModel.chain, try open(folder))
      #expect(first.found == 0 && first.objects.count > 2)
      #expect(try entries(in: folder).count == first.objects.count)
      let cache = try open(folder)
      let second = try compile(TestModel.chain, cache)
      #expect(second.found == first.objects.count)
      #expect(cache.use == (first.objects.count, first.objects.count))
      #expect(second.objects == first.objects)
    }
  }

  /// What another machine, runtime or debugger is to see is other code.
  @Test func otherOptionsAreOtherCode() throws {
    try withFolder { folder in
      let cache = try open(folder)
      let plain = try compile(TestModel.perceptron, cache)
      let changes: [(inout CompileOptions) -> Void] = [
        { $0.hardware = .x86v2 }, { $0.hardware.features = ["-bmi2"] },
        { $0.hardware.name = "other" }, { $0.runtimePrefix = "other" }, { $0.name = "other" },
        { $0.hasDebugInfo = true },
      ]
      for change in changes {
        #expect(try compile(TestModel.perceptron, cache, change).found == 0)
        let again = try compile(TestModel.perceptron, cache, change)
        #expect(again.found == again.objects.count)
      }
      let again = try compile(TestModel.perceptron, cache) { $0.threads = 1 }
      #expect(again.found == plain.objects.count && again.objects == plain.objects)
    }
  }

  /// An entry that is not what was written counts as none, and is written again.
  @Test func damagedEntriesAreCompiledAgain() throws {
    try withFolder { folder in
      let whole = try compile(TestModel.perceptron, try open(folder)).objects
      let path = try #require(try entries(in: folder).first)
      let good = try Data(contentsOf: path)
      var damaged = [Data(), good.prefix(10), good.dropLast(), good + [0]]
      for place in [0, 20, 60, 110, good.count / 2, good.count - 1] {
        var bytes = good
        bytes[place] ^= 0x10
        damaged.append(bytes)
      }
      for bytes in damaged {
        try bytes.write(to: path)
        let again = try compile(TestModel.perceptron, try open(folder))
        #expect(again.found == whole.count - 1)
        #expect(again.objects == whole)
        #expect(try Data(contentsOf: path) == good)
      }
    }
  }

  /// An entry under the name of another one is none either.
  @Test func mixedUpEntriesAreCompiledAgain() throws {
    try withFolder { folder in
      let whole = try compile(TestModel.chain, try open(folder)).objects
      let paths = try entries(in: folder)
      let contents = try paths.map { try Data(contentsOf: $0) }
      for (path, other) in zip(paths, contents.dropFirst() + contents.prefix(1)) {
        try other.write(to: path)
      }
      let again = try compile(TestModel.chain, try open(folder))
      #expect(again.found == 0 && again.objects == whole)
    }
  }

  @Test func manyMayUseOneFolder() throws {
    try withFolder { folder in
      let expected = try compile(TestModel.chain, try open(folder)).objects
      for entry in try entries(in: folder) { try FileManager.default.removeItem(at: entry) }
      let cache = try open(folder)
      let results = try mapInParallel(Array(0..<6), threads: 6) { number in
        try compile(TestModel.chain, number % 2 == 0 ? cache : try open(folder, limit: 1))
          .objects
      }
      #expect(results.allSatisfy { $0 == expected })
      #expect(cache.use.of == 3 * expected.count)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
      #expect(!names.contains { $0.contains("partial") })
    }
  }

  /// What was not used for longest goes, and what a process that was ended left behind.
  @Test func theFolderIsKeptWithinItsLimit() throws {
    try withFolder { folder in
      _ = try compile(TestModel.chain, try open(folder))
      func write(_ name: String, hours: Double) throws {
        let path = folder.appending(path: name)
        try Data(count: 5000).write(to: path)
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -3600 * hours)],
          ofItemAtPath: path.path(percentEncoded: false))
      }
      for entry in try entries(in: folder) {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -7200)],
          ofItemAtPath: entry.path(percentEncoded: false))
      }
      try write("unused.object", hours: 1)
      try write("ended.object.partial-1-0", hours: 2)
      try write("running.object.partial-2-0", hours: 0)
      try write("mine.txt", hours: 9)
      // Finding makes young, and adds nothing that would have to make room.
      let chain = try compile(TestModel.chain, try open(folder, limit: 1))
      #expect(chain.found == chain.objects.count)
      let limit = try bytes(in: folder)
      _ = try compile(TestModel.perceptron, try open(folder, limit: limit))
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
      #expect(!names.contains("unused.object") && !names.contains("ended.object.partial-1-0"))
      #expect(names.contains("running.object.partial-2-0") && names.contains("mine.txt"))
      #expect(try bytes(in: folder) <= limit)
      let young = try compile(TestModel.perceptron, try open(folder))
      #expect(young.found == young.objects.count)
      _ = try compile(TestModel.perceptron, try open(folder, limit: 1)) { $0.name = "other" }
      #expect(try entries(in: folder).isEmpty)
    }
  }

  @Test func foldersThatCannotBeUsed() throws {
    let missing = #expect(throws: Diagnostic.self) { try CodeCache(folder: "/proc/nowhere/cache") }
    #expect(missing?.message.hasPrefix("cannot make the cache '/proc/nowhere/cache'") == true)
    try withFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appending(path: "file").path(percentEncoded: false)
      try Data().write(to: URL(filePath: file))
      let error = #expect(throws: Diagnostic.self) { try CodeCache(folder: file) }
      #expect(error?.message == "cannot use the cache '\(file)': it is a file; choose a folder")
      // A cache that nothing can be written to any more costs time only.
      let cache = try open(folder.appending(path: "cache"))
      try FileManager.default.removeItem(at: folder.appending(path: "cache"))
      try Data().write(to: folder.appending(path: "cache"))
      #expect(try compile(TestModel.perceptron, cache).objects.count > 0)
    }
  }

  /// A build of the compiler is told from others by what the linker, or its file, says.
  @Test func thisBuildHasAName() {
    let name = BuildIdentity.current
    #expect(name?.contains("LLVM 19.") == true, "\(name ?? "nil")")
    #expect(name == BuildIdentity.current)
  }
}
