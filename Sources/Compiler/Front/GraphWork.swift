import Dialects
import IR
import Support

/// What a model is and costs, as formulas of its symbolic sizes.
public struct GraphWork: Sendable {
  /// Floating-point operations: a multiplication with its addition counts two; every other element
  /// that is computed counts one, and elements that are only moved none.
  public private(set) var operations: IndexExpression = 0
  /// How often each operation occurs, by name, those inside of kernels included.
  public private(set) var histogram: [String: Int] = [:]
  /// How many numbers the constants hold.
  public private(set) var parameterCount = 0

  public init(_ module: Module) {
    module.walk { operation in
      let name = module.name(of: operation)
      guard name.hasPrefix("graph.") else { return }
      if let constant = module.match(operation, as: Graph.Constant.self) {
        parameterCount += constant.resultType.elementCount?.constantValue ?? 0
        return
      }
      if ["graph.yield", "graph.kernel"].contains(name) { return }
      histogram[String(name.dropFirst(6)), default: 0] += 1
      operations += Self.work(of: operation, in: module)
    }
  }

  /// Floating-point operations of one operation.
  package static func work(of operation: OperationID, in module: Module) -> IndexExpression {
    guard let definition = module.definition(of: operation) else { return 0 }
    let operands = module.operands(of: operation).map { module.type(of: $0) }
    let results = module.results(of: operation).map { module.type(of: $0) }
    if let call = module.match(operation, as: Graph.CallProgram.self) {
      return call.program(in: module).map { work(ofProgram: $0, in: module) } ?? 0
    }
    guard let result = results.first, let count = result.elementCount,
      result.elementType.isFloat
    else { return 0 }
    if definition is Graph.MatMul.Type {
      // The left operand's elements, each used once for every column of the result.
      guard let inputs = operands.first?.sizes, let depth = inputs.last else { return 0 }
      return count * depth * 2
    }
    if definition is Graph.Einsum.Type {
      let sizes = try? Graph.Einsum(operation, in: module).letterSizes(in: module)
      return .product(sizes.map { Array($0.values) } ?? []) * IndexExpression(operands.count)
    }
    if definition is Graph.Conv.Type {
      guard operands.count > 1, let weights = operands[1].sizes, weights.count > 1 else { return 0 }
      return count * .product(weights.dropFirst()) * 2
    }
    if definition is Graph.WinogradConv.Type {
      guard operands.count > 3, let tile = operands[3].sizes?.first else { return 0 }
      let elements = IndexExpression.product(operands[1].sizes?.prefix(3) ?? [])
      return (count * elements * 2).floorDivided(by: tile * tile)
    }
    if definition is any Graph.MovementOperation.Type { return 0 }
    if name(of: definition).hasPrefix("graph.reduce") {
      return operands.first?.elementCount ?? count
    }
    return ["graph.iota", "graph.size_tensor", "graph.copy"].contains(name(of: definition))
      ? 0 : count
  }

  /// Sums, products, and other operations on elements of a tensor program that is not scheduled.
  package static func work(ofProgram program: OperationID, in module: Module) -> IndexExpression {
    var sum: IndexExpression = 0
    module.walk(program) { operation in
      guard let block = module.match(operation, as: Program.Block.self),
        !module.holdsBlocks(operation),
        let body = module.entryBlock(of: module.region(0, of: operation))
      else { return }
      let count = module.operations(in: body).filter {
        let name = module.name(of: $0)
        return name.hasPrefix("math.") || (name.hasPrefix("arith.") && name != "arith.constant")
      }.count
      sum += block.extents.reduce(IndexExpression(count)) { $0 * $1 }
    }
    return sum
  }

  private static func name(of definition: any OperationDefinition.Type) -> String {
    definition.mnemonic
  }
}
