import CLLVM
import Dialects
import IR
import Support

/// Translates a module in the `llvm` dialect to LLVM: one instruction for each operation.
///
/// Constants, undefined values and addresses are none, and an operation on constants is the constant
/// that LLVM's builder folds it to. The arguments of a block are its phis.
struct Translation {
  /// Writes one kind of operation; gives its result, if it has one.
  typealias Emitter =
    @Sendable (inout Translation, OperationID) throws(Diagnostic) -> LLVMValueRef?

  let source: Module
  let context: LLVMContextRef
  let module: LLVMModuleRef
  let builder: LLVMBuilderRef
  var values: [ValueID: LLVMValueRef] = [:]
  var blocks: [BlockID: LLVMBasicBlockRef] = [:]
  var types: [Type: LLVMTypeRef] = [:]
  /// Values that reach the arguments of a block, from the end of another.
  var edges: [(from: LLVMBasicBlockRef, to: BlockID, values: [ValueID])] = []
  /// Where instructions came from, if that is to be written.
  private var scopes: DebugScopes?

  /// Translates all functions and globals of `source` into `target`, with the places where they came
  /// from if there is debug information to be.
  static func run(
    _ source: Module, into target: borrowing NativeModule, debugFile: String? = nil
  ) throws(Diagnostic) {
    let builder: LLVMBuilderRef = LLVMCreateBuilderInContext(target.context)
    defer { LLVMDisposeBuilder(builder) }
    var translation = Translation(
      source: withOneInstructionEach(source), context: target.context, module: target.module,
      builder: builder)
    if let debugFile {
      translation.scopes = DebugScopes(in: target.module, target.context, file: debugFile)
    }
    defer { translation.scopes?.finish() }
    let operations = translation.source.operations(in: translation.source.body)
    for operation in operations { try translation.declare(operation) }
    for operation in operations { try translation.connect(operation) }
    for operation in operations { try translation.initialize(operation) }
    for operation in operations where translation.source.isA(operation, LLVM.Function.self) {
      try translation.define(operation)
    }
  }

  private init(
    source: Module, context: LLVMContextRef, module: LLVMModuleRef, builder: LLVMBuilderRef
  ) {
    self.source = source
    self.context = context
    self.module = module
    self.builder = builder
  }

  /// A diagnostic about an operation.
  func failure(_ operation: OperationID, _ message: String) -> Diagnostic {
    .error("'\(source.name(of: operation))': \(message)", at: source.location(of: operation))
  }

  // MARK: Functions

  private mutating func declare(_ operation: OperationID) throws(Diagnostic) {
    if let global = source.match(operation, as: LLVM.Global.self) {
      try declareGlobal(operation, global)
      return
    }
    guard let function = source.match(operation, as: LLVM.Function.self) else {
      guard try declarePart(operation) else {
        throw failure(
          operation, "only functions and globals of the 'llvm' dialect can be translated")
      }
      return
    }
    let type = try type(.of(function.type), at: operation)
    guard LLVMGetNamedFunction(module, function.name) == nil else {
      throw failure(operation, "the function '\(function.name)' is defined twice")
    }
    let value: LLVMValueRef = LLVMAddFunction(module, function.name, type)
    LLVMSetLinkage(value, function.linkage.native)
    try setAttributes(of: value, function, operation)
  }

  private mutating func define(_ operation: OperationID) throws(Diagnostic) {
    let function = LLVM.Function(operation, in: source)
    let region = source.region(of: operation)
    guard let entry = source.entryBlock(of: region),
      let value = LLVMGetNamedFunction(module, function.name)
    else { return }
    let order = reversePostorder(from: entry)
    for block in order {
      blocks[block] = LLVMAppendBasicBlockInContext(context, value, "")
    }
    for (index, argument) in source.arguments(of: entry).enumerated() {
      values[argument] = LLVMGetParam(value, UInt32(index))
    }
    scopes?.enter(value, named: function.name, at: source.location(of: operation))
    locate(.unknown)
    for block in order.dropFirst() { try beginBlock(block, operation) }
    for block in order {
      LLVMPositionBuilderAtEnd(builder, blocks[block])
      for inner in source.operations(in: block) {
        locate(source.location(of: inner))
        try emit(inner)
      }
    }
    for edge in edges { try connect(edge, operation) }
    edges = []
  }

  /// Says where the instructions come from that are written next.
  private mutating func locate(_ location: Location) {
    if scopes != nil { LLVMSetCurrentDebugLocation2(builder, scopes?.place(of: location)) }
  }

