import Dialects
import IR
import Support

/// Runs functions in the dialects of loops: `affine`, `scf`, `cf`, `memref`, `arith` and `gpu`.
///
/// The reference for what rewrites these dialects, and for kernels where there is no GPU. Scalars
/// are computed by the rules that fold constants, which are tested against what runs. The threads of
/// a block take turns between barriers; blocks run one after the other. Nothing here is fast.
public struct LoopEvaluator: Sendable {
  let module: Module
  var symbols = SymbolTables()
  /// The elements of every buffer; `nil` where nothing was written yet.
  var buffers: [[Attribute?]] = []
  var stepsLeft: Int
  /// How many threads a subgroup has.
  static let subgroupSize = 32

  public init(_ module: Module, stepLimit: Int = 20_000_000) {
    self.module = module
    stepsLeft = stepLimit
  }

  // MARK: Memory

  /// Makes memory with the given elements in row-major order, or without values yet.
  public mutating func makeMemory(_ sizes: [Int], _ elements: [Attribute]? = nil) -> LoopValue {
    let count = sizes.reduce(1, *)
    buffers.append(elements.map { $0 } ?? Array(repeating: nil, count: count))
    return .memory(
      MemoryView(
        buffer: buffers.count - 1, offset: 0, sizes: sizes,
        strides: MemoryView.compactStrides(sizes)))
  }

  /// The elements of memory in row-major order; `nil` where nothing was written.
  public func elements(of memory: LoopValue) -> [Attribute?] {
    guard case .memory(let view) = memory else { return [] }
    return view.allIndices.map { indices in
      view.place(of: indices).flatMap { buffers[view.buffer][$0] }
    }
  }

  func read(
    _ view: MemoryView, _ indices: [Int], at operation: OperationID
  ) throws(Diagnostic) -> LoopValue {
    if let type = view.vector { return try read(type, view, indices, at: operation) }
    guard let place = view.place(of: indices), buffers[view.buffer].indices.contains(place) else {
      throw failure(operation, "reads at \(indices), outside of memory of the sizes \(view.sizes)")
    }
    guard let element = buffers[view.buffer][place] else {
      throw failure(operation, "reads at \(indices), where nothing was written")
    }
    return .constant(element)
  }

  mutating func write(
    _ value: LoopValue, _ view: MemoryView, _ indices: [Int], at operation: OperationID
  ) throws(Diagnostic) {
    if view.vector != nil { return try writeVector(value, view, indices, at: operation) }
    guard let place = view.place(of: indices), buffers[view.buffer].indices.contains(place) else {
      throw failure(operation, "writes at \(indices), outside of memory of the sizes \(view.sizes)")
    }
    guard case .constant(let element) = value else {
      throw failure(operation, "only numbers can be written to memory")
    }
    buffers[view.buffer][place] = element
  }

  // MARK: Running

  /// Runs a function of the module.
  ///
  /// - Throws: a diagnostic at the operation that cannot be evaluated, or that reads or writes
  ///   outside of its memory.
  public mutating func run(
    _ name: String, _ arguments: [LoopValue] = []
  ) throws(Diagnostic) -> [LoopValue] {
    guard let function = module.lookup(symbol: name), module.isA(function, Func.Function.self),
      let body = module.body(of: function)
    else { throw .error("no function with a body is called '\(name)'") }
    guard module.arguments(of: body).count == arguments.count else {
      throw .error(
        "'\(name)' takes \(module.arguments(of: body).count) arguments, not \(arguments.count)")
    }
    var thread = LoopThread(activations: [.init(values: [:])])
    enter(body, arguments, .function, &thread)
    switch try run(&thread) {
    case .finished(let results): return results
    case .meeting(let operation):
      throw failure(operation, "there are no other threads to meet outside of a kernel")
    }
  }

  /// Runs a thread until it ends or meets the others of its block.
  mutating func run(_ thread: inout LoopThread) throws(Diagnostic) -> LoopThread.Stop {
    while true {
      guard stepsLeft > 0 else { throw .error("the program did not end within the step limit") }
      stepsLeft -= 1
      let top = thread.current.frames.count - 1
      guard top >= 0, let operation = thread.current.frames[top].next else {
        throw .error("a block without a terminator cannot be evaluated")
      }
      thread.current.frames[top].next = module.next(after: operation)
      if let stop = try execute(operation, &thread) { return stop }
    }
  }

  /// Begins a block with values for its arguments.
  func enter(
    _ block: BlockID, _ arguments: [LoopValue], _ purpose: LoopThread.Purpose,
    _ thread: inout LoopThread
  ) {
    for (argument, value) in zip(module.arguments(of: block), arguments) {
      thread.current.values[argument] = value
    }
    thread.current.frames.append(
      .init(next: module.firstOperation(in: block), purpose: purpose))
  }

  /// Says what the results of an operation are.
  func define(_ operation: OperationID, as values: [LoopValue], _ thread: inout LoopThread) {
    for (result, value) in zip(module.results(of: operation), values) {
      thread.current.values[result] = value
    }
  }

  // MARK: Operands

  func failure(_ operation: OperationID, _ message: String) -> Diagnostic {
    EvaluationError(message).located(operation, in: module)
  }

  func value(
    _ value: ValueID, _ thread: LoopThread, at operation: OperationID
  ) throws(Diagnostic) -> LoopValue {
    guard let known = thread.current.values[value] else {
      throw failure(operation, "an operand has no value yet")
    }
    return known
  }

  func values(
    _ list: [ValueID], _ thread: LoopThread, at operation: OperationID
  ) throws(Diagnostic) -> [LoopValue] {
    var result: [LoopValue] = []
    for item in list { result.append(try value(item, thread, at: operation)) }
    return result
  }

  func integers(
    _ list: [ValueID], _ thread: LoopThread, at operation: OperationID
  ) throws(Diagnostic) -> [Int] {
    var result: [Int] = []
    for item in list {
      guard let number = try value(item, thread, at: operation).integer else {
        throw failure(operation, "an operand must be an integer")
      }
      result.append(number)
    }
    return result
  }

  func memory(
    _ value: ValueID, _ thread: LoopThread, at operation: OperationID
  ) throws(Diagnostic) -> MemoryView {
    guard case .memory(let view) = try self.value(value, thread, at: operation) else {
      throw failure(operation, "an operand must be memory")
    }
    return view
  }

  /// The results of an affine map.
  func results(
    of map: AffineMap, _ operands: [ValueID], _ thread: LoopThread, at operation: OperationID
  ) throws(Diagnostic) -> [Int] {
    guard let results = map.evaluate(try integers(operands, thread, at: operation)) else {
      throw failure(operation, "the map cannot be computed for these operands")
    }
    return results
  }
}
