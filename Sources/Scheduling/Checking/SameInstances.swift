import Dialects
import IR
import Polyhedra
import Support

// Whether two versions of a program run the same instances of the same blocks in an order that gives the
// same results: for rewrites of which nothing else is known.

/// A block in both versions.
private struct Pair {
  let old: Statement
  let new: Statement
  /// Accesses whose elements must be compared: their indices are known, and not plainly the same.
  var accesses: [(Statement.Access, Statement.Access)] = []
  /// Whether nothing about it or the loops around it has changed.
  var isUnchanged = false
}

extension ScheduledProgram {
  /// Refuses unless the blocks of this program are those of `before`, run for the same iterators, touch
  /// the same elements, and every dependence between two of them points forwards still.
  ///
  /// - Parameters:
  ///   - before: what the program was.
  ///   - isBitExact: whether terms of a reduction must keep their order too.
  /// - Throws: a refusal that names the blocks and where they were and are, with the smallest point.
  public func requireSameInstances(
    as before: ScheduledProgram, isBitExact: Bool
  ) throws(Refusal) {
    if isTrusted { return }
    try requireSameInterface(as: before)
    let (old, new) = (before.model, model)
    let pairs = try requireSameBlocks(before, old, new)
    for pair in pairs where !pair.isUnchanged {
      try requireSameIterators(pair, old, new)
      try requireSameElements(pair, new)
      if pair.old.readsWhatItWrites { try requireOnce(pair.new.block) }
    }
    for first in pairs {
      for second in pairs {
        let keepsOrder =
          (first.old.number < second.old.number) == (first.new.number < second.new.number)
        if first.isUnchanged, second.isUnchanged, keepsOrder { continue }
        try requireOrder(first, second, old, new, isBitExact: isBitExact)
      }
    }
    let changed = Set(pairs.filter { !$0.isUnchanged }.map(\.new.block))
    try requireKindsFit(before, changed)
  }

  /// Refuses if the function takes other buffers or sizes, or is damaged.
  func requireSameInterface(as before: ScheduledProgram) throws(Refusal) {
    if let problem = module.verify().all.first(where: { $0.severity == .error }) {
      throw Refusal("the rewritten program is damaged: \(problem)")
    }
    let types = arguments.map { module.type(of: $0) }
    guard before.module.properties(of: function) == module.properties(of: function),
      before.arguments.map({ before.module.type(of: $0) }) == types
    else { throw Refusal("the function has other buffers or sizes than before") }
  }

  private func requireSameBlocks(
    _ before: ScheduledProgram, _ old: ProgramModel, _ new: ProgramModel
  ) throws(Refusal) -> [Pair] {
    let hint = "; a primitive that changes what blocks compute is checked by 'values'"
    var named: [String: Statement] = [:]
    for statement in new.statements {
      guard named.updateValue(statement, forKey: statement.name) == nil else {
        throw Refusal("two blocks are called '\(statement.name)'")
      }
    }
    var comparison = BlockComparison(before.module, module, function)
    var pairs: [Pair] = []
    for statement in old.statements {
      guard let now = named.removeValue(forKey: statement.name) else {
        throw Refusal("the block '\(statement.name)' is gone\(hint)")
      }
      guard statement.signature.kinds == now.signature.kinds,
        statement.accesses.count == now.accesses.count
      else { throw Refusal("the block '\(statement.name)' has other iterators or accesses\(hint)") }
      var pair = Pair(old: statement, new: now)
      let places = Dictionary(
        zip(statement.accesses, now.accesses).map { ($0.operation, ($0, $1)) },
        uniquingKeysWith: { first, _ in first })
      let difference = comparison.difference(statement.block, now.block) { a, b in
        guard let (x, y) = places[a], y.operation == b, x.indices.count == y.indices.count,
          !x.indices.contains(nil), !y.indices.contains(nil)
        else { return false }
        pair.accesses.append((x, y))
        return true
      }
      if let difference {
        throw Refusal("the block '\(statement.name)' \(difference)\(hint)")
      }
      pair.isUnchanged = statement.isSame(as: now)
      pairs.append(pair)
    }
    if let name = named.keys.min() { throw Refusal("the block '\(name)' is new\(hint)") }
    for (a, b) in comparison.buffers where old.lifetimes[a] ?? 0 != 0 || new.lifetimes[b] ?? 0 != 0
    {
      let touching = pairs.filter { $0.old.accesses.contains { $0.buffer == a } }
      guard touching.allSatisfy(\.isUnchanged), old.lifetimes[a] == new.lifetimes[b] else {
        throw Refusal(
          "\(old.bufferName(a)) is allocated inside a loop, and what touches it has changed; a "
            + "primitive that changes how long buffers live is checked by 'values'")
      }
    }
    return pairs
  }

