import Dialects
import IR
import Support

/// Runs functions of integers in the dialects of loops, one operation after another, by what
/// operations say of themselves when they fold: the judge of passes that change loops.
struct LoopInterpreter {
  /// What a value is.
  enum Value: Equatable {
    case number(Int)
    /// Elements of a buffer, from an offset on, in steps.
    case memory(buffer: Int, offset: Int, strides: [Int])
  }

  /// Why a run says nothing: what it does is undefined, or takes too long.
  enum Refusal: Error {
    case undefined(String)
    case tooLong
    case notSupported(String)
  }

  let module: Module
  /// All memory; a run appends what it allocates.
  var buffers: [[Int?]]
  /// Sees every number when it is computed, with the block in which that is.
  var observe: (ValueID, Int, BlockID) throws -> Void = { _, _, _ in }
  private var stepsLeft = 20_000

  init(_ module: Module, buffers: [[Int?]] = []) {
    self.module = module
    self.buffers = buffers
  }

  private typealias Values = [ValueID: Value]

  /// Calls a function; gives its results.
  mutating func call(_ name: String, _ arguments: [Value]) throws -> [Value] {
    guard let function = module.lookup(symbol: name),
      let region = module.regions(of: function).first
    else { throw Refusal.notSupported("no function '\(name)'") }
    var values: Values = [:]
    return try run(region, arguments, &values)
  }

  /// Runs a region; gives the operands of the terminator that leaves it.
  private mutating func run(
    _ region: RegionID, _ arguments: [Value], _ values: inout Values
  ) throws -> [Value] {
    guard var block = module.entryBlock(of: region) else { return [] }
    var passed = arguments
    while true {
      for (argument, value) in zip(module.arguments(of: block), passed) {
        try set(argument, value, in: block, &values)
      }
      for operation in module.operations(in: block) where !module.isTerminator(operation) {
        try run(operation, in: block, &values)
      }
      guard let last = module.lastOperation(in: block) else { return [] }
      guard let kind = module.definition(of: last) as? any BranchOperation.Type else {
        return try module.operands(of: last).map { try value(of: $0, values) }
      }
      let branch = kind.init(last, in: module)
      let chosen = try branch.selector.map { try number(of: $0, values) } ?? 0
      let way = branch.successor(selectedBy: chosen) ?? 0
      passed = try branch.values(forSuccessor: way).map { try value(of: $0, values) }
      block = module.successors(of: last)[way]
      try count()
    }
  }

  private mutating func count() throws {
    stepsLeft -= 1
    if stepsLeft < 0 { throw Refusal.tooLong }
  }

  private func set(
    _ id: ValueID, _ value: Value, in block: BlockID, _ values: inout Values
  ) throws {
    values[id] = value
    if case .number(let number) = value { try observe(id, number, block) }
  }

  private func value(of id: ValueID, _ values: Values) throws -> Value {
    guard let value = values[id] else { throw Refusal.notSupported("a value is not defined") }
    return value
  }

  private func number(of id: ValueID, _ values: Values) throws -> Int {
    guard case .number(let number) = try value(of: id, values) else {
      throw Refusal.notSupported("a number was expected")
    }
    return number
  }

  // MARK: Operations

  private mutating func run(
    _ operation: OperationID, in block: BlockID, _ values: inout Values
  ) throws {
    try count()
    for operand in module.operands(of: operation) {
      if case .number(let number)? = values[operand] { try observe(operand, number, block) }
    }
    let results = try evaluate(operation, &values)
    for (id, value) in zip(module.results(of: operation), results) {
      try set(id, value, in: block, &values)
    }
  }

