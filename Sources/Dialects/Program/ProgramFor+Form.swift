import IR
import Support

extension Program.For: ValueNamingOperation {
  /// `parallel %i = 0 to m ceildiv 14 { … }`.
  ///
  /// The loop is called what its counter is, unless that is a number; a string says otherwise.
  public static var form: Form? {
    Form(
      """
      attr-dict custom<Header>($indices, $extent, $kind, $name, $grain) body(0)
      """, ["Header": directive])
  }

  public static func argumentNames(
    of operation: OperationID, region: Int, in module: Module
  ) -> [String?] {
    let name = Program.For(operation, in: module).name
    return name.isEmpty ? [] : [name]
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        guard let body = module.body(of: operation) else { return false }
        return module.arguments(of: body).map { module.type(of: $0) } == [.index]
          && Program.For(operation, in: module).state.properties
            == module.properties(of: operation)
      },
      write: { operation, writer in
        let loop = Program.For(operation, in: writer.module)
        guard let body = writer.module.body(of: operation) else { return }
        let counter = writer.module.arguments(of: body)[0]
        if loop.kind != .serial { writer.write("\(loop.kind.rawValue) ") }
        if loop.grain != 1 { writer.write("grain [\(loop.grain)] ") }
        if loop.name != writer.suggestedName(of: counter) ?? "" {
          writer.write(quoted: loop.name)
          writer.write(" ")
        }
        let extent = writer.writeNamed([loop.extent], loop.indices)
        writer.write(counter)
        writer.write(" = 0 to \(extent[0])")
      },
      read: { (reader) throws(FormFailure) in
        var loop = Program.For(extent: 0)
        for kind in Program.LoopKind.allCases where reader.accept(kind.rawValue) {
          loop.kind = kind
          break
        }
        if reader.accept("grain") {
          guard let grain = try reader.readExpressions("indices").first else {
            throw reader.fail("expected how many iterations a thread takes, as in 'grain [4]'")
          }
          loop.grain = grain
        }
        let name = try reader.readOptionalString()
        try reader.readNamed("indices")
        var counter = try reader.readArgument()
        counter.type = .index
        loop.name = name ?? counter.suggestedName ?? ""
        try reader.expect("=")
        guard reader.accept("0") else { throw reader.fail(expected: "'0', where loops begin") }
        try reader.expect("to")
        loop.extent = try reader.readExpression("indices", before: ["{"])
        reader.properties = loop.state.properties
        reader.arguments = [counter]
      })
  }
}
