import Dialects
import IR
import Support

extension Schedule {
  public struct DecomposePadding: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.decompose_padding" }
    public static var documentation: String {
      """
      Fills a padded buffer first, and copies only what lies inside after that (TVM
      `decompose_padding`).

      Rewrite:

          for i in m + 2 { P[i] = 1 <= i < m + 1 ? X[…] : 0 }
            -> for i in m + 2 { P[i] = 0 };
               for i in m + 2 { P[i] = X[…] if 1 <= i < m + 1 }

      Requires: a block without reduction that stores the choice of a condition between a value and a
      constant; the condition compares index expressions of its iterators. Of a tile that was computed in
      a loop the tile is filled. Returns the block that fills; `compute_at` moves both together.
      """
    }
    public static var parameters: [Parameter<Self>] { [.block(\.block)] }
    public static var results: [Signature.Slot] { [.init("fill", .block)] }

    public var block = ValueID.missing

    public init() {}

    public init(_ block: ValueID) { self.block = block }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let signature = try program.signature(block)
      let (root, buffer) = (program.root(of: block), try program.output(of: block))
      let isAlone =
        program.blocks(under: root) == [block]
        && program.module.isAtTop(buffer, of: program.function)
      let own = isAlone ? root : program.ownNest(of: block)
      guard signature.kinds.allSatisfy({ $0 == .spatial }),
        !program.accesses(of: block).contains(where: { !$0.isWrite && $0.buffer == buffer })
      else { throw Refusal("the block '\(signature.name)' reads what it writes") }
      guard let padding = program.padding(of: block) else {
        throw Refusal(
          "the block '\(signature.name)' does not store the choice of a condition on its iterators "
            + "between a value and a constant")
      }
      let (nest, _) = program.copy(own, to: .before(own), suffix: "_fill")
      guard let fill = program.blocks(under: nest).first else { return [] }
      program.keepOnly(padding.constant, of: block, in: fill)
      program.module.replace(padding.choice, with: [padding.value])
      program.addConditions(padding.conditions, to: block)
      try program.requireStillIndependent(around: block)
      return [.block(fill)]
    }
  }

  /// Fills a padded buffer first, and copies only what lies inside; gives the block that fills.
  ///
  /// See `DecomposePadding`.
  @discardableResult
  public mutating func decomposePadding(_ block: Block) throws(Refusal) -> Block {
    Block(try apply(DecomposePadding(block.value))[0])
  }
}

extension ScheduledProgram {
  /// What a block stores that is a value inside and a constant outside.
  fileprivate func padding(
    of block: OperationID
  ) -> (
    choice: OperationID, conditions: [IndexExpression], value: ValueID, constant: OperationID
  )? {
    guard let body = module.entryBlock(of: module.region(0, of: block)) else { return nil }
    let stores = module.operations(in: body).compactMap {
      module.match($0, as: Program.Store.self)
    }
    guard stores.count == 1, let choice = module.definingOperation(of: stores[0].value),
      let select = module.match(choice, as: Arith.Select.self),
      let constant = module.definingOperation(of: select.whenFalse),
      module.isA(constant, Arith.Constant.self),
      let conditions = conditions(of: select.condition, in: body)
    else { return nil }
    return (choice, conditions, select.whenTrue, constant)
  }

  /// Expressions over a block's iterators that are all at least zero where `condition` holds.
  private func conditions(of condition: ValueID, in body: BlockID) -> [IndexExpression]? {
    guard let operation = module.definingOperation(of: condition) else { return nil }
    if let both = module.match(operation, as: Arith.AndI.self) {
      guard let left = conditions(of: both.lhs, in: body),
        let right = conditions(of: both.rhs, in: body)
      else { return nil }
      return left + right
    }
    guard let comparison = module.match(operation, as: Arith.CmpI.self),
      let left = index(comparison.lhs, in: body), let right = index(comparison.rhs, in: body)
    else { return nil }
    switch comparison.predicate {
    case .signedLess: return [right - left - 1]
    case .signedLessOrEqual: return [right - left]
    case .signedGreater: return [left - right - 1]
    case .signedGreaterOrEqual: return [left - right]
    case .equal: return [left - right, right - left]
    default: return nil
    }
  }

  /// An index value, or an integer made of one, as an expression over a block's iterators.
  private func index(_ value: ValueID, in body: BlockID) -> IndexExpression? {
    if let place = module.arguments(of: body).firstIndex(of: value) { return .dimension(place) }
    guard let operation = module.definingOperation(of: value) else { return nil }
    if let index = module.match(operation, as: Program.Index.self) {
      let operands = index.indices.map { self.index($0, in: body) }
      if operands.contains(nil) { return nil }
      return index.expression.substituting(dimensions: operands.compactMap { $0 })
    }
    if let cast = module.match(operation, as: Arith.IndexCast.self) {
      return index(cast.operand, in: body)
    }
    if let constant = module.match(operation, as: Arith.Constant.self) {
      return constant.value.integerValue.map { IndexExpression($0) }
    }
    return nil
  }

  /// Lets the copy of a block store nothing but a copy of a constant of the original.
  fileprivate mutating func keepOnly(
    _ constant: OperationID, of block: OperationID, in copy: OperationID
  ) {
    guard let body = module.entryBlock(of: module.region(0, of: copy)),
      let store = module.operations(in: body).last(where: {
        module.isA($0, Program.Store.self)
      })
    else { return }
    var mapping = ValueMapping()
    let own = module.clone(constant, at: .atStart(of: body), mapping: &mapping)
    module.setOperand(0, of: store, to: module.result(of: own))
    var unused = true
    while unused {
      unused = false
      for operation in module.operations(in: body).reversed() where operation != store {
        guard module.results(of: operation).allSatisfy({ !module.hasUses($0) }) else { continue }
        module.erase(operation)
        unused = true
      }
    }
  }

  /// Makes a block run only where expressions over its iterators are at least zero.
  fileprivate mutating func addConditions(
    _ conditions: [IndexExpression], to block: OperationID
  ) {
    guard let signature = module.match(block, as: Program.Block.self) else { return }
    for condition in conditions {
      let own = condition.substituting(dimensions: signature.bindings)
      if assumptions.isNonNegative(own) { continue }
      module.addCondition(own, over: signature.counters, to: block)
    }
  }
}
