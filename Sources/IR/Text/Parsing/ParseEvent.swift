import Support

/// Something a reader of text may want to find again in it: what an editor needs beside the module.
///
/// Events come in the order of the text. Names are not resolved here: a name means what the scopes
/// around it say, which `regionBegin` and `regionEnd` delimit.
public struct ParseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The names of one or more values; the number of the first is its `ValueID`, and it covers `count`.
    /// Without values where the operation could not be read.
    case valueDefinition(first: ValueID?, count: Int)
    /// An operand, without the `#1` behind it; `number` is that of the value it means.
    case valueUse(number: Int)
    case blockDefinition, blockUse
    /// `@name`; in nested references each name for itself.
    case symbol
    /// `#name` or `!name`, with the prefix.
    case aliasDefinition, aliasUse
    /// A name in a dictionary of attributes or properties.
    case attributeName
    case operationBegin
    /// The name of the operation that began last.
    case operationName
    /// The end of the operation that began last and has not ended; `nil` if it could not be read.
    case operationEnd(OperationID?)
    /// The opening brace of a region; names of values from outside are not seen in it if it is isolated.
    case regionBegin(isIsolated: Bool)
    case regionEnd
  }

  public var kind: Kind
  /// The bytes of the text that it is.
  public var range: Range<Int>
}

/// The events of a reading, where somebody wants them.
struct ParseEvents {
  private(set) var all: [ParseEvent] = []

  mutating func append(_ kind: ParseEvent.Kind, _ token: Token) {
    all.append(ParseEvent(kind: kind, range: token.start..<token.end))
  }

  mutating func append(_ kind: ParseEvent.Kind, at offset: Int) {
    all.append(ParseEvent(kind: kind, range: offset..<offset))
  }

  /// Forgets what was read from `offset` on, to be read once more.
  mutating func discard(from offset: Int) {
    while let last = all.last, last.range.lowerBound >= offset, last.range.upperBound > offset {
      all.removeLast()
    }
  }
}

/// What reading a text gave, also where there are errors in it.
public struct ReadText: Sendable {
  /// What could be read; complete and sound only if there are no diagnostics.
  public var module: Module
  public var diagnostics: [Diagnostic]
  public var events: [ParseEvent]
}

extension Module {
  /// Reads a text for an editor: with the places of all names, all errors, and each operation's place in
  /// the text as its location, whatever `loc(…)` says.
  public static func read(
    bytes: [UInt8], file: String = "<text>", context: Context, errorLimit: Int = 1000
  ) -> ReadText {
    bytes.withUnsafeBufferPointer { bytes in
      var text = TextParser(bytes, file: file, context: context)
      text.events = ParseEvents()
      text.errorLimit = errorLimit
      var parser = OperationParser(text)
      let diagnostics: [Diagnostic]
      do throws(DiagnosticError) {
        _ = try parser.parseModule()
        diagnostics = []
      } catch {
        diagnostics = error.diagnostics
      }
      return ReadText(
        module: parser.module, diagnostics: diagnostics, events: parser.text.events?.all ?? [])
    }
  }
}
