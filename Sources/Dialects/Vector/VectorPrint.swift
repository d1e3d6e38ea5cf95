import IR
import Support

extension Vector {
  public typealias Print = Plain<PrintMember>
  public enum PrintMember: PlainMember {
    public static var mnemonic: String { "vector.print" }
    public static var documentation: String {
      """
      Prints a number, a vector as `( ( 1, 2 ), ( 3, 4 ) )`, or text to the standard output. Behind
      a value stands its punctuation, a new line unless it says otherwise.
      """
    }
    /// `%v : vector<4xf32> punctuation <comma>`, `punctuation <open>`, `str "text"`.
    public static var form: Form? {
      Form(
        """
        custom<Something>() ($source^ `:` type($source))? (`punctuation` $punctuation^)?
        (`str` $stringLiteral^)? attr-dict
        """, ["Something": something])
    }
    /// What prints a new line alone would take the next name for its operand.
    private static var something: FormDirective {
      FormDirective(
        accepts: { operation, module in
          module.operandCount(of: operation) > 0 || !module.properties(of: operation).isEmpty
        }, write: { _, _ in }, read: { _ in })
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      let printable = TypeConstraint("a number, or a vector of numbers") {
        let element = $0.vectorType?.element ?? $0
        return element.isInteger || element.isFloat || element == .index
      }
      return Signature(
        operands: [.init("source", printable, .optional)],
        properties: [
          .init("punctuation", .dialect(Punctuation.self), optional: true),
          .init("stringLiteral", .byteString, optional: true),
        ])
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let punctuation = punctuation(of: operation, in: module)
      guard module.property("stringLiteral", of: operation) != nil,
        module.operandCount(of: operation) > 0 || punctuation != .newline
      else { return [] }
      return ["prints a text, or a value and punctuation, not both"]
    }

    /// What stands behind the value.
    public static func punctuation(of operation: OperationID, in module: Module) -> Punctuation {
      module.property("punctuation", of: operation)?.cast(to: Punctuation.self) ?? .newline
    }
  }

  public enum Punctuation: String, AttributeDefinition, CaseIterable {
    case noPunctuation = "no_punctuation"
    case newline, comma, open, close

    public static var mnemonic: String { "vector.punctuation" }
    public static var documentation: String { "What is printed behind a value." }
    public var body: String? { rawValue }

    /// What is printed.
    public var text: String {
      switch self {
      case .noPunctuation: ""
      case .newline: "\n"
      case .comma: ", "
      case .open: "( "
      case .close: " )"
      }
    }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> Punctuation {
      guard let punctuation = Punctuation(rawValue: body ?? "") else {
        let known = allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        throw .error("expected one of \(known), found '\(body ?? "")'")
      }
      return punctuation
    }
  }
}
