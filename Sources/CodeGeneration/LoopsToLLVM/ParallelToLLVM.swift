import Dialects
import IR
import Support

extension LoopLowering {
  /// `scf.parallel` becomes two private functions and a call of the runtime; one that reduces, or that
  /// stands inside another, becomes ordinary loops.
  ///
  /// - the worker takes what the body uses from outside, and a range of iterations;
  /// - the entry `void (ptr environment, i64 begin, i64 end)` unpacks those values from memory and
  ///   calls the worker, so that the worker's parameters keep what is known of aliases.
  ///
  /// A loop of at most one iteration calls the worker directly.
  mutating func lowerParallel(_ operation: OperationID) throws(Diagnostic) {
    let loop = SCF.Parallel(operation, in: source)
    let axes = try axes(of: loop)
    if function.isInParallelLoop || !loop.initial.isEmpty {
      let results = try emitNest(
        axes[...], carrying: try values(of: loop.initial)
      ) { lowering, counters, carried throws(Diagnostic) in
        try lowering.lowerParallelBody(operation, counters: counters, carried: carried)
      }
      try bind(source.results(of: operation), to: results, at: operation)
      return
    }
    let body = try onlyBlock(of: source.region(of: operation), at: operation)
    let (lower, upper, step) = (axes[0].lower, axes[0].upper, axes[0].step)
    // The threads share the outermost loop; those inside it are ordinary ones.
    let inner = loop.lowerBounds.dropFirst() + loop.upperBounds.dropFirst() + loop.steps.dropFirst()
    let captures = findCaptures(of: body, and: Array(inner))
    let arguments = try values(of: captures) + [lower, step]
    let worker = try emitWorker(operation, body, captures, arguments)
    build.location = source.location(of: operation)
    let entry = emitEntry(worker, arguments)
    try emitParallelCall(
      operation, worker: worker, entry: entry, arguments, from: lower, to: upper, step: step)
  }

  /// Values from outside that the body uses, in order of first use; what sizes and strides of
  /// memory depend on included.
  private func findCaptures(of body: BlockID, and bounds: [ValueID]) -> [ValueID] {
    var inside: Set<ValueID> = Set(source.arguments(of: body))
    var captures: [ValueID] = []
    var seen: Set<ValueID> = []
    for bound in bounds where seen.insert(bound).inserted { captures.append(bound) }
    for operation in source.operations(in: body) {
      source.walk(operation) { inner in
        for operand in source.operands(of: inner)
        where !inside.contains(operand) && seen.insert(operand).inserted {
          captures.append(operand)
        }
        inside.formUnion(source.results(of: inner))
        for region in source.regions(of: inner) {
          for block in source.blocks(in: region) { inside.formUnion(source.arguments(of: block)) }
        }
      }
    }
    // Constants are written again inside, where they can be folded.
    return captures.filter { !isConstant($0) }
  }

  /// The function that runs a range of iterations.
  private mutating func emitWorker(
    _ operation: OperationID, _ body: BlockID, _ captures: [ValueID], _ arguments: [ValueID]
  ) throws(Diagnostic) -> String {
    outlinedCount += 1
    let name = "\(function.name).parallel\(outlinedCount)"
    let types = arguments.map { build.module.type(of: $0) } + [.i64, .i64]
    let noAlias = captures.indices.filter { function.noAlias.contains(captures[$0]) }
    let worker = LLVM.Function(
      name, LLVM.FunctionType(LLVM.void, types), linkage: .internal,
      noAliasParameters: Set(noAlias), attributes: machineAttributes)

    let saved = (function, values, buffers, build.point)
    build.point = .atEnd(of: build.module.body)
    let target = build.insertOperation(worker)
    function.name = name
    function.operation = target
    function.region = build.module.region(of: target)
    function.isInParallelLoop = true
    function.pool = nil
    let entry = makeBlock(types)
    let start = makeBlock()
    function.entry = entry
    moveTo(start)
    let parameters = build.module.arguments(of: entry)
    try bindCaptures(captures, parameters, saved.2, at: operation)
    let (lower, step) = (parameters[captures.count], parameters[captures.count + 1])
    let (begin, end) = (parameters[captures.count + 2], parameters[captures.count + 3])
    try emitLoop(
      from: begin, to: end, step: constant(1), isEntered: false, carrying: [], operation
    ) { lowering, iteration, _ throws(Diagnostic) in
      let distance = lowering.build.insert(LLVM.Mul(iteration, step))
      let counter = lowering.build.insert(LLVM.Add(lower, distance))
      let loop = SCF.Parallel(operation, in: lowering.source)
      let inner = try lowering.axes(of: loop).dropFirst()
      return try lowering.emitNest(
        inner, counters: [counter]
      ) { lowering, counters, _ throws(Diagnostic) in
        try lowering.lowerParallelBody(operation, counters: counters, carried: [])
      }
    }
    waitForStreams(of: operation)
    build.insertOperation(LLVM.Return())
    moveTo(entry)
    build.insertOperation(LLVM.Branch(to: start))
    (function, values, buffers, build.point) = saved
    return name
  }

