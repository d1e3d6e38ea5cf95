import Dialects
import IR
import Support

/// Schedules a program with no measurement, from the hardware's description alone.
///
/// Stages of which some read others around their own place are grouped (`StencilPipeline`). Else
/// cheap stages are inlined, rows of a product merged; then, by what is left: contractions get
/// register tiles (`ContractionSchedule`), chains of row operations share one loop over rows
/// (`RowSchedule`), and everything else runs in vectors, rows in parallel (`SpatialSchedule`). What
/// has another form than a stage keeps its loops, and the stages around it are scheduled one by one.
///
/// Inputs that the function declares as constants of the model may get another layout; it is then in
/// the function's `constants`, and whoever calls the function keeps them so.
public func applyDefaultSchedule(
  to program: OperationID, in module: inout Module, hardware: HardwareDescription
) throws(Diagnostic) {
  try applySchedule(to: program, in: &module, hardware: hardware, Decider())
}

/// Schedules a program as `decisions` say, and analytically where they say nothing.
///
/// With `isExploring`, questions offer all that may be answered, and not only what can be the best by
/// the analytic costs. The report counts what the busiest of `threads` does.
///
/// - Returns: what was asked on the way, where the program may run, and what it does.
/// - Throws: a diagnostic when `program` is no `program.func` with a body.
public func applySchedule(
  to program: OperationID, in module: inout Module, hardware: HardwareDescription,
  decisions: Decisions, threads: Int = 1, isExploring: Bool = true
) throws(Diagnostic) -> ScheduleReport {
  let decider = Decider(decisions, threads: threads, isExploring: isExploring)
  try applySchedule(to: program, in: &module, hardware: hardware, decider)
  let assumptions = module.match(program, as: Program.Function.self)?.assumptions
  return ScheduleReport(decider, assumptions ?? Assumptions())
}

private func applySchedule(
  to program: OperationID, in module: inout Module, hardware: HardwareDescription,
  _ decider: Decider
) throws(Diagnostic) {
  guard let function = module.match(program, as: Program.Function.self),
    let body = module.body(of: program)
  else {
    throw .error("expected a 'program.func' with a body", at: module.location(of: program))
  }
  try module.takeWrittenRegions(of: program)
  let roots = JoinInitialization.run(
    on: module.operations(in: body).filter { !module.isA($0, Program.Allocate.self) }, in: &module)
  var stages = roots.compactMap { Stage($0, in: module) }
  guard stages.count == roots.count else {
    return scheduleSeparately(roots, of: function, in: body, of: &module, hardware, decider)
  }
  let arguments = module.arguments(of: body)
  let outputs = Set(arguments.suffix(function.outputCount))
  let constants = Set(function.constants.map { arguments[$0.input] })
  if var pipeline = StencilPipeline(program, in: module, outputs: outputs, hardware: hardware) {
    pipeline.applyGroups()
    module = pipeline.schedule.module
    let roots = module.operations(in: body).filter { !module.isA($0, Program.Allocate.self) }
    return scheduleSeparately(roots, of: function, in: body, of: &module, hardware, decider)
  }
  stages = InlineStages.run(on: stages, outputs: outputs, constants: constants, in: &module)
  stages = MergeAxes.run(on: stages, in: &module)
  if hardware.hasFusedMultiplyAdd {
    for stage in stages where stage.isContraction(in: module) {
      if let body = stage.body(in: module) { _ = module.fuseMultiplyAdd(in: body) }
    }
  }
  let width = max(1, hardware.vectorBits / 32)
  let spatial = SpatialSchedule(
    width: width, assumptions: function.assumptions, lastCache: hardware.caches.last,
    reductionGroups: RowReduction.groups(for: hardware), decider: decider)
  let window = WindowSchedule(hardware: hardware, spatial: spatial)
  decider.know(stages)
  let source = module
  var build = Builder(module, at: .atEnd(of: body))
  build.location = module.location(of: program)
  let contraction = ContractionSchedule(
    hardware: hardware, width: width, assumptions: function.assumptions, program: program,
    decider: decider)
  let convolution = ConvolutionSchedule(contraction: contraction)
  let attention = AttentionSchedule(
    hardware: hardware, width: width, assumptions: function.assumptions, decider: decider)
  var done: Set<OperationID> = []
  if attention.insert(stages, outputs: outputs, source: source, into: &build)
    || convolution.insert(stages, source: source, into: &build)
    || contraction.insert(stages, source: source, into: &build)
  {
    done = Set(stages.map(\.root))
  } else if let rows = RowSchedule(
    stages, source: source, spatial: spatial, outputs: outputs, hardware)
  {
    rows.insert(into: &build)
    done = Set(stages.map(\.root))
  } else {
    for stage in stages {
      if !contraction.insert([stage], source: source, into: &build),
        !window.insert(stage, source: source, into: &build)
      {
        spatial.insert(stage, source: source, into: &build)
      }
      done.insert(stage.root)
    }
  }
  decider.countVectors(of: stages, arguments, width: width, hardware, in: source)
  module = build.module
  for root in done { module.erase(root) }
  for operation in module.operations(in: body).reversed()
  where module.isA(operation, Program.Allocate.self) {
    if !module.hasUses(module.result(of: operation)) { module.erase(operation) }
  }
}

/// Schedules the stages among `roots` one by one; what has another form stays in its place between
/// them.
private func scheduleSeparately(
  _ roots: [OperationID], of function: Program.Function, in body: BlockID,
  of module: inout Module, _ hardware: HardwareDescription, _ decider: Decider
) {
  let width = max(1, hardware.vectorBits / 32)
  let spatial = SpatialSchedule(
    width: width, assumptions: function.assumptions,
    reductionGroups: RowReduction.groups(for: hardware), decider: decider)
  let (all, arguments) = (module, module.arguments(of: body))
  let stages = roots.compactMap { Stage($0, in: all) }
  decider.know(stages)
  defer { decider.countVectors(of: stages, arguments, width: width, hardware, in: all) }
  for root in roots {
    guard let stage = Stage(root, in: module) else {
      module.move(root, to: .atEnd(of: body))
      continue
    }
    let source = module
    module.build(at: .atEnd(of: body)) { build in
      build.location = source.location(of: root)
      spatial.insert(stage, source: source, into: &build)
    }
    module.erase(root)
  }
}
