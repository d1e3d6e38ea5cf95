import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of the `func` dialect inside a function.
  static let functionRules: [String: Rule] = [
    Func.Call.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerCall(operation)
    },
    Func.Constant.mnemonic: { lowering, operation throws(Diagnostic) in
      let name = lowering.source.property("value", of: operation)?.symbolValue ?? ""
      guard !lowering.parallelFunctions.contains(name) else {
        throw lowering.failure(
          operation, "'\(name)' takes the pool of threads; call it by its name")
      }
      lowering.define(operation, as: lowering.build.insert(LLVM.AddressOf(name)))
    },
    Func.CallIndirect.mnemonic: { lowering, operation throws(Diagnostic) in
      let operands = try lowering.values(of: lowering.source.operands(of: operation))
      try lowering.emitCall(nil, operands, operation)
    },
    Func.Return.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerReturn(operation)
    },
  ]

  /// A discardable attribute: the memory of each memref parameter is reached through no other.
  static var noAliasAttribute: String { "tangram.noalias" }

  /// Lowers a function, or keeps an operation of the `llvm` dialect.
  mutating func lowerTopLevel(_ operation: OperationID) throws(Diagnostic) {
    build.location = source.location(of: operation)
    if var function = source.match(operation, as: Func.Function.self) {
      if let bits = rememberedBits(of: operation) {
        insertRemembering(function, computedBy: function.name + ".computed", bits)
        function.name += ".computed"
      }
      try lowerFunction(operation, function)
    } else if source.isA(operation, Program.Instruction.self) {
      // Where it is used, its implementation has been written already.
    } else if source.isA(operation, MemRef.Global.self) {
      try lowerGlobal(operation)
    } else if source.name(of: operation).hasPrefix("llvm.") {
      var mapping = ValueMapping()
      build.module.clone(operation, from: source, at: build.point, mapping: &mapping)
    } else {
      throw failure(operation, "only functions and globals can be lowered to instructions")
    }
  }

  private mutating func lowerFunction(
    _ operation: OperationID, _ function: Func.Function
  ) throws(Diagnostic) {
    let isParallel = parallelFunctions.contains(function.name)
    var parameters: [Type] = []
    for type in function.type.inputs { parameters.append(try lowered(type, at: operation)) }
    if isParallel { parameters.append(LLVM.ptr) }
    let result = try packedResult(function.type.results, at: operation)
    let sourceBlocks = source.blocks(in: source.region(of: operation))
    let hasNoAlias = source.attribute(Self.noAliasAttribute, of: operation) != nil
    let pointers = function.type.inputs.indices.filter {
      function.type.inputs[$0].memrefType != nil
    }
    let lowered = LLVM.Function(
      function.name, LLVM.FunctionType(result, parameters),
      linkage: function.isPrivate && !sourceBlocks.isEmpty ? .internal : .external,
      noAliasParameters: hasNoAlias ? Set(pointers) : [],
      attributes: sourceBlocks.isEmpty ? [] : machineAttributes)
    declared.insert(function.name)
    let target = build.insertOperation(lowered)
    guard let sourceEntry = sourceBlocks.first else { return }

    let saved = build.point
    self.function = FunctionState()
    self.function.name = function.name
    self.function.operation = target
    self.function.region = build.module.region(of: target)
    self.function.resultTypes = function.type.results
    let entry = makeBlock(parameters)
    self.function.entry = entry
    let arguments = build.module.arguments(of: entry)
    if isParallel { self.function.pool = arguments.last }
    if hasNoAlias {
      let inputs = source.arguments(of: sourceEntry)
      self.function.noAlias = Set(pointers.map { inputs[$0] })
    }
    // What the entry block holds goes to a block of its own: allocations go before it.
    let start = makeBlock()
    blocks[sourceEntry] = start
    for block in sourceBlocks.dropFirst() {
      var types: [Type] = []
      for argument in source.arguments(of: block) {
        types.append(try self.lowered(source.type(of: argument), at: operation))
      }
      blocks[block] = makeBlock(types)
    }
    moveTo(start)
    try bind(source.arguments(of: sourceEntry), to: arguments, at: operation)
    for block in blocksByDominance(of: source.region(of: operation)) {
      guard let place = blocks[block] else { continue }
      moveTo(place)
      if block != sourceEntry {
        try bind(
          source.arguments(of: block), to: build.module.arguments(of: place), at: operation)
      }
      try lower(try lowerBody(block))
    }
    moveTo(entry)
    build.insertOperation(LLVM.Branch(to: start))
    build.point = saved
  }

  /// The blocks of a region, each after those that dominate it, wherever they stand; what is not
  /// reached comes last.
  func blocksByDominance(of region: RegionID) -> [BlockID] {
    let reached = source.blocksInReversePostorder(of: region)
    let isReached = Set(reached)
    return reached + source.blocks(in: region).filter { !isReached.contains($0) }
  }

  /// Says what stands for the arguments of a block.
  mutating func bind(
    _ arguments: [ValueID], to targets: [ValueID], at operation: OperationID
  ) throws(Diagnostic) {
    for (argument, target) in zip(arguments, targets) {
      if let type = source.type(of: argument).memrefType {
        buffers[argument] = try makeBuffer(target, type, at: operation)
      } else {
        values[argument] = target
      }
    }
  }

  /// LLVM's attributes of a function that is compiled for this machine.
  var machineAttributes: [(name: String, value: String?)] {
    let hardware = options.hardware
    var attributes: [(name: String, value: String?)] = [("nounwind", nil)]
    attributes.append(("target-cpu", hardware.processor))
    if !hardware.features.isEmpty {
      attributes.append(("target-features", hardware.features.joined(separator: ",")))
    }
    // LLVM's models of some processors have loads moved so far ahead that a tile that fills the registers has
    // its sums on the stack at each step.
    if hardware.architecture == .x86 { attributes.append(("tune-cpu", "generic")) }
    // Some processors are set to prefer narrower vectors than they have.
    if hardware.vectorBits >= 512 { attributes.append(("prefer-vector-width", "512")) }
    return attributes
  }

  /// What a function gives: nothing, a value, or a struct of them.
  private func packedResult(
    _ results: [Type], at operation: OperationID
  ) throws(Diagnostic) -> Type {
    var types: [Type] = []
    for type in results {
      guard type.memrefType == nil else {
        throw failure(operation, "a function cannot give memory; pass a memref to write to")
      }
      types.append(try lowered(type, at: operation))
    }
    switch types.count {
    case 0: return LLVM.void
    case 1: return types[0]
    default: return .of(LLVM.StructType(types))
    }
  }

  /// Declares a function that is defined elsewhere.
  mutating func declare(_ name: String, _ type: LLVM.FunctionType) {
    guard declared.insert(name).inserted, source.lookup(symbol: name) == nil else { return }
    build.at(.atStart(of: build.module.body)) { build in
      build.insertOperation(LLVM.Function(name, type, attributes: [("nounwind", nil)]))
    }
  }

  private mutating func lowerCall(_ operation: OperationID) throws(Diagnostic) {
    let call = Func.Call(operation, in: source)
    var arguments = try values(of: call.arguments)
    if parallelFunctions.contains(call.callee) {
      // Inside a parallel loop the callee runs in this thread alone.
      arguments.append(
        function.isInParallelLoop
          ? build.insert(LLVM.Zero(LLVM.ptr)) : function.pool ?? build.insert(LLVM.Zero(LLVM.ptr)))
    }
    try emitCall(call.callee, arguments, operation)
  }

  /// Calls a function by its name, or by the address before its arguments, and unpacks what it gives.
  private mutating func emitCall(
    _ callee: String?, _ arguments: [ValueID], _ operation: OperationID
  ) throws(Diagnostic) {
    let results = source.results(of: operation)
    let packed = try packedResult(results.map { source.type(of: $0) }, at: operation)
    guard !results.isEmpty else {
      build.insertOperation(LLVM.Call(callee, arguments))
      return
    }
    let value = build.insert(LLVM.Call(callee, arguments, result: packed))
    if results.count == 1 {
      values[results[0]] = value
      return
    }
    for (index, result) in results.enumerated() {
      values[result] = build.insert(
        LLVM.ExtractValue(
          value, at: [index], as: try lowered(source.type(of: result), at: operation)))
    }
  }

  private mutating func lowerReturn(_ operation: OperationID) throws(Diagnostic) {
    let results = try values(of: source.operands(of: operation))
    if results.count < 2 {
      build.insertOperation(LLVM.Return(results.first))
      return
    }
    var packed = build.insert(
      LLVM.Poison(try packedResult(function.resultTypes, at: operation)))
    for (index, value) in results.enumerated() {
      packed = build.insert(LLVM.InsertValue(value, into: packed, at: [index]))
    }
    build.insertOperation(LLVM.Return(packed))
  }
}