  private mutating func evaluate(
    _ operation: OperationID, _ values: inout Values
  ) throws -> [Value] {
    let regions = module.regions(of: operation)
    if let constant = module.match(operation, as: Arith.Constant.self) {
      return [.number(constant.value.integerValue ?? (constant.value.boolValue == true ? -1 : 0))]
    }
    if let loop = module.match(operation, as: SCF.For.self) {
      var carried = try loop.initial.map { try value(of: $0, values) }
      var counter = try number(of: loop.lowerBound, values)
      let end = try number(of: loop.upperBound, values)
      let step = try number(of: loop.step, values)
      guard step > 0 else { throw Refusal.undefined("a step that is not positive") }
      while counter < end {
        carried = try run(regions[0], [.number(counter)] + carried, &values)
        counter += step
        try count()
      }
      return carried
    }
    if module.isA(operation, SCF.While.self) {
      var carried = try module.operands(of: operation).map { try value(of: $0, values) }
      while true {
        let tested = try run(regions[0], carried, &values)
        if tested.first == .number(0) { return Array(tested.dropFirst()) }
        carried = try run(regions[1], Array(tested.dropFirst()), &values)
        try count()
      }
    }
    if let condition = module.match(operation, as: SCF.If.self) {
      let holds = try number(of: condition.condition, values) != 0
      return try run(regions[holds ? 0 : 1], [], &values)
    }
    if let call = module.call(operation) {
      return try self.call(call.callee, try call.arguments.map { try value(of: $0, values) })
    }
    if let results = try evaluateMemory(operation, values) { return results }
    return try fold(operation, values)
  }

  private func fold(_ operation: OperationID, _ values: Values) throws -> [Value] {
    let name = module.name(of: operation)
    guard let foldable = module.definition(of: operation) as? any FoldableOperation.Type else {
      throw Refusal.notSupported(name)
    }
    let constants = module.operands(of: operation).map { operand -> Attribute? in
      guard case .number(let number)? = values[operand] else { return nil }
      return .integer(number, module.type(of: operand))
    }
    guard let folded = foldable.fold(operation, in: module, constants: constants) else {
      throw Refusal.undefined(name)
    }
    return try folded.map { result in
      switch result {
      case .value(let id): return try value(of: id, values)
      case .constant(let constant):
        guard let number = constant.integerValue else { throw Refusal.notSupported(name) }
        return .number(number)
      }
    }
  }

  // MARK: Memory

  private mutating func evaluateMemory(
    _ operation: OperationID, _ values: Values
  ) throws -> [Value]? {
    switch module.name(of: operation) {
    case "memref.alloc", "memref.alloca":
      let shape = module.resultTypeOrNone(of: operation).memrefType?.shape.map { $0 ?? 0 } ?? []
      buffers.append(Array(repeating: nil, count: shape.reduce(1, *)))
      return [.memory(buffer: buffers.count - 1, offset: 0, strides: Self.strides(of: shape))]
    case "memref.dealloc": return []
    case "memref.cast": return [try value(of: module.operand(0, of: operation), values)]
    case "memref.subview": return [try subview(MemRef.SubView(operation, in: module), values)]
    case "memref.load":
      let load = MemRef.Load(operation, in: module)
      let place = try place(load.memref, load.indices, values)
      guard let number = buffers[place.buffer][place.element] else {
        throw Refusal.undefined("a load of what was not stored")
      }
      return [.number(number)]
    case "memref.store":
      let store = MemRef.Store(operation, in: module)
      let place = try place(store.memref, store.indices, values)
      buffers[place.buffer][place.element] = try number(of: store.value, values)
      return []
    default: return nil
    }
  }

  private static func strides(of shape: [Int]) -> [Int] {
    shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
  }

  private func subview(_ view: MemRef.SubView, _ values: Values) throws -> Value {
    guard case .memory(let buffer, var offset, let strides) = try value(of: view.source, values)
    else { throw Refusal.notSupported("memref.subview") }
    var dynamic = view.offsets[...]
    for (fixed, stride) in zip(view.staticOffsets, strides) {
      offset += try (fixed ?? number(of: dynamic.removeFirst(), values)) * stride
    }
    return .memory(
      buffer: buffer, offset: offset,
      strides: zip(view.staticStrides, strides).map { ($0 ?? 1) * $1 })
  }

  private func place(
    _ memref: ValueID, _ indices: [ValueID], _ values: Values
  ) throws -> (buffer: Int, element: Int) {
    guard case .memory(let buffer, var element, let strides) = try value(of: memref, values) else {
      throw Refusal.notSupported("memory was expected")
    }
    for (index, stride) in zip(indices, strides) {
      element += try number(of: index, values) * stride
    }
    guard buffers[buffer].indices.contains(element) else {
      throw Refusal.undefined("an access outside of the memory")
    }
    return (buffer, element)
  }
}
