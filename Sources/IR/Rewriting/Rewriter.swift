import Support

/// The module while rules change it.
///
/// Every change goes through here, so that the driver knows what to look at next.
public struct Rewriter: Sendable {
  /// For reading; changes go through the methods.
  public internal(set) var module: Module
  var worklist = Worklist()
  /// Remarks of the rules.
  public private(set) var remarks: [Remark] = []

  init(_ module: consuming Module) { self.module = module }

  // MARK: Building

  /// Builds operations at `point`; what is built will be looked at.
  public mutating func build<Result>(
    at point: InsertionPoint, location: Location = .unknown,
    _ body: (inout Builder) throws -> Result
  ) rethrows -> Result {
    let first = module.operationCapacity
    defer { enqueueNew(from: first) }
    return try module.build(at: point, location: location, body)
  }

  /// Inserts an operation before another one, with its location, and gives its results.
  @discardableResult
  public mutating func insert(
    _ definition: some OperationDefinition, before operation: OperationID
  ) -> OperationID {
    let inserted = module.insert(definition, at: .before(operation))
    module.copyLocation(of: operation, to: inserted)
    worklist.push(inserted)
    return inserted
  }

  /// Inserts an operation given as plain data before another one, with its location.
  mutating func insert(_ state: OperationState, before operation: OperationID) -> OperationID {
    let inserted = module.insert(state, at: .before(operation))
    module.copyLocation(of: operation, to: inserted)
    worklist.push(inserted)
    return inserted
  }

  // MARK: Changing

  /// Replaces an operation by another one built in its place.
  public mutating func replace(
    _ operation: OperationID, with definition: some OperationDefinition
  ) {
    let new = insert(definition, before: operation)
    replace(operation, with: module.results(of: new))
  }

  /// Replaces an operation with one result by the value that `body` builds in its place.
  public mutating func replace(
    _ operation: OperationID, _ body: (inout Builder) throws -> ValueID
  ) rethrows {
    let location = module.location(of: operation)
    let value = try build(at: .before(operation), location: location, body)
    replace(operation, with: [value])
  }

  /// Replaces the results of an operation by values, and erases it.
  public mutating func replace(_ operation: OperationID, with values: [ValueID]) {
    for (old, new) in zip(module.results(of: operation), values) {
      enqueueUsers(of: old)
      module.replaceAllUses(of: old, with: new)
    }
    erase(operation)
  }

  /// Makes every user of `old` use `new`.
  public mutating func replaceAllUses(of old: ValueID, with new: ValueID) {
    enqueueUsers(of: old)
    module.replaceAllUses(of: old, with: new)
    if let definer = module.definingOperation(of: old) { worklist.push(definer) }
  }

  /// Erases an operation whose results are not used.
  public mutating func erase(_ operation: OperationID) {
    enqueueOperands(of: operation)
    if module.regionCount(of: operation) > 0 {
      var inside: [OperationID] = []
      module.walk(operation) { inside.append($0) }
      for inner in inside { enqueueOperands(of: inner) }
    }
    let block = module.block(of: operation)
    module.erase(operation)
    if let block { enqueueWays(to: block) }
  }

  /// What goes to a block that now does nothing but go on may go past it.
  private mutating func enqueueWays(to block: BlockID) {
    guard let only = module.firstOperation(in: block), only == module.lastOperation(in: block),
      !module.successors(of: only).isEmpty
    else { return }
    for before in module.predecessors(of: block) {
      if let last = module.lastOperation(in: before) { worklist.push(last) }
    }
  }

  // MARK: Blocks

  /// Moves what a block holds, but for its terminator, in front of an operation, with `values` for
  /// its arguments; gives the terminator's operands.
  ///
  /// The block stays, empty.
  public mutating func inline(
    _ block: BlockID, before operation: OperationID, arguments values: [ValueID] = []
  ) -> [ValueID] {
    for (argument, value) in zip(module.arguments(of: block), values) {
      enqueueUsers(of: argument)
      module.replaceAllUses(of: argument, with: value)
    }
    var given: [ValueID] = []
    for inner in module.operations(in: block) {
      if module.isTerminator(inner) {
        given = module.operands(of: inner)
        erase(inner)
      } else {
        module.move(inner, to: .before(operation))
        worklist.push(inner)
      }
    }
    return given
  }

  /// Moves what a block holds to the end of another one, with `values` for its arguments, and
  /// erases the block.
  ///
  /// - Precondition: nothing branches to the block any more.
  public mutating func merge(
    _ block: BlockID, into target: BlockID, arguments values: [ValueID] = []
  ) {
    for (argument, value) in zip(module.arguments(of: block), values) {
      enqueueUsers(of: argument)
      module.replaceAllUses(of: argument, with: value)
    }
    for inner in module.operations(in: block) { worklist.push(inner) }
    module.moveOperations(from: block, to: target)
    module.erase(block)
  }

  /// Changes an operation in place; it and its users will be looked at.
  public mutating func modify<Result>(
    _ operation: OperationID, _ change: (inout Module) throws -> Result
  ) rethrows -> Result {
    let first = module.operationCapacity
    enqueueOperands(of: operation)
    defer {
      enqueueNew(from: first)
      if !module.isErased(operation) { touch(operation) }
    }
    return try change(&module)
  }

  /// Has an operation and its users looked at again.
  public mutating func touch(_ operation: OperationID) {
    worklist.push(operation)
    for value in module.row(operation).results.range { enqueueUsers(of: ValueID(value)) }
  }

  /// Notes a decision.
  public mutating func remark(
    _ kind: Remark.Kind, rule: String, at location: Location, _ message: String
  ) {
    remarks.append(Remark(kind, pass: rule, at: location, message))
  }

  // MARK: Worklist

  private mutating func enqueueUsers(of value: ValueID) {
    module.forEachUser(of: value) { worklist.push($0) }
  }

  private mutating func enqueueOperands(of operation: OperationID) {
    let row = module.row(operation)
    for slot in row.operands.range {
      let value = ValueID(raw: module.operandRows[slot].value)
      guard let definer = module.definingOperation(of: value) else { continue }
      worklist.push(definer)
      // A value with one use left may be what a rule waits for.
      if module.hasTwoUses(value) { enqueueUsers(of: value) }
    }
    // So may a block that only one other goes to.
    for slot in row.successors.range {
      for user in module.twoUsers(of: BlockID(raw: module.successorRows[slot].block)) {
        worklist.push(user)
      }
    }
  }

  private mutating func enqueueNew(from first: Int) {
    for row in first..<module.operationCapacity {
      let operation = OperationID(row)
      if !module.isErased(operation) { worklist.push(operation) }
    }
  }
}

extension Module {
  fileprivate func hasTwoUses(_ value: ValueID) -> Bool {
    let first = valueRows[value.row].firstUse
    guard first != noRow else { return false }
    let second = operandRows[Int(first)].nextUse
    return second != noRow && operandRows[Int(second)].nextUse == noRow
  }

  /// What goes to a block, if that is two.
  fileprivate func twoUsers(of block: BlockID) -> [OperationID] {
    let first = blockRows[block.row].firstUse
    guard first != noRow else { return [] }
    let second = successorRows[Int(first)].nextUse
    guard second != noRow, successorRows[Int(second)].nextUse == noRow else { return [] }
    return [first, second].map { OperationID(raw: successorRows[Int($0)].user) }
  }
}
