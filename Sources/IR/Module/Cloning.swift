import Support

/// Which value stands for which, while operations are copied.
public struct ValueMapping: Sendable {
  private var values: [ValueID: ValueID] = [:]
  private var blocks: [BlockID: BlockID] = [:]

  public init() {}

  /// The copy of `value`, or `value` itself if it has none.
  public subscript(value: ValueID) -> ValueID {
    get { values[value] ?? value }
    set { values[value] = newValue }
  }

  /// The copy of `block`, or `block` itself if it has none.
  public subscript(block: BlockID) -> BlockID {
    get { blocks[block] ?? block }
    set { blocks[block] = newValue }
  }

  public func contains(_ value: ValueID) -> Bool { values[value] != nil }
}

extension Module {
  /// Copies an operation with everything inside it to `point`; operands go through `mapping`,
  /// which learns every copied value and block.
  ///
  /// `point` may be inside the operation: what is copied is the operation as it was before.
  ///
  /// - Complexity: linear in the size of the operation, not of the module.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, at point: InsertionPoint, mapping: inout ValueMapping
  ) -> OperationID {
    insert(CopiedOperation(operation, in: self), at: point, mapping: &mapping)
  }

  /// Copies an operation out of another module with the same context.
  ///
  /// Resources are not copied.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, from source: Module, at point: InsertionPoint,
    mapping: inout ValueMapping
  ) -> OperationID {
    precondition(context === source.context, "modules of different contexts cannot be mixed")
    return insert(CopiedOperation(operation, in: source), at: point, mapping: &mapping)
  }

  /// Copies all blocks of `region` to the end of `target`.
  public mutating func cloneBlocks(
    of region: RegionID, from source: Module, to target: RegionID, mapping: inout ValueMapping
  ) {
    var writer = CopyWriter(taking: &mapping)
    writer.append(CopiedBlock.blocks(of: region, in: source), to: target, of: &self)
    writer.finish(&self)
    mapping = writer.mapping
  }

  private mutating func insert(
    _ copied: CopiedOperation, at point: InsertionPoint, mapping: inout ValueMapping
  ) -> OperationID {
    var writer = CopyWriter(taking: &mapping)
    let copy = writer.insert(copied, at: point, of: &self)
    writer.finish(&self)
    mapping = writer.mapping
    return copy
  }
}

/// Writes copies, and remembers the uses that came before their definitions.
private struct CopyWriter {
  var mapping: ValueMapping
  private var early: [(operation: OperationID, operand: Int, original: ValueID)] = []

  /// Leaves an empty mapping behind, so that there is one owner and no copy.
  init(taking mapping: inout ValueMapping) {
    self.mapping = mapping
    mapping = ValueMapping()
  }

  mutating func insert(
    _ copied: CopiedOperation, at point: InsertionPoint, of module: inout Module
  ) -> OperationID {
    var state = copied.state
    state.operands = state.operands.map { mapping[$0] }
    state.successors = state.successors.map { mapping[$0] }
    let copy = module.insert(state, at: point)
    for (index, value) in copied.state.operands.enumerated() where !mapping.contains(value) {
      early.append((copy, index, value))
    }
    for (old, new) in zip(copied.results, module.results(of: copy)) { mapping[old] = new }
    for (blocks, region) in zip(copied.regions, module.regions(of: copy)) {
      append(blocks, to: region, of: &module)
    }
    return copy
  }

  mutating func append(_ blocks: [CopiedBlock], to region: RegionID, of module: inout Module) {
    for block in blocks {
      let copy = module.appendBlock(to: region, argumentTypes: block.argumentTypes)
      mapping[block.original] = copy
      for (index, new) in module.arguments(of: copy).enumerated() {
        mapping[block.arguments[index]] = new
        if let location = block.locations[index] { module.argumentLocations[new.index] = location }
      }
    }
    for block in blocks {
      for operation in block.operations {
        _ = insert(operation, at: .atEnd(of: mapping[block.original]), of: &module)
      }
    }
  }

  /// Turns the early uses to the copies, where there is one by now.
  func finish(_ module: inout Module) {
    for use in early where mapping.contains(use.original) {
      module.setOperand(use.operand, of: use.operation, to: mapping[use.original])
    }
  }
}

/// An operation as it was read, before anything is written: a module that is read while it
/// changes would be copied as a whole.
private struct CopiedOperation {
  let state: OperationState
  let results: [ValueID]
  let regions: [[CopiedBlock]]

  init(_ operation: OperationID, in module: Module) {
    results = module.results(of: operation)
    state = OperationState(
      name: module.name(of: operation), kind: module.row(operation).kind,
      operands: module.operands(of: operation), resultTypes: results.map { module.type(of: $0) },
      properties: module.properties(of: operation), attributes: module.attributes(of: operation),
      successors: module.successors(of: operation),
      regionCount: module.regionCount(of: operation), location: module.location(of: operation))
    regions = module.regions(of: operation).map { CopiedBlock.blocks(of: $0, in: module) }
  }
}

/// A block as it was read.
private struct CopiedBlock {
  let original: BlockID
  let arguments: [ValueID]
  let argumentTypes: [Type]
  /// Where the arguments came from, by number; `nil` where that is not known.
  let locations: [UInt32?]
  let operations: [CopiedOperation]

  static func blocks(of region: RegionID, in module: Module) -> [CopiedBlock] {
    module.blocks(in: region).map { block in
      let arguments = module.arguments(of: block)
      return CopiedBlock(
        original: block, arguments: arguments,
        argumentTypes: arguments.map { module.type(of: $0) },
        locations: arguments.map { module.argumentLocations[$0.index] },
        operations: module.operations(in: block).map { CopiedOperation($0, in: module) })
    }
  }
}
