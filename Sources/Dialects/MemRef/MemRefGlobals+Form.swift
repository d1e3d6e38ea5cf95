import IR

extension MemRef.GlobalMember {
  /// `"private" constant @w : memref<2xf32> = dense<[1.0, 2.0]> {alignment = 64}`.
  public static var form: Form? {
    Form(
      """
      custom<Header>($sym_visibility, $constant, $sym_name) `:` custom<Type>($type, $initial_value)
      attr-dict
      """, ["Header": header, "Type": type])
  }

  private static var header: FormDirective {
    FormDirective(
      write: { operation, writer in
        if let word = writer.module.property("sym_visibility", of: operation)?.stringValue {
          writer.write(quoted: word)
          writer.write(" ")
        }
        if writer.module.property("constant", of: operation) != nil { writer.write("constant ") }
        writer.write(symbol: writer.module.property("sym_name", of: operation)?.stringValue ?? "")
      },
      read: { (reader) throws(FormFailure) in
        if let word = try reader.readOptionalString() {
          reader.set("sym_visibility", .string(word))
        }
        if reader.accept("constant") { reader.set("constant", .unit) }
        reader.set("sym_name", .string(try reader.readSymbolName()))
      })
  }

  private static var type: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let type = module.property("type", of: operation)?.typeValue
        switch module.property("initial_value", of: operation) {
        case nil, .unit?: return type != nil
        case .dense(let elements)?:
          return type.flatMap(elementsType) == elements.type && elements.strings.isEmpty
        case .denseResource(_, let elements)?: return type.flatMap(elementsType) == elements
        default: return false
        }
      },
      write: { operation, writer in
        writer.write(writer.module.property("type", of: operation)?.typeValue ?? .none)
        guard let value = writer.module.property("initial_value", of: operation) else { return }
        writer.write(" = ")
        if value == .unit {
          writer.write("uninitialized")
        } else {
          writer.write(elements: value)
        }
      },
      read: { (reader) throws(FormFailure) in
        let type = try reader.readType()
        reader.set("type", .type(type))
        guard reader.accept("=") else { return }
        if reader.accept("uninitialized") { return reader.set("initial_value", .unit) }
        guard let elements = elementsType(of: type) else {
          throw reader.fail("'\(type)' is no memory that elements can be given for")
        }
        reader.set("initial_value", try reader.readElements(of: elements))
      })
  }

  /// The type of the elements that memory begins with.
  private static func elementsType(of type: Type) -> Type? {
    type.memrefType.map { .tensor(TensorType($0.shape, $0.element)) }
  }
}
