import Dialects
import IR
import Support

extension Schedule {
  public struct PadEinsum: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.pad_einsum" }
    public static var documentation: String {
      """
      Makes the iterators of a sum of products run to multiples of numbers, over copies that are
      padded with zeros (TVM `pad_einsum`).

      Rewrite, for multiples of 4 along i and k of six terms:

          for i in m, j in 12, k in 6 { Y[i, j] += X[i, k] * W[k, j] }
            -> for … { X1[…] = 0 };  for i in m, k in 6 { X1[i, k] = X[i, k] };  … W1 …
               for i in m ceildiv 4 * 4, j in 12, k in 8 { Y1[i, j] += X1[i, k] * W1[k, j] };
               for i in m, j in 12 { Y[i, j] = Y1[i, j] }

      Iterators of blocks around that follow a loop which runs further do so, too. A block that goes on
      with what another has begun, as a sum does that may have no terms, gets a copy of that.

      Requires: a block alone in its nest, with a loop for each iterator and no condition; every access
      at different iterators; where an iterator that is reduced over is padded, a sum of products that
      are zero in the padding: of floats every factor depends on that iterator, so that infinities stay
      what they were. Returns the blocks that copy in and out.
      """
    }
    public static var returnsArray: Bool { true }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .integers(\.multiples, "multiples", label: "toMultiplesOf")]
    }
    public static var results: [Signature.Slot] { [.init("copies", .block, .variadic)] }

    public var block = ValueID.missing
    /// For each iterator; 1 leaves it.
    public var multiples: [Int] = []

    public init() {}

    public init(_ block: ValueID, toMultiplesOf multiples: [Int]) {
      (self.block, self.multiples) = (block, multiples)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let signature = try program.signature(block)
      guard multiples.count == signature.extents.count, multiples.allSatisfy({ $0 >= 1 }) else {
        throw Refusal(
          "expected a positive number for each of the \(signature.extents.count) iterators of block "
            + "'\(signature.name)', found \(multiples)")
      }
      let extents = zip(signature.extents, multiples).map { extent, multiple in
        program.assumptions.simplified(
          extent.ceilDivided(by: IndexExpression(multiple)) * IndexExpression(multiple))
      }
      let padded = extents.indices.filter { extents[$0] != signature.extents[$0] }
      guard !padded.isEmpty else {
        throw Refusal("the iterators of block '\(signature.name)' are such multiples already")
      }
      let loops = try program.requirePlainNest(of: block)
      for iterator in padded where signature.kinds[iterator] == .reduction {
        try program.requireZeroTerms(of: block, along: iterator)
      }
      return try program.pad(block, loops, to: extents).map { .block($0) }
    }
  }

  /// Makes the iterators of a sum of products run to multiples of numbers; gives the blocks that copy
  /// in and out.
  ///
  /// See `PadEinsum`.
  @discardableResult
  public mutating func padEinsum(
    _ block: Block, toMultiplesOf multiples: [Int]
  ) throws(Refusal) -> [Block] {
    try apply(PadEinsum(block.value, toMultiplesOf: multiples)).map { Block($0) }
  }
}

extension ScheduledProgram {
  /// The loop of each iterator of a block that is alone in its nest, as the front end writes it; `nil`
  /// for an iterator of one value.
  fileprivate func requirePlainNest(of block: OperationID) throws(Refusal) -> [OperationID?] {
    let signature = try signature(block)
    let around = loops(around: block)
    guard blocks(under: root(of: block)) == [block], signature.predicate.isEmpty else {
      throw Refusal(
        "the block '\(signature.name)' must be alone in its nest and have no condition")
    }
    let counters = try around.map { loop throws(Refusal) in try counter(of: loop) }
    var found: [OperationID?] = []
    for (binding, extent) in zip(signature.bindings, signature.extents) {
      guard let number = binding.dimensionNumber else {
        guard binding == 0, extent == 1 else { throw Refusal(Self.noPlainNest(signature.name)) }
        found.append(nil)
        continue
      }
      guard let place = counters.firstIndex(of: signature.counters[number]),
        try snapshot(around[place]).extent == extent, !found.contains(around[place])
      else { throw Refusal(Self.noPlainNest(signature.name)) }
      found.append(around[place])
    }
    guard found.compactMap({ $0 }).count == around.count else {
      throw Refusal(Self.noPlainNest(signature.name))
    }
    return found
  }

