import Dialects
import IR
import Support

/// Computes cheap stages where they are used and drops their buffers.
///
/// Before: `T[i] = f(X[i])` in a nest of its own, then `Y[i] = g(T[i])`. After:
/// `Y[i] = g(f(X[i]))`. A reduction is never inlined; a stage with costly functions only into a
/// single use; into a contraction only what is a plain element, cast at most, or a constant of the model
/// that is quantised.
struct InlineStages {
  /// Stages that stay, in order.
  static func run(
    on stages: [Stage], outputs: Set<ValueID>, constants: Set<ValueID> = [],
    in module: inout Module
  ) -> [Stage] {
    var stages = stages
    var place = 0
    while place < stages.count {
      let stage = stages[place]
      let users = stages.indices.dropFirst(place + 1).filter { other in
        stages[other].loads(in: module).contains { $0.load.buffer == stage.output }
      }
      let uses = users.reduce(0) { count, other in
        count + stages[other].loads(in: module).filter { $0.load.buffer == stage.output }.count
      }
      let fits = users.allSatisfy {
        canInline(stage, into: stages[$0], uses: uses, constants: constants, in: module)
      }
      guard !stage.isReduction, !outputs.contains(stage.output), !users.isEmpty, fits else {
        place += 1
        continue
      }
      for user in users { inline(stage, into: stages[user], in: &module) }
      remove(stage, in: &module)
      stages.remove(at: place)
    }
    return stages
  }

  private static func canInline(
    _ stage: Stage, into user: Stage, uses: Int, constants: Set<ValueID>, in module: Module
  ) -> Bool {
    guard let body = stage.body(in: module) else { return false }
    let names = module.operations(in: body).map { module.name(of: $0) }
    let arithmetic = names.filter { !$0.hasPrefix("program.") && $0 != "arith.constant" }
    if user.isContraction(in: module) {
      if arithmetic.allSatisfy({ Dequantization.casts.contains($0) }) { return true }
      return arithmetic.allSatisfy { Dequantization.arithmetic.contains($0) }
        && stage.loads(in: module).allSatisfy { constants.contains($0.load.buffer) }
    }
    let costly = arithmetic.contains { name in
      name.hasPrefix("math.") && !["math.absf", "math.floor", "math.ceil"].contains(name)
    }
    return uses == 1
      ? !(costly && user.isReduction && user.spatial.isEmpty) : !costly && names.count <= 24
  }

  private static func inline(_ stage: Stage, into user: Stage, in module: inout Module) {
    guard let body = stage.body(in: module) else { return }
    for (operation, load) in user.loads(in: module) where load.buffer == stage.output {
      let source = module
      var copy = StatementCopy(source)
      copy.keepsStores = false
      var value: ValueID?
      module.build(at: .before(operation)) { build in
        let iterators = load.map.map { expression -> ValueID in
          if let number = expression.dimensionNumber, number < load.indices.count {
            return load.indices[number]
          }
          return build.insert(Program.Index(expression, load.indices))
        }
        copy.copy(body, iterators: iterators, into: &build)
        value = copy.stored
      }
      if let value { module.replace(operation, with: [value]) }
    }
    if user.isContraction(in: module) { dropRoundings(in: user, of: &module) }
  }

  /// Keeps factors of a product as they are computed: none is rounded to a half and widened again.
  private static func dropRoundings(in stage: Stage, of module: inout Module) {
    for operation in stage.body(in: module).map({ module.operations(in: $0) }) ?? [] {
      guard module.isA(operation, Arith.ExtF.self),
        let rounded = module.definingOperation(of: module.operand(0, of: operation)),
        module.isA(rounded, Arith.TruncF.self)
      else { continue }
      let wide = module.operand(0, of: rounded)
      guard module.type(of: wide) == module.type(of: module.result(of: operation)) else { continue }
      module.replace(operation, with: [wide])
      if !module.hasUses(module.result(of: rounded)) { module.erase(rounded) }
    }
  }

  /// Erases a nest and the buffer it wrote.
  static func remove(_ stage: Stage, in module: inout Module) {
    let allocation = module.definingOperation(of: stage.output)
    module.erase(stage.root)
    if let allocation, !module.hasUses(stage.output) { module.erase(allocation) }
  }
}
