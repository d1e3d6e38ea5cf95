import Dialects
import IR
import Support

// Loops that are bound to blocks and threads of a GPU: a launch.

/// The launch that is being written.
struct KernelLaunch {
  /// The number of this block and thread, by axis, and how many there are.
  var positions: [Program.ThreadAxis: ValueID] = [:]
  var threadCounts: [Program.ThreadAxis: Int] = [:]
  /// The axes of threads whose loops are open.
  var open: Set<Program.ThreadAxis> = []
}

extension LoopEmitter {
  /// Writes a loop that is bound to an axis of a grid, as part of a launch.
  ///
  /// - Returns: whether it is bound, and launches are wanted.
  mutating func emitBound(
    _ loop: Program.For, _ operation: OperationID, _ extent: IndexExpression
  ) throws(Diagnostic) -> Bool {
    guard launchesKernels, let axis = source.threadAxis(of: operation) else { return false }
    if launch == nil {
      try emitLaunch(operation)
      return true
    }
    guard let body = source.body(of: operation), let position = launch?.positions[axis] else {
      return false
    }
    guard launch?.open.contains(axis) != true else {
      throw .error(
        "the loop '\(loop.name)' is bound to '\(axis.rawValue)' inside another loop that is",
        at: source.location(of: operation))
    }
    let counter = source.arguments(of: body)[0]
    bindCounter(counter, to: position, extent)
    let isWhole =
      axis.isBlock
      ? assumptions.isNonNegative(extent - 1)
      : extent.constantValue == launch?.threadCounts[axis]
    if !axis.isBlock { launch?.open.insert(axis) }
    if isWhole {
      try emit(body)
    } else {
      let end = value(of: extent)
      let isInside: ValueID = build.insert(Arith.CmpI(.signedLess, position, end))
      try when(isInside) { emitter throws(Diagnostic) in try emitter.emit(body) }
    }
    launch?.open.remove(axis)
    return true
  }

  /// Begins a launch for the outermost of the bound loops.
  private mutating func emitLaunch(_ root: OperationID) throws(Diagnostic) {
    var state = KernelLaunch()
    var grid: [Program.ThreadAxis: ValueID] = [:]
    var shared: [(buffer: ValueID, type: Type)] = []
    var loops: [OperationID] = []
    var allocations: [OperationID] = []
    source.walk(root) { operation in
      if source.threadAxis(of: operation) != nil { loops.append(operation) }
      if source.isA(operation, Program.Allocate.self) { allocations.append(operation) }
    }
    for loop in loops {
      guard let axis = source.threadAxis(of: loop),
        let snapshot = source.match(loop, as: Program.For.self)
      else { continue }
      let extent = simplified(snapshot.extent, snapshot.indices)
      if axis.isBlock {
        // A grid has one block at least; what it does is then guarded.
        grid[axis] = value(of: assumptions.simplified(.maximum(extent, 1)))
      } else if let count = extent.constantValue {
        state.threadCounts[axis] = max(count, state.threadCounts[axis] ?? 1)
      } else {
        throw .error(
          "the loop '\(snapshot.name)' of threads has no constant extent: '\(extent)'",
          at: source.location(of: loop))
      }
    }
    let together = threadsTogether(in: root)
    if together > 1 {
      state.threadCounts[.threadX] = max(together, state.threadCounts[.threadX] ?? 1)
    }
    for allocation in allocations {
      let buffer = source.result(of: allocation)
      guard let type = source.bufferType(of: buffer),
        let count = assumptions.simplified(type.elementCount).constantValue
      else {
        throw .error(
          "memory of a block or thread of a GPU needs a constant size",
          at: source.location(of: allocation))
      }
      if !isUnderThreads(allocation) {
        shared.append(
          (
            buffer,
            .memref(
              MemRefType(
                [count], type.element.inMemory, memorySpace: .of(GPU.AddressSpace.workgroup)))
          ))
      }
    }
    try requireMemoryInside(root, Set(allocations.map { source.result(of: $0) }))
    let one = build.insertIndex(1)
    func size(_ axes: [Program.ThreadAxis], _ value: (Program.ThreadAxis) -> ValueID?) -> GPU.Size {
      let values = axes.map { value($0) ?? one }
      return GPU.Size(values[0], values[1], values[2])
    }
    var counts: [Program.ThreadAxis: ValueID] = [:]
    for (axis, count) in state.threadCounts.sorted(by: { $0.key.number < $1.key.number }) {
      counts[axis] = build.insertIndex(count)
    }
    let blocks: [Program.ThreadAxis] = [.blockX, .blockY, .blockZ]
    let threads: [Program.ThreadAxis] = [.threadX, .threadY, .threadZ]
    let operation = build.insertOperation(
      GPU.Launch(
        grid: size(blocks) { grid[$0] }, block: size(threads) { counts[$0] },
        workgroupCount: shared.count))
    let body = build.module.appendBlock(
      to: build.module.region(of: operation),
      argumentTypes: [Type](repeating: .index, count: 12) + shared.map(\.type))
    let arguments = build.module.arguments(of: body)
    for (axis, argument) in zip(blocks + threads, arguments) { state.positions[axis] = argument }
    for (item, argument) in zip(shared, arguments.dropFirst(12)) {
      memory[item.buffer] = argument
    }
    launch = state
    try inside(body) { emitter throws(Diagnostic) in
      guard let loop = emitter.source.match(root, as: Program.For.self) else { return }
      _ = try emitter.emitBound(
        loop, root, emitter.simplified(loop.extent, loop.indices))
      emitter.build.insertOperation(GPU.Terminator())
    }
    launch = nil
  }

