import Dialects
import Evaluation
import IR
import Support

// What the rules of the graph level build with and look at. Building throws where operands do not
// fit; rules let that through.

extension Builder {
  /// Inserts a unary operation without properties.
  mutating func make<Definition: Graph.PlainUnaryOperation>(
    _ definition: Definition.Type, _ input: ValueID
  ) throws(Diagnostic) -> ValueID {
    insert(try Definition(input, in: module))
  }

  /// Inserts a binary operation without properties.
  mutating func make<Definition: Graph.PlainBinaryOperation>(
    _ definition: Definition.Type, _ lhs: ValueID, _ rhs: ValueID
  ) throws(Diagnostic) -> ValueID {
    insert(try Definition(lhs, rhs, in: module))
  }

  /// A constant of rank 0 with the element type of `value`.
  mutating func scalar(_ number: Double, like value: ValueID) -> ValueID {
    insert(Graph.Constant(splat: number, element: module.type(of: value).elementType))
  }

  /// A constant; a big one becomes a resource of the module.
  mutating func constant(_ value: TensorValue) -> ValueID {
    let attribute = value.denseAttribute
    guard case .dense(let elements) = attribute, !elements.isSplat, value.bytes.count > 4096
    else { return insert(Graph.Constant(attribute)) }
    var number = module.resources.count
    while module.resources["folded.\(number)"] != nil { number += 1 }
    module.resources["folded.\(number)"] = Resource(value.bytes)
    return insert(Graph.Constant(.denseResource(key: "folded.\(number)", value.type)))
  }

  /// The same operation on other operands, with the result type that they give.
  mutating func rebuild(
    _ operation: OperationID, on operands: [ValueID]
  ) throws(Diagnostic) -> ValueID {
    guard let definition = module.definition(of: operation) as? any Graph.Operation.Type else {
      throw .error("'\(module.name(of: operation))' cannot be rebuilt on other operands")
    }
    let state = OperationState(
      name: module.name(of: operation), operands: operands,
      resultTypes: module.results(of: operation).map { module.type(of: $0) },
      properties: module.properties(of: operation), attributes: module.attributes(of: operation),
      location: module.location(of: operation))
    let copy = insert(state)
    let types = try definition.init(copy, in: module).inferredResultTypes(in: module)
    for (result, type) in zip(module.results(of: copy), types) {
      module.setType(of: result, to: type)
    }
    return module.result(of: copy)
  }

  /// `value` in another shape with as many elements; itself if it has that shape.
  mutating func reshape(
    _ value: ValueID, to sizes: [IndexExpression]
  ) throws(Diagnostic) -> ValueID {
    if module.type(of: value).sizes == sizes { return value }
    return insert(try Graph.Reshape(value, sizes: sizes, in: module))
  }

  /// `value` broadcast to a shape; itself if it has that shape.
  mutating func broadcast(
    _ value: ValueID, to sizes: [IndexExpression]
  ) throws(Diagnostic) -> ValueID {
    if module.type(of: value).sizes == sizes { return value }
    return insert(try Graph.Broadcast(value, sizes: sizes, in: module))
  }

  /// `value` with its dimensions permuted; itself if they stay.
  mutating func transpose(
    _ value: ValueID, _ permutation: [Int]
  ) throws(Diagnostic) -> ValueID {
    if permutation == Array(permutation.indices) { return value }
    return insert(try Graph.Transpose(value, permutation: permutation, in: module))
  }
}

extension Builder {
  /// The operation that defines `value`, if `Definition` declares it.
  func match<Definition: OperationDefinition>(
    _ value: ValueID, as definition: Definition.Type = Definition.self
  ) -> Definition? {
    module.match(definitionOf: value, as: definition)
  }

  /// The sizes of a graph value; none for what is not one.
  func sizes(_ value: ValueID) -> [IndexExpression] { module.type(of: value).sizes ?? [] }

  /// The element type of a value.
  func element(_ value: ValueID) -> Type { module.type(of: value).elementType }

  /// Whether two sizes are the same for all allowed values of the symbols.
  func equal(_ left: IndexExpression, _ right: IndexExpression) -> Bool {
    left == right || module.graphAssumptions.simplified(left - right) == 0
  }

  /// Whether `value` is a constant.
  func isConstant(_ value: ValueID) -> Bool {
    match(value, as: Graph.Constant.self) != nil
  }

  /// The number that every element of a constant is, if they are all one number.
  ///
  /// Looks through broadcasts and reshapes.
  func uniform(_ value: ValueID) -> Double? {
    if let broadcast = match(value, as: Graph.Broadcast.self) { return uniform(broadcast.input) }
    if let reshape = match(value, as: Graph.Reshape.self) { return uniform(reshape.input) }
    guard let constant = match(value, as: Graph.Constant.self),
      let type = constant.value.type
    else { return nil }
    switch constant.value {
    case .dense(let elements) where elements.isSplat || type.elementCount == 1:
      return elements.bytes.withUnsafeBytes {
        ElementCoding.number(in: $0, at: 0, as: type.elementType)
      }
    case .denseResource(let key, _) where type.elementCount == 1:
      return module.resources[key]?.storage.withBytes {
        ElementCoding.number(in: $0, at: 0, as: type.elementType)
      }
    default: return nil
    }
  }

  /// Whether `value` is a constant with the one number `number`, up to float32's precision.
  func isUniform(_ value: ValueID, _ number: Double) -> Bool {
    uniform(value).map { abs($0 - number) <= 1e-6 * abs(number) } ?? false
  }

  /// The elements of a small constant.
  func contents(_ value: ValueID, limit: Int = 1 << 16) -> TensorValue? {
    guard let constant = match(value, as: Graph.Constant.self),
      let count = constant.resultType.elementCount?.constantValue, count <= limit
    else { return nil }
    return try? TensorValue(constant.value, in: module)
  }
}
