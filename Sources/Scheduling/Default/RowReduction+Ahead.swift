import Dialects
import IR
import Support

// Rows that come from memory while others are computed.

extension RowReduction {
  /// Asks for what a later row reads at the same place, before a vector of terms.
  ///
  /// Rows that come from memory are read by the first stage and waited for; the stages behind it compute, and
  /// memory has nothing to do. So a later reduction asks, vector by vector, for the rows that come next. Before:
  ///
  ///     for k in n { y = y + exp(x[i, k] - largest) }
  ///
  /// After, with tiles of four rows:
  ///
  ///     for k in n { prefetch x[i + 4, k]; y = y + exp(x[i, k] - largest) }
  func insertAhead(_ nest: Nest, start: IndexExpression, into build: inout Builder) {
    guard let ahead else { return }
    let reads = (readsOfTerms + (producer?.reads(in: source) ?? [])).filter {
      redirect.places[$0.buffer] == nil && isContiguous($0.buffer, $0.map)
    }
    if reads.isEmpty { return }
    var bindings = nest.bindings
    bindings[stage.spatial.count] = (terms?.start ?? 0) + start
    bindings[ahead.axis] += ahead.rows
    let block = Program.Block(
      name: stage.signature.name + ".ahead", counters: nest.counters, bindings: bindings,
      extents: bindings.map { _ in IndexExpression(1 << 30) },
      kinds: bindings.map { _ in .spatial })
    build.insertBlock(block) { build, iterators in
      for read in reads {
        build.insertOperation(
          Program.Prefetch(read.buffer, iterators, map: read.map, locality: Self.secondLevel))
      }
    }
  }
  /// The locality of what the nearest cache need not have.
  private static let secondLevel = 2

  /// What the stage itself reads, over its iterators.
  private var readsOfTerms: [(buffer: ValueID, map: [IndexExpression])] {
    guard let body = stage.body(in: source) else { return [] }
    var resolver = IndexResolver(source, source.arguments(of: body))
    return stage.loads(in: source).compactMap { _, load in
      load.buffer == stage.output
        ? nil : resolver.resolve(load.map, load.indices).map { (load.buffer, $0) }
    }
  }

  /// Whether neighbouring terms are neighbours in memory.
  private func isContiguous(_ buffer: ValueID, _ map: [IndexExpression]) -> Bool {
    guard let type = source.bufferType(of: buffer), type.element.elementsPerByte == nil else {
      return false
    }
    var address = IndexExpression.zero
    for (index, stride) in zip(map, type.strides) { address += index * stride }
    return assumptions.simplified(address).linear(in: stage.spatial.count)?.coefficient == 1
  }
}
