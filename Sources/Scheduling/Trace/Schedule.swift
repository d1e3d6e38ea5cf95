import Dialects
import IR
import Support

/// How a tensor program runs, written step by step: every step rewrites the program or refuses, and
/// is recorded in a trace.
///
///     var schedule = try Schedule(module, function: program)
///     let matmul = try schedule.block("matmul")
///     let loops = try schedule.loops(of: matmul)
///     let (io, ii) = try schedule.split(loops[0], by: 14)
///     try schedule.parallel(io)
///     print(schedule.module.text(), schedule.trace)
///
/// Loops and blocks are named by cursors, which stay valid while others are rewritten; a cursor to
/// something that a step replaced is refused by name.
public struct Schedule: Sendable {
  /// A loop of the program.
  public struct Loop: Hashable, Sendable {
    public let value: ValueID
    public init(_ value: ValueID) { self.value = value }
  }

  /// A block of the program.
  public struct Block: Hashable, Sendable {
    public let value: ValueID
    public init(_ value: ValueID) { self.value = value }
  }

  /// A buffer of the program.
  public struct Buffer: Hashable, Sendable {
    public let value: ValueID
    public init(_ value: ValueID) { self.value = value }
  }

  private(set) var program: ScheduledProgram
  /// What has been done so far.
  public private(set) var trace: Trace

  /// Begins a schedule of `function`, a `program.func` of `module`.
  ///
  /// Regions that its blocks state are checked, and taken out: from here on they are inferred.
  ///
  /// - Parameters:
  ///   - module: holds the function.
  ///   - function: what is scheduled.
  ///   - context: knows the primitives that may be used; those of this package by default.
  ///   - hardware: the machine, which steps that decide by registers and caches need (`ApplyDefault`).
  /// - Throws: a diagnostic if `function` is no tensor program, or a block touches more than it says.
  public init(
    _ module: Module, function: OperationID, context: Context = Schedule.makeContext(),
    hardware: HardwareDescription? = nil
  ) throws(Diagnostic) {
    guard module.isA(function, Program.Function.self) else {
      throw .error("expected a 'program.func'", at: module.location(of: function))
    }
    var module = module
    try module.takeWrittenRegions(of: function)
    program = ScheduledProgram(module, function: function, hardware: hardware)
    trace = Trace(context: context)
  }

  /// The program as scheduled so far.
  public var module: Module { program.module }

  /// The function that is scheduled.
  public var function: OperationID { program.function }

  /// The same, whose further steps are taken as legal.
  ///
  /// What comes of them is good enough to be looked at, and no more: a search that has chosen applies its
  /// steps again, with every check.
  package var trusting: Schedule {
    var copy = self
    copy.program.isTrusted = true
    return copy
  }

  /// Whether a stage that has not been taken apart is a product with a sum, which the default schedule
  /// computes with one instruction where the machine has it.
  package func isContraction(_ name: String) -> Bool {
    var root: OperationID?
    program.module.walk(function) { operation in
      guard program.module.match(operation, as: Program.Block.self)?.name == name else { return }
      root = program.loops(around: operation).first
    }
    return root.flatMap { Stage($0, in: program.module) }?.isContraction(in: program.module)
      ?? false
  }

  /// Applies a step and records it.
  ///
  /// - Returns: the values of the trace for what the step made.
  /// - Throws: the refusal; nothing has changed then.
  @discardableResult
  public mutating func apply(_ primitive: some SchedulePrimitive) throws(Refusal) -> [ValueID] {
    var next = program
    let targets = try next.run(primitive)
    program = next
    let results = trace.append(primitive, results: targets.map(\.type))
    for (value, target) in zip(results, targets) { program.bind(value, to: target) }
    return results
  }

  /// Applies every step of a trace, as recorded.
  ///
  /// - Parameters:
  ///   - other: the trace.
  ///   - trusted: whether the steps are known to be legal for this program, because they were
  ///     recorded on it; then they are not checked again.
  /// - Throws: the refusal of the first step that does not fit; nothing has changed then.
  public mutating func replay(_ other: Trace, trusted: Bool = false) throws(Refusal) {
    var next = program.forgettingTargets
    next.isTrusted = trusted
    var made: [(step: OperationID, targets: [Target])] = []
    for step in other.steps {
      made.append((step, try TraceStep(step, of: other).run(on: &next)))
    }
    if trace.steps.isEmpty, trace.module.context === other.module.context {
      trace = other
      next.isTrusted = program.isTrusted
      program = next
      return
    }
    (program.module, program.isNested) = (next.module, next.isNested)
    var values: [ValueID: ValueID] = [:]
    for (step, targets) in made {
      let results = trace.append(step, of: other, renaming: values, results: targets.map(\.type))
      for (old, new) in zip(other.module.results(of: step), results) { values[old] = new }
      for (value, target) in zip(results, targets) { program.bind(value, to: target) }
    }
  }

  /// A loop's extent, if it is a constant.
  func constantExtent(of loop: Loop) throws(Refusal) -> Int? {
    let snapshot = try program.snapshot(try program.loop(loop.value))
    return program.assumptions.simplified(snapshot.extent).constantValue
  }

  /// The number that a sampling step drew.
  func number(_ value: ValueID) throws(Refusal) -> Int { try program.number(value) }
}

extension ScheduledProgram {
  /// Applies a step, with every check that all steps have.
  ///
  /// - Parameters:
  ///   - primitive: the step.
  ///   - properties: what it is recorded with, if that is known.
  /// - Returns: what it made.
  /// - Throws: a refusal that names the step.
  mutating func run<Primitive: SchedulePrimitive>(
    _ primitive: Primitive, recordedWith properties: AttributeDictionary? = nil
  ) throws(Refusal) -> [Target] {
    let isChecked = !isTrusted && Primitive.changesProgram
    let before = isChecked ? survey : nil
    let sealed = before?.marks.contains(.seals) ?? false ? sealedNests : []
    let nesting = Primitive.changesProgram ? nesting : [:]
    do throws(Refusal) {
      if !isTrusted, Primitive.isLimited {
        try requireModerate(properties ?? primitive.state.properties)
      }
      let targets = try primitive.apply(to: &self)
      if !nesting.isEmpty { try tidyNests(nesting) }
      if let before {
        let survey = survey
        let marks = survey.marks.union(before.marks)
        if marks.contains(.seals) { try requireIntact(sealed) }
        if marks.contains(.threadAxes) { try requireGrids() }
        if marks.contains(.blockMemory) { try requireBlockMemory() }
        if Primitive.isLimited, survey.buffers != before.buffers { try requireAddressable() }
        if marks.contains(.alignments) { try requireAligned() }
        if marks.contains(.atomicUpdates) { try requireAtomicUpdates() }
      }
      if Primitive.changesProgram { forgetErased(by: Primitive.mnemonic) }
      return targets
    } catch {
      var refusal = error
      if refusal.primitive.isEmpty { refusal.primitive = Primitive.verb }
      throw refusal
    }
  }
}
