import Dialects
import IR
import Scheduling
import Support

// Blocks that update an element at once for all threads.

extension LoopEmitter {
  /// The update as which a block runs, if it is atomic.
  ///
  /// - Throws: a diagnostic if its statement is no update of one element, or it has lanes.
  func atomicUpdate(
    of operation: OperationID, _ block: Program.Block
  ) throws(Diagnostic) -> AtomicUpdate? {
    guard source.isAtomic(operation) else { return nil }
    guard lane == nil, let update = source.atomicUpdate(of: operation) else {
      throw .error(
        lane == nil
          ? "block '\(block.name)' is atomic, but does not combine one element with a term by one operation"
          : "block '\(block.name)' is atomic inside a vectorised loop",
        at: source.location(of: operation))
    }
    return update
  }

  /// Writes one operation of the statement where the update does something else in its place.
  ///
  /// - Returns: whether it is part of the update.
  mutating func emitPart(
    of update: AtomicUpdate, _ operation: OperationID
  ) throws(Diagnostic) -> Bool {
    if operation == update.load || operation == update.combination { return true }
    guard operation == update.store, let store = source.match(operation, as: Program.Store.self)
    else { return false }
    guard let memref = memory[store.buffer], let type = source.bufferType(of: store.buffer) else {
      throw .error("the buffer is not known", at: source.location(of: operation))
    }
    let term = operandValue(update.term)
    let place = value(of: linearAddress(store.map, store.indices, type))
    build.insertOperation(
      MemRef.AtomicRMW(
        [term, memref, place], resultTypes: [build.module.type(of: term)],
        properties: ["kind": .i64(update.kind.rawValue)]))
    return true
  }
}
