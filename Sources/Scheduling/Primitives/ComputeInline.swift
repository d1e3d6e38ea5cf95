import Dialects
import IR
import Support

extension Schedule {
  public struct ComputeInline: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.compute_inline" }
    public static var documentation: String {
      """
      Computes a block's elements where they are read, and drops its buffer (Halide `compute_inline`,
      TVM `compute_inline`, Exo `inline`).

      Rewrite:

          for i { T[i] = f(X[i]) };  for i { Y[i] = g(T[i]) }  ->  for i { Y[i] = g(f(X[i])) }

      It may have been computed at a loop before, and its buffer made small there: then that is undone.

      Requires: a block without reduction that alone writes its whole buffer, which the function
      allocates, or what of it an iteration needs; what the block reads does not change before its
      readers run.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block)]
    }

    public var block = ValueID.missing

    public init() {}

    public init(_ block: ValueID) { self.block = block }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let buffer = try program.requirePlainProducer(block)
      let places = try program.inlinedPlaces(of: block, in: buffer)
      let readers = program.users(of: buffer).filter { $0.block != block }
      guard let last = readers.last else {
        throw Refusal("nobody reads what block '\(program.blockName(block))' writes")
      }
      try program.requireMovable(block, between: block, and: last.block, except: [buffer])
      for reader in readers {
        try program.requireUnchanged(block, buffer, until: reader.block)
        try program.requireVisible(block, at: reader.block)
        program.inline(block, places, at: reader.access.operation)
      }
      program.eraseNest(of: block)
      program.eraseIfUnused(buffer)
      return []
    }
  }

  /// Computes a block's elements where they are read; see `ComputeInline`.
  public mutating func computeInline(_ block: Block) throws(Refusal) {
    try apply(ComputeInline(block.value))
  }
}

extension ScheduledProgram {
  /// The buffer of a block that computes every element by itself, for certain.
  func requirePlainProducer(_ block: OperationID) throws(Refusal) -> ValueID {
    let signature = try signature(block)
    guard signature.kinds.allSatisfy({ $0 == .spatial }) else {
      throw Refusal("the block '\(signature.name)' reduces")
    }
    let buffer = try output(of: block)
    try requireAllocated(buffer)
    if accesses(of: block).contains(where: { !$0.isWrite && $0.buffer == buffer }) {
      throw Refusal("the block '\(signature.name)' reads what it writes")
    }
    return buffer
  }

  /// Refuses if what a block reads may change until a later iteration of a loop around it reads what it
  /// has written.
  fileprivate func requireUnchanged(
    _ block: OperationID, _ buffer: ValueID, until reader: OperationID
  ) throws(Refusal) {
    let home = module.definingOperation(of: buffer).map { loops(around: $0).count } ?? 0
    let shared = zip(loops(around: block), loops(around: reader)).prefix { $0 == $1 }.map(\.0)
    guard shared.count > home else { return }
    try requireMovable(block, between: shared[home], and: shared[home], except: [buffer])
  }

  /// For each axis of a buffer the iterator at which a block writes it, and how far on: over `values`,
  /// the counters of the loops around the allocation.
  fileprivate func inlinedPlaces(
    of block: OperationID, in buffer: ValueID
  ) throws(Refusal) -> InlinedPlaces {
    let places = try storePlaces(of: block, in: buffer, model, among: [block])
    let signature = try signature(block)
    guard Set(places.map(\.iterator)).count == signature.kinds.count else {
      throw Refusal("the block '\(signature.name)' must write at its spatial iterators, each once")
    }
    guard let allocation = module.definingOperation(of: buffer),
      let home = loops(around: allocation).last
    else { return InlinedPlaces(places: places, values: []) }
    let (values, digits) = try outerValues(of: home)
    return InlinedPlaces(
      places: places.map { ($0.iterator, $0.offset.substituting(dimensions: digits)) },
      values: values)
  }

  /// Replaces a load by the statement of the block that computes its element.
  fileprivate mutating func inline(
    _ block: OperationID, _ places: InlinedPlaces, at load: OperationID
  ) {
    let source = module
    guard let read = source.match(load, as: Program.Load.self),
      let body = source.entryBlock(of: source.region(0, of: block))
    else { return }
    var value: ValueID?
    module.build(at: .before(load), location: source.location(of: load)) { build in
      var known: [ValueID: ValueID] = [:]
      let operands = read.indices + places.values
      for (dimension, (axis, offset)) in places.places.enumerated() {
        let index = read.map[dimension] - offset.movingDimensions(by: read.indices.count)
        let argument = source.arguments(of: body)[axis]
        if let number = index.dimensionNumber, number < read.indices.count {
          known[argument] = read.indices[number]
        } else {
          known[argument] = build.insert(Program.Index(index, operands))
        }
      }
      let operations = source.operations(in: body)
      Module.copyStatement(
        operations.filter { !source.isA($0, Program.Store.self) }, of: source, known: &known,
        into: &build)
      let store = operations.compactMap { source.match($0, as: Program.Store.self) }.last
      value = store.map { known[$0.value] ?? $0.value }
    }
    if let value { module.replace(load, with: [value]) }
  }
}

/// Where a block writes its buffer, along each axis.
private struct InlinedPlaces {
  let places: [(iterator: Int, offset: IndexExpression)]
  /// What the dimensions of the offsets stand for.
  let values: [ValueID]
}
