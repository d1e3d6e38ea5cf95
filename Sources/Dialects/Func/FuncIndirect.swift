import IR
import Support

extension Func {
  public typealias Constant = Plain<ConstantMember>
  public enum ConstantMember: SymbolUserMember {
    public static var mnemonic: String { "func.constant" }
    public static var documentation: String { "A function as a value." }
    public static var form: Form? { "$value attr-dict `:` type($result)" }
    public static var traits: Traits { [.pure, .constantLike] }
    public static var signature: Signature {
      Signature(
        results: [
          .init(
            "result",
            TypeConstraint("a function") {
              if case .function = $0 { true } else { false }
            })
        ], properties: [.init("value", .symbol)])
    }
    public static func symbolProblems(
      with operation: OperationID, in module: Module, _ symbols: inout SymbolTables
    ) -> [String] {
      let name = module.property("value", of: operation)?.symbolValue ?? ""
      guard let target = symbols.symbol(named: name, nearest: operation, of: module),
        let function = module.match(target, as: Function.self)
      else { return ["names '\(name)', which no function of the module has"] }
      return module.resultTypes(of: operation)[0] == .function(function.type)
        ? [] : ["must have the type of '\(name)'"]
    }
  }

  public typealias CallIndirect = Plain<CallIndirectMember>
  public enum CallIndirectMember: PlainMember {
    public static var mnemonic: String { "func.call_indirect" }
    public static var documentation: String { "Calls a function that is a value." }
    public static var form: Form? {
      Form(
        """
        $callee `` `(` $callee_operands `)` attr-dict `:` custom<Type>(type($callee),
        type($callee_operands), type($results))
        """,
        ["Type": type])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("callee", .any), .init("callee_operands", .any, .variadic)],
        results: [.init("results", .any, .variadic)])
    }
    /// The type of the function, which tells all others.
    private static var type: FormDirective {
      FormDirective(
        accepts: { operation, module in problems(with: operation, in: module).isEmpty },
        write: { operation, writer in
          writer.write(writer.module.operandTypes(of: operation)[0])
        },
        read: { (reader) throws(FormFailure) in
          let place = reader.place
          let callee = try reader.readType()
          guard case .function(let type) = callee else {
            throw reader.fail("expected the type of a function, not '\(callee)'", at: place)
          }
          reader.addType(callee, ofOperand: "callee")
          for input in type.inputs { reader.addType(input, ofOperand: "callee_operands") }
          reader.setResultTypes(type.results)
        })
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      guard case .function(let function) = types[0] else {
        return ["must have a function as its first operand"]
      }
      return function.inputs == Array(types.dropFirst())
        && function.results == module.resultTypes(of: operation)
        ? [] : ["must fit the type of the function that it calls"]
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("known-callee", on: CallIndirect.self) { call, operation, rewriter in
          guard let callee = call.operands.first,
            let constant: Constant = rewriter.module.match(definitionOf: callee),
            let name = constant.properties["value"]?.symbolValue
          else { return .noMatch("the function is not known") }
          rewriter.replace(
            operation,
            with: Call(name, Array(call.operands.dropFirst()), resultTypes: call.resultTypes))
          return .rewritten
        }
      ])
    }
  }
}