  /// Makes a phi for each argument of a block.
  private mutating func beginBlock(
    _ block: BlockID, _ operation: OperationID
  ) throws(Diagnostic) {
    LLVMPositionBuilderAtEnd(builder, blocks[block])
    for argument in source.arguments(of: block) {
      values[argument] = LLVMBuildPhi(
        builder, try type(source.type(of: argument), at: operation), "")
    }
  }

  private func connect(
    _ edge: (from: LLVMBasicBlockRef, to: BlockID, values: [ValueID]), _ operation: OperationID
  ) throws(Diagnostic) {
    for (argument, passed) in zip(source.arguments(of: edge.to), edge.values) {
      guard let phi = values[argument], let value = values[passed] else {
        throw failure(operation, "a branch passes a value that is not defined")
      }
      var incoming: LLVMValueRef? = value
      var block: LLVMBasicBlockRef? = edge.from
      LLVMAddIncoming(phi, &incoming, &block, 1)
    }
  }

  /// Blocks that control can reach, each after the blocks that dominate it.
  private func reversePostorder(from entry: BlockID) -> [BlockID] {
    var order: [BlockID] = []
    var seen: Set<BlockID> = [entry]
    var stack: [(block: BlockID, next: [BlockID])] = [(entry, successors(of: entry))]
    while let top = stack.indices.last {
      if let successor = stack[top].next.popLast() {
        if seen.insert(successor).inserted {
          stack.append((successor, successors(of: successor)))
        }
      } else {
        order.append(stack[top].block)
        stack.removeLast()
      }
    }
    return order.reversed()
  }

  private func successors(of block: BlockID) -> [BlockID] {
    source.lastOperation(in: block).map { source.successors(of: $0) } ?? []
  }

  // MARK: Operations

  mutating func emit(_ operation: OperationID) throws(Diagnostic) {
    guard let emitter = Self.emitters[source.name(of: operation)] else {
      throw failure(operation, "this operation is no instruction of LLVM")
    }
    let value = try emitter(&self, operation)
    if let value, source.resultCount(of: operation) == 1 {
      values[source.result(of: operation)] = value
    }
  }

  /// All emitters, by the name of the operation.
  static let emitters: [String: Emitter] = {
    var all: [String: Emitter] = [:]
    for family in [
      arithmeticEmitters, castEmitters, intrinsicEmitters, memoryEmitters, elementEmitters,
      controlEmitters, atomicEmitters, assemblyEmitters, declaredEmitters,
    ] {
      all.merge(family) { first, _ in first }
    }
    return all
  }()

  /// The value of an operand.
  func operand(_ index: Int, of operation: OperationID) throws(Diagnostic) -> LLVMValueRef {
    guard index < source.operandCount(of: operation),
      let value = values[source.operand(index, of: operation)]
    else { throw failure(operation, "operand \(index) is not defined") }
    return value
  }

  /// The values of all operands.
  func operands(of operation: OperationID) throws(Diagnostic) -> [LLVMValueRef?] {
    var result: [LLVMValueRef?] = []
    for index in 0..<source.operandCount(of: operation) {
      result.append(try operand(index, of: operation))
    }
    return result
  }

  /// The type of an operation's only result.
  mutating func resultType(of operation: OperationID) throws(Diagnostic) -> LLVMTypeRef {
    try type(source.resultTypeOrNone(of: operation), at: operation)
  }

  /// Puts fast-math flags on an instruction that has them.
  func setFastMath(_ value: LLVMValueRef, _ operation: OperationID) {
    guard
      let flags = source.property("fastmathFlags", of: operation)?.cast(to: LLVM.FastMath.self),
      !flags.flags.isEmpty, LLVMCanValueUseFastMathFlags(value) != 0
    else { return }
    // LLVM numbers the flags as MLIR does.
    LLVMSetFastMathFlags(value, LLVMFastMathFlags(flags.flags.rawValue))
  }
}

extension LLVM.Linkage {
  /// LLVM's number for it.
  var native: LLVMLinkage {
    switch self {
    case .external: LLVMExternalLinkage
    case .internal: LLVMInternalLinkage
    case .private: LLVMPrivateLinkage
    case .weak: LLVMWeakAnyLinkage
    case .linkonceODR: LLVMLinkOnceODRLinkage
    case .linkonce: LLVMLinkOnceAnyLinkage
    case .weakODR: LLVMWeakODRLinkage
    case .externWeak: LLVMExternalWeakLinkage
    case .common: LLVMCommonLinkage
    case .appending: LLVMAppendingLinkage
    case .availableExternally: LLVMAvailableExternallyLinkage
    }
  }
}
