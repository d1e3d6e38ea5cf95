import Dialects
import IR
import Support

/// The stages of a program some of which read others around their own place, and how they are grouped.
///
/// After Mullapudi et al., "Automatically Scheduling Halide Image Processing Pipelines" (SIGGRAPH 2016).
struct StencilPipeline {
  private(set) var schedule: Schedule
  private(set) var stages: [StencilStage] = []
  private let outputs: Set<ValueID>
  private let assumptions: Assumptions
  let hardware: HardwareDescription

  /// - Returns: `nil` where no stage reads another one at several places, or one is more than a stencil:
  ///   a product, a reduction of rows.
  init?(
    _ program: OperationID, in module: Module, outputs: Set<ValueID>, hardware: HardwareDescription
  ) {
    guard let function = module.match(program, as: Program.Function.self),
      let stages = Self.stages(of: program, in: module, function.assumptions),
      Self.readEachOther(stages),
      let schedule = try? Schedule(module, function: program, hardware: hardware)
    else { return nil }
    (self.schedule, self.stages, self.outputs, self.hardware) = (
      schedule, stages, outputs, hardware
    )
    assumptions = function.assumptions
    fuseProducts()
    inlineWhatIsCheap()
    guard Self.readEachOther(self.stages) else { return nil }
  }

  private static let mostStages = 128

  /// The stages of a program; `nil` where one has another form.
  private static func stages(
    of program: OperationID, in module: Module, _ assumptions: Assumptions
  ) -> [StencilStage]? {
    guard let body = module.body(of: program) else { return nil }
    let roots = module.operations(in: body).filter { !module.isA($0, Program.Allocate.self) }
    guard (2...mostStages).contains(roots.count) else { return nil }
    var found: [StencilStage] = []
    for root in roots {
      guard let stage = Stage(root, in: module),
        let facts = StencilStage(stage, in: module, assumptions)
      else { return nil }
      found.append(facts)
    }
    return Set(found.map(\.name)).count == found.count ? found : nil
  }

  /// Reads the stages as they are now; `false` where one has another form.
  private mutating func read() -> Bool {
    let found = Self.stages(of: schedule.function, in: schedule.module, assumptions)
    stages = found ?? stages
    return found != nil
  }

  /// Whether some stage reads another around its own place.
  private static func readEachOther(_ stages: [StencilStage]) -> Bool {
    let written = Set(stages.map(\.output))
    return stages.contains { stage in
      stage.extents.count > 1
        && stage.reads.contains { written.contains($0.buffer) && $0.isAround }
    }
  }

  /// Whether something outside reads a stage.
  func isOutput(_ stage: Int) -> Bool { outputs.contains(stages[stage].output) }

  /// The stages that read a stage.
  func readers(of stage: Int) -> [Int] {
    stages.indices.filter { other in
      stages[other].reads.contains { $0.buffer == stages[stage].output }
    }
  }

  /// Computes a product and its sum with one instruction, as everywhere else, so that results are the same bits
  /// whatever is grouped.
  private mutating func fuseProducts() {
    guard hardware.hasFusedMultiplyAdd else { return }
    for stage in stages where stage.sumsProducts {
      var next = schedule
      do throws(Refusal) {
        try next.fuseMultiplyAdd(try next.block(stage.name))
        schedule = next
      } catch {
        continue
      }
    }
    _ = read()
  }

  // MARK: Inlining

  /// Computes stages where they are read, if that is no more work than to store and load them.
  private mutating func inlineWhatIsCheap() {
    for name in stages.map(\.name).reversed() {
      guard let place = stages.firstIndex(where: { $0.name == name }), isWorthInlining(place),
        let inlined = inlining(name)
      else { continue }
      schedule = inlined
      _ = read()
    }
  }

  private func inlining(_ name: String) -> Schedule? {
    var next = schedule
    do throws(Refusal) {
      try next.computeInline(try next.block(name))
    } catch {
      return nil
    }
    return next
  }

