import Dialects
import Evaluation
import Formats
import IR
import Support

/// The constants that kernels read, one after the other, each aligned to 64 bytes.
///
/// A constant is there once for each layout in which it is read.
public struct WeightsLayout: Sendable {
  /// One constant in one layout.
  public struct Entry: Sendable {
    public var name: String
    public var value: Attribute
    /// `nil` is row-major.
    public var layout: Program.LayoutAttribute?
    public var offset: Int
    public var byteCount: Int

    /// The tensor that is stored.
    public var type: Type? {
      guard let layout, let element = value.type?.elementType else { return value.type }
      return .tensor(TensorType(layout.packed, element))
    }
  }

  public private(set) var entries: [Entry] = []
  /// Bytes from the start of the weights, by value of the function; of constants that something reads
  /// in row-major order.
  public private(set) var offsets: [ValueID: Int] = [:]
  /// Bytes from the start of the weights, for operands that a kernel reads in another layout.
  public private(set) var packedOffsets: [OperationID: [Int: Int]] = [:]
  /// Bytes of all of them.
  public private(set) var byteCount = 0

  private struct Key: Hashable {
    var value: Attribute
    var layout: Program.LayoutAttribute?
  }
  private var known: [Key: Int] = [:]
  private var names: Set<String> = []

  /// No constants.
  public init() {}

  /// Lays out the constants in a function's body that something uses; `packed` says which
  /// operands of kernels are read in another layout than row-major.
  ///
  /// - Throws: a diagnostic at a constant whose bytes are missing.
  public init(
    _ function: Graph.Function, in module: Module,
    packed: [OperationID: [Int: Program.LayoutAttribute]] = [:]
  ) throws(Diagnostic) {
    self = try WeightsLayout().adding(function, in: module, packed: packed)
  }

  /// The layout for other kernels of the same function, with this one's constants where they are: what
  /// both read in one layout is there once.
  ///
  /// - Throws: a diagnostic at a constant whose bytes are missing.
  func adding(
    _ function: Graph.Function, in module: Module,
    packed: [OperationID: [Int: Program.LayoutAttribute]]
  ) throws(Diagnostic) -> WeightsLayout {
    var layout = self
    layout.offsets = [:]
    layout.packedOffsets = [:]
    guard let body = function.body(in: module) else { return layout }
    for operation in module.operations(in: body) {
      guard let constant = module.match(operation, as: Graph.Constant.self) else { continue }
      let result = module.result(of: operation)
      for use in module.uses(of: result) {
        if let form = packed[use.operation]?[use.index] {
          let offset = try layout.place(constant, form, at: operation, in: module)
          layout.packedOffsets[use.operation, default: [:]][use.index] = offset
        } else if layout.offsets[result] == nil {
          layout.offsets[result] = try layout.place(constant, nil, at: operation, in: module)
        }
      }
    }
    return layout
  }

  /// Where the constant lies in that layout; takes a new place if it is not there yet.
  private mutating func place(
    _ constant: Graph.Constant, _ layout: Program.LayoutAttribute?, at operation: OperationID,
    in module: Module
  ) throws(Diagnostic) -> Int {
    let key = Key(value: constant.value, layout: layout)
    if let offset = known[key] { return offset }
    let type = constant.resultType
    guard let count = type.elementCount?.constantValue,
      let size = type.packedByteCount(elements: layout?.packed.reduce(1, *) ?? count)
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
      Entry(
        name: name, value: constant.value, layout: layout, offset: offset,
        byteCount: size))
    known[key] = offset
    byteCount = offset + size
    return offset
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
    func write(_ bytes: UnsafeRawBufferPointer) {
      let perByte = entry.value.type?.elementsPerByte ?? 1
      if let layout = entry.layout {
        layout.pack(bytes, into: target, elementsPerByte: perByte)
      } else if perByte > 1 {
        packBits(bytes, into: target, elementsPerByte: perByte)
      } else {
        target.copyMemory(from: bytes)
      }
    }
    if case .denseResource(let key, let type) = entry.value, let resource = module.resources[key] {
      let needed = (type.elementCount?.constantValue ?? 0) * (type.elementByteCount ?? 1)
      guard resource.count == needed else {
        throw .error("resource '\(key)' has \(resource.count) bytes, but its type needs \(needed)")
      }
      resource.storage.withBytes { write($0) }
      return
    }
    do throws(EvaluationError) {
      let value = try TensorValue(entry.value, in: module)
      value.bytes.withUnsafeBytes { write($0) }
    } catch {
      throw .error("constant '\(entry.name)': \(error)")
    }
  }
}
