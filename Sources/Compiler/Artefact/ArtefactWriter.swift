import CodeGeneration
import Dialects
import Evaluation
import Formats
import Foundation
import IR
import Support
import TangramRuntime

/// Writes what a program needs to embed a model.
///
/// `NAME.h`, `NAME.o`, `libNAME.a`, `libNAME.so`, `NAME.safetensors` (if there are weights that are
/// not embedded), `NAME.loops.mlir` (if there is debug information; one for each of several levels) and
/// `manifest.json`.
public struct ArtefactWriter {
  private let levels: ModelLevels

  /// Writes a model for several processors, one of which the library chooses when it is used.
  ///
  /// - Precondition: the model was lowered with its own name as the runtime's prefix.
  public init(_ levels: ModelLevels) { self.levels = levels }

  /// Writes a model for one processor.
  ///
  /// - Precondition: the model was lowered with its own name as the runtime's prefix.
  public init(_ model: LoweredModel) { self.init(ModelLevels(model)) }

  private var model: LoweredModel { levels.best }
  private var name: String { model.options.name }

  /// Writes the files to `folder`, which is made if it is not there; all of them or none.
  ///
  /// - Returns: the files' names.
  /// - Throws: a diagnostic when a file cannot be written or the C compiler fails.
  @discardableResult
  public func write(to folder: String) throws(Diagnostic) -> [String] {
    let names = try StagedFolder.write(to: folder) { (work) throws(Diagnostic) in
      try writeAll(in: work)
    }
    // Of an earlier model of this name, which kept its weights in a file or had debug information.
    let known = ["host"] + HardwareDescription.presets.map(\.name)
    let listings = [nil] + known
    let possible =
      listings.map { CompileOptions.listingName(of: name, level: $0) } + ["\(name).safetensors"]
    for stale in possible where !names.contains(stale) {
      unlink("\(folder)/\(stale)")
    }
    return names
  }

  private func writeAll(in folder: URL) throws(Diagnostic) -> [String] {
    let contents = try levels.weights.contents(in: model.graph.module)
    let hash = contents.withUnsafeBytes { tangram_tg_hash($0.baseAddress, $0.count) }
    let isEmbedded = model.embedsWeights && contents.count > 0
    let weights = ModelSource.Weights(
      bytes: contents.count, hash: hash, file: isEmbedded ? "tangram-weights.bin" : nil)
    let source = try source(weights)
    var objects = ["tangram-glue.o"]
    for (index, object) in try levels.compile().enumerated() {
      objects.append("tangram-part\(index).o")
      try write(object.bytes, "tangram-part\(index).o", folder)
    }
    var names = ["\(name).h", "\(name).o", "lib\(name).a", "lib\(name).so", Manifest.fileName]
    if isEmbedded {
      try write([contents], "tangram-weights.bin", folder)
    } else if contents.count > 0 {
      try writeWeights(contents, hash: hash, in: folder)
      names.append("\(name).safetensors")
    }
    for level in levels.all {
      guard let listing = try level.debugListing() else { continue }
      try write(Array(listing.text.utf8), listing.fileName, folder)
      names.append(listing.fileName)
    }
    try write(source.bytes, "tangram-glue.c", folder)
    try write(source.exports, "tangram-exports.map", folder)
    try write(source.header, "\(name).h", folder)
    try build(objects, in: folder)
    let library: ByteView
    do throws(FormatError) {
      library = try FileContents(path: folder.path(percentEncoded: false) + "lib\(name).so").bytes
    } catch {
      throw .error("\(error)")
    }
    let manifest = Manifest(
      levels, weightsBytes: contents.count, weightsHash: hash, library: library)
    try write(try manifest.bytes(), Manifest.fileName, folder)
    return names
  }

  private func source(_ weights: ModelSource.Weights) throws(Diagnostic) -> ModelSource {
    var table = model.table
    var rows: [LevelSource.Level] = []
    for level in levels.all {
      rows.append(
        LevelSource.Level(
          name: level.options.hardware.name, features: level.options.hardware.processorFeatures,
          entry: level.entryName, workspaceSize: try table.workspaceNumber(of: level.table)))
    }
    let hasConstants = weights.file != nil || weights.bytes == 0
    return ModelSource(
      table: table, name: name, levels: LevelSource(levels: rows), weights: weights,
      hasPlainFunction: model.isSingleOperator && hasConstants)
  }

  private func build(_ objects: [String], in folder: URL) throws(Diagnostic) {
    let environment = ProcessInfo.processInfo.environment
    let compiler = environment["CC"].flatMap { $0.isEmpty ? nil : $0 } ?? "cc"
    let hardware = model.options.hardware
    let host = HardwareDescription.detectHost()
    if hardware.architecture != host.architecture, compiler == "cc" {
      throw .error(
        "the target '\(hardware.name)' is another architecture than this machine's: name a cross "
          + "compiler in the environment variable 'CC', or use '--emit asm'")
    }
    let quiet =
      ["-std=c11", "-O2", "-fPIC", "-fvisibility=hidden", "-DTANGRAM_PREFIX=\(name)"]
      + (model.options.sanitizer.map { ["-fsanitize=\($0.rawValue)"] } ?? [])
    try ToolProcess.run(
      compiler, quiet + ["-c", "tangram-glue.c", "-o", "tangram-glue.o"], in: folder)
    try ToolProcess.run(
      compiler, ["-r", "-nostdlib"] + objects + ["-o", "\(name).o"], in: folder)
    try ToolProcess.run("ar", ["rcsD", "lib\(name).a", "\(name).o"], in: folder)
    try ToolProcess.run(
      compiler,
      [
        "-shared", "\(name).o", "-o", "lib\(name).so", "-Wl,-z,noexecstack",
        "-Wl,--version-script=tangram-exports.map", "-lpthread", "-lm", "-ldl",
      ], in: folder)
  }

  private func writeWeights(
    _ contents: ByteView, hash: UInt64, in folder: URL
  ) throws(Diagnostic) {
    var entries: [SafetensorsFile.Entry] = []
    for entry in levels.weights.entries {
      guard let type = entry.type, let shape = type.staticSizes,
        let kind = ScalarKind(type.elementType),
        let bytes = contents.slice(from: entry.offset, count: entry.byteCount),
        // The format has no integers of less than a byte: those are the bytes that they are packed in.
        let tensor = StoredTensor(
          format: kind.isPackable ? .uint8 : kind.format,
          shape: kind.isPackable ? [entry.byteCount] : shape, bytes: bytes)
      else { throw .error("constant '\(entry.name)' cannot be stored") }
      entries.append(.init(name: entry.name, tensor: tensor))
    }
    let file = SafetensorsFile(entries: entries, metadata: ["tangram.hash": Manifest.digits(hash)])
    do throws(FormatError) {
      try file.write(to: folder.appending(path: "\(name).safetensors").path(percentEncoded: false))
    } catch {
      throw .error("\(error)")
    }
  }

  private func write(_ bytes: [UInt8], _ name: String, _ folder: URL) throws(Diagnostic) {
    try write([ByteView(copying: bytes)], name, folder)
  }

  private func write(_ pieces: [ByteView], _ name: String, _ folder: URL) throws(Diagnostic) {
    do throws(FormatError) {
      try AtomicFile.write(pieces, to: folder.path(percentEncoded: false) + name)
    } catch {
      throw .error("\(error)")
    }
  }
}
