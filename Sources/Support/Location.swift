/// Where an operation came from.
///
/// The forms are MLIR's. The commonest, a position in a file, takes no memory of its own.
public enum Location: Hashable, Sendable {
  case unknown
  /// A position in a file; lines and columns count from one.
  case file(String, line: Int, column: Int)
  /// From a position in a file up to another in it.
  indirect case range(String, line: Int, column: Int, endLine: Int, endColumn: Int)
  /// A name (an ONNX node, a Swift function), with where that is.
  indirect case name(String, Location)
  /// `callee` as called from `caller`.
  indirect case callSite(callee: Location, caller: Location)
  /// Several places that became one operation.
  case fused([Location])
  /// Several places with metadata: the text of an attribute, which the infrastructure only keeps.
  case annotated(metadata: String, [Location])

  /// A location that is only a name.
  public static func named(_ name: String) -> Location { .name(name, .unknown) }

  /// All names in it: of nodes or functions that became one operation.
  public var names: [String] {
    switch self {
    case .unknown, .file, .range: []
    case .name(let name, _): [name]
    case .callSite(let callee, _): callee.names
    case .fused(let places), .annotated(_, let places): places.flatMap(\.names)
    }
  }

  /// The shortest form a person can use, as printed before a diagnostic.
  public var summary: String {
    switch self {
    case .unknown: return "<unknown>"
    case .file(let file, let line, let column), .range(let file, let line, let column, _, _):
      return "\(file):\(line):\(column)"
    case .name(let name, .unknown): return "'\(name)'"
    case .name(let name, let place): return "\(place.summary) '\(name)'"
    case .callSite(let callee, let caller): return "\(callee.summary) called from \(caller.summary)"
    case .fused(let places), .annotated(_, let places):
      return places.isEmpty ? "<unknown>" : places.map(\.summary).joined(separator: ", ")
    }
  }
}
