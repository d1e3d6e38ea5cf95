import Evaluation
import Formats
import Foundation
import Support
import TangramRuntime

/// The description of an artefact, `manifest.json`: all that is needed to use it without its model.
public struct Manifest: Codable, Sendable {
  /// What it is called in an artefact's folder.
  public static let fileName = "manifest.json"

  struct Tensor: Codable, Sendable {
    var name: String
    var type: String
    var sizes: [String]
  }
  struct Size: Codable, Sendable {
    var name: String
    var minimum: Int
    var maximum: Int
    var divisor: Int
    var values: [Int]?
    /// How often each value is expected, if that was declared: shares of all runs.
    var shares: [String: Double]?
  }
  struct Weights: Codable, Sendable {
    /// Beside the library; none when the weights are in the library.
    var file: String?
    var bytes: Int
    var hash: String
  }
  /// The code for one kind of processor.
  public struct Level: Codable, Sendable {
    /// The target that was asked for.
    public var name: String
    public var processor: String
    /// Bytes of a run besides the weights, as a formula of the sizes.
    public var workspaceBytes: String
  }
  struct Library: Codable, Sendable {
    var file: String
    var bytes: Int
    var hash: String
  }

  /// The version of the compiler.
  public var tangram: String
  /// What the library's functions begin with.
  public var name: String
  /// What the code was compiled for; of several levels the best.
  public var target: String
  public var processor: String
  /// Everything that the library holds code for, the best first.
  public var levels: [Level]
  /// Patterns of the names of nodes whose floats are not strict; none where all are.
  public var fastNodes: [String]?
  /// What the code checks of itself; none where it checks nothing.
  public var sanitizer: String?
  var inputs: [Tensor]
  var outputs: [Tensor]
  var sizes: [Size]
  /// Bytes of a run besides the weights, as a formula of the sizes; of several levels the most.
  public var workspaceBytes: String
  public var summary: ModelSummary
  public var kernels: Int
  var weights: Weights?
  var library: Library

  /// The description of a model with a library of these bytes.
  init(
    _ model: ModelLevels, weightsBytes: Int, weightsHash: UInt64, library: ByteView
  ) {
    let best = model.best
    let interface = best.table.interface
    func tensors(_ list: [ModelInterface.Tensor]) -> [Tensor] {
      list.map {
        Tensor(name: $0.name, type: $0.kind.rawValue, sizes: $0.sizes.map(\.description))
      }
    }
    tangram = Tangram.version
    name = best.options.name
    target = best.options.hardware.name
    processor = best.options.hardware.processor
    levels = model.all.map { level in
      Level(
        name: level.options.hardware.name, processor: level.options.hardware.processor,
        workspaceBytes: level.table.workspaceBytes.description)
    }
    fastNodes = best.options.fastNodes.isEmpty ? nil : best.options.fastNodes
    sanitizer = best.options.sanitizer?.rawValue
    inputs = tensors(interface.inputs)
    outputs = tensors(interface.outputs)
    sizes = interface.symbols.map { symbol in
      let shares = best.options.sizeShares[symbol.name]?.map { (String($0.key), $0.value) }
      return Size(
        name: symbol.name, minimum: symbol.range.lower, maximum: symbol.range.upper,
        divisor: symbol.range.divisor, values: symbol.range.listed,
        shares: shares.map { Dictionary($0, uniquingKeysWith: { $1 }) })
    }
    workspaceBytes = model.workspaceBytes.description
    summary = best.graph.summary
    kernels = best.kernelCount
    if weightsBytes > 0 {
      weights = Weights(
        file: best.embedsWeights ? nil : "\(name).safetensors", bytes: weightsBytes,
        hash: Self.digits(weightsHash))
    }
    self.library = Library(
      file: "lib\(name).so", bytes: library.count, hash: Self.hash(of: library))
  }

  /// Reads the description of the artefact in `folder`.
  ///
  /// - Throws: a diagnostic when there is none, or it is damaged.
  public init(folder: String) throws(Diagnostic) {
    let path = "\(folder)/\(Self.fileName)"
    guard FileManager.default.fileExists(atPath: path) else {
      throw .error(
        "'\(folder)' is no compiled model: it has no '\(Self.fileName)'; expected a folder that "
          + "'tangram compile' wrote, an '.onnx' file or a '.mlir' text module")
    }
    let bytes: ByteView
    do throws(FormatError) { bytes = try FileContents(path: path).bytes } catch {
      throw .error("\(error)")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      self = try decoder.decode(Manifest.self, from: Data(bytes.array))
    } catch {
      throw .error(
        "'\(path)' is damaged: \(Self.explain(error)); compile the model again")
    }
  }

  /// The file's bytes: JSON with sorted keys.
  func bytes() throws(Diagnostic) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    } catch {
      throw .error("cannot write the manifest: \(error)")
    }
  }

  /// What the model takes and gives.
  ///
  /// - Throws: a diagnostic when the description contradicts itself.
  public func interface() throws(Diagnostic) -> ModelInterface {
    var interface = ModelInterface()
    for size in sizes {
      guard size.minimum >= 0, size.minimum <= size.maximum, size.divisor > 0 else {
        throw damaged("the size '\(size.name)' has no values")
      }
      interface.symbols.append(
        .init(
          name: size.name,
          range: SymbolRange(
            size.minimum, size.maximum, divisor: size.divisor, listed: size.values)))
    }
    let names = Set(sizes.map(\.name))
    interface.inputs = try tensors(inputs, names)
    interface.outputs = try tensors(outputs, names)
    return interface
  }

  private func tensors(
    _ list: [Tensor], _ names: Set<String>
  ) throws(Diagnostic) -> [ModelInterface.Tensor] {
    var tensors: [ModelInterface.Tensor] = []
    for tensor in list {
      guard let kind = ScalarKind(rawValue: tensor.type),
        tensor.sizes.count <= ModelTable.largestRank
      else { throw damaged("'\(tensor.name)' has the type '\(tensor.type)'") }
      var sizes: [IndexExpression] = []
      for text in tensor.sizes {
        let size = try IndexExpression(parsing: text)
        guard names.isSuperset(of: size.symbolNames), size.dimensionNumbers.isEmpty else {
          throw damaged("'\(tensor.name)' has the size '\(text)', which is not declared")
        }
        sizes.append(size)
      }
      tensors.append(.init(name: tensor.name, kind: kind, sizes: sizes))
    }
    return tensors
  }

  /// A diagnostic about a description that makes no sense.
  func damaged(_ what: String) -> Diagnostic {
    .error("the '\(Self.fileName)' of model '\(name)' is damaged: \(what); compile the model again")
  }

  /// The runtime's hash of `bytes`, as artefacts write it.
  static func hash(of bytes: ByteView) -> String {
    digits(bytes.withUnsafeBytes { tangram_tg_hash($0.baseAddress, $0.count) })
  }

  /// 16 hexadecimal digits.
  static func digits(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func explain(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _)?: "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
      "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' is of another type"
    default: "it is not the JSON that was written"
    }
  }
}
