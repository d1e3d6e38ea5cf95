import Support
import ToyCompiler

/// What a program prints, found by walking its syntax tree: slow, and obviously right.
struct Evaluator {
  private let tree: SyntaxTree
  private var output = ""

  /// A tensor, row-major, or a struct's fields in order.
  private indirect enum Value {
    case tensor([Double], [Int])
    case fields([(name: String, value: Value)])
  }

  private struct Mistake: Error {}

  static func output(of program: String) throws -> String {
    var evaluator = Evaluator(tree: try SyntaxTree(parsing: program, file: "a.toy"))
    _ = try evaluator.call("main", [])
    return evaluator.output
  }

  private init(tree: SyntaxTree) { self.tree = tree }

  private mutating func call(_ name: String, _ arguments: [Value]) throws -> Value? {
    if let item = tree.structs.first(where: { $0.name == name }) {
      return .fields(zip(item.fields, arguments).map { ($0.name, $1) })
    }
    guard let function = tree.functions.first(where: { $0.name == name }) else { throw Mistake() }
    var scope: [String: Value] = [:]
    for (parameter, value) in zip(function.parameters, arguments) { scope[parameter.name] = value }
    for statement in function.body {
      switch statement.kind {
      case .variable(let name, let shape, let expression):
        let value = try self.value(of: expression, scope)
        guard let shape else {
          scope[name] = value
          continue
        }
        guard case .tensor(let numbers, _) = value else { throw Mistake() }
        scope[name] = .tensor(numbers, shape)
      case .return(let expression): return try expression.map { try value(of: $0, scope) }
      case .call(let expression): _ = try result(of: expression, scope)
      }
    }
    return nil
  }

  private mutating func value(
    of expression: SyntaxTree.Expression, _ scope: [String: Value]
  ) throws -> Value {
    guard let value = try result(of: expression, scope) else { throw Mistake() }
    return value
  }

  private mutating func result(
    of expression: SyntaxTree.Expression, _ scope: [String: Value]
  ) throws -> Value? {
    switch expression.kind {
    case .literal(let numbers, let shape): return .tensor(numbers, shape)
    case .variable(let name): return scope[name]
    case .field(let inner, let name):
      guard case .fields(let fields) = try value(of: inner, scope) else { throw Mistake() }
      return fields.first { $0.name == name }?.value
    case .binary(let sign, let left, let right):
      guard case .tensor(let a, let aShape) = try value(of: left, scope),
        case .tensor(let b, let bShape) = try value(of: right, scope)
      else { throw Mistake() }
      if sign == .matrixMultiply { return product(a, aShape, b, bShape) }
      let count = aShape.isEmpty ? b.count : a.count
      let numbers = (0..<count).map { index in
        let (x, y) = (a[aShape.isEmpty ? 0 : index], b[bShape.isEmpty ? 0 : index])
        return sign == .add ? x + y : x * y
      }
      return .tensor(numbers, aShape.isEmpty ? bShape : aShape)
    case .call(let name, let written):
      let arguments = try written.map { try value(of: $0, scope) }
      guard name == "print" || name == "transpose" else { return try call(name, arguments) }
      guard case .tensor(let numbers, let shape)? = arguments.first else { throw Mistake() }
      if name == "transpose" { return .tensor(transposed(numbers, shape), shape.reversed()) }
      output += text(numbers[...], shape[...])
      return nil
    }
  }

  private func product(_ a: [Double], _ aShape: [Int], _ b: [Double], _ bShape: [Int]) -> Value {
    let (rows, depth, columns) = (aShape[0], aShape[1], bShape[1])
    var numbers: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = 0.0
        for k in 0..<depth { sum += a[row * depth + k] * b[k * columns + column] }
        numbers.append(sum)
      }
    }
    return .tensor(numbers, [rows, columns])
  }

  private func transposed(_ numbers: [Double], _ shape: [Int]) -> [Double] {
    var result = numbers
    for (place, number) in numbers.enumerated() {
      // The indices of the element, last first, are those of the result, first first.
      var (rest, target) = (place, 0)
      for size in shape.reversed() {
        target = target * size + rest % size
        rest /= size
      }
      result[target] = number
    }
    return result
  }

  /// A line for each row, an empty line behind each matrix, cube, … of a tensor of more sizes.
  private func text(_ numbers: ArraySlice<Double>, _ shape: ArraySlice<Int>) -> String {
    let words = numbers.map { "\($0)" }.joined(separator: " ")
    guard shape.count > 1, let count = shape.first else { return words + "\n" }
    let size = shape.dropFirst().reduce(1, *)
    let parts = (0..<count).map { part in
      text(numbers.dropFirst(part * size).prefix(size), shape.dropFirst())
    }
    return parts.joined(separator: shape.count > 2 ? "\n" : "")
      + (shape.count > 2 && count > 0 ? "\n" : "")
  }
}
