import Dialects
import Evaluation
import Formats
import IR
import Support

/// The constants that kernels read, one after the other, each aligned to 64 bytes.
public struct WeightsLayout: Sendable {
  /// One constant.
  public struct Entry: Sendable {
    public var name: String
    public var value: Attribute
    public var offset: Int
    public var byteCount: Int
  }

  public private(set) var entries: [Entry] = []
  /// Bytes from the start of the weights, by value of the function.
  public private(set) var offsets: [ValueID: Int] = [:]
  /// Bytes of all of them.
  public private(set) var byteCount = 0

  /// Lays out the constants in a function's body that something uses.
  ///
  /// - Throws: a diagnostic at a constant whose bytes are missing.
  public init(_ function: Graph.Function, in module: Module) throws(Diagnostic) {
    guard let body = function.body(in: module) else { return }
    var known: [Attribute: Int] = [:]
    var names: Set<String> = []
    for operation in module.operations(in: body) {
      guard let constant = module.match(operation, as: Graph.Constant.self),
        module.hasUses(module.result(of: operation))
      else { continue }
      let result = module.result(of: operation)
      if let offset = known[constant.value] {
        offsets[result] = offset
        continue
      }
      guard let width = constant.resultType.elementByteCount,
        let count = constant.resultType.elementCount?.constantValue
      else {
        throw .error("a constant must have a static shape", at: module.location(of: operation))
      }
      var name = "constant_\(entries.count)"
      if case .denseResource(let key, _) = constant.value {
        guard module.resources[key] != nil else {
          throw .error(
            "the module has no resource '\(key)'; the text was written without its constants",
            at: module.location(of: operation))
        }
        if !key.hasPrefix("__") { name = key }
      }
      if !names.insert(name).inserted { name += "_\(entries.count)" }
      names.insert(name)
      let offset = (byteCount + 63) / 64 * 64
      entries.append(
        Entry(name: name, value: constant.value, offset: offset, byteCount: count * width))
      known[constant.value] = offset
      offsets[result] = offset
      byteCount = offset + count * width
    }
  }

  /// The bytes, zero between the constants.
  ///
  /// - Throws: a diagnostic when a constant does not hold the bytes that its type needs.
  public func contents(in module: Module) throws(Diagnostic) -> ByteView {
    try ByteView(initializing: byteCount, name: "<weights>") { memory throws(Diagnostic) in
      for entry in entries {
        let target = UnsafeMutableRawBufferPointer(
          rebasing: memory[entry.offset..<entry.offset + entry.byteCount])
        try copy(entry, in: module, to: target)
      }
    }
  }

  private func copy(
    _ entry: Entry, in module: Module, to target: UnsafeMutableRawBufferPointer
  ) throws(Diagnostic) {
    if case .denseResource(let key, _) = entry.value, let resource = module.resources[key] {
      let isRight = resource.storage.withBytes { bytes in
        guard bytes.count == target.count else { return false }
        target.copyMemory(from: bytes)
        return true
      }
      if !isRight {
        throw .error(
          "resource '\(key)' has \(resource.count) bytes, but its type needs \(target.count)")
      }
      return
    }
    do throws(EvaluationError) {
      let value = try TensorValue(entry.value, in: module)
      target.copyBytes(from: value.bytes)
    } catch {
      throw .error("constant '\(entry.name)': \(error)")
    }
  }
}