  /// Refuses to let the blocks of a launch share what is of one of them.
  private func requireMemoryInside(
    _ root: OperationID, _ own: Set<ValueID>
  ) throws(Diagnostic) {
    var problem: Diagnostic?
    source.walk(root) { operation in
      for buffer in source.operands(of: operation) {
        guard problem == nil, let type = source.bufferType(of: buffer), type.scope.isOfBlocks,
          !own.contains(buffer)
        else { continue }
        problem = .error(
          "a buffer of scope '\(type.scope.rawValue)' belongs to one block of threads, and is allocated "
            + "outside of the loops that are bound to blocks; allocate it in them, as "
            + "'compute(_:at:)' and 'store(_:at:)' do", at: source.location(of: operation))
      }
    }
    if let problem { throw problem }
  }

  func isUnderThreads(_ operation: OperationID) -> Bool {
    var current = source.parent(of: operation)
    while let parent = current {
      if let axis = source.threadAxis(of: parent), !axis.isBlock { return true }
      current = source.parent(of: parent)
    }
    return false
  }

  /// Runs `body` in one thread for each position of the open loops of threads, or in all along `shared`.
  mutating func once(
    sharing shared: Program.ThreadAxis? = nil,
    _ body: (inout LoopEmitter) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var isFirst: ValueID?
    for (axis, count) in (launch?.threadCounts ?? [:]).sorted(by: { $0.key.number < $1.key.number })
    where count > 1 && axis != shared && !(launch?.open.contains(axis) ?? true) {
      guard let position = launch?.positions[axis] else { continue }
      let zero = build.insertIndex(0)
      let isZero: ValueID = build.insert(Arith.CmpI(.equal, position, zero))
      isFirst = isFirst.map { build.insert(Arith.AndI($0, isZero)) } ?? isZero
    }
    if let isFirst { try when(isFirst, body) } else { try body(&self) }
  }

  /// Lets the threads of a block wait for each other behind an operation that they shared.
  mutating func meet(after operation: OperationID, in block: BlockID) {
    guard let launch, launch.open.isEmpty,
      source.isA(operation, Program.For.self) || source.isA(operation, Program.Block.self)
    else { return }
    // Behind the last one in a block of the grid nobody waits for anything.
    let isLast = source.lastOperation(in: block) == operation
    let owner = source.region(of: block).map { source.owner(of: $0) }
    let isGrid = owner.flatMap { source.threadAxis(of: $0) }?.isBlock ?? false
    if isLast && isGrid { return }
    build.insertOperation(GPU.Barrier())
  }
}
