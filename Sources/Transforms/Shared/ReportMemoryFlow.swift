import IR
import Support

/// Tells, as remarks, what flows through memory; changes nothing.
///
/// Named are reads of what nobody wrote, where what is read was written, and writes nobody reads.
/// Only memory that nothing but accesses and views sees is followed; parts of it are not told apart.
///
///     %m = memref.alloca() : memref<4xf32>
///     %x = memref.load %m[%i]           // reads memory to which nothing was written
///     memref.store %x, %m[%i]           // what is written here is never read
public let reportMemoryFlow = Pass(
  "report-memory-flow", "tells which memory is read before it is written, or never"
) { module, root, context in
  let writers = context.analysis(DenseAnalysis<LastWriters>.self, of: root, in: module)
  let readers = context.analysis(DenseAnalysis<LaterReads>.self, of: root, in: module)
  var remarks: [OperationID: [String]] = [:]
  writers.forEachOperation(of: module) { operation, known in
    guard module.regionCount(of: operation) == 0 else { return }
    for access in module.memoryAccesses(of: operation) ?? [] where access.kind == .read {
      let memory = writers.transfer.memory(of: access, in: module)
      if let found = known[memory] {
        remarks[operation, default: []].append(module.description(of: found))
      }
    }
  }
  readers.forEachOperation(of: module) { operation, later in
    guard module.regionCount(of: operation) == 0 else { return }
    for access in module.memoryAccesses(of: operation) ?? []
    where access.kind == .write && access.value != nil {
      let memory = readers.transfer.memory(of: access, in: module)
      if readers.transfer.follows(memory, in: module), !later.contains(memory) {
        remarks[operation, default: []].append(unreadWrite)
      }
    }
  }
  module.walk(root) { operation in
    for remark in remarks[operation] ?? [] {
      context.remark(.analysis, at: module.location(of: operation), remark)
      if remark == uninitializedRead { context.count("uninitialized-reads") }
      if remark == unreadWrite { context.count("unread-writes") }
    }
  }
  context.preserveAllAnalyses()
}

private let uninitializedRead = "reads memory to which nothing was written"
private let unreadWrite = "what is written here is never read"

extension Module {
  /// Who wrote what is read.
  fileprivate func description(of writers: LastWriters.Writers) -> String {
    if writers.operations.isEmpty { return uninitializedRead }
    var names = writers.first.map { "'\(name(of: $0))' at \(location(of: $0).summary)" }
    let others = writers.operations.count - names.count
    if others > 0 { names.append("\(others) others") }
    return "reads what was written by \(names.joined(separator: ", "))"
      + (writers.mayBeNobody ? ", or nobody" : "")
  }
}
