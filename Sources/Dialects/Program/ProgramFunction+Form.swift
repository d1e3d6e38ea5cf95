import IR
import Support

extension Program.Function {
  /// `@name(%x: !buffer, %w: !buffer constant) -> (%y: !buffer) where m in <1, 2048> { … }`.
  public static var form: Form? {
    Form(
      """
      attr-dict custom<Header>($sym_name, $symbol_names, $symbol_ranges, $entry_ranges, $output_count, $constants,
      $layouts) body(0)
      """, ["Header": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let body = module.body(of: operation) else { return false }
        let function = Program.Function(operation, in: module)
        let arguments = module.arguments(of: body).count
        guard (0...arguments).contains(function.outputCount) else { return false }
        let inputs = arguments - function.outputCount
        let constants = function.constants.map(\.input)
        return constants.allSatisfy { (0..<inputs).contains($0) }
          && zip(constants, constants.dropFirst()).allSatisfy { $0 < $1 }
          && function.state.properties == module.properties(of: operation)
      },
      write: { operation, writer in
        let module = writer.module
        let function = Program.Function(operation, in: module)
        guard let body = module.body(of: operation) else { return }
        let buffers = module.arguments(of: body)
        let inputs = buffers.dropLast(function.outputCount)
        writer.write(symbol: function.name)
        writer.write("(")
        for (number, input) in inputs.enumerated() {
          if number > 0 { writer.write(", ") }
          writer.write(argument: input)
          guard let constant = function.constants.first(where: { $0.input == number }) else {
            continue
          }
          writer.write(" constant")
          guard let layout = constant.layout else { continue }
          writer.write(" ")
          writer.write(.of(layout))
        }
        writer.write(") -> (")
        for (number, output) in buffers.suffix(function.outputCount).enumerated() {
          if number > 0 { writer.write(", ") }
          writer.write(argument: output)
        }
        writer.write(")")
        for (number, symbol) in function.symbols.enumerated() {
          writer.write(number == 0 ? " where " : ", ")
          writer.write(IndexExpression.symbol(symbol.name).description)
          writer.write(" in ")
          writer.write(.of(RangeAttribute(symbol.range)), as: .body(RangeAttribute.self))
          guard symbol.entryRange != symbol.range else { continue }
          writer.write(" checked ")
          writer.write(.of(RangeAttribute(symbol.entryRange)), as: .body(RangeAttribute.self))
        }
      },
      read: { (reader) throws(FormFailure) in
        var function = Program.Function(
          name: try reader.readSymbolName(), symbols: [], outputCount: 0)
        try reader.expect("(")
        while !reader.accept(")") {
          if !reader.arguments.isEmpty { try reader.expect(",") }
          var argument = try reader.readTypedArgument()
          argument.location = try reader.readOptionalLocation()
          if reader.accept("constant") {
            var layout: Program.LayoutAttribute?
            if !reader.isNext(","), !reader.isNext(")") {
              let attribute = try reader.readAttribute()
              layout = attribute.cast(to: Program.LayoutAttribute.self)
              guard layout != nil else {
                throw reader.fail("expected a '#program.layout<…>' before this")
              }
            }
            function.constants.append(.init(input: reader.arguments.count, layout: layout))
          }
          reader.arguments.append(argument)
        }
        try reader.expect("->")
        try reader.expect("(")
        while !reader.accept(")") {
          if function.outputCount > 0 { try reader.expect(",") }
          var argument = try reader.readTypedArgument()
          argument.location = try reader.readOptionalLocation()
          reader.arguments.append(argument)
          function.outputCount += 1
        }
        if reader.accept("where") {
          repeat { function.symbols.append(try readSymbol(&reader)) } while reader.accept(",")
        }
        reader.properties = function.state.properties
      })
  }

  /// `m in <1, 2048>`, and `checked <1, 4096>` where less is checked than is taken for granted.
  private static func readSymbol(_ reader: inout FormReader) throws(FormFailure) -> Symbol {
    let size = try reader.readExpression("", before: ["in"])
    guard let name = size.symbolName else {
      throw reader.fail("expected the name of a size, as in 'm in <1, 2048>'")
    }
    try reader.expect("in")
    let range = try readRange(of: name, &reader)
    let entry = reader.accept("checked") ? try readRange(of: name, &reader) : nil
    return Symbol(name, range, entryRange: entry)
  }

  private static func readRange(
    of name: String, _ reader: inout FormReader
  ) throws(FormFailure) -> SymbolRange {
    guard
      let range = try reader.readAttribute(as: .body(RangeAttribute.self))
        .cast(to: RangeAttribute.self)
    else { throw reader.fail("expected the range of '\(name)', as in '<1, 2048>'") }
    return range.range
  }
}
