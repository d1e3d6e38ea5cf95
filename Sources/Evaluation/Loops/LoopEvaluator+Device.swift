import Dialects
import IR
import Support

extension LoopEvaluator {
  /// What came of an operation of the device: it may stop its thread.
  struct DeviceOutcome { var value: LoopThread.Stop? }

  /// Evaluates an operation of the `gpu` dialect; `nil` if it is none.
  mutating func evaluateDevice(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) -> DeviceOutcome? {
    if let number = position(operation, thread.position) {
      define(operation, as: [.index(number)], &thread)
    } else if module.isA(operation, GPU.Barrier.self) || module.isA(operation, GPU.AllReduce.self)
      || module.isA(operation, GPU.SubgroupReduce.self) || module.isA(operation, GPU.Shuffle.self)
    {
      return DeviceOutcome(value: .meeting(operation))
    } else if let launch: GPU.Launch = module.match(operation) {
      guard let body = module.body(of: operation) else {
        throw failure(operation, "the launch has no body")
      }
      let known = thread.current.values
      let grid = try integers(launch.grid.values, thread, at: operation)
      let block = try integers(launch.block.values, thread, at: operation)
      let count = launch.positionCount
      try runGrid(grid, block, at: operation) { evaluator, position, shared throws(Diagnostic) in
        var start = LoopThread(activations: [.init(values: known)], position: position)
        let numbers =
          (position.block + position.thread + position.gridSize + position.blockSize)
          .map { LoopValue.index($0) }
        let filler = Array(repeating: LoopValue.index(0), count: max(0, count - 12))
        let memory = try evaluator.attributions(
          of: body, after: count, shared: launch.workgroupCount, &shared, at: operation)
        evaluator.enter(body, numbers + filler + memory, .function, &start)
        return start
      }
      define(operation, as: [.token], &thread)
    } else if let launch: GPU.LaunchFunc = module.match(operation) {
      guard let kernels = symbols.symbol(named: launch.kernelModule, in: module.top, of: module),
        let function = symbols.symbol(named: launch.kernel, in: kernels, of: module),
        let body = module.body(of: function), let kernel: GPU.Func = module.match(function)
      else { throw failure(operation, "the kernel has no body") }
      let arguments = try values(launch.arguments, thread, at: operation)
      let grid = try integers(launch.grid.values, thread, at: operation)
      let block = try integers(launch.block.values, thread, at: operation)
      try runGrid(grid, block, at: operation) { evaluator, position, shared throws(Diagnostic) in
        var start = LoopThread(activations: [.init(values: [:])], position: position)
        let memory = try evaluator.attributions(
          of: body, after: arguments.count, shared: kernel.workgroupCount, &shared, at: operation)
        evaluator.enter(body, arguments + memory, .function, &start)
        return start
      }
      define(operation, as: [.token], &thread)
    } else {
      return nil
    }
    return DeviceOutcome(value: nil)
  }

  /// A number that a thread knows; `nil` for other operations.
  private func position(_ operation: OperationID, _ at: LoopThread.Position) -> Int? {
    if let index: GPU.ThreadId = module.match(operation) {
      return at.thread[index.dimension.number]
    }
    if let index: GPU.BlockId = module.match(operation) { return at.block[index.dimension.number] }
    if let size: GPU.BlockDim = module.match(operation) {
      return at.blockSize[size.dimension.number]
    }
    if let size: GPU.GridDim = module.match(operation) { return at.gridSize[size.dimension.number] }
    if let index: GPU.GlobalId = module.match(operation) {
      let axis = index.dimension.number
      return at.block[axis] * at.blockSize[axis] + at.thread[axis]
    }
    let width = Self.subgroupSize
    if module.isA(operation, GPU.LaneId.self) { return at.linear % width }
    if module.isA(operation, GPU.SubgroupId.self) { return at.linear / width }
    if module.isA(operation, GPU.SubgroupSize.self) { return width }
    if module.isA(operation, GPU.NumSubgroups.self) {
      return (at.blockSize.reduce(1, *) + width - 1) / width
    }
    return nil
  }

  /// Memory of the block, made by its first thread, and memory of the thread.
  private mutating func attributions(
    of body: BlockID, after count: Int, shared number: Int, _ shared: inout [LoopValue],
    at operation: OperationID
  ) throws(Diagnostic) -> [LoopValue] {
    var own: [LoopValue] = []
    let isFirst = shared.isEmpty
    for (place, argument) in module.arguments(of: body).dropFirst(count).enumerated() {
      let type = module.type(of: argument)
      if place >= number {
        own.append(try allocate(type, [], at: operation))
      } else if isFirst {
        shared.append(try allocate(type, [], at: operation))
      }
    }
    return shared + own
  }

