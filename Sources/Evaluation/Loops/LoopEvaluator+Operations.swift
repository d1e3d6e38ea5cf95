import Dialects
import IR
import Support

extension LoopEvaluator {
  /// Executes one operation; gives why the thread stops, if it does.
  mutating func execute(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) -> LoopThread.Stop? {
    if module.isTerminator(operation) { return try leave(operation, &thread) }
    if try evaluateMemory(operation, &thread) { return nil }
    if try evaluateControl(operation, &thread) { return nil }
    if let stop = try evaluateDevice(operation, &thread) { return stop.value }
    if try evaluateVectors(operation, &thread) { return nil }
    try evaluateScalars(operation, &thread)
    return nil
  }

  /// Computes what constants of the operands would fold to.
  private func evaluateScalars(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) {
    if let constant = module.property("value", of: operation),
      module.definition(of: operation)?.traits.contains(.constantLike) ?? false
    {
      return define(operation, as: [.constant(constant)], &thread)
    }
    var constants: [Attribute?] = []
    for value in try values(module.operands(of: operation), thread, at: operation) {
      if case .constant(let attribute) = value {
        constants.append(attribute)
      } else {
        constants.append(nil)
      }
    }
    // A constant on the left of a commutative operation is what folding expects on the right.
    guard
      let definition = module.definition(of: operation)?.foldable,
      let results = definition.fold(operation, in: module, constants: constants),
      results.count == module.resultCount(of: operation)
    else { throw failure(operation, "cannot be evaluated on these operands") }
    var folded: [LoopValue] = []
    for result in results {
      switch result {
      case .constant(let attribute): folded.append(.constant(attribute))
      case .value(let other): folded.append(try value(other, thread, at: operation))
      }
    }
    define(operation, as: folded, &thread)
  }

  // MARK: Memory

  /// Evaluates an operation on memory; `false` if it is none.
  private mutating func evaluateMemory(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) -> Bool {
    if let load: MemRef.Load = module.match(operation) {
      let view = try memory(load.memref, thread, at: operation)
      let indices = try integers(load.indices, thread, at: operation)
      define(operation, as: [try read(view, indices, at: operation)], &thread)
    } else if let store: MemRef.Store = module.match(operation) {
      try write(
        try value(store.value, thread, at: operation),
        try memory(store.memref, thread, at: operation),
        try integers(store.indices, thread, at: operation), at: operation)
    } else if let load: Affine.Load = module.match(operation) {
      let view = try memory(load.memref, thread, at: operation)
      let indices = try results(of: load.map, load.operands, thread, at: operation)
      define(operation, as: [try read(view, indices, at: operation)], &thread)
    } else if let store: Affine.Store = module.match(operation) {
      try write(
        try value(store.value, thread, at: operation),
        try memory(store.memref, thread, at: operation),
        try results(of: store.map, store.operands, thread, at: operation), at: operation)
    } else if let update: MemRef.AtomicRMW = module.match(operation) {
      try evaluateUpdate(update, operation, &thread)
    } else if let made = allocation(operation) {
      let dynamic = try integers(made.sizes, thread, at: operation)
      define(operation, as: [try allocate(made.type, dynamic, at: operation), .token], &thread)
    } else if let cast: MemRef.MemRefCast = module.match(operation) {
      define(operation, as: [try value(cast.operand, thread, at: operation)], &thread)
    } else if let cast: MemRef.MemorySpaceCast = module.match(operation) {
      define(operation, as: try values(cast.operands, thread, at: operation), &thread)
    } else if let dim: MemRef.Dim = module.match(operation) {
      let view = try memory(dim.source, thread, at: operation)
      let axis = try integers([dim.axis], thread, at: operation)[0]
      guard view.sizes.indices.contains(axis) else {
        throw failure(operation, "there is no dimension \(axis)")
      }
      define(operation, as: [.index(view.sizes[axis])], &thread)
    } else if let view: MemRef.SubView = module.match(operation) {
      try evaluatePart(view, operation, &thread)
    } else if let copy: MemRef.Copy = module.match(operation) {
      try copyElements(from: copy.operands[0], to: copy.operands[1], operation, &thread)
    } else if let copy: GPU.Memcpy = module.match(operation) {
      try copyElements(from: copy.operands[1], to: copy.operands[0], operation, &thread)
      define(operation, as: [.token], &thread)
    } else if let fill: GPU.Memset = module.match(operation) {
      let view = try memory(fill.operands[0], thread, at: operation)
      let value = try value(fill.operands[1], thread, at: operation)
      for indices in view.allIndices { try write(value, view, indices, at: operation) }
      define(operation, as: [.token], &thread)
    } else if module.isA(operation, GPU.Wait.self) || module.isA(operation, GPU.Dealloc.self) {
      define(operation, as: [.token], &thread)
    } else {
      return module.isA(operation, MemRef.Dealloc.self)
        || module.isA(operation, MemRef.Prefetch.self)
        || module.isA(operation, Affine.Prefetch.self)
    }
    return true
  }

