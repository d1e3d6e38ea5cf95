import Dialects
import IR
import Support

/// The steps of a schedule, as a module of the `schedule` dialect: it prints, parses, compares and
/// replays.
public struct Trace: Sendable, CustomStringConvertible {
  public private(set) var module: Module

  /// An empty trace.
  public init(context: Context = Schedule.makeContext()) { module = Module(context: context) }

  /// Reads what `description` writes.
  ///
  /// - Throws: a diagnostic at what is no step of a schedule.
  public init(
    parsing text: String, file: String = "trace", context: Context = Schedule.makeContext()
  ) throws {
    module = try Module.parse(text, file: file, context: context)
    try module.verify().throwIfErrors()
    for step in steps where !(module.definition(of: step) is any SchedulePrimitive.Type) {
      throw Diagnostic.error(
        "'\(module.name(of: step))' is no step of a schedule", at: module.location(of: step))
    }
  }

  /// The steps in order.
  public var steps: [OperationID] { module.operations(in: module.body) }

  public var description: String { module.text(TextOptions(usesForms: true)) }

  mutating func append<Primitive: SchedulePrimitive>(
    _ primitive: Primitive, results: [Type]
  ) -> [ValueID] {
    var state = primitive.state
    state.kind = ObjectIdentifier(Primitive.self)
    state.resultTypes = results
    let step = module.insert(state, at: .atEnd(of: module.body))
    return module.results(of: step)
  }

  /// Appends a step of another trace.
  mutating func append(
    _ step: OperationID, of other: Trace, renaming values: [ValueID: ValueID], results: [Type]
  ) -> [ValueID] {
    let source = other.module
    let name = source.name(of: step)
    let state = OperationState(
      name: name, kind: module.context.definition(named: name).map { ObjectIdentifier($0) },
      operands: source.operands(of: step).compactMap { values[$0] }, resultTypes: results,
      properties: source.properties(of: step), attributes: source.attributes(of: step))
    let copy = module.insert(state, at: .atEnd(of: module.body))
    return module.results(of: copy)
  }

  mutating func setProperty(_ name: String, of step: OperationID, to value: Attribute) {
    module.setProperty(name, of: step, to: value)
  }

  /// The steps as Swift to paste.
  public var swift: String { calls.joined(separator: "\n") }

  /// Each step as Swift.
  var calls: [String] {
    var names: [ValueID: String] = [:]
    var lines: [String] = []
    for step in steps {
      guard let definition = module.definition(of: step) as? any SchedulePrimitive.Type else {
        continue
      }
      let call = definition.init(step, in: module).swiftCall { names[$0] ?? "unknown" }
      let results = module.results(of: step)
      for result in results { names[result] = "v\(names.count)" }
      let variables = results.map { names[$0] ?? "_" }
      let used = results.contains { module.hasUses($0) }
      switch (used, variables.count) {
      case (false, 0): lines.append("try schedule.\(call)")
      case (false, _): lines.append("_ = try schedule.\(call)")
      case (true, 1) where !definition.returnsArray:
        lines.append("let \(variables[0]) = try schedule.\(call)")
      case (true, _):
        if definition.returnsArray {
          let array = "a\(lines.count)"
          lines.append("let \(array) = try schedule.\(call)")
          for (place, result) in results.enumerated() { names[result] = "\(array)[\(place)]" }
        } else {
          lines.append("let (\(variables.joined(separator: ", "))) = try schedule.\(call)")
        }
      }
    }
    return lines
  }
}

extension Trace: Equatable {
  public static func == (left: Trace, right: Trace) -> Bool {
    left.module.isStructurallyEqual(to: right.module)
  }
}
