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
/// `NAME.h`, `NAME.o`, `libNAME.a`, `libNAME.so`, `NAME.safetensors` (if there are weights) and
/// `manifest.json`. Everything is made in a folder of its own first, so that a failure leaves
/// nothing behind.
public struct ArtefactWriter {
  private let model: LoweredModel

  /// - Precondition: the model was lowered with its own name as the runtime's prefix.
  public init(_ model: LoweredModel) { self.model = model }

  private var name: String { model.options.name }

  /// Writes the files to `folder`, which is made if it is not there.
  ///
  /// - Returns: the files' names.
  /// - Throws: a diagnostic when a file cannot be written or the C compiler fails.
  @discardableResult
  public func write(to folder: String) throws(Diagnostic) -> [String] {
    let target = URL(filePath: folder)
    let parent = target.deletingLastPathComponent()
    let work = parent.appending(
      path: ".\(target.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)")
    let files = FileManager.default
    do {
      try files.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw .error(
        "cannot write to '\(folder)': \(error.localizedDescription); choose a folder that may be "
          + "written to")
    }
    defer { try? files.removeItem(at: work) }
    let names = try writeAll(in: work)
    do {
      try files.createDirectory(at: target, withIntermediateDirectories: true)
    } catch {
      throw .error("cannot make the folder '\(folder)': \(error.localizedDescription)")
    }
    for name in names {
      let (from, to) = (work.appending(path: name).path(), target.appending(path: name).path())
      guard rename(from, to) == 0 else {
        throw .error("cannot write '\(to)': \(String(cString: strerror(errno)))")
      }
    }
    return names
  }

  private func writeAll(in folder: URL) throws(Diagnostic) -> [String] {
    let contents = try model.weightsContents()
    let hash = contents.withUnsafeBytes { tangram_tg_hash($0.baseAddress, $0.count) }
    let source = ModelSource(
      table: model.table, name: name, weightsBytes: contents.count, weightsHash: hash)
    let object = try model.generator.compile(model.completeModule)
    try write(object.bytes, "tangram-kernels.o", folder)
    try write(source.bytes, "tangram-glue.c", folder)
    try write(source.header, "\(name).h", folder)
    try build(in: folder)
    var names = ["\(name).h", "\(name).o", "lib\(name).a", "lib\(name).so", "manifest.json"]
    if contents.count > 0 {
      try writeWeights(contents, hash: hash, in: folder)
      names.append("\(name).safetensors")
    }
    let manifest = Manifest(model: model, weightsBytes: contents.count, weightsHash: hash)
    try write(try manifest.bytes(), "manifest.json", folder)
    return names
  }

  private func build(in folder: URL) throws(Diagnostic) {
    let environment = ProcessInfo.processInfo.environment
    let compiler = environment["CC"].flatMap { $0.isEmpty ? nil : $0 } ?? "cc"
    let hardware = model.options.hardware
    let host = HardwareDescription.detectHost()
    if hardware.architecture != host.architecture, compiler == "cc" {
      throw .error(
        "the target '\(hardware.name)' is another architecture than this machine's: name a cross "
          + "compiler in the environment variable 'CC', or use '--emit asm'")
    }
    let quiet = ["-std=c11", "-O2", "-fPIC", "-fvisibility=hidden", "-DTANGRAM_PREFIX=\(name)"]
    try ToolProcess.run(
      compiler, quiet + ["-c", "tangram-glue.c", "-o", "tangram-glue.o"], in: folder)
    try ToolProcess.run(
      compiler, ["-r", "-nostdlib", "tangram-glue.o", "tangram-kernels.o", "-o", "\(name).o"],
      in: folder)
    try ToolProcess.run("ar", ["rcsD", "lib\(name).a", "\(name).o"], in: folder)
    try ToolProcess.run(
      compiler,
      ["-shared", "\(name).o", "-o", "lib\(name).so", "-Wl,-z,noexecstack", "-lpthread", "-lm"]
        + ["-ldl"], in: folder)
  }

  private func writeWeights(
    _ contents: ByteView, hash: UInt64, in folder: URL
  ) throws(Diagnostic) {
    let digits = String(hash, radix: 16)
    let text = String(repeating: "0", count: 16 - digits.count) + digits
    var entries: [SafetensorsFile.Entry] = []
    for entry in model.weights.entries {
      guard let type = entry.type, let shape = type.staticSizes,
        let kind = ScalarKind(type.elementType),
        let bytes = contents.slice(from: entry.offset, count: entry.byteCount),
        let tensor = StoredTensor(format: kind.format, shape: shape, bytes: bytes)
      else { throw .error("constant '\(entry.name)' cannot be stored") }
      entries.append(.init(name: entry.name, tensor: tensor))
    }
    let file = SafetensorsFile(entries: entries, metadata: ["tangram.hash": text])
    do throws(FormatError) {
      try file.write(to: folder.appending(path: "\(name).safetensors").path())
    } catch {
      throw .error("\(error)")
    }
  }

  private func write(_ bytes: [UInt8], _ name: String, _ folder: URL) throws(Diagnostic) {
    do {
      try Data(bytes).write(to: folder.appending(path: name))
    } catch {
      throw .error("cannot write '\(name)': \(error.localizedDescription)")
    }
  }
}