  /// The type and dynamic sizes of memory that an operation takes.
  private func allocation(_ operation: OperationID) -> (type: Type, sizes: [ValueID])? {
    if let made: MemRef.Alloc = module.match(operation) { return (made.type, made.sizes) }
    if let made: MemRef.Alloca = module.match(operation) { return (made.type, made.sizes) }
    if let made: GPU.Alloc = module.match(operation) { return (made.type, made.sizes) }
    return nil
  }

  mutating func allocate(
    _ type: Type, _ dynamic: [Int], at operation: OperationID
  ) throws(Diagnostic) -> LoopValue {
    var left = dynamic[...]
    let sizes = (type.memrefType?.shape ?? []).map { $0 ?? left.popFirst() ?? -1 }
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow, product <= 1 << 24 else {
        throw failure(operation, "memory of the sizes \(sizes) is too much to be evaluated")
      }
      count = product
    }
    return makeMemory(sizes)
  }

  private mutating func evaluateUpdate(
    _ update: MemRef.AtomicRMW, _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) {
    let view = try memory(update.operands[1], thread, at: operation)
    let indices = try integers(Array(update.operands.dropFirst(2)), thread, at: operation)
    let old = try read(view, indices, at: operation)
    guard let kind = update.properties["kind"]?.integerValue,
      let reduction = Arith.ReductionKind(rawValue: kind)
    else { throw failure(operation, "the kind of reduction is not known") }
    let given = try value(update.operands[0], thread, at: operation)
    let new = try combine(old, given, at: operation) { $0.insert(reduction, $1, $2) }
    try write(new, view, indices, at: operation)
    define(operation, as: [old], &thread)
  }

  /// What an operation makes of two numbers: built on constants, and folded.
  func combine(
    _ a: LoopValue, _ b: LoopValue, at operation: OperationID,
    _ build: (inout Builder, ValueID, ValueID) -> ValueID
  ) throws(Diagnostic) -> LoopValue {
    guard case .constant(let left) = a, case .constant(let right) = b else {
      throw failure(operation, "only numbers can be combined")
    }
    let empty = Module(context: module.context)
    var builder = Builder(empty, at: .atEnd(of: empty.body))
    let first = builder.insert(Arith.Constant(left))
    let second = builder.insert(Arith.Constant(right))
    let result = build(&builder, first, second)
    if result == second { return b }
    guard let made = builder.module.definingOperation(of: result),
      let foldable = builder.module.definition(of: made)?.foldable,
      let folded = foldable.fold(made, in: builder.module, constants: [left, right])?.first
    else { throw failure(operation, "these numbers cannot be combined") }
    switch folded {
    case .constant(let value): return .constant(value)
    case .value(let value): return value == first ? a : b
    }
  }

  private func evaluatePart(
    _ view: MemRef.SubView, _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) {
    let source = try memory(view.source, thread, at: operation)
    func settle(_ numbers: [Int?], _ dynamic: [Int]) -> [Int] {
      var left = dynamic[...]
      return numbers.map { $0 ?? left.popFirst() ?? 0 }
    }
    let offsets = settle(view.staticOffsets, try integers(view.offsets, thread, at: operation))
    let sizes = settle(view.staticSizes, try integers(view.sizes, thread, at: operation))
    let strides = settle(view.staticStrides, try integers(view.strides, thread, at: operation))
    guard offsets.count == source.strides.count,
      view.type.memrefType?.shape.count == sizes.count
    else { throw failure(operation, "a part that leaves out dimensions cannot be evaluated") }
    var part = source
    part.offset += zip(offsets, source.strides).reduce(0) { $0 + $1.0 * $1.1 }
    part.sizes = sizes
    part.strides = zip(strides, source.strides).map { $0 * $1 }
    define(operation, as: [.memory(part)], &thread)
  }

  private mutating func copyElements(
    from source: ValueID, to target: ValueID, _ operation: OperationID,
    _ thread: inout LoopThread
  ) throws(Diagnostic) {
    let from = try memory(source, thread, at: operation)
    let to = try memory(target, thread, at: operation)
    guard from.sizes == to.sizes else {
      throw failure(operation, "copies from the sizes \(from.sizes) to \(to.sizes)")
    }
    for indices in from.allIndices {
      try write(try read(from, indices, at: operation), to, indices, at: operation)
    }
  }
}
