import IR
import Support

/// A step of a trace, read from it.
struct TraceStep: Sendable {
  private(set) var primitive: any SchedulePrimitive
  /// What it is recorded with.
  private let properties: AttributeDictionary
  private let results: [ValueID]
  private let types: [Type]

  /// - Throws: a refusal of what is no step.
  init(_ step: OperationID, of trace: Trace) throws(Refusal) {
    let module = trace.module
    guard let definition = module.definition(of: step) as? any SchedulePrimitive.Type else {
      throw Refusal("'\(module.name(of: step))' is no step that this context knows")
    }
    primitive = definition.init(step, in: module)
    properties = module.properties(of: step)
    results = module.results(of: step)
    types = results.map { module.type(of: $0) }
  }

  /// Whether it draws a number.
  var isSample: Bool { primitive is Schedule.Sample }

  /// This with another decision, of a step that draws a number.
  func deciding(_ decision: Int) -> TraceStep {
    guard var sample = primitive as? Schedule.Sample else { return self }
    sample.decision = decision
    var copy = self
    copy.primitive = sample
    return copy
  }

  /// Applies it to a program in which the values before it are bound, and binds its own.
  ///
  /// - Throws: the refusal; the program is to be thrown away then.
  @discardableResult
  func run(on program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let targets = try program.run(primitive, recordedWith: properties)
    guard types.elementsEqual(targets.lazy.map(\.type)) else {
      throw Refusal(
        "'\(type(of: primitive).verb)' gives \(targets.count) results where \(types.count) were "
          + "recorded; the trace is of another program")
    }
    for (value, target) in zip(results, targets) { program.bind(value, to: target) }
    return targets
  }
}
