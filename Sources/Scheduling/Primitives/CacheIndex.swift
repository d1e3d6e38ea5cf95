import Dialects
import IR
import Support

extension Schedule {
  public struct CacheIndex: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.cache_index" }
    public static var documentation: String {
      """
      Computes the places at which a block reads a buffer once, into a buffer of indices (TVM
      `cache_index`).

      Rewrite:

          for i, j { … X[(i * 7 + 3) floordiv 5, j] … }
            -> P = alloc [m] of i64;  for i { P[i] = (i * 7 + 3) floordiv 5 };
               for i, j { … X[P[i], j] … }

      Requires: an index that is more than one iterator or a number. What is read at a place from
      memory can no longer be told apart, so later steps may be refused. Returns the blocks that compute
      indices, one for each expression.
      """
    }
    public static var returnsArray: Bool { true }
    public static var parameters: [Parameter<Self>] { [.block(\.block), .buffer(\.buffer)] }
    public static var results: [Signature.Slot] { [.init("indices", .block, .variadic)] }

    public var block = ValueID.missing
    public var buffer = ValueID.missing

    public init() {}

    public init(_ block: ValueID, of buffer: ValueID) {
      (self.block, self.buffer) = (block, buffer)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, buffer) = (try program.block(block), try program.buffer(buffer))
      let name = program.blockName(block)
      let reads = program.accesses(of: block).filter { $0.buffer == buffer && !$0.isWrite }
      guard !reads.isEmpty else {
        throw Refusal("the block '\(name)' does not read \(program.bufferName(buffer))")
      }
      var computed: [IndexExpression] = []
      for index in reads.flatMap({ $0.map ?? [] })
      where index.isComputed && !computed.contains(index) {
        computed.append(index)
      }
      guard !computed.isEmpty else {
        throw Refusal(
          "the block '\(name)' reads \(program.bufferName(buffer)) at iterators, there is nothing to "
            + "compute")
      }
      var caches: [IndexExpression: ValueID] = [:]
      var made: [Target] = []
      for index in computed {
        let (computing, cache) = try program.insertIndex(index, of: block)
        caches[index] = cache
        made.append(.block(computing))
      }
      for read in reads { program.lookUp(caches, in: read) }
      return made
    }
  }

  /// Computes the places at which a block reads a buffer once; gives the blocks that do.
  ///
  /// See `CacheIndex`.
  @discardableResult
  public mutating func cacheIndex(
    _ block: Block, _ buffer: Buffer
  ) throws(Refusal) -> [Block] {
    try apply(CacheIndex(block.value, of: buffer.value)).map { Block($0) }
  }
}

extension IndexExpression {
  /// Whether this is more than one iterator or a number.
  fileprivate var isComputed: Bool { dimensionNumber == nil && !dimensionNumbers.isEmpty }
}

extension ScheduledProgram {
  /// Writes a nest that computes `index`, over iterators of `block`, into a buffer over those.
  fileprivate mutating func insertIndex(
    _ index: IndexExpression, of block: OperationID
  ) throws(Refusal) -> (computing: OperationID, cache: ValueID) {
    let (signature, root) = (try signature(block), root(of: block))
    let used = index.dimensionNumbers.sorted()
    let shape = used.map { signature.extents[$0] }
    let cache = allocate(.init(shape, .i64), for: block, before: root)
    let renumbered = signature.extents.indices.map { number -> IndexExpression in
      .dimension(used.firstIndex(of: number) ?? 0)
    }
    let (_, computing) = module.insertNest(
      copyPlan(named: "\(signature.name)_index", shape, module.location(of: block)),
      at: .before(root))
    module.insertBody(0, of: computing) { build, iterators in
      let place = build.insert(
        Program.Index(index.substituting(dimensions: renumbered), iterators))
      let value = build.insert(Arith.IndexCast(place, to: .i64))
      build.insertOperation(
        Program.Store(
          value, to: cache, iterators, map: used.indices.map { .dimension($0) }))
    }
    return (computing, cache)
  }

  /// Lets a load read the indices that are in `caches`.
  fileprivate mutating func lookUp(_ caches: [IndexExpression: ValueID], in read: BlockAccess) {
    guard var map = read.map, let body = module.block(of: read.operation) else { return }
    let iterators = module.arguments(of: body)
    var operands = iterators
    module.build(at: .before(read.operation)) { build in
      for (axis, index) in map.enumerated() {
        guard let cache = caches[index] else { continue }
        let used = index.dimensionNumbers.sorted().map { iterators[$0] }
        let value = build.insert(
          Program.Load(cache, used, map: used.indices.map { .dimension($0) }))
        operands.append(build.insert(Arith.IndexCast(value, to: .index)))
        map[axis] = .dimension(operands.count - 1)
      }
    }
    module.setOperands(of: read.operation, to: [read.buffer] + operands)
    module.setProperty("map", of: read.operation, to: .map(map))
  }
}