  /// Says what stands for the values from outside, inside the worker.
  private mutating func bindCaptures(
    _ captures: [ValueID], _ parameters: [ValueID], _ outer: [ValueID: Buffer],
    at operation: OperationID
  ) throws(Diagnostic) {
    let known = Set(captures.compactMap { values[$0] })
    var renamed: [ValueID: ValueID] = [:]
    for (capture, parameter) in zip(captures, parameters) {
      if let old = values[capture] { renamed[old] = parameter }
    }
    for (capture, parameter) in zip(captures, parameters) {
      guard var buffer = outer[capture] else {
        values[capture] = parameter
        continue
      }
      // A size that is a value of the outer function is known inside only if it is passed.
      func rename(_ extent: Buffer.Extent) -> Buffer.Extent {
        guard case .value(let value) = extent else { return extent }
        return known.contains(value) ? .value(renamed[value] ?? value) : .unknown
      }
      buffer.pointer = parameter
      buffer.sizes = buffer.sizes.map(rename)
      buffer.strides = buffer.strides.map(rename)
      buffer.byteCount = nil
      buffers[capture] = buffer
    }
    for constant in constantsUsed(in: operation) { try lower(constant) }
  }

  /// Whether a value of the source is a constant.
  private func isConstant(_ value: ValueID) -> Bool {
    source.definingOperation(of: value).map { source.isA($0, Arith.Constant.self) } ?? false
  }

  /// Constants that the loop uses.
  private func constantsUsed(in operation: OperationID) -> [OperationID] {
    var found: [OperationID] = []
    var seen: Set<OperationID> = []
    source.walk(operation) { inner in
      for operand in source.operands(of: inner) where isConstant(operand) {
        if let constant = source.definingOperation(of: operand), seen.insert(constant).inserted {
          found.append(constant)
        }
      }
    }
    return found
  }

  /// The function that the runtime calls: unpacks the environment and calls the worker.
  private mutating func emitEntry(_ worker: String, _ arguments: [ValueID]) -> String {
    let name = worker + ".entry"
    let types = arguments.map { build.module.type(of: $0) }
    let environment = Type.of(LLVM.StructType(types))
    let attributes = machineAttributes
    build.at(.atEnd(of: build.module.body)) { build in
      let entry = build.insertOperation(
        LLVM.Function(
          name, LLVM.FunctionType(LLVM.void, [LLVM.ptr, .i64, .i64]), linkage: .internal,
          attributes: attributes))
      let block = build.module.appendBlock(
        to: build.module.region(of: entry), argumentTypes: [LLVM.ptr, .i64, .i64])
      let parameters = build.module.arguments(of: block)
      build.at(.atEnd(of: block)) { build in
        var values: [ValueID] = []
        for (index, type) in types.enumerated() {
          let field = build.insert(
            LLVM.GetElementPointer(
              parameters[0], [.constant(0), .constant(index)], of: environment))
          values.append(build.insert(LLVM.Load(field, as: type)))
        }
        build.insertOperation(LLVM.Call(worker, values + [parameters[1], parameters[2]]))
        build.insertOperation(LLVM.Return())
      }
    }
    return name
  }

  /// Runs the worker: directly for at most one iteration, else through the runtime.
  private mutating func emitParallelCall(
    _ operation: OperationID, worker: String, entry: String, _ arguments: [ValueID],
    from lower: ValueID, to upper: ValueID, step: ValueID
  ) throws(Diagnostic) {
    let total = emitIterationCount(lower, upper, step)
    let one = constant(1)
    let isShort = build.insert(LLVM.ICmp(.signedLessOrEqual, total, one))
    let direct = makeBlock()
    let shared = makeBlock()
    let exit = makeBlock()
    build.insertOperation(LLVM.ConditionalBranch(isShort, direct, else: shared))

    moveTo(direct)
    build.insertOperation(LLVM.Call(worker, arguments + [constant(0), total]))
    build.insertOperation(LLVM.Branch(to: exit))

    moveTo(shared)
    let environment = Type.of(LLVM.StructType(arguments.map { build.module.type(of: $0) }))
    let memory = build.at(.atStart(of: function.entry)) { build in
      let one = build.insert(LLVM.Constant(.integer(1, .i64)))
      return build.insert(LLVM.Alloca(one, of: environment, alignment: 16))
    }
    for (index, argument) in arguments.enumerated() {
      let field = build.insert(
        LLVM.GetElementPointer(memory, [.constant(0), .constant(index)], of: environment))
      build.insertOperation(LLVM.Store(argument, to: field))
    }
    let chunk = source.attribute(SCF.chunkAttribute, of: operation)?.integerValue ?? 1
    declare(
      options.parallelFor,
      LLVM.FunctionType(.i32, [LLVM.ptr, .i64, .i64, LLVM.ptr, LLVM.ptr]))
    let pool = function.pool ?? build.insert(LLVM.Zero(LLVM.ptr))
    let address = build.insert(LLVM.AddressOf(entry))
    build.insertOperation(
      LLVM.Call(
        options.parallelFor, [pool, total, constant(chunk), address, memory], result: .i32))
    build.insertOperation(LLVM.Branch(to: exit))
    moveTo(exit)
  }

  /// How many iterations there are, the last one maybe short: `(upper - lower + step - 1) / step`.
  private mutating func emitIterationCount(
    _ lower: ValueID, _ upper: ValueID, _ step: ValueID
  ) -> ValueID {
    let distance = build.insert(LLVM.SMax(build.insert(LLVM.Sub(upper, lower)), constant(0)))
    let last = build.insert(LLVM.Sub(step, constant(1)))
    return build.insert(LLVM.UDiv(build.insert(LLVM.Add(distance, last)), step))
  }
}