  private func isWorthInlining(_ number: Int) -> Bool {
    let stage = stages[number]
    let readers = readers(of: number)
    guard stage.terms == 1, !isOutput(number), !readers.isEmpty else { return false }
    let sizes = RepresentativeSizes(assumptions)
    let elements = sizes.count(stage.extents)
    let uses = readers.reduce(0.0) { sum, reader in
      let places = stages[reader].reads.first { $0.buffer == stage.output }?.places ?? 1
      return sum + Double(places) * sizes.count(stages[reader].extents) / elements
    }
    if uses <= 1.01 { return true }
    // What is read at its own place, and little is done with: a load of its operands instead of one of it.
    if stage.operations <= 2, stage.reads.count <= 2, stage.reads.allSatisfy(\.isPointwise) {
      return true
    }
    let loads = Double(stage.reads.reduce(0) { $0 + $1.places })
    let work = Double(stage.operations) + loads
    return uses * work <= work + 1 + uses
  }

  /// The sizes at which ways are compared.
  var sizes: RepresentativeSizes { RepresentativeSizes(assumptions) }

  // MARK: Grouping

  /// Groups the stages, and schedules each group by steps of the schedule language; what is refused keeps
  /// the loops that it has.
  mutating func applyGroups() {
    var groups = GreedyGrouping(self).groups()
    while let (other, better) = apart(from: groups) { (self, groups) = (other, better) }
    for group in groups {
      let work = GroupSchedule(
        group: group, stages: stages, lanes: max(1, hardware.vectorBits / 32))
      var next = schedule
      do throws(Refusal) {
        try work.apply(to: &next)
      } catch {
        continue
      }
      schedule = next
    }
  }

  /// The pipeline with one stage that several groups read computed by each of them, if that gains
  /// something.
  private func apart(
    from groups: [StencilGroup]
  ) -> (pipeline: StencilPipeline, groups: [StencilGroup])? {
    let cost = groups.reduce(0) { $0 + $1.cost }
    for group in groups where !isOutput(group.output) && stages[group.output].terms == 1 {
      let readers = readers(of: group.output)
      let around = groups.filter { !readers.allSatisfy($0.members.contains) }
        .filter { !Set($0.members).isDisjoint(with: readers) }
      guard around.count > 1, stages.count + readers.count <= Self.mostStages,
        let other = cloning(group.output, for: readers)
      else { continue }
      let found = GreedyGrouping(other).groups()
      if found.reduce(0, { $0 + $1.cost }) < cost * Self.leastGain { return (other, found) }
    }
    return nil
  }

  /// What of the cost must be left for another way to be taken.
  private static let leastGain = 0.97

  private func cloning(_ stage: Int, for readers: [Int]) -> StencilPipeline? {
    var other = self
    do throws(Refusal) {
      let block = try other.schedule.block(stages[stage].name)
      for reader in readers.dropLast() {
        let name = stages[reader].name
        try other.schedule.clone(block, for: try other.schedule.block(name))
      }
    } catch {
      return nil
    }
    guard other.read() else { return nil }
    other.inlineWhatIsCheap()
    return other
  }
}

extension StencilStage.Read {
  /// Whether neighbours along some axis are read, and not one element or two halves of a row.
  fileprivate var isAround: Bool {
    axes.contains { reach in reach.map { (2...16).contains($0.last - $0.first) } ?? false }
  }
}

/// Sizes in the declared ranges that stand for all of them: those of a large image.
struct RepresentativeSizes {
  private let symbols: [String: Int]

  init(_ assumptions: Assumptions) {
    symbols = assumptions.symbols.mapValues { range in
      let size = min(max(Self.usual, range.lower), range.upper)
      return max(range.lower, size / max(1, range.divisor) * max(1, range.divisor))
    }
  }

  private static let usual = 2048

  func value(_ extent: IndexExpression) -> Int { max(1, extent.evaluate(symbols: symbols) ?? 1) }

  func count(_ extents: [IndexExpression]) -> Double {
    extents.reduce(1) { $0 * Double(value($1)) }
  }
}
