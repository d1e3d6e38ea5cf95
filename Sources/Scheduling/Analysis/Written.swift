import Dialects
import IR
import Polyhedra
import Support

// Whether what is read has been written.

extension ScheduledProgram {
  /// Refuses unless everything that is read from a buffer, in an iteration of the loop if there is one,
  /// has been written before, in the same iteration.
  func requireWritten(
    _ buffer: ValueID, in loop: OperationID?, _ model: ProgramModel
  ) throws(Refusal) {
    if isTrusted { return }
    let statements = loop.map { model.statements(under: $0) } ?? model.statements
    let reason =
      loop.map { "an iteration of the loop '\(loopName($0))' reads from" } ?? "there is a read from"
    let whole = "\(reason) \(bufferName(buffer)) of what has not been written"
    for reader in statements {
      let place = loop.flatMap { reader.loops.firstIndex(of: $0) }
      for access in reader.accesses where access.buffer == buffer && !access.isWrite {
        let reader = reader.readingAnywhere(access, of: module.bufferType(of: buffer)?.shape ?? [])
        let digits = WrittenDigits(
          reader, access.operation, lifetime: model.lifetimes[buffer] ?? 0)
        if statements.contains(where: { digits?.isWritten(by: $0, within: place) ?? false }) {
          continue
        }
        var written: [IntegerImage] = []
        for writer in statements {
          written += model.writes(writer, before: reader, access.operation, within: place)
        }
        switch model.instances(of: reader).value(notIn: written) {
        case .never: continue
        case .example(let point):
          throw Refusal(
            whole,
            example:
              "block '\(reader.name)' at \(model.at(reader, point.dimensions, point.symbols))"
              + model.sizes(point))
        case .unknown(let why): throw Refusal("\(whole), or so it may be (\(why))")
        }
      }
    }
  }
}

extension Statement {
  /// This with an access whose computed indices may be any inside of a buffer of that shape.
  func readingAnywhere(_ access: Access, of shape: [IndexExpression]) -> Statement {
    guard access.indices.contains(nil), access.indices.count == shape.count else { return self }
    var (known, extents, domain) = (access, extents, domain)
    for (axis, size) in shape.enumerated() where known.indices[axis] == nil {
      let index = IndexExpression.dimension(extents.count)
      extents.append(size)
      domain += [index, size - 1 - index]
      known.indices[axis] = index
    }
    return with(
      extents: extents, domain: domain,
      accesses: accesses.map { $0.operation == access.operation ? known : $0 })
  }
}

extension ProgramModel {
  /// Every instance of a statement, by its dimensions.
  func instances(of statement: Statement) -> IntegerImage {
    IntegerImage(
      (0..<statement.dimensionCount).map { .dimension($0) }, over: statement.instances(symbols))
  }

  /// The instances of `reader` for which `writer` has written the element that `load` reads, before
  /// and in the same iteration of the first loops up to number `place`, if given.
  func writes(
    _ writer: Statement, before reader: Statement, _ load: OperationID, within place: Int?
  ) -> [IntegerImage] {
    var images: [IntegerImage] = []
    for var conflict in conflicts(writer, reader, ignoringCommuting: false) {
      let (write, read) = conflict.access
      // What accumulates gives whole elements only from its initialisation on.
      guard read.operation == load, write.isWrite, write.isInitial || !write.accumulates,
        !write.indices.contains(nil), !read.indices.contains(nil)
      else { continue }
      if let place { conflict.requireSame(0...place) }
      var earlier = conflict.firstIsEarlier
      if write.isInitial, writer.number == reader.number {
        conflict.requireSame(0..<conflict.sharedLoops)
        earlier.append(conflict)
      }
      let dimensions = (0..<reader.dimensionCount).map {
        IndexExpression.dimension($0 + writer.dimensionCount)
      }
      images += earlier.map { IntegerImage(dimensions, over: $0.system) }
    }
    return images
  }
}
