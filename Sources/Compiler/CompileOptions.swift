import Dialects
import Formats
import Support

/// What a compilation is told beyond the model itself.
public struct CompileOptions: Sendable {
  /// The C identifier that the model's functions and files begin with.
  public var name: String
  /// Declared ranges of symbolic sizes by name.
  public var sizes: [String: SymbolRange]
  /// Values of inputs that are known at compile time; these inputs go away.
  public var frozenInputs: [String: StoredTensor]
  /// The machine the code is for.
  public var hardware: HardwareDescription
  /// What the runtime's functions begin with: the model's name for an artefact, `tangram` for code
  /// that runs in this process.
  public var runtimePrefix: String

  public init(
    name: String = "model", sizes: [String: SymbolRange] = [:],
    frozenInputs: [String: StoredTensor] = [:], hardware: HardwareDescription,
    runtimePrefix: String = "tangram"
  ) {
    self.name = name
    self.sizes = sizes
    self.frozenInputs = frozenInputs
    self.hardware = hardware
    self.runtimePrefix = runtimePrefix
  }

  /// The C identifier nearest to what a file is called, without folder and extension.
  public static func identifier(forPath path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    let letters = stem.unicodeScalars.map { scalar -> Character in
      let isPlain =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar) || scalar == "_"
      return isPlain ? Character(scalar) : "_"
    }
    let name = String(letters)
    guard let first = name.first, !first.isNumber else { return "model_" + name }
    return name
  }
}
