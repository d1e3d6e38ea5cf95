import IR
import Support

extension LLVM {
  public struct InlineAssembly: VerifiableOperation {
    public static var mnemonic: String { "llvm.inline_asm" }
    public static var documentation: String {
      """
      Instructions of the machine as text, with LLVM's constraints for what goes in and comes out.

      `operand_attrs` says what an operand that is reached through memory (`*m`) points to.

          %0 = llvm.inline_asm "bswap $0", "=r,0" %x : (i32) -> i32
          llvm.inline_asm has_side_effects asm_dialect = intel "pause", "~{memory}" : () -> ()
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("operands", LLVM.valueType, .variadic)],
        results: [.init("res", LLVM.valueType, .optional)],
        properties: [
          .init("asm_string", .byteString), .init("constraints", .byteString),
          .init("has_side_effects", .unit, optional: true),
          .init("is_align_stack", .unit, optional: true),
          .init("asm_dialect", Syntax.constraint, optional: true),
          .init("operand_attrs", .array, optional: true),
        ])
    }
    public static var form: Form? {
      Form(
        """
        (`has_side_effects` $has_side_effects^)? (`is_align_stack` $is_align_stack^)?
        custom<Syntax>($asm_dialect) (`operand_attrs` `=` $operand_attrs^)? attr-dict
        $asm_string `,` $constraints operands `:` functional-type(operands, results)
        """, ["Syntax": Syntax.directive])
    }

    /// How the text is written; the raw value is MLIR's, and LLVM's.
    public enum Syntax: Int, CaseIterable, Sendable {
      case att, intel

      /// What a property says; `nil` if it is none.
      public init?(_ attribute: Attribute?) {
        guard case .integer(let number, .i64)? = attribute else { return nil }
        self.init(rawValue: number)
      }

      static var constraint: AttributeConstraint {
        AttributeConstraint("0 for the syntax of AT&T or 1 for Intel's") { Self($0) != nil }
      }

      /// `asm_dialect = intel`, if a syntax is named.
      static var directive: FormDirective {
        FormDirective(
          write: { operation, writer in
            guard let syntax = Self(writer.module.property("asm_dialect", of: operation)) else {
              return
            }
            writer.write("asm_dialect = \(syntax)")
          },
          read: { (reader) throws(FormFailure) in
            guard reader.accept("asm_dialect") else { return }
            try reader.expect("=")
            guard let syntax = allCases.first(where: { reader.accept("\($0)") }) else {
              throw reader.fail(expected: "'att' or 'intel'")
            }
            reader.set("asm_dialect", .i64(syntax.rawValue))
          })
      }
    }

    /// The instructions, as bytes.
    public var text: [UInt8]
    /// What each result and operand is: a register, a number, memory; and what is overwritten.
    public var constraints: [UInt8]
    public var operands: [ValueID]
    public var result: Type?
    public var hasSideEffects: Bool
    public var alignsStack: Bool
    public var syntax: Syntax?
    /// What is behind the operands that are pointers to memory, by their index.
    public var pointees: [Int: Type]

    public init(
      _ text: String, _ constraints: String, _ operands: [ValueID], result: Type? = nil,
      hasSideEffects: Bool = false, alignsStack: Bool = false, syntax: Syntax? = nil,
      pointees: [Int: Type] = [:]
    ) {
      self.text = Array(text.utf8)
      self.constraints = Array(constraints.utf8)
      self.operands = operands
      self.result = result
      self.hasSideEffects = hasSideEffects
      self.alignsStack = alignsStack
      self.syntax = syntax
      self.pointees = pointees
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      text = module.property("asm_string", of: operation)?.stringBytes ?? []
      constraints = module.property("constraints", of: operation)?.stringBytes ?? []
      operands = module.operands(of: operation)
      result = module.results(of: operation).first.map { module.type(of: $0) }
      hasSideEffects = module.property("has_side_effects", of: operation) != nil
      alignsStack = module.property("is_align_stack", of: operation) != nil
      syntax = Syntax(module.property("asm_dialect", of: operation))
      pointees = [:]
      let attributes = module.property("operand_attrs", of: operation)?.arrayValue ?? []
      for (index, attribute) in attributes.enumerated() {
        pointees[index] = attribute.dictionaryValue?["elementtype"]?.typeValue
      }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, operands: operands, resultTypes: result.map { [$0] } ?? [],
        properties: [
          "asm_string": .string(bytes: text), "constraints": .string(bytes: constraints),
        ])
      if hasSideEffects { state.properties["has_side_effects"] = .unit }
      if alignsStack { state.properties["is_align_stack"] = .unit }
      state.properties["asm_dialect"] = syntax.map { .i64($0.rawValue) }
      if !pointees.isEmpty {
        state.properties["operand_attrs"] = .array(
          operands.indices.map { index in
            .dictionary(pointees[index].map { ["elementtype": .type($0)] } ?? [:])
          })
      }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let list = module.property("operand_attrs", of: operation)?.arrayValue else { return }
      let count = module.operandCount(of: operation)
      guard list.count <= count, list.allSatisfy({ $0.dictionaryValue != nil }) else {
        return diagnostics.error(
          "'operand_attrs' must hold a dictionary for each operand, \(count) of them, as in "
            + "'[{elementtype = i32}]'", at: module.location(of: operation))
      }
    }
  }
}
