import Dialects
import IR
import Scheduling
import Support

/// Writes loops for a tensor program, walking it once.
///
/// Every index of the program is an `IndexExpression` over *leaves*: counters of loops that stay,
/// values loaded from memory, and the lane of the vectorised loop around. Unrolled counters are
/// constants, so what depends on them folds away.
struct LoopEmitter {
  /// The program as it was; handles of it stay valid in `build.module`.
  let source: Module
  var build: Builder
  var assumptions: Assumptions
  let hardware: HardwareDescription
  /// Whether loops that are bound to a GPU's blocks and threads become launches.
  var launchesKernels = false
  /// The function that is written, where it is a module's own.
  var function: (name: String, operation: OperationID)?
  /// The launch around, if there is one.
  var launch: KernelLaunch?

  /// The memref of each buffer.
  var memory: [ValueID: ValueID] = [:]
  /// The value of each symbol.
  var symbols: [String: ValueID] = [:]
  /// The value of each leaf; the lane has none.
  var leaves: [Int: ValueID] = [:]
  /// What each index value of the program is.
  var indices: [ValueID: IndexExpression] = [:]
  /// What each other value of the program became.
  var values: [ValueID: ValueID] = [:]
  /// Index expressions already computed, one dictionary for every open region.
  var computed: [[IndexExpression: ValueID]] = [[:]]
  var nextLeaf = 0
  /// The vectorised loop around: its leaf and its extent.
  var lane: (leaf: Int, width: Int)?
  /// The lanes that are switched on, when not all are.
  var mask: ValueID?
  /// What the unrolled loop around has read for all its iterations.
  var loadedColumns: LoadedColumns?
  /// Conditions of blocks that hold here for sure.
  var held: Set<HeldCondition> = []
  /// Bounds of indices that no lane meets here.
  var bounds: HeldBounds?
  /// The update as which the statement of the block around runs, if it is atomic.
  var update: AtomicUpdate?
  /// Memory to give back at the end of the open block.
  var allocated: [ValueID] = []

  mutating func makeLeaf() -> Int {
    nextLeaf += 1
    return nextLeaf - 1
  }

  /// Runs `body` with the insertion point in a new region.
  mutating func inside<Failure: Error>(
    _ block: BlockID, _ body: (inout LoopEmitter) throws(Failure) -> Void
  ) throws(Failure) {
    let saved = build.point
    build.point = .atEnd(of: block)
    computed.append([:])
    try body(&self)
    computed.removeLast()
    build.point = saved
  }

  /// Writes the operations of a block of the program.
  mutating func emit(_ block: BlockID) throws(Diagnostic) {
    let outer = allocated
    allocated = []
    for operation in source.operations(in: block) {
      try emit(operation)
      meet(after: operation, in: block)
    }
    for buffer in allocated.reversed() { build.insertOperation(MemRef.Dealloc(buffer)) }
    allocated = outer
  }

  private mutating func emit(_ operation: OperationID) throws(Diagnostic) {
    if let loop = source.match(operation, as: Program.For.self) {
      try emit(loop, operation)
    } else if let block = source.match(operation, as: Program.Block.self) {
      if source.holdsBlocks(operation) {
        try emit(block, operation)
      } else {
        try once { emitter throws(Diagnostic) in try emitter.emit(block, operation) }
      }
    } else if let choice = source.match(operation, as: Program.Choose.self) {
      try emit(choice, operation)
    } else if let allocation = source.match(operation, as: Program.Allocate.self) {
      allocate(allocation.type, for: source.result(of: operation))
    } else if let index = source.match(operation, as: Program.Index.self) {
      bindIndex(index, of: source.result(of: operation))
    } else if source.isA(operation, Program.Load.self)
      || source.isA(operation, Arith.IndexCast.self)
    {
      try emitScalar(operation)
    } else {
      throw .error(
        "'\(source.name(of: operation))' cannot stand outside a block of a tensor program",
        at: source.location(of: operation))
    }
  }

  private mutating func allocate(_ type: Program.BufferType, for buffer: ValueID) {
    let count = assumptions.simplified(type.elementCount)
    let element = type.element.inMemory
    // Memory of a block is an argument of the launch already.
    if launch?.open.isEmpty ?? false { return }
    if type.scope != .global || launch != nil, let size = count.constantValue {
      memory[buffer] = build.insert(
        MemRef.Alloca(MemRefType([size], element), sizes: [], alignment: 64))
    } else {
      let size = value(of: count)
      let allocation = build.insert(
        MemRef.Alloc(MemRefType([nil], element), sizes: [size], alignment: 64))
      memory[buffer] = allocation
      allocated.append(allocation)
    }
  }

  /// An index computed between loops becomes one value, so that what is built on it is short.
  private mutating func bindIndex(_ index: Program.Index, of result: ValueID) {
    let expression = simplified(index.expression, index.indices)
    if expression.terms.isEmpty || lane != nil {
      indices[result] = expression
      return
    }
    let leaf = makeLeaf()
    leaves[leaf] = value(of: expression)
    let bounds = assumptions.interval(of: expression)
    assumptions.setBounds(
      of: leaf, lower: IndexExpression(bounds.lower ?? 0),
      upper: IndexExpression(bounds.upper ?? (1 << 40)))
    indices[result] = .dimension(leaf)
  }

  /// The expression that `map`, over the values `operands`, stands for.
  func simplified(_ map: IndexExpression, _ operands: [ValueID]) -> IndexExpression {
    let known = operands.map { indices[$0] ?? .zero }
    return assumptions.simplified(map.substituting(dimensions: known))
  }
}
