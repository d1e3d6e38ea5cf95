import Dialects
import IR
import Scheduling

/// The loops around one stage of a program that is half scheduled, outermost first.
struct StageNest {
  struct Loop {
    let operation: OperationID
    let kind: Program.LoopKind
    /// `nil` where it depends on other loops.
    let extent: Int?
    /// Whether it holds one thing and nothing beside.
    let holdsOne: Bool
    /// Iterators of the stage whose values depend on it.
    let iterators: [Int]
  }

  let loops: [Loop]

  /// `nil` when there is no such stage any more.
  init?(_ name: String, in schedule: Schedule) {
    let module = schedule.module
    var found: OperationID?
    module.walk(schedule.function) { operation in
      if module.match(operation, as: Program.Block.self)?.name == name { found = operation }
    }
    guard let operation = found, let block = module.match(operation, as: Program.Block.self) else {
      return nil
    }
    let assumptions = module.match(schedule.function, as: Program.Function.self)?.assumptions
    var loops: [Loop] = []
    var current = operation
    while let around = module.parent(of: current), around != schedule.function {
      defer { current = around }
      guard let loop = module.match(around, as: Program.For.self),
        let body = module.body(of: around)
      else { continue }
      var iterators: [Int] = []
      if let counter = module.arguments(of: body).first,
        let place = block.counters.firstIndex(of: counter)
      {
        iterators = block.bindings.indices.filter {
          block.bindings[$0].dimensionNumbers.contains(place)
        }
      }
      loops.append(
        Loop(
          operation: around, kind: loop.kind,
          extent: assumptions?.simplified(loop.extent).constantValue,
          holdsOne: module.operations(in: body).count == 1, iterators: iterators))
    }
    self.loops = loops.reversed()
  }

  /// The places of the loops of known length from the outermost on that run one iteration after another, as
  /// long as each holds nothing but the next: those that may still be cut into tiles and exchanged.
  var chain: [Int] {
    var places: [Int] = []
    for (place, loop) in loops.enumerated() {
      guard loop.kind == .serial || loop.kind == .parallel, loop.extent != nil else { break }
      if loop.kind == .serial { places.append(place) }
      if !loop.holdsOne { break }
    }
    return places
  }

  /// How many loops from the outermost on two nests have together.
  func shared(with other: StageNest) -> Int {
    zip(loops, other.loops).prefix { $0.operation == $1.operation }.count
  }
}
