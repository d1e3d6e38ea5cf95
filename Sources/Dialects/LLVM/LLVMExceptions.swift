import IR
import Support

extension LLVM {
  public typealias Resume = Plain<ResumeMember>
  public enum ResumeMember: PlainMember {
    public static var mnemonic: String { "llvm.resume" }
    public static var documentation: String {
      "Goes on with an exception that `llvm.landingpad` caught, in the caller."
    }
    public static var form: Form? { "$value attr-dict `:` type($value)" }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("value", LLVM.valueType)])
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard let function = module.functionAround(operation),
        let caught = module.caughtType(in: function),
        module.operandTypes(of: operation) != [caught]
      else { return [] }
      return ["must go on with what 'llvm.landingpad' gives, '\(caught)'"]
    }
  }

  public typealias LandingPad = Plain<LandingPadMember>
  public enum LandingPadMember: PlainMember {
    public static var mnemonic: String { "llvm.landingpad" }
    public static var documentation: String {
      """
      Where an exception comes to from an `llvm.invoke`, and which it takes.

      Each operand is a clause: a pointer is the type of an exception to catch, an array the types that
      may pass.
      """
    }
    /// `cleanup (catch %0 : !llvm.ptr) (filter %1 : !llvm.array<1 x ptr>) : !llvm.struct<(ptr, i32)>`.
    public static var form: Form? {
      Form(
        "(`cleanup` $cleanup^)? custom<Clauses>($clauses, type($clauses)) attr-dict `:` type($res)",
        ["Clauses": clauses])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("clauses", LLVM.valueType, .variadic)],
        results: [.init("res", LLVM.valueType)],
        properties: [.init("cleanup", .unit, optional: true)])
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      var problems: [String] = []
      if module.property("cleanup", of: operation) == nil, module.operandCount(of: operation) == 0 {
        problems.append("must have a clause or be a cleanup")
      }
      for (index, type) in module.operandTypes(of: operation).enumerated()
      where type.cast(to: PointerType.self) == nil && type.cast(to: ArrayType.self) == nil {
        problems.append(
          "has the clause \(index) of the type '\(type)', neither a pointer nor an array")
      }
      if let function = module.functionAround(operation),
        module.property("personality", of: function) == nil
      {
        problems.append("must be in a function with a 'personality'")
      }
      return problems
    }

    private static var clauses: FormDirective {
      FormDirective(
        write: { operation, writer in
          for (index, clause) in writer.module.operands(of: operation).enumerated() {
            let type = writer.module.type(of: clause)
            let word = type.cast(to: ArrayType.self) == nil ? "catch" : "filter"
            writer.write("\(index > 0 ? " " : "")(\(word) ")
            writer.write(clause)
            writer.write(" : ")
            writer.write(type)
            writer.write(")")
          }
        },
        read: { (reader) throws(FormFailure) in
          while reader.accept("(") {
            let place = reader.place
            let isFilter = reader.accept("filter")
            if !isFilter { try reader.expect("catch") }
            try reader.readOperand("clauses")
            try reader.expect(":")
            let type = try reader.readType()
            guard (type.cast(to: ArrayType.self) != nil) == isFilter else {
              throw reader.fail("an array is a 'filter', anything else a 'catch'", at: place)
            }
            reader.addType(type, ofOperand: "clauses")
            try reader.expect(")")
          }
        })
    }
  }
}

extension Module {
  /// The function of `llvm` that an operation is in.
  func functionAround(_ operation: OperationID) -> OperationID? {
    var place = parent(of: operation)
    while let current = place {
      if isA(current, LLVM.Function.self) { return current }
      place = parent(of: current)
    }
    return nil
  }

  /// What the first landing pad of a function gives.
  func caughtType(in function: OperationID) -> Type? {
    for region in regions(of: function) {
      for block in blocks(in: region) {
        for operation in operations(in: block) where isA(operation, LLVM.LandingPad.self) {
          return resultTypeOrNone(of: operation)
        }
      }
    }
    return nil
  }
}