  private static func noPlainNest(_ name: String) -> String {
    "the block '\(name)' must have a loop of its own for each iterator; pad it before it is scheduled"
  }

  /// Refuses unless what a block adds is zero where an iterator is beyond its extent and all that is
  /// read there is zero.
  fileprivate func requireZeroTerms(
    of block: OperationID, along iterator: Int
  ) throws(Refusal) {
    let refusal = Refusal(
      "the terms of block '\(blockName(block))' are not shown to be zero in the padding of iterator "
        + "\(iterator); they must be products of elements that depend on it")
    guard let step = module.reductionStep(of: block),
      ["arith.addf", "arith.addi"].contains(step.rule)
    else { throw refusal }
    let own = module.result(of: step.loads[0])
    let maps = Dictionary(
      accesses(of: block).compactMap { access in access.map.map { (access.operation, $0) } },
      uniquingKeysWith: { first, _ in first })
    var pending = module.operands(of: step.combination).filter { $0 != own }
    var (depends, all) = (false, true)
    while let value = pending.popLast() {
      guard let operation = module.definingOperation(of: value) else { throw refusal }
      if let map = maps[operation] {
        let follows = map.contains { $0.dimensionNumbers.contains(iterator) }
        (depends, all) = (depends || follows, all && follows)
      } else if Self.keepZero.contains(module.name(of: operation)) {
        pending += module.operands(of: operation)
      } else {
        throw refusal
      }
    }
    let isFloat = step.rule == "arith.addf"
    guard depends, all || !isFloat else { throw refusal }
  }

  /// What is zero where an operand, or the operand, is.
  private static let keepZero: Set<String> = [
    "arith.mulf", "arith.muli", "arith.extf", "arith.truncf", "arith.extsi", "arith.extui",
    "arith.trunci", "arith.sitofp", "arith.uitofp",
  ]

  fileprivate mutating func pad(
    _ block: OperationID, _ loops: [OperationID?], to extents: [IndexExpression]
  ) throws(Refusal) -> [OperationID] {
    let signature = try signature(block)
    let output = try output(of: block)
    let root = try requireUntouched(output, beside: block)
    // What was there before the terms, if the block does not say it, is copied as well.
    let goesOn = goesOn(block)
    if !goesOn { try requireStartsOver(block) }
    var copies: [OperationID] = []
    var done: [ValueID] = []
    for access in accesses(of: block) where !done.contains(access.buffer) {
      done.append(access.buffer)
      let same = accesses(of: block).filter { $0.buffer == access.buffer }
      guard let map = access.map, same.allSatisfy({ $0.map == map }),
        case let axes = map.compactMap(\.dimensionNumber), axes.count == map.count,
        Set(axes).count == axes.count,
        zip(axes, try type(of: access.buffer).shape).allSatisfy({ signature.extents[$0] == $1 })
      else {
        throw Refusal(
          "the block '\(signature.name)' must touch every element of \(bufferName(access.buffer)), at "
            + "different iterators")
      }
      var type = try type(of: access.buffer)
      let old = type.shape
      type.shape = axes.map { extents[$0] }
      if type.shape == old { continue }
      if access.buffer != output { _ = try requireReadOnly(access.buffer, by: block) }
      if access.buffer != output || goesOn { try requireWhole(access.buffer, before: root) }
      let buffer = allocate(type, for: block, before: root)
      for one in same { redirect(one, of: block, to: buffer, map) }
      if access.buffer != output || goesOn {
        try fill(buffer, for: block)
        copies.append(
          insertCopy(
            named: "\(signature.name)_read", from: access.buffer, to: buffer, old,
            at: .before(root)))
      }
      if access.buffer == output {
        copies.append(
          insertCopy(
            named: "\(signature.name)_write", from: buffer, to: output, old, at: .after(root)))
      }
    }
    for (number, loop) in loops.enumerated() {
      guard let loop, extents[number] != signature.extents[number] else { continue }
      try widenNests(
        around: block, along: try counter(of: loop), from: signature.extents[number],
        to: extents[number])
      module.setProperty("extent", of: loop, to: .map([extents[number]]))
    }
    module.setProperty("extents", of: block, to: .map(extents))
    return copies
  }
}
