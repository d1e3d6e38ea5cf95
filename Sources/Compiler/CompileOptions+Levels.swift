import CodeGeneration
import Dialects
import Support

/// An artefact may hold code for several machines: its levels. What differs between them is told by
/// options of their own.
extension CompileOptions {
  /// The machines the code is for, the best first.
  public var levels: [HardwareDescription] { [hardware] + lesserLevels }

  /// The options for the code of each level.
  ///
  /// Constants are packed for the widest vectors of all, so that the levels share them.
  var ofLevels: (best: CompileOptions, lesser: [CompileOptions]) {
    guard !lesserLevels.isEmpty else { return (self, []) }
    let widest = levels.max { $0.vectorBits < $1.vectorBits }
    func options(for level: HardwareDescription) -> CompileOptions {
      var options = self
      options.hardware = level
      options.hardware.packedVectors = widest?.ownVectors
      options.lesserLevels = []
      options.levelName = level.name
      return options
    }
    return (options(for: hardware), lesserLevels.map { options(for: $0) })
  }

  /// What the functions of the code begin with.
  ///
  /// The names of several levels begin as the runtime's do, which no other model has.
  var codeName: String {
    levelName.map { "\(name)_tg_" + Self.identifier(forPath: $0) } ?? name
  }

  /// The file that debug information is about.
  var listingName: String { Self.listingName(of: name, level: levelName) }

  /// The name of the file with a model's loops, or with those of one of several levels.
  static func listingName(of model: String, level: String?) -> String {
    "\(model)\(level.map { ".\($0)" } ?? "").loops.mlir"
  }

  /// The same for the best of the levels that this machine runs, alone; the best one if it runs none.
  public var forThisMachine: CompileOptions {
    var options = self
    options.hardware = levels.first(where: \.runsHere) ?? hardware
    options.lesserLevels = []
    return options
  }
}
