import IR
import Support

/// Uses what integers can be, also under the conditions where they are used: values that are one
/// number become it, clamps and remainders that change nothing go, and signed operations on numbers
/// that are not negative become unsigned ones.
///
/// Before:
///
///     %n = "memref.dim"(%m, %c0) : (memref<?xf32>, index) -> index
///     %p = "arith.maxsi"(%n, %c0) : (index, index) -> index
///     %q = "arith.divsi"(%p, %c8) : (index, index) -> index
///     %b = "arith.cmpi"(%n, %c0) <{predicate = 2 : i64}> : (index, index) -> i1
///
/// After:
///
///     %n = "memref.dim"(%m, %c0) : (memref<?xf32>, index) -> index
///     %q = "arith.divui"(%n, %c8) : (index, index) -> index
///     %b = "arith.constant"() <{value = false}> : () -> i1
public let integerRangeOptimizations = Pass(
  "integer-range-optimizations", "folds and simplifies by the ranges of integers"
) { module, root, context in
  let ranges = context.analysis(
    SparseAnalysis<IntegerRangeTransfer>.self, of: root, in: module)
  var constants: [(value: ValueID, number: Int)] = []
  var simpler: [(operation: OperationID, form: RangeSimplification)] = []
  module.walk(root) { operation in
    guard operation != root, let block = module.block(of: operation), ranges.isReached(block)
    else { return }
    let arguments = module.regions(of: operation).flatMap { module.blocks(in: $0) }
      .flatMap { module.arguments(of: $0) }
    let definition = module.definition(of: operation)
    let isConstant = definition?.traits.contains(.constantLike) ?? false
    let values = (isConstant ? [] : module.results(of: operation)) + arguments
    let found = values.compactMap { value in
      module.hasUses(value) ? ranges[value].integer.map { (value: value, number: $0) } : nil
    }
    constants += found
    guard !isConstant, found.isEmpty, let known = definition as? any IntegerRangeOperation.Type
    else { return }
    let operands = module.operands(of: operation).map {
      ranges.fact(of: $0, in: block, of: module).range
    }
    if let form = known.simplification(of: operation, operands: operands, in: module) {
      simpler.append((operation, form))
    }
  }
  for (value, number) in constants where context.mayRewrite() {
    if module.replace(value, by: number) { context.count("constants") }
  }
  for (operation, form) in simpler where context.mayRewrite() {
    switch form {
    case .operand(let index):
      module.replace(operation, with: [module.operand(index, of: operation)])
      context.count("operands")
    case .operation(let name, let properties):
      let state = OperationState(
        name: name, kind: module.context.definition(named: name).map { ObjectIdentifier($0) },
        operands: module.operands(of: operation),
        resultTypes: module.results(of: operation).map { module.type(of: $0) },
        properties: properties, location: module.location(of: operation))
      let new = module.insert(state, at: .before(operation))
      module.replace(operation, with: module.results(of: new))
      context.count("unsigned")
    }
  }
  if constants.isEmpty, simpler.isEmpty { context.preserveAllAnalyses() }
}

extension Module {
  /// Makes the users of a value use a number; `false` if no dialect can write it down.
  fileprivate mutating func replace(_ value: ValueID, by number: Int) -> Bool {
    let type = type(of: value)
    let scalar = Attribute.integer(number, type.elementType)
    guard type.shape == nil else {
      guard let bytes = scalar.elementBytes, type.shape?.contains(-1) == false else { return false }
      let splat = DenseElements(type: type, bytes: bytes, isSplat: true)
      return replace(value, byConstant: .dense(splat))
    }
    return replace(value, byConstant: scalar)
  }
}
