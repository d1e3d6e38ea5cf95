import IR
import Support

extension Program.Index: FoldableOperation, InPlaceFoldableOperation {
  /// An expression that is one of its operands, or a number.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let index = Program.Index(operation, in: module)
    if let number = index.expression.constantValue { return [.constant(.index(number))] }
    for (place, value) in index.indices.enumerated()
    where index.expression == .dimension(place) {
      return [.value(value)]
    }
    return nil
  }

  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    module.mapWithConstants(of: operation, leading: 0, constants)
  }
}

extension Program.Load: InPlaceFoldableOperation {
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    module.mapWithConstants(of: operation, leading: 1, constants)
  }
}

extension Program.Store: InPlaceFoldableOperation {
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    module.mapWithConstants(of: operation, leading: 2, constants)
  }
}

extension Module {
  /// The operation with the constants among its indices, which follow `leading` other operands,
  /// written into its map.
  ///
  ///     load(%b, %i, %two) <d0 * 4 + d1>  -->  load(%b, %i) <d0 * 4 + 2>
  fileprivate func mapWithConstants(
    of operation: OperationID, leading: Int, _ constants: [Attribute?]
  ) -> SimplerForm? {
    let operands = operands(of: operation)
    guard let map = property("map", of: operation)?.mapExpressions, operands.count >= leading
    else { return nil }
    var kept: [ValueID] = []
    let dimensions = zip(operands, constants).dropFirst(leading).map { value, constant in
      if case .integer(let number, .index)? = constant { return IndexExpression(number) }
      kept.append(value)
      return IndexExpression.dimension(kept.count - 1)
    }
    guard kept.count < dimensions.count else { return nil }
    var properties = properties(of: operation)
    properties["map"] = .map(map.map { $0.substituting(dimensions: dimensions) })
    return SimplerForm(operands: operands[..<leading] + kept, properties: properties)
  }
}
