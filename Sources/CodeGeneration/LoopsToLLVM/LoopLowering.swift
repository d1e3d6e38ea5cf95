import Dialects
import IR
import Support

/// The state of lowering a module to the `llvm` dialect: reads `source`, writes with `build`.
struct LoopLowering {
  /// Lowers one kind of operation.
  typealias Rule = @Sendable (inout LoopLowering, OperationID) throws(Diagnostic) -> Void

  let source: Module
  var build: Builder
  let options: LoweringOptions
  /// Functions that take the pool of threads.
  let parallelFunctions: Set<String>

  /// What stands for each value of the source.
  var values: [ValueID: ValueID] = [:]
  /// Memory that a value of memref type stands for.
  var buffers: [ValueID: Buffer] = [:]
  var blocks: [BlockID: BlockID] = [:]
  /// The function that is being written.
  var function = FunctionState()
  /// Functions of the runtime that were declared.
  var declared: Set<String> = []
  /// Names given to outlined functions, and constants.
  var outlinedCount = 0
  /// The globals that hold texts, by what they hold.
  var texts: [[UInt8]: String] = [:]

  /// The function that is being written.
  struct FunctionState {
    var name = ""
    var operation = OperationID(raw: .max)
    var region = RegionID(raw: .max)
    var entry = BlockID(raw: .max)
    /// The pool of threads, where the function has it.
    var pool: ValueID?
    /// Parameters of the source that no other pointer reaches the memory of.
    var noAlias: Set<ValueID> = []
    /// Whether the code runs in one thread of a parallel loop.
    var isInParallelLoop = false
    /// Loops that do not carry memory, but have it as results, are refused by this.
    var resultTypes: [Type] = []
  }

  init(source: Module, build: Builder, options: LoweringOptions, parallelFunctions: Set<String>) {
    self.source = source
    self.build = build
    self.options = options
    self.parallelFunctions = parallelFunctions
  }

  /// All rules, by the name of the operation.
  static let rules: [String: Rule] = {
    var all: [String: Rule] = [:]
    for family in [
      arithRules, integerDivisionRules, conversionRules, mathRules, structuredRules, branchRules,
      functionRules, memoryRules, vectorRules, vectorMemoryRules, wideIntegerRules,
      memoryShapeRules, atomicRules, vectorOrderRules, contractionRules, transferRules, maskRules,
      printRules,
    ] {
      all.merge(family) { first, _ in first }
    }
    return all
  }()

  /// Lowers the operations of a block up to its terminator, which is given back.
  mutating func lowerBody(_ block: BlockID) throws(Diagnostic) -> OperationID {
    let operations = source.operations(in: block)
    guard let terminator = operations.last else {
      throw .error("a block without a terminator cannot be lowered")
    }
    for operation in operations.dropLast() { try lower(operation) }
    return terminator
  }

  /// Lowers one operation.
  mutating func lower(_ operation: OperationID) throws(Diagnostic) {
    build.location = source.location(of: operation)
    let name = source.name(of: operation)
    if let rule = Self.rules[name] {
      try rule(&self, operation)
    } else if name.hasPrefix("llvm.") {
      try keep(operation)
    } else {
      throw failure(operation, "there is no lowering of this operation to instructions")
    }
  }

  /// Copies an operation that is in the `llvm` dialect already.
  private mutating func keep(_ operation: OperationID) throws(Diagnostic) {
    guard source.regionCount(of: operation) == 0 else {
      throw failure(operation, "this operation cannot be inside a function")
    }
    var operands: [ValueID] = []
    for operand in source.operands(of: operation) { operands.append(try value(operand)) }
    var types: [Type] = []
    // A cast to bits of another type says which; elsewhere `bf16` is the `i16` of its bits.
    let isCast = source.isA(operation, LLVM.Bitcast.self)
    for result in source.results(of: operation) {
      let type = source.type(of: result)
      types.append(isCast ? type : try lowered(type, at: operation))
    }
    let copy = build.insert(
      OperationState(
        name: source.name(of: operation), operands: operands, resultTypes: types,
        properties: source.properties(of: operation),
        attributes: source.attributes(of: operation),
        successors: source.successors(of: operation).map { blocks[$0] ?? $0 }))
    for (old, new) in zip(source.results(of: operation), build.module.results(of: copy)) {
      values[old] = new
    }
  }

  // MARK: Values

  /// What stands for a value of the source.
  func value(_ value: ValueID) throws(Diagnostic) -> ValueID {
    if let known = values[value] { return known }
    if let buffer = buffers[value] { return buffer.pointer }
    let place = source.definingOperation(of: value).map { source.location(of: $0) } ?? .unknown
    throw .error("a value is used before it is lowered, or outside of its scope", at: place)
  }

  /// What stands for an operand.
  func operand(_ index: Int, of operation: OperationID) throws(Diagnostic) -> ValueID {
    try value(source.operand(index, of: operation))
  }

  /// What stands for several values.
  func values(of list: [ValueID]) throws(Diagnostic) -> [ValueID] {
    var result: [ValueID] = []
    for item in list { result.append(try value(item)) }
    return result
  }

  /// Says what stands for the only result of an operation.
  mutating func define(_ operation: OperationID, as value: ValueID) {
    values[source.result(of: operation)] = value
  }

  /// The lowered type of an operation's only result.
  func resultType(of operation: OperationID) throws(Diagnostic) -> Type {
    try lowered(source.type(of: source.result(of: operation)), at: operation)
  }

  /// The number a value of the source is, if it is an integer constant.
  func constantInteger(_ value: ValueID) -> Int? {
    guard let operation = source.definingOperation(of: value),
      let constant = source.match(operation, as: Arith.Constant.self)
    else { return nil }
    return constant.value.integerValue
  }

  // MARK: Writing

  /// An `i64` constant.
  mutating func constant(_ number: Int) -> ValueID {
    build.insert(LLVM.Constant(.integer(number, .i64)))
  }

  /// A constant whose every element is `number`, of a lowered integer type.
  mutating func constant(_ number: Int, _ type: Type) -> ValueID {
    guard let vector = type.vectorType else {
      return build.insert(LLVM.Constant(.integer(number, type)))
    }
    let bytes = Attribute.integer(number, vector.element).elementBytes ?? []
    return build.insert(
      LLVM.Constant(.dense(DenseElements(type: type, bytes: bytes, isSplat: true))))
  }

  /// Begins a new block at the end of the function, with arguments, without going there.
  mutating func makeBlock(_ types: [Type] = []) -> BlockID {
    build.module.appendBlock(to: function.region, argumentTypes: types)
  }

  /// Continues writing at the end of a block.
  mutating func moveTo(_ block: BlockID) { build.point = .atEnd(of: block) }
}
