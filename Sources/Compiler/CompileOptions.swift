import CodeGeneration
import Dialects
import Formats
import Scheduling
import Support
import TangramRuntime

/// What a compilation is told beyond the model itself.
public struct CompileOptions: Sendable {
  /// The C identifier that the model's functions and files begin with.
  public var name: String
  /// Declared ranges of symbolic sizes by name.
  public var sizes: [String: SymbolRange]
  /// Values of inputs that are known at compile time; these inputs go away.
  public var frozenInputs: [String: StoredTensor]
  /// The machine the code is for; the best one where there are several.
  public var hardware: HardwareDescription
  /// Lesser machines of the same architecture that an artefact holds code for as well.
  ///
  /// The best of them first. Nothing but ``ModelLevels`` looks at them.
  public var lesserLevels: [HardwareDescription] = []
  /// What the runtime's functions begin with: the model's name for an artefact, `tangram` for code
  /// that runs in this process.
  public var runtimePrefix: String
  /// Threads to compile on; 0 for what affinity and cgroup limits allow.
  ///
  /// The code does not depend on it.
  public var threads: Int
  /// Patterns of the names of nodes whose floats may be fused and approximated (`allow-fast-math`);
  /// none is strict.
  public var fastNodes: [String] = []
  /// How often values of a size are expected, by its name and value; shares of any sum.
  public var sizeShares: [String: [Int: Double]] = [:]
  /// Where an artefact keeps its weights; `nil` leaves it to the compiler.
  public var weights: WeightsPlacement?
  /// Whether the code tells debuggers and profilers which lines and nodes it comes from; the
  /// instructions are the same.
  public var hasDebugInfo = false
  /// What the code checks of itself while it runs; `nil` for nothing.
  ///
  /// Code of an artefact that does needs a program with the sanitizer's library.
  public var sanitizer: Sanitizer? = .ofThisProcess
  /// Machine code of earlier compilations; `nil` for none.
  ///
  /// The code does not depend on it.
  public var cache: CodeCache?
  /// Schedules that were found by measuring on this machine.
  public var tuned = TunedSchedules()
  /// Which of several levels of an artefact this is; `nil` where there is one.
  var levelName: String?

  /// Where an artefact keeps its weights.
  public enum WeightsPlacement: String, CaseIterable, Sendable {
    /// In the object file and the libraries.
    case embedded
    /// In a file beside the library, which is mapped into memory.
    case file
  }

  public init(
    name: String = "model", sizes: [String: SymbolRange] = [:],
    frozenInputs: [String: StoredTensor] = [:], hardware: HardwareDescription,
    runtimePrefix: String = "tangram", threads: Int = 0
  ) {
    self.name = name
    self.sizes = sizes
    self.frozenInputs = frozenInputs
    self.hardware = hardware
    self.runtimePrefix = runtimePrefix
    self.threads = threads
  }

  /// Threads to compile on.
  var threadCount: Int { threads > 0 ? threads : Int(tangram_tg_available_threads()) }

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
