import Dialects
import IR
import Support

extension Schedule {
  public struct ReverseComputeInline: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.reverse_compute_inline" }
    public static var documentation: String {
      """
      Computes a block where the elements it reads are computed, and drops the buffer between them
      (TVM `reverse_compute_inline`).

      Rewrite:

          for i { T[i] = f(X[i]) };  for i { Y[i] = g(T[i]) }  ->  for i { Y[i] = g(f(X[i])) }

      where the loops that stay are the first ones. Requires: the block alone reads the buffer, once
      for each element; the block that writes it does not reduce.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block)]
    }

    public var block = ValueID.missing

    public init() {}

    public init(_ block: ValueID) { self.block = block }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let consumer = try program.block(block)
      let signature = try program.signature(consumer)
      guard signature.kinds.allSatisfy({ $0 == .spatial }) else {
        throw Refusal("the block '\(signature.name)' reduces")
      }
      try program.requireRunsForAll(Array(signature.extents.indices), of: consumer)
      let (producer, buffer) = try program.soleProducer(for: consumer)
      let axes = try program.requireOnlyWriter(producer, of: buffer)
      let reads = program.accesses(of: consumer).filter { $0.buffer == buffer }
      guard let map = reads.first?.map, reads.allSatisfy({ $0.map == map }) else {
        throw Refusal(
          "the block '\(signature.name)' reads \(program.bufferName(buffer)) at more than "
            + "one place")
      }
      let shape = try program.type(of: buffer).shape
      let own = zip(map, shape).compactMap { InvertibleRead($0, below: $1) }
      guard own.count == map.count, Set(own.map(\.iterator)).count == own.count,
        own.count == signature.bindings.count,
        zip(own, shape).allSatisfy({ signature.extents[$0.iterator] == $1 })
      else {
        throw Refusal(
          "the block '\(signature.name)' does not read every element of "
            + "\(program.bufferName(buffer)) exactly once")
      }
      try program.requireMovable(consumer, between: producer, and: consumer, except: [buffer])
      try program.requireVisible(consumer, at: producer)
      program.hoistAllocations(of: consumer, before: program.root(of: producer))
      program.append(consumer, own, to: producer, axes, replacing: buffer)
      program.eraseNest(of: consumer)
      program.eraseIfUnused(buffer)
      return []
    }
  }

  /// Computes a block where the elements it reads are computed; see `ReverseComputeInline`.
  public mutating func reverseComputeInline(_ block: Block) throws(Refusal) {
    try apply(ReverseComputeInline(block.value))
  }
}

extension ScheduledProgram {
  /// The block that computes what `consumer` alone reads.
  fileprivate func soleProducer(
    for consumer: OperationID
  ) throws(Refusal) -> (producer: OperationID, buffer: ValueID) {
    var reason = Refusal("the block '\(blockName(consumer))' reads no buffer that is its alone")
    for access in accesses(of: consumer) where !access.isWrite {
      let users = users(of: access.buffer)
      guard let producer = users.first(where: { $0.access.isWrite && $0.block != consumer })?.block
      else { continue }
      if let other = users.first(where: { $0.block != consumer && $0.block != producer }) {
        reason = Refusal(
          "\(bufferName(access.buffer)) is also used by block '\(blockName(other.block))'")
        continue
      }
      return (producer, try requirePlainProducer(producer))
    }
    throw reason
  }

  /// Replaces the producer's store by the consumer's statement.
  fileprivate mutating func append(
    _ consumer: OperationID, _ own: [InvertibleRead], to producer: OperationID, _ axes: [Int],
    replacing buffer: ValueID
  ) {
    let source = module
    guard let body = source.entryBlock(of: source.region(0, of: producer)),
      let statement = source.entryBlock(of: source.region(0, of: consumer)),
      let store = source.operations(in: body).last(where: { source.isA($0, Program.Store.self) }),
      let stored = source.match(store, as: Program.Store.self)
    else { return }
    var known: [ValueID: ValueID] = [:]
    for (dimension, read) in own.enumerated() {
      let element = source.arguments(of: body)[axes[dimension]]
      let argument = source.arguments(of: statement)[read.iterator]
      known[argument] = element
      guard let last = read.last else { continue }
      let index = module.insert(Program.Index(last - .dimension(0), [element]), at: .before(store))
      known[argument] = module.result(of: index)
    }
    var rest: [OperationID] = []
    for operation in source.operations(in: statement) {
      if let load = source.match(operation, as: Program.Load.self), load.buffer == buffer {
        known[source.result(of: operation)] = stored.value
      } else {
        rest.append(operation)
      }
    }
    module.build(at: .before(store)) { build in
      Module.copyStatement(rest, of: source, known: &known, into: &build)
    }
    module.erase(store)
    module.setProperty(
      "name", of: producer, to: .string(source.property("name", of: consumer)?.stringValue ?? ""))
  }
}

/// How a block reads along an axis, if it does so at each element once: at an iterator of its own, upwards
/// or downwards.
private struct InvertibleRead {
  let iterator: Int
  /// Where the iterator is zero, if it runs downwards.
  var last: IndexExpression?

  init?(_ index: IndexExpression, below size: IndexExpression) {
    guard let iterator = index.dimensionNumbers.first, index.dimensionNumbers.count == 1,
      let linear = index.linear(in: iterator)
    else { return nil }
    self.iterator = iterator
    if linear.coefficient == 1, linear.rest == 0 { return }
    guard linear.coefficient == -1, linear.rest == size - 1 else { return nil }
    last = linear.rest
  }
}
