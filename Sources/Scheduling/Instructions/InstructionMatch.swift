import Dialects
import IR
import Support

/// How a loop nest of a program is what an instruction computes.
public struct InstructionMatch: Sendable {
  /// For each buffer of the description: the program's buffer, and the place in it of the first
  /// element, over `outer`.
  public private(set) var buffers: [(buffer: ValueID, place: IndexExpression)] = []
  /// The value of each size that the description declares, over `outer`.
  public private(set) var sizes: [IndexExpression] = []
  /// For each loop of the description how many of its iterations run, over `outer`; `nil` for all.
  ///
  /// May be more than it has, or less than none.
  public private(set) var counts: [IndexExpression?] = []
  /// How many iterations each of them has, over `outer`.
  public private(set) var extents: [IndexExpression] = []
  /// What the dimensions of the expressions stand for.
  public private(set) var outer: [ValueID] = []

  /// Holds the nest at a loop or block against an instruction.
  ///
  /// - Parameters:
  ///   - instruction: a `program.instruction` of `module`.
  ///   - root: a `program.for` or `program.block` of `module`.
  ///   - module: holds both.
  ///   - assumptions: what is known of the program's sizes.
  /// - Throws: a refusal that says where they differ.
  public init(
    _ instruction: OperationID, at root: OperationID, in module: Module,
    assuming assumptions: Assumptions
  ) throws(Refusal) {
    let snapshot = Program.Instruction(instruction, in: module)
    guard let description = module.description(of: instruction),
      let body = module.body(of: description), let first = module.firstOperation(in: body),
      let function = module.match(description, as: Program.Function.self)
    else { throw Refusal("the instruction '\(snapshot.name)' has no description") }
    let pattern = try LoopNest(at: first, in: module, assuming: function.assumptions)
    let nest = try LoopNest(at: root, in: module, assuming: assumptions)
    let parts = try nest.parts(of: pattern, snapshot.name)

    let ways = StatementMatching(module: module).ways(pattern.stores, nest.stores)
    guard !ways.isEmpty else {
      throw Refusal(
        "the block '\(nest.signature.name)' does not compute what the instruction "
          + "'\(snapshot.name)' does: operations or types differ")
    }
    let orders = try nest.orders(of: pattern, snapshot.name)
    var reason: Refusal?
    for order in orders {
      for pairs in ways {
        var unifier = Unifier(
          instruction: snapshot, function: function, parameters: module.arguments(of: body),
          pattern: pattern, nest: nest, order: order)
        do throws(Refusal) {
          try unifier.unify(pairs)
          (buffers, sizes, outer) = (unifier.buffers, unifier.sizes, nest.outerValues)
          let own = pattern.axes.indices
          counts = own.map { place in
            parts[order[place]].map { nest.overOuter($0) }
          }
          extents = own.map { nest.overOuter(nest.axes[order[$0]].extent) }
          return
        } catch {
          reason = reason ?? error
        }
      }
    }
    throw reason ?? Refusal("the instruction '\(snapshot.name)' does not fit")
  }
}

extension LoopNest {
  /// The values of the dimensions of a program's expressions, once its own counters are gone.
  fileprivate var outerValues: [ValueID] { outer }

  /// For each loop how many iterations run, where that is a condition of the block's; `nil` for all.
  ///
  /// - Throws: a refusal if what runs is no part of each loop for itself, or the block begins something.
  fileprivate func parts(
    of pattern: LoopNest, _ name: String
  ) throws(Refusal) -> [IndexExpression?] {
    var parts = [IndexExpression?](repeating: nil, count: axes.count)
    for condition in conditions {
      let own = condition.dimensionNumbers.filter { $0 < axes.count }
      guard own.count == 1, let number = own.first, let linear = condition.linear(in: number),
        let step = linear.coefficient.constantValue, step < 0
      else {
        throw Refusal(
          "the block '\(signature.name)' does not run in every iteration (it needs "
            + "\(shown(condition)) >= 0), and not in the first ones of each loop; use 'pad_einsum', or "
            + "split with the tail 'cut' or 'roundUp'")
      }
      let last = step == -1 ? linear.rest : linear.rest.floorDivided(by: IndexExpression(-step))
      let count = assumptions.simplified(last + 1)
      parts[number] = parts[number].map { .minimum($0, count) } ?? count
    }
    if hasInitialisation {
      throw Refusal(
        "the block '\(signature.name)' begins its reduction here; use 'decompose_reduction' first")
    }
    guard pattern.conditions.isEmpty, !pattern.hasInitialisation else {
      throw Refusal("the description of the instruction '\(name)' has conditions of its own")
    }
    return parts
  }

  /// An expression that depends on no loop of the nest, over what it does depend on.
  fileprivate func overOuter(_ expression: IndexExpression) -> IndexExpression {
    expression.substituting { leaf in
      guard case .dimension(let number) = leaf else { return nil }
      return .dimension(number - axes.count)
    }
  }

  /// The orders of the nest's loops in which they may be the axes of a description.
  fileprivate func orders(of pattern: LoopNest, _ name: String) throws(Refusal) -> [[Int]] {
    var orders: [[Int]] = [[]]
    for axis in pattern.axes {
      orders = orders.flatMap { order in
        axes.indices.filter { candidate in
          guard !order.contains(candidate), axes[candidate].isReduced == axis.isReduced else {
            return false
          }
          return axis.extent.constantValue == nil || axes[candidate].extent == axis.extent
        }.map { order + [$0] }
      }
    }
    guard axes.count == pattern.axes.count, !orders.isEmpty else {
      throw Refusal(
        "the nest runs over [\(extents)], the instruction '\(name)' over [\(pattern.extents)]; "
          + "split and reorder so that they agree")
    }
    return orders
  }

  private var extents: String {
    axes.map { "\(shown($0.extent))\($0.isReduced ? " : reduction" : "")" }.joined(separator: ", ")
  }

  /// An expression with the names of the nest's loops.
  func shown(_ expression: IndexExpression) -> String {
    let text = expression.substituting { leaf in
      guard case .dimension(let number) = leaf else { return nil }
      if number < axes.count { return .symbol(axes[number].name) }
      let value = outer.indices.contains(number - axes.count) ? outer[number - axes.count] : nil
      return .symbol(value.flatMap { name(of: $0) } ?? "d\(number)")
    }
    return text.description.replacing("\"", with: "")
  }

  private func name(of value: ValueID) -> String? {
    guard case .argument(let body, _) = module.definition(of: value),
      let region = module.region(of: body)
    else { return nil }
    return module.property("name", of: module.owner(of: region))?.stringValue
  }
}
