import IR
import Support

extension ModuleGenerator {
  /// The variables of a function.
  typealias Scope = [String: ValueID]

  /// Writes the body of a function; gives the type of its result.
  mutating func write(_ function: Function) throws(Diagnostic) -> Type? {
    let (outer, place) = (build.point, build.location)
    defer { (build.point, build.location) = (outer, place) }
    let region = build.module.region(of: function.operation)
    let body = build.module.appendBlock(to: region, argumentTypes: function.parameters)
    build.point = .atEnd(of: body)
    var scope: Scope = [:]
    for (parameter, value) in zip(function.tree.parameters, build.module.arguments(of: body)) {
      try define(parameter.name, as: value, in: &scope, at: parameter.location)
      build.module.setLocation(ofArgument: value, to: parameter.location)
    }
    for (index, statement) in function.tree.body.enumerated() {
      build.location = statement.location
      switch statement.kind {
      case .variable(let name, let shape, let value):
        let value = try write(value, shape, in: scope, at: statement.location)
        try define(name, as: value, in: &scope, at: statement.location)
      case .call(let value): _ = try write(call: value, in: scope)
      case .return(let value):
        guard index == function.tree.body.count - 1 else {
          throw .error(
            "nothing may follow 'return'", at: function.tree.body[index + 1].location)
        }
        let result = try value.map { (value) throws(Diagnostic) in try write(value, in: scope) }
        build.location = statement.location
        build.insertOperation(Toy.Return(result))
        return result.map { build.module.type(of: $0).withoutShapes }
      }
    }
    build.location = function.tree.location
    build.insertOperation(Toy.Return())
    return nil
  }

  private func define(
    _ name: String, as value: ValueID, in scope: inout Scope, at location: Location
  ) throws(Diagnostic) {
    guard scope.updateValue(value, forKey: name) == nil else {
      throw .error("'\(name)' is declared twice in this function", at: location)
    }
  }

  /// A value that is reshaped if a shape is given.
  private mutating func write(
    _ value: SyntaxTree.Expression, _ shape: [Int]?, in scope: Scope, at location: Location
  ) throws(Diagnostic) -> ValueID {
    let written = try write(value, in: scope)
    guard let shape else { return written }
    let type: Type
    do throws(Diagnostic) { type = try Toy.tensor(shape) } catch {
      throw .error(error.message, at: location)
    }
    try requireTensor(written, "only a tensor has a shape", at: value.location)
    return try insert(Toy.Reshape(written, to: type), at: location)
  }
}

extension Type {
  /// The type of which nothing but the struct is known.
  fileprivate var withoutShapes: Type {
    guard var type = cast(to: Toy.StructType.self) else { return Toy.anyTensor }
    for index in type.fields.indices {
      type.fields[index].type = type.fields[index].type.withoutShapes
    }
    return .of(type)
  }
}
