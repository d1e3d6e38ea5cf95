import Dialects
import Support

extension HardwareDescription {
  /// The machine that `name` stands for: `host`, or a preset such as `x86-64-v3`.
  ///
  /// - Throws: a diagnostic that lists the names, when there is no such one.
  public static func named(_ name: String) throws(Diagnostic) -> HardwareDescription {
    if name == "host" { return detectHost() }
    if let preset = preset(named: name) { return preset }
    let known = (["host"] + presets.map(\.name)).map { "'\($0)'" }.joined(separator: ", ")
    throw .error("there is no target '\(name)'; expected one of \(known)")
  }

  /// The machines that a list such as `x86-64-v2,x86-64-v4` stands for, the best first: the one that
  /// requires most features.
  ///
  /// - Throws: a diagnostic about a name that there is not, one that is there twice, or machines of
  ///   several architectures.
  public static func levels(named list: String) throws(Diagnostic) -> [HardwareDescription] {
    var levels: [HardwareDescription] = []
    for name in list.split(separator: ",", omittingEmptySubsequences: false) {
      let level = try named(String(name))
      if levels.contains(where: { $0.name == level.name }) {
        throw .error("the target '\(name)' is named twice in '\(list)'; name each once")
      }
      if let other = levels.first, other.architecture != level.architecture {
        throw .error(
          "the targets '\(other.name)' and '\(name)' are of two architectures; code that the "
            + "processor chooses from must be of one")
      }
      levels.append(level)
    }
    func rank(_ level: HardwareDescription) -> (Int, String) {
      (level.processorFeatures.count, level.name)
    }
    return levels.sorted { rank($0) > rank($1) }
  }
}
