import IR
import Support

extension Vector {
  public typealias Mask = Plain<MaskMember>
  public enum MaskMember: PlainMember {
    public static var mnemonic: String { "vector.mask" }
    public static var documentation: String {
      """
      Runs the operation in its region where a mask holds; elsewhere its results are the
      second operand.
      """
    }
    public static var form: Form? {
      Form(
        """
        $mask (`,` $passthru^)? custom<Body>(region(0)) attr-dict `:` type($mask) (`->`
        type($results)^)?
        """,
        ["Body": body])
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("mask", .vector), .init("passthru", .any, .optional)],
        results: [.init("results", .any, .variadic)], regions: 1)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard module.operandTypes(of: operation)[0].elementType == .i1 else {
        return ["must have a mask of i1"]
      }
      let body = module.body(of: operation).map { module.operations(in: $0) } ?? []
      guard let last = body.last, module.isA(last, Yield.self), body.count <= 2 else {
        return ["must hold one operation, then 'vector.yield'"]
      }
      return module.operandTypes(of: last) == module.resultTypes(of: operation)
        ? [] : ["must yield its results"]
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("needless-mask", on: Mask.self) { mask, operation, rewriter in
          guard let body = rewriter.module.body(of: operation), let condition = mask.operands.first
          else { return .noMatch }
          var holds = false
          if case .integer(let value)? = rewriter.module.constantValue(of: condition)?
            .uniformElement
          {
            holds = value != 0
          }
          let isEmpty = rewriter.module.operations(in: body).count == 1
          guard holds || isEmpty && mask.operands.count == 1 else {
            return .noMatch("the mask may not hold everywhere")
          }
          rewriter.replace(operation, with: rewriter.inline(body, before: operation))
          return .rewritten
        }
      ])
    }
  }

  public typealias Yield = Plain<YieldMember>
  public enum YieldMember: PlainMember {
    public static var mnemonic: String { "vector.yield" }
    public static var documentation: String { "What the region of a `vector.mask` gives." }
    public static var form: Form? { "attr-dict ($operands^ `:` type($operands))?" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("operands", .any, .variadic)])
    }
  }

  public typealias Print = Plain<PrintMember>
  public enum PrintMember: PlainMember {
    public static var mnemonic: String { "vector.print" }
    public static var documentation: String { "Prints a value, or text." }
    public static var form: Form? {
      Form(
        """
        custom<Something>() ($source^ `:` type($source))? (`punctuation` $punctuation^)?
        (`str` $stringLiteral^)? attr-dict
        """, ["Something": something])
    }
    /// What prints nothing at all would take the next name for its operand.
    private static var something: FormDirective {
      FormDirective(
        accepts: { operation, module in
          module.operandCount(of: operation) > 0 || !module.properties(of: operation).isEmpty
        }, write: { _, _ in }, read: { _ in })
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .any, .optional)],
        properties: [
          .init("punctuation", .dialect(LLVM.KeptAttribute<Punctuation>.self), optional: true),
          .init("stringLiteral", .string, optional: true),
        ])
    }
  }
}

extension Vector {
  public enum Punctuation: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "vector.punctuation" }
    public static var documentation: String { "What is printed after a value." }
  }
}
