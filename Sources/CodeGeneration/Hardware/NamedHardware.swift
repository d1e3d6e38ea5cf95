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
}