  /// Refuses unless a block runs for the iterators for which it ran.
  private func requireSameIterators(
    _ pair: Pair, _ old: ProgramModel, _ new: ProgramModel
  ) throws(Refusal) {
    func image(_ statement: Statement, _ model: ProgramModel) -> IntegerImage {
      IntegerImage(statement.iterators, over: model.instances(of: statement).domain)
    }
    let (was, now) = (image(pair.old, old), image(pair.new, new))
    let name = pair.old.name
    for (all, some, reason) in [
      (was, now, "the block '\(name)' does not run any more for iterators for which it ran"),
      (now, was, "the block '\(name)' runs for iterators for which it did not run"),
    ] {
      switch all.value(notIn: [some]) {
      case .never: continue
      case .example(let point):
        let place = point.dimensions.map(String.init).joined(separator: ", ")
        throw Refusal(reason, example: "[\(place)]" + new.sizes(point))
      case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
      }
    }
  }

  /// Refuses unless an instance of a block touches the elements that it touched.
  private func requireSameElements(_ pair: Pair, _ model: ProgramModel) throws(Refusal) {
    let (was, now) = (
      Instance(statement: pair.old, offset: 0),
      Instance(statement: pair.new, offset: pair.old.dimensionCount)
    )
    var same = IntegerSystem(dimensions: now.end, symbols: model.symbols)
    was.runs(in: &same)
    now.runs(in: &same)
    for (a, b) in zip(pair.old.iterators, pair.new.iterators) {
      same.require(was(a), equals: now(b))
    }
    for (a, b) in pair.accesses {
      for (left, right) in zip(a.indices, b.indices) {
        guard let left, let right else { continue }
        let distance = was(left) - now(right)
        for outside in [distance - 1, -1 - distance] where outside.constantValue ?? 0 >= 0 {
          var system = same
          system.require(nonNegative: outside)
          let reason =
            "the block '\(pair.old.name)' touches other elements of "
            + "\(model.bufferName(b.buffer)) than before"
          switch system.find() {
          case .never: continue
          case .example(let point):
            let place = Array(point.dimensions.dropFirst(pair.old.dimensionCount))
            throw Refusal(
              reason,
              example: "at \(model.at(pair.new, place, point.symbols))" + model.sizes(point))
          case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
          }
        }
      }
    }
  }

  /// Refuses if an instance of `second` that came after one of `first`, and conflicts with it, does not
  /// come after it any more.
  private func requireOrder(
    _ first: Pair, _ second: Pair, _ old: ProgramModel, _ new: ProgramModel, isBitExact: Bool
  ) throws(Refusal) {
    var asked: Set<IntegerSystem> = []
    for conflict in old.conflicts(first.old, second.old, ignoringCommuting: !isBitExact) {
      for ordered in conflict.firstIsEarlier {
        let one = Instance(statement: first.new, offset: ordered.system.dimensionCount)
        let two = Instance(statement: second.new, offset: one.end)
        var system = ordered.system
        system.dimensionCount = two.end
        one.runs(in: &system)
        two.runs(in: &system)
        let shift = first.old.dimensionCount
        for (was, now) in zip(first.old.iterators, first.new.iterators) {
          system.require(was, equals: one(now))
        }
        for (was, now) in zip(second.old.iterators, second.new.iterators) {
          system.require(was.movingDimensions(by: shift), equals: two(now))
        }
        for order in Order.all(two, before: one, orSame: true) {
          var wrong = system
          order.holds(in: &wrong)
          guard asked.insert(wrong).inserted else { continue }
          let reason =
            "the block '\(second.old.name)' would no longer come after block '\(first.old.name)', "
            + "on which it depends"
          switch wrong.find() {
          case .never: continue
          case .example(let point):
            func place(_ instance: Instance) -> String {
              let own = point.dimensions[instance.offset..<instance.end]
              return new.at(instance.statement, Array(own), point.symbols)
            }
            let was = IntegerPoint(
              symbols: point.symbols,
              dimensions: Array(point.dimensions.prefix(ordered.system.dimensionCount)))
            throw Refusal(
              reason,
              example: old.describe(ordered, at: was)
                + "; now the first is at \(place(one)), the second at \(place(two))")
          case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
          }
        }
      }
    }
  }
}

extension Statement {
  /// Whether it is the same statement in the same loops.
  fileprivate func isSame(as other: Statement) -> Bool {
    block == other.block && loops == other.loops && digits == other.digits
      && domain == other.domain && iterators == other.iterators
      && accesses.count == other.accesses.count
      && zip(accesses, other.accesses).allSatisfy {
        $0.buffer == $1.buffer && $0.isWrite == $1.isWrite && $0.indices == $1.indices
      }
  }

  /// Whether it must not run twice.
  fileprivate var readsWhatItWrites: Bool {
    accesses.contains { read in
      !read.isWrite && accesses.contains { $0.isWrite && $0.buffer == read.buffer }
    }
  }
}
