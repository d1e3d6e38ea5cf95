import IR
import Support

extension Program.Load {
  /// `%buffer[%i * 4, m - 1] : f32`.
  public static var form: Form? {
    Form(
      "$buffer `` custom<Index>($indices, $map) attr-dict `:` type($element)",
      ["Index": .expressions("indices", "map")])
  }
}

extension Program.Store {
  /// `%value, %buffer[%i * 4, m - 1]`.
  public static var form: Form? {
    Form(
      "$value `,` $buffer `` custom<Index>($indices, $map) attr-dict",
      ["Index": .expressions("indices", "map")])
  }
}

extension Program.Index {
  /// `[%i * 4 + m]`.
  public static var form: Form? {
    Form("custom<Index>($indices, $map) attr-dict", ["Index": .expressions("indices", "map")])
  }
}

extension FormDirective {
  /// Index expressions over the operands of a slot, which are named in them: `[%i * 4, m]`.
  static func expressions(_ slot: String, _ property: String) -> FormDirective {
    FormDirective(
      write: { operation, writer in
        let map = writer.module.property(property, of: operation)?.mapExpressions ?? []
        writer.write(
          expressions: map, writer.module.formOperands(slot, of: operation) ?? [])
      },
      read: { (reader) throws(FormFailure) in
        reader.set(property, .map(try reader.readExpressions(slot)))
      })
  }
}

extension FormWriter {
  /// Index expressions by the names of the values that are their dimensions; where they cannot be
  /// written so, over `d0…`, with the values before them: `over(%a, %b)`.
  mutating func writeNamed(_ expressions: [IndexExpression], _ values: [ValueID]) -> [String] {
    if let texts = inlined(expressions, values) { return texts }
    write("over(")
    write(values)
    write(") ")
    return expressions.map(\.description)
  }
}

extension FormReader {
  /// The values that `writeNamed` writes before expressions, if it does.
  mutating func readNamed(_ slot: String) throws(FormFailure) {
    if accept("over") { try readOperands(slot) }
  }
}
