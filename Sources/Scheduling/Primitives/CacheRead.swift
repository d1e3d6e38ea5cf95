import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct CacheRead: SchedulePrimitive {
    public static var mnemonic: String { "schedule.cache_read" }
    public static var documentation: String {
      """
      Copies a buffer that a block reads into another scope first (TVM `cache_read`, Halide `in`).

      Rewrite:

          for … { … X[i, k] … }
            -> X1 = alloc like X;  for … { X1[…] = X[…] };  for … { … X1[i, k] … }

      Requires: nothing in the block's nest writes the buffer. Returns the block that copies, which
      `compute(at:)` then makes as small as a tile needs.
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("block", .block), .init("buffer", .buffer)],
        results: [.init("copy", .block)], properties: [.init("scope", .string)])
    }

    public var block: ValueID
    public var buffer: ValueID
    public var scope: Program.BufferType.Scope

    public init(_ block: ValueID, _ buffer: ValueID, in scope: Program.BufferType.Scope) {
      self.block = block
      self.buffer = buffer
      self.scope = scope
    }

    public init(_ operation: OperationID, in module: Module) {
      block = module.operandOrMissing(0, of: operation)
      buffer = module.operandOrMissing(1, of: operation)
      scope = module.scope(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [block, buffer],
        properties: ["scope": .string(scope.rawValue)])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, buffer) = (try program.block(block), try program.buffer(buffer))
      let root = program.root(of: block)
      let name = program.blockName(block)
      let reads = program.accesses(of: block).filter { $0.buffer == buffer && !$0.isWrite }
      guard !reads.isEmpty else {
        throw Refusal("the block '\(name)' does not read \(program.bufferName(buffer))")
      }
      guard program.module.isAtTop(buffer, of: program.function) else {
        throw Refusal(
          "\(program.bufferName(buffer)) lives inside a loop; cache it before it is moved there")
      }
      for other in program.blocks(under: root) {
        if program.accesses(of: other).contains(where: { $0.isWrite && $0.buffer == buffer }) {
          throw Refusal(
            "block '\(program.blockName(other))' in the same nest writes "
              + "\(program.bufferName(buffer))")
        }
      }
      try program.requireWhole(buffer)
      var type = try program.type(of: buffer)
      type.scope = scope
      let cache = program.module.insert(
        Program.Allocate(type), at: .before(root), location: program.module.location(of: block))
      let value = program.module.result(of: cache)
      let copy = program.insertCopy(
        named: "\(name)_read", from: buffer, to: value, type.shape, at: .before(root))
      for read in reads {
        program.module.setOperand(0, of: read.operation, to: value)
      }
      return [.block(copy)]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      "cacheRead(\(name(block)), \(name(buffer)), in: .\(scope.rawValue))"
    }
  }

  /// Copies a buffer that a block reads into another scope first; gives the block that copies.
  ///
  /// See `CacheRead`.
  @discardableResult
  public mutating func cacheRead(
    _ block: Block, _ buffer: Buffer, in scope: Program.BufferType.Scope = .global
  ) throws(Refusal) -> Block {
    Block(try apply(CacheRead(block.value, buffer.value, in: scope))[0])
  }
}

extension Module {
  /// The scope that a step of a trace names.
  func scope(of step: OperationID) -> Program.BufferType.Scope {
    property("scope", of: step)?.stringValue.flatMap(Program.BufferType.Scope.init) ?? .global
  }

  /// Whether a buffer is an argument of a function or allocated directly in its body.
  func isAtTop(_ buffer: ValueID, of function: OperationID) -> Bool {
    guard let allocation = definingOperation(of: buffer) else { return true }
    return parent(of: allocation) == function
  }
}

extension ScheduledProgram {
  /// Refuses if elements of a buffer are never written, as the padding of a layout is not.
  fileprivate func requireWhole(_ buffer: ValueID) throws(Refusal) {
    let model = self.model
    var written: [IntegerImage] = []
    for statement in model.statements {
      for access in statement.accesses where access.buffer == buffer && access.isWrite {
        let indices = access.indices.compactMap { $0 }
        guard indices.count == access.indices.count, access.isInitial || !access.accumulates
        else { continue }
        var domain = IntegerSystem(dimensions: statement.dimensionCount, symbols: model.symbols)
        for condition in statement.domain { domain.require(nonNegative: condition) }
        for expression in access.onlyAtZero { domain.require(expression, equals: 0) }
        written.append(IntegerImage(indices, over: domain))
      }
    }
    if isTrusted || written.isEmpty { return }
    let shape = try type(of: buffer).shape
    var all = IntegerSystem(dimensions: shape.count, symbols: model.symbols)
    for (axis, size) in shape.enumerated() { all.require(.dimension(axis), isBelow: size) }
    let elements = IntegerImage(shape.indices.map { .dimension($0) }, over: all)
    switch elements.value(notIn: written) {
    case .never: return
    case .example(let point):
      let element = point.dimensions.map(String.init).joined(separator: ", ")
      throw Refusal(
        "not every element of \(bufferName(buffer)) is written",
        example: "[\(element)]" + model.sizes(point))
    case .unknown(let why):
      throw Refusal(
        "it could not be shown that every element of \(bufferName(buffer)) is written (\(why))")
    }
  }

  /// Writes a nest that copies a whole buffer; gives its block.
  mutating func insertCopy(
    named name: String, from source: ValueID, to target: ValueID, _ shape: [IndexExpression],
    at point: InsertionPoint
  ) -> OperationID {
    let plan = NestPlan(
      name: uniqueBlockName(name),
      axes: shape.enumerated().map { axis, extent in
        NestPlan.Axis(extent: extent, name: "\(name)_\(axis)", domain: extent)
      })
    let (_, block) = module.insertNest(plan, at: point)
    module.insertBody(0, of: block) { build, iterators in
      let map = iterators.indices.map { IndexExpression.dimension($0) }
      let value = build.insert(Program.Load(source, iterators, map: map))
      build.insertOperation(Program.Store(value, to: target, iterators, map: map))
    }
    return block
  }
}
