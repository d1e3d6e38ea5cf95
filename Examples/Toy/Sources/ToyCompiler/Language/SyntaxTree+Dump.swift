import Support

extension SyntaxTree {
  /// The tree with a line for each node and its place, for people.
  public var dump: String {
    var writer = DumpWriter()
    for item in structs {
      writer.line("struct \(item.name)", at: item.location)
      writer.inside { writer in
        for field in item.fields { writer.line(field.text, at: field.location) }
      }
    }
    for function in functions { writer.write(function) }
    return writer.text
  }
}

extension SyntaxTree.Variable {
  fileprivate var text: String { structName.map { "\(name): \($0)" } ?? name }
}

private struct DumpWriter {
  var text = ""
  private var indentation = 0

  mutating func line(_ words: String, at location: Location) {
    text += String(repeating: "  ", count: indentation) + words
    if case .file(_, let line, let column) = location { text += " @\(line):\(column)" }
    text += "\n"
  }

  mutating func inside(_ body: (inout DumpWriter) -> Void) {
    indentation += 1
    body(&self)
    indentation -= 1
  }

  mutating func write(_ function: SyntaxTree.Function) {
    let parameters = function.parameters.map(\.text).joined(separator: ", ")
    line("def \(function.name)(\(parameters))", at: function.location)
    inside { writer in for statement in function.body { writer.write(statement) } }
  }

  private mutating func write(_ statement: SyntaxTree.Statement) {
    switch statement.kind {
    case .variable(let name, let shape, let value):
      let sizes = shape.map { "<\($0.map(String.init).joined(separator: ", "))>" } ?? ""
      line("var \(name)\(sizes)", at: statement.location)
      inside { $0.write(value) }
    case .return(let value):
      line("return", at: statement.location)
      inside { writer in if let value { writer.write(value) } }
    case .call(let value): write(value)
    }
  }

  private mutating func write(_ expression: SyntaxTree.Expression) {
    let place = expression.location
    switch expression.kind {
    case .literal(let numbers, let shape): line(literalText(numbers[...], shape[...]), at: place)
    case .variable(let name): line(name, at: place)
    case .binary(let sign, let left, let right):
      line(sign.rawValue, at: place)
      inside { writer in
        writer.write(left)
        writer.write(right)
      }
    case .call(let name, let arguments):
      line("\(name)(\(arguments.isEmpty ? "" : "…"))", at: place)
      inside { writer in for argument in arguments { writer.write(argument) } }
    case .field(let value, let name):
      line(".\(name)", at: place)
      inside { $0.write(value) }
    }
  }

  private func literalText(_ numbers: ArraySlice<Double>, _ shape: ArraySlice<Int>) -> String {
    guard let count = shape.first else { return numbers.first.map { "\($0)" } ?? "" }
    let size = count == 0 ? 0 : numbers.count / count
    let parts = (0..<count).map { row in
      literalText(
        numbers[numbers.startIndex + row * size..<numbers.startIndex + (row + 1) * size],
        shape.dropFirst())
    }
    return "[\(parts.joined(separator: ", "))]"
  }
}
