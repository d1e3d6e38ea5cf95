import Dialects
import IR
import Support

/// Which iterators of a block are which axes of an instruction.
///
/// Several iterators make one axis when their loops are fused: all pixels of a convolution the rows
/// of a matrix product, its window and channels the terms.
public struct InstructionMapping: Hashable, Sendable, CustomStringConvertible {
  public let instruction: String
  /// For each axis of the instruction the block's iterators in it, outermost first.
  public let axes: [[Int]]
  /// How far each axis runs; `nil` for as far as the program does.
  public let extents: [Int?]
  /// For each input of the block, in the order in which it reads them, its axes by falling distance
  /// between neighbours in the instruction's buffer.
  let inputs: [[Int]]
  /// The same for what it writes.
  let output: [Int]
  /// What share of the instruction's work is no padding; sizes that are not known count as none.
  public let usefulShare: Double

  /// `0 <- 1, 2; 1 <- 3`: axes, and the iterators in each.
  public var description: String {
    axes.enumerated().map { axis, iterators in
      "\(axis) <- \(iterators.map(String.init).joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}

extension Schedule {
  /// Every way to run a block as an instruction of the module (TVM's auto-tensorisation, AMOS): an
  /// iterator may be part of an axis if it indexes the same operands and is of the same kind.
  ///
  /// The ways with the least padding come first; of equals those that fuse more loops.
  ///
  /// - Throws: a refusal if the block computes something else.
  public func instructionMappings(
    of block: Block, as instruction: String
  ) throws(Refusal) -> [InstructionMapping] {
    try program.instructionMappings(of: try program.block(block.value), as: instruction)
  }
}

extension ScheduledProgram {
  fileprivate func instructionMappings(
    of block: OperationID, as name: String
  ) throws(Refusal) -> [InstructionMapping] {
    guard let instruction = module.instruction(named: name),
      let description = module.description(of: instruction),
      let body = module.body(of: description), let first = module.firstOperation(in: body),
      let function = module.match(description, as: Program.Function.self)
    else { throw Refusal("the module has no instruction '\(name)'") }
    let pattern = try LoopNest(at: first, in: module, assuming: function.assumptions)
    let signature = try signature(block)
    let accesses = Dictionary(
      accesses(of: block).filter { !$0.isInitial }.map { ($0.operation, $0) },
      uniquingKeysWith: { a, _ in a })
    let stores = accesses.values.filter(\.isWrite).map(\.operation).sorted { $0.index < $1.index }
    let ways = StatementMatching(module: module).ways(pattern.stores, stores)
    guard !ways.isEmpty else {
      throw Refusal(
        "the block '\(signature.name)' does not compute what the instruction '\(name)' does: "
          + "operations or types differ")
    }
    var found: [InstructionMapping] = []
    for pairs in ways {
      guard
        let operands = Operands(pairs, pattern: pattern, accesses: accesses, in: self)
      else { continue }
      for axes in operands.assignments(signature: signature, pattern: pattern) {
        let extents = pattern.axes.map(\.extent.constantValue)
        let mapping = InstructionMapping(
          instruction: name, axes: axes, extents: extents, inputs: operands.inputs,
          output: operands.output,
          usefulShare: usefulShare(of: axes, extents, over: signature.extents))
        if !found.contains(mapping) { found.append(mapping) }
      }
    }
    return found.enumerated().sorted { a, b in
      let (left, right) = (a.element, b.element)
      if left.usefulShare != right.usefulShare { return left.usefulShare > right.usefulShare }
      let (more, less) = (left.axes.joined().count, right.axes.joined().count)
      return more == less ? a.offset < b.offset : more > less
    }.map(\.element)
  }

  private func usefulShare(
    of axes: [[Int]], _ extents: [Int?], over iterators: [IndexExpression]
  ) -> Double {
    var share = 1.0
    for (group, extent) in zip(axes, extents) {
      let size = assumptions.simplified(.product(group.map { iterators[$0] })).constantValue
      guard let extent, let size, size > 0 else { continue }
      share *= Double(size) / Double((size + extent - 1) / extent * extent)
    }
    return share
  }
}

/// The operands of a description and of a block side by side: which axes and iterators index each.
private struct Operands {
  /// For each buffer of the description: its axes, and the block's iterators.
  var axes: [ValueID: Set<Int>] = [:]
  var iterators: [ValueID: Set<Int>] = [:]
  var inputs: [[Int]] = []
  var output: [Int] = []

  init?(
    _ pairs: StatementMatching.Pairs, pattern: LoopNest, accesses: [OperationID: BlockAccess],
    in program: ScheduledProgram
  ) {
    let written = Set(accesses.values.filter(\.isWrite).map(\.buffer))
    var order: [(operation: OperationID, buffer: ValueID, axes: [Int])] = []
    for (own, other) in pairs {
      guard let buffer = pattern.buffer(of: own), let access = accesses[other],
        let map = access.map, let place = pattern.places[own],
        let steps = pattern.steps(of: place)
      else { return nil }
      let moving = steps.distances.indices.filter { steps.distances[$0] != 0 }
      axes[buffer, default: []].formUnion(moving)
      iterators[buffer, default: []].formUnion(map.flatMap { $0.dimensionNumbers })
      let falling = moving.sorted { a, b in
        let (x, y) = (steps.distances[a].constantValue, steps.distances[b].constantValue)
        return (x ?? .max, b) > (y ?? .max, a)
      }
      if written.contains(access.buffer) {
        output = falling
      } else if !order.contains(where: { $0.buffer == access.buffer }) {
        order.append((other, access.buffer, falling))
      }
    }
    // Inputs are numbered as the block reads them.
    inputs = order.sorted { $0.operation.index < $1.operation.index }.map(\.axes)
  }

  /// Every choice of iterators for each axis.
  func assignments(signature: Program.Block, pattern: LoopNest) -> [[[Int]]] {
    let count = signature.extents.count
    func operands(_ sets: [ValueID: Set<Int>], _ number: Int) -> Set<ValueID> {
      Set(sets.filter { $0.value.contains(number) }.keys)
    }
    var found: [[[Int]]] = [[]]
    for (number, axis) in pattern.axes.enumerated() {
      let wanted = operands(axes, number)
      let candidates = (0..<count).filter {
        operands(iterators, $0) == wanted && (signature.kinds[$0] == .reduction) == axis.isReduced
      }
      found = found.flatMap { chosen -> [[[Int]]] in
        let free = candidates.filter { candidate in !chosen.joined().contains(candidate) }
        // Larger sets first; beyond eight loops of one kind only all of them and each alone.
        let sets =
          free.count > 8
          ? [free] + free.map { [$0] }
          : (1..<(1 << free.count)).reversed().map { bits in
            free.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
          }
        return sets.map { chosen + [$0] }
      }
      if found.count > StatementMatching.mostWays {
        found = Array(found.prefix(StatementMatching.mostWays))
      }
    }
    return found.filter { $0.count == pattern.axes.count && !$0.contains([]) }
  }
}
