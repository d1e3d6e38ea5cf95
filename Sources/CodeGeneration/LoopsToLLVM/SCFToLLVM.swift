import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of the `scf` dialect.
  static let structuredRules: [String: Rule] = [
    SCF.For.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerFor(operation)
    },
    SCF.If.mnemonic: { lowering, operation throws(Diagnostic) in try lowering.lowerIf(operation) },
    SCF.While.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerWhile(operation)
    },
    SCF.IndexSwitch.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerIndexSwitch(operation)
    },
    SCF.Parallel.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerParallel(operation)
    },
    SCF.Forall.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerForall(operation)
    },
    SCF.ExecuteRegion.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerRegion(of: operation, endingIn: SCF.Yield.mnemonic)
    },
  ]

  /// A loop with its test at the end, behind a test whether it runs at all.
  ///
  ///     cond_br (lower < upper), ^body(lower, initial), ^exit(initial)
  ///     ^body(i, carried): …; cond_br (i + step < upper), ^body(i + step, next), ^exit(next)
  private mutating func lowerFor(_ operation: OperationID) throws(Diagnostic) {
    let loop = SCF.For(operation, in: source)
    let lower = try value(loop.lowerBound)
    let upper = try value(loop.upperBound)
    let step = try value(loop.step)
    let body = try onlyBlock(of: source.region(of: operation), at: operation)
    try emitLoop(
      from: lower, to: upper, step: step,
      isEntered: isKnownNonEmpty(loop.lowerBound, loop.upperBound),
      carrying: loop.initial, operation
    ) { lowering, counter, carried throws(Diagnostic) in
      let arguments = lowering.source.arguments(of: body)
      try lowering.bind(arguments, to: [counter] + carried, at: operation)
      let yield = try lowering.lowerBody(body)
      return try lowering.values(of: lowering.source.operands(of: yield))
    }
  }

  /// Whether a loop between two bounds of the source runs at least once.
  func isKnownNonEmpty(_ lower: ValueID, _ upper: ValueID) -> Bool {
    guard let first = constantInteger(lower), let end = constantInteger(upper) else {
      return false
    }
    return first < end
  }

  /// Writes a counting loop; the operation's results become what it carries out.
  mutating func emitLoop(
    from lower: ValueID, to upper: ValueID, step: ValueID, isEntered: Bool,
    carrying initial: [ValueID], _ operation: OperationID,
    _ body: (inout LoopLowering, ValueID, [ValueID]) throws(Diagnostic) -> [ValueID]
  ) throws(Diagnostic) {
    let results = try emitLoop(
      from: lower, to: upper, step: step, isEntered: isEntered, carrying: try values(of: initial),
      body)
    if !initial.isEmpty {
      try bind(source.results(of: operation), to: results, at: operation)
    }
  }

  /// Writes a counting loop that carries lowered values; gives the last ones.
  mutating func emitLoop(
    from lower: ValueID, to upper: ValueID, step: ValueID, isEntered: Bool = false,
    carrying first: [ValueID] = [],
    _ body: (inout LoopLowering, ValueID, [ValueID]) throws(Diagnostic) -> [ValueID]
  ) throws(Diagnostic) -> [ValueID] {
    let types = first.map { build.module.type(of: $0) }
    let counterType = build.module.type(of: lower)
    let bodyBlock = makeBlock([counterType] + types)
    let exit = makeBlock(types)
    if isEntered {
      build.insertOperation(LLVM.Branch(to: bodyBlock, [lower] + first))
    } else {
      let runs = build.insert(LLVM.ICmp(.signedLess, lower, upper))
      build.insertOperation(
        LLVM.ConditionalBranch(runs, bodyBlock, [lower] + first, else: exit, first))
    }
    moveTo(bodyBlock)
    let arguments = build.module.arguments(of: bodyBlock)
    let next = try body(&self, arguments[0], Array(arguments.dropFirst()))
    let counter = build.insert(
      OperationState(
        name: LLVM.Add.mnemonic, operands: [arguments[0], step], resultTypes: [counterType]))
    let nextCounter = build.module.result(of: counter)
    let goesOn = build.insert(LLVM.ICmp(.signedLess, nextCounter, upper))
    build.insertOperation(
      LLVM.ConditionalBranch(goesOn, bodyBlock, [nextCounter] + next, else: exit, next))
    moveTo(exit)
    return build.module.arguments(of: exit)
  }

  private mutating func lowerIf(_ operation: OperationID) throws(Diagnostic) {
    let condition = try operand(0, of: operation)
    let results = source.results(of: operation)
    var types: [Type] = []
    for result in results { types.append(try lowered(source.type(of: result), at: operation)) }
    let regions = source.regions(of: operation)
    let thenBlock = makeBlock()
    let hasElse = regions.count > 1 && source.entryBlock(of: regions[1]) != nil
    let elseBlock = hasElse ? makeBlock() : nil
    let merge = makeBlock(types)
    build.insertOperation(
      LLVM.ConditionalBranch(condition, thenBlock, else: elseBlock ?? merge))
    for (region, block) in zip(regions, [thenBlock, elseBlock]) {
      guard let block else { continue }
      try lowerBranch(region, in: block, to: merge, operation)
    }
    moveTo(merge)
    try bind(results, to: build.module.arguments(of: merge), at: operation)
  }

  /// Writes a region that ends in a yield into `block`, then goes to `merge` with what it yields.
  private mutating func lowerBranch(
    _ region: RegionID, in block: BlockID, to merge: BlockID, _ operation: OperationID
  ) throws(Diagnostic) {
    moveTo(block)
    let yield = try lowerBody(try onlyBlock(of: region, at: operation))
    build.insertOperation(
      LLVM.Branch(to: merge, try values(of: source.operands(of: yield))))
  }

  private mutating func lowerWhile(_ operation: OperationID) throws(Diagnostic) {
    let loop = SCF.While(operation, in: source)
    let regions = source.regions(of: operation)
    let before = try onlyBlock(of: regions[0], at: operation)
    let after = try onlyBlock(of: regions[1], at: operation)
    let initial = try values(of: loop.initial)
    let head = makeBlock(initial.map { build.module.type(of: $0) })
    build.insertOperation(LLVM.Branch(to: head, initial))
    moveTo(head)
    try bind(
      source.arguments(of: before), to: build.module.arguments(of: head), at: operation)
    let condition = SCF.Condition(try lowerBody(before), in: source)
    let passed = try values(of: condition.values)
    let types = passed.map { build.module.type(of: $0) }
    let body = makeBlock(types)
    let exit = makeBlock(types)
    build.insertOperation(
      LLVM.ConditionalBranch(try value(condition.condition), body, passed, else: exit, passed))
    moveTo(body)
    try bind(source.arguments(of: after), to: build.module.arguments(of: body), at: operation)
    let yield = try lowerBody(after)
    build.insertOperation(
      LLVM.Branch(to: head, try values(of: source.operands(of: yield))))
    moveTo(exit)
    try bind(source.results(of: operation), to: build.module.arguments(of: exit), at: operation)
  }

  private mutating func lowerIndexSwitch(_ operation: OperationID) throws(Diagnostic) {
    let choice = SCF.IndexSwitch(operation, in: source)
    let results = source.results(of: operation)
    var types: [Type] = []
    for result in results { types.append(try lowered(source.type(of: result), at: operation)) }
    let regions = source.regions(of: operation)
    var targets: [BlockID] = []
    for _ in regions { targets.append(makeBlock()) }
    let merge = makeBlock(types)
    guard let otherwise = targets.first else {
      throw failure(operation, "needs a region for the default")
    }
    build.insertOperation(
      LLVM.Switch(
        try value(choice.operand), of: .i64,
        cases: zip(choice.cases, targets.dropFirst()).map { ($0, $1) }, otherwise: otherwise))
    for (region, target) in zip(regions, targets) {
      try lowerBranch(region, in: target, to: merge, operation)
    }
    moveTo(merge)
    try bind(results, to: build.module.arguments(of: merge), at: operation)
  }

  /// The only block of a region.
  func onlyBlock(
    of region: RegionID, at operation: OperationID
  ) throws(Diagnostic) -> BlockID {
    guard let block = source.entryBlock(of: region) else {
      throw failure(operation, "a region is empty")
    }
    return block
  }
}
