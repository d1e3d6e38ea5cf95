import IR
import Support

extension ModuleGenerator {
  /// Writes an expression; gives its value.
  mutating func write(
    _ expression: SyntaxTree.Expression, in scope: Scope
  ) throws(Diagnostic) -> ValueID {
    let place = expression.location
    switch expression.kind {
    case .literal(let numbers, let shape): return try literal(numbers, shape, at: place)
    case .variable(let name):
      guard let value = scope[name] else {
        throw .error("there is no variable '\(name)'\(hint(name, among: scope.keys))", at: place)
      }
      return value
    case .binary(let sign, let left, let right):
      let a = try write(left, in: scope)
      let b = try write(right, in: scope)
      try requireTensor(a, "'\(sign.rawValue)' combines tensors", at: left.location)
      try requireTensor(b, "'\(sign.rawValue)' combines tensors", at: right.location)
      switch sign {
      case .add: return try insert(Toy.Add(a, b), at: place)
      case .multiply: return try insert(Toy.Multiply(a, b), at: place)
      case .matrixMultiply: return try insert(Toy.MatMul(a, b), at: place)
      }
    case .call(let name, _):
      guard let value = try write(call: expression, in: scope) else {
        throw .error("'\(name)' gives no value", at: place)
      }
      return value
    case .field(let value, let name):
      return try field(name, of: try write(value, in: scope), at: place)
    }
  }

  /// Writes a call; gives its value, if it has one.
  mutating func write(
    call expression: SyntaxTree.Expression, in scope: Scope
  ) throws(Diagnostic) -> ValueID? {
    guard case .call(let name, let written) = expression.kind else { return nil }
    let place = expression.location
    var arguments: [ValueID] = []
    for argument in written { arguments.append(try write(argument, in: scope)) }
    func check(_ count: Int) throws(Diagnostic) {
      guard arguments.count == count else {
        throw .error(
          "'\(name)' takes \(count) argument\(count == 1 ? "" : "s"), not \(arguments.count)",
          at: place)
      }
    }
    if Self.builtins.contains(name) {
      try check(1)
      try requireTensor(arguments[0], "'\(name)' takes a tensor", at: written[0].location)
      if name == "transpose" { return try insert(Toy.Transpose(arguments[0]), at: place) }
      build.location = place
      build.insertOperation(Toy.Print(arguments[0]))
      return nil
    }
    if let type = structs[name] {
      try check(type.fields.count)
      return try insert(Toy.Pack(arguments, as: type), at: place)
    }
    let function = try function(name, at: place)
    try check(function.parameters.count)
    for (index, type) in function.parameters.enumerated() {
      let given = build.module.type(of: arguments[index])
      guard given.isToyCompatible(with: type) else {
        throw .error(
          "the parameter '\(function.tree.parameters[index].name)' of '\(name)' is"
            + " \(type.nameInLanguage), not \(given.nameInLanguage)", at: written[index].location,
          notes: [.note("'\(name)' is here", at: function.tree.location)])
      }
    }
    build.location = place
    let call = build.insertOperation(Toy.Call(name, arguments, result: function.result))
    return build.module.results(of: call).first
  }

  private mutating func literal(
    _ numbers: [Double], _ shape: [Int], at place: Location
  ) throws(Diagnostic) -> ValueID {
    let type: Type
    do throws(Diagnostic) { type = try Toy.tensor(shape) } catch {
      throw .error(error.message, at: place)
    }
    guard let value = Attribute.tensor(numbers, type) else {
      throw .internalError("a literal does not have the elements of its shape", at: place)
    }
    build.location = place
    return build.insert(Toy.Constant(value, type))
  }

  private mutating func field(
    _ name: String, of value: ValueID, at place: Location
  ) throws(Diagnostic) -> ValueID {
    guard let type = build.module.type(of: value).cast(to: Toy.StructType.self) else {
      throw .error("only a struct has fields such as '\(name)'", at: place)
    }
    guard let index = type.fields.firstIndex(where: { $0.name == name }) else {
      throw .error(
        "'\(type.name)' has no field '\(name)'\(hint(name, among: type.fields.map(\.name)))",
        at: place)
    }
    return try insert(Toy.Field(value, index), at: place)
  }

  /// Inserts an operation whose operands must fit, as far as their shapes are known here.
  mutating func insert(
    _ definition: some ShapeInferring, at place: Location
  ) throws(Diagnostic) -> ValueID {
    do throws(Diagnostic) { _ = try definition.resultType(in: build.module) } catch {
      throw .error(error.message, at: place)
    }
    build.location = place
    return build.insert(definition)
  }

  func requireTensor(
    _ value: ValueID, _ rule: String, at place: Location
  ) throws(Diagnostic) {
    let type = build.module.type(of: value)
    guard type.isToyTensor else {
      throw .error("\(rule), and this is \(type.nameInLanguage)", at: place)
    }
  }
}

extension Type {
  /// As people who write Toy call it.
  fileprivate var nameInLanguage: String {
    cast(to: Toy.StructType.self).map { "the struct '\($0.name)'" } ?? "a tensor"
  }
}
