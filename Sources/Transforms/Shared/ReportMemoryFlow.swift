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
  module.walk(root) { operation in
    guard module.regionCount(of: operation) == 0 else { return }
    let place = module.location(of: operation)
    for access in module.memoryAccesses(of: operation) ?? [] {
      switch access.kind {
      case .read:
        let memory = writers.transfer.memory(of: access, in: module)
        guard let known = writers.state(before: operation)?[memory] else { continue }
        if known == [.nobody] {
          context.remark(.analysis, at: place, "reads memory to which nothing was written")
          context.count("uninitialized-reads")
        } else {
          let names = known.compactMap { writer -> OperationID? in
            if case .operation(let operation) = writer { operation } else { nil }
          }.sorted().map { "'\(module.name(of: $0))' at \(module.location(of: $0).summary)" }
          let others = known.contains(.nobody) ? ", or nobody" : ""
          context.remark(
            .analysis, at: place,
            "reads what was written by \(names.joined(separator: ", "))\(others)")
        }
      case .write:
        let memory = readers.transfer.memory(of: access, in: module)
        guard readers.transfer.follows(memory, in: module),
          access.value != nil, let later = readers.state(after: operation),
          !later.contains(memory)
        else { continue }
        context.remark(.analysis, at: place, "what is written here is never read")
        context.count("unread-writes")
      }
    }
  }
  context.preserveAllAnalyses()
}
