import Support

extension Module {
  /// Reads a module in MLIR's generic text form.
  ///
  /// Text whose only operation is a `builtin.module` is that module; anything else is wrapped in
  /// one. Each operation that has no `loc(…)` gets its place in `file` as its location.
  ///
  /// - Throws: every error found (at most twenty), each at its line and column with an excerpt.
  public static func parse(
    _ text: String, file: String = "<text>", context: Context
  ) throws(DiagnosticError) -> Module {
    try parse(bytes: Array(text.utf8), file: file, context: context)
  }

  /// Reads a module from the bytes of its text, which may be any bytes.
  public static func parse(
    bytes: [UInt8], file: String = "<text>", context: Context
  ) throws(DiagnosticError) -> Module {
    try bytes.withUnsafeBufferPointer { (bytes) throws(DiagnosticError) in
      try parse(bytes, file, context)
    }
  }

  /// Reads operations out of their context, as documentation shows them: each value that is used
  /// but not defined becomes the result of a `builtin.unrealized_conversion_cast` above them.
  ///
  /// - Throws: every error found, as `parse` does.
  public static func parse(
    fragment: String, file: String = "<text>", context: Context
  ) throws(DiagnosticError) -> Module {
    try Array(fragment.utf8).withUnsafeBufferPointer { (bytes) throws(DiagnosticError) in
      var parser = OperationParser(TextParser(bytes, file: file, context: context))
      parser.isFragment = true
      return try parser.parseModule()
    }
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ file: String, _ context: Context
  ) throws(DiagnosticError) -> Module {
    var parser = OperationParser(TextParser(bytes, file: file, context: context))
    return try parser.parseModule()
  }
}

extension Type {
  /// Reads a type such as `tensor<?x4xf32>`.
  public init(parsing text: String, context: Context) throws(Diagnostic) {
    self = try TextParser.parse(text, context) { (parser) throws(ParseFailure) in
      try parser.parseType()
    }
  }
}

extension Attribute {
  /// Reads an attribute such as `5 : i32`.
  public init(parsing text: String, context: Context) throws(Diagnostic) {
    self = try TextParser.parse(text, context) { (parser) throws(ParseFailure) in
      try parser.parseAttribute()
    }
  }
}

extension TextParser {
  /// Reads one thing that is the whole text.
  fileprivate static func parse<Result>(
    _ text: String, _ context: Context,
    _ read: (inout TextParser) throws(ParseFailure) -> Result
  ) throws(Diagnostic) -> Result {
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(Diagnostic) in
      var parser = TextParser(bytes, file: "<text>", context: context)
      do throws(ParseFailure) {
        let result = try read(&parser)
        guard parser.token.kind == .end else { throw parser.fail(expected: "the end of the text") }
        return result
      } catch {
        throw parser.diagnostics.first ?? .error("the text could not be read")
      }
    }
  }
}