  // MARK: Grids

  /// Runs the threads of every block, one block after the other.
  private mutating func runGrid(
    _ grid: [Int], _ block: [Int], at operation: OperationID,
    start: (inout LoopEvaluator, LoopThread.Position, inout [LoopValue]) throws(Diagnostic) ->
      LoopThread
  ) throws(Diagnostic) {
    for size in grid + block where size < 0 || size > 1 << 16 {
      throw failure(operation, "a grid with \(size) blocks or threads cannot be evaluated")
    }
    for number in 0..<grid.reduce(1, *) {
      var threads: [LoopThread] = []
      var shared: [LoopValue] = []
      for place in 0..<block.reduce(1, *) {
        let position = LoopThread.Position(
          block: coordinates(number, in: grid), thread: coordinates(place, in: block),
          gridSize: grid, blockSize: block)
        threads.append(try start(&self, position, &shared))
      }
      try runBlock(&threads, at: operation)
    }
  }

  /// The place with a number in a grid, x fastest.
  private func coordinates(_ number: Int, in sizes: [Int]) -> [Int] {
    [
      number % sizes[0], number / sizes[0] % sizes[1],
      number / (sizes[0] * sizes[1]),
    ]
  }

  /// Runs the threads of a block from meeting to meeting.
  private mutating func runBlock(
    _ threads: inout [LoopThread], at operation: OperationID
  ) throws(Diagnostic) {
    while true {
      var meetings: [OperationID] = []
      for place in threads.indices {
        if case .meeting(let meeting) = try run(&threads[place]) { meetings.append(meeting) }
      }
      guard let meeting = meetings.first else { return }
      guard meetings.count == threads.count, meetings.allSatisfy({ $0 == meeting }) else {
        throw failure(
          meeting,
          "\(meetings.count) of \(threads.count) threads of the block wait for others that never"
            + " come here")
      }
      try meet(&threads, at: meeting)
    }
  }

  /// What the threads of a block give each other when all have come to an operation.
  private mutating func meet(
    _ threads: inout [LoopThread], at meeting: OperationID
  ) throws(Diagnostic) {
    if module.isA(meeting, GPU.Barrier.self) { return }
    var given: [LoopValue] = []
    for thread in threads {
      given.append(try value(module.operand(0, of: meeting), thread, at: meeting))
    }
    let width = Self.subgroupSize
    if let shuffle: GPU.Shuffle = module.match(meeting) {
      for place in threads.indices {
        let offset = try integers([shuffle.offset, shuffle.width], threads[place], at: meeting)
        let (source, isValid) = partner(of: place % width, shuffle.mode, offset[0], offset[1])
        let other = place / width * width + source
        let isThere = isValid && given.indices.contains(other)
        define(
          meeting, as: [given[isThere ? other : place], .constant(.bool(isThere))],
          &threads[place])
      }
      return
    }
    let isWhole = module.isA(meeting, GPU.AllReduce.self)
    let group = isWhole ? threads.count : width
    for start in stride(from: 0, to: threads.count, by: group) {
      let members = start..<min(start + group, threads.count)
      var total = given[start]
      for place in members.dropFirst() {
        total = try joined(total, given[place], at: meeting, threads[start])
      }
      for place in members { define(meeting, as: [total], &threads[place]) }
    }
  }

  /// The thread of a subgroup whose value a thread gets, and whether there is one.
  private func partner(
    of lane: Int, _ mode: GPU.ShuffleMode, _ offset: Int, _ width: Int
  ) -> (lane: Int, isValid: Bool) {
    let start = width > 0 ? lane / width * width : 0
    let end = start + max(1, width)
    let other =
      switch mode {
      case .xor: lane ^ offset
      case .up: lane - offset
      case .down: lane + offset
      case .idx: start + offset
      }
    return (other, (start..<end).contains(other))
  }

  private mutating func joined(
    _ a: LoopValue, _ b: LoopValue, at meeting: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> LoopValue {
    if let kind = (module.match(meeting) as GPU.AllReduce?)?.kind
      ?? (module.match(meeting) as GPU.SubgroupReduce?)?.kind
    {
      return try combine(a, b, at: meeting) { $0.insert(kind, $1, $2) }
    }
    let values = try runRegion(module.region(of: meeting), [a, b], thread)
    guard let value = values.first else { throw failure(meeting, "the reduction gives nothing") }
    return value
  }
}
