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
        results: [.init("results", .any, .variadic)], regions: 1,
        terminator: YieldMember.mnemonic)
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard module.operandTypes(of: operation)[0].elementType == .i1 else {
        return ["must have a mask of i1"]
      }
      let body = module.body(of: operation).map { module.operations(in: $0) } ?? []
      guard let last = body.last, module.isA(last, Yield.self), body.count <= 2 else {
        return ["must hold one operation, then 'vector.yield'"]
      }
      var problems: [String] = []
      if module.operandTypes(of: last) != module.resultTypes(of: operation) {
        problems.append("must yield its results")
      }
      let types = module.operandTypes(of: operation)
      if body.count == 2, let expected = mask(of: body[0], in: module), expected != types[0] {
        problems.append(
          "must have a mask of type '\(expected)' for '\(module.name(of: body[0]))', not "
            + "'\(types[0])'")
      }
      if types.count == 2, module.resultTypes(of: operation) != [types[1]] {
        problems.append("must give the type of its second operand, '\(types[1])'")
      }
      return problems
    }

    /// The type of the mask under which an operation runs; `nil` where that is not known.
    private static func mask(of operation: OperationID, in module: Module) -> Type? {
      let map = module.property("permutation_map", of: operation)?.affineMapValue
      let type: Type? =
        switch module.name(of: operation) {
        case TransferRead.mnemonic, Gather.mnemonic, OuterProduct.mnemonic:
          module.resultTypes(of: operation).first
        case TransferWrite.mnemonic, Reduction.mnemonic, MultiReduction.mnemonic:
          module.operandTypes(of: operation).first
        case Contract.mnemonic: ContractMember.iterationSpace(of: operation, in: module)
        default: nil
        }
      guard case .vector(let vector)? = type else { return nil }
      return map.map { transferMask(vector, $0) } ?? type?.withElement(.i1)
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
}
