/// How an operation is written for people: a pattern from which both the printer and the parser
/// work.
///
/// The pattern stands for what follows the operation's name, in the words of MLIR's
/// `assemblyFormat`:
///
///     "$lhs `,` $rhs attr-dict `:` type($result)"        %2 = arith.addi %0, %1 : i32
///
/// | element | what it stands for |
/// |---|---|
/// | `` `text` `` | the text: a word or punctuation; `` `` `` keeps the next element close |
/// | `$name` | an operand, or operands with commas; the value of a property |
/// | `type($name)` | the types of an operand or result |
/// | `typed($name)` | a property's value with its type, which is the result's |
/// | `operands`, `type(operands)`, `type(results)` | all of them |
/// | `functional-type(operands, results)` | `(f32) -> i1` |
/// | `brief-type` | the results' types, where every operand is defined above; else `(f32) -> i1` |
/// | `attr-dict`, `attr-dict-with-keyword` | attributes, and properties not mentioned, if any |
/// | `properties` | the same, with properties spelled as `$name` does |
/// | `region(0)`, `successor(0)`, `successors` | as in the generic form |
/// | `body(0)` | a region whose first block's arguments a directive before it writes and reads |
/// | `( … $name^ … )?` | written if what is marked is there; begins with a text or an operand |
/// | `custom<Name>($a, $b)` | what a directive of that name reads and writes, `$a` and `$b` in it |
///
/// An operation that its form cannot express (it does not verify, or has properties of its own) is
/// written in the generic form instead, so that everything that is written reads back.
public struct Form: Sendable, ExpressibleByStringLiteral {
  public let pattern: String
  public let directives: [String: FormDirective]
  let elements: [FormElement]
  /// What is wrong with the pattern itself.
  let problem: String?

  public init(_ pattern: String, _ directives: [String: FormDirective] = [:]) {
    self.pattern = pattern
    self.directives = directives
    var reader = FormPatternReader(pattern)
    do {
      elements = try reader.readAll()
      problem = nil
    } catch {
      elements = []
      problem = error.message
    }
  }

  public init(stringLiteral pattern: String) { self.init(pattern) }
}

/// A part of a form that a dialect reads and writes itself.
public struct FormDirective: Sendable {
  /// Whether the operation can be written; where not, the generic form is.
  let accepts: @Sendable (_ operation: OperationID, _ module: Module) -> Bool
  let write: @Sendable (_ operation: OperationID, _ writer: inout FormWriter) -> Void
  let read: @Sendable (_ reader: inout FormReader) throws(FormFailure) -> Void

  /// - Parameters:
  ///   - accepts: whether what `write` would write of an operation, `read` reads back.
  ///   - write: writes the part; a space has been written where one belongs.
  ///   - read: reads what `write` wrote, and reports anything else.
  public init(
    accepts: @escaping @Sendable (_ operation: OperationID, _ module: Module) -> Bool = { _, _ in
      true
    },
    write: @escaping @Sendable (_ operation: OperationID, _ writer: inout FormWriter) -> Void,
    read: @escaping @Sendable (_ reader: inout FormReader) throws(FormFailure) -> Void
  ) {
    self.accepts = accepts
    self.write = write
    self.read = read
  }
}

/// A part of a pattern, before the names in it are looked up.
indirect enum FormElement: Hashable, Sendable {
  case literal(String)
  /// An explicit space, or its absence.
  case space(Bool)
  case variable(String)
  case typed(String)
  case type(String)
  case operands, operandTypes, resultTypes, functionalType, briefType
  case attributes(keyword: Bool)
  case properties
  case region(Int)
  case body(Int)
  case successor(Int)
  case successors
  case custom(String, [FormElement])
  /// The place of the anchor in the list.
  case optional([FormElement], anchor: Int)
}
