import IR
import Support

extension Vector {
  public typealias Transpose = Plain<TransposeMember>
  public enum TransposeMember: PlainMember {
    public static var mnemonic: String { "vector.transpose" }
    public static var documentation: String { "A vector with its dimensions in another order." }
    public static var form: Form? {
      "$vector `,` $permutation attr-dict `:` type($vector) `to` type($result)"
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("vector", .vector)], results: [.init("result", .vector)],
        properties: [.init("permutation", .integerArray)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let source = module.operandTypes(of: operation)[0].vectorType
      let target = module.resultTypes(of: operation)[0].vectorType
      let order = module.property("permutation", of: operation)?.integerArrayValue ?? []
      guard let source, let target, source.element == target.element,
        order.sorted() == Array(source.shape.indices),
        order.map({ source.shape[$0] }) == target.shape
      else { return ["must give the dimensions of its vector in the order of a permutation"] }
      return []
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let order = module.property("permutation", of: operation)?.integerArrayValue ?? []
      if order == Array(order.indices) { return [.value(module.operand(0, of: operation))] }
      return constants[0]?.uniformElement.flatMap {
        Attribute.uniform($0, of: module.resultTypes(of: operation)[0])
      }.map { [.constant($0)] }
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("join-transposes", on: Transpose.self) { outer, operation, rewriter in
          guard let source = outer.operands.first,
            let inner: Transpose = rewriter.module.match(definitionOf: source),
            let first = inner.properties["permutation"]?.integerArrayValue,
            let second = outer.properties["permutation"]?.integerArrayValue,
            second.allSatisfy({ first.indices.contains($0) })
          else { return .noMatch("the vector was not just transposed") }
          rewriter.replace(
            operation,
            with: Transpose(
              inner.operands, resultTypes: outer.resultTypes,
              properties: ["permutation": .i64Array(second.map { first[$0] })]))
          return .rewritten
        },
        RewriteRule("transpose-repetition", on: Transpose.self) { outer, operation, rewriter in
          guard let source = outer.operands.first,
            let repeated = rewriter.module.repeatedScalar(in: source)
          else { return .noMatch("the vector is not a repetition") }
          rewriter.replace(operation, with: Broadcast(repeated, to: outer.resultTypes[0]))
          return .rewritten
        },
      ])
    }
  }

  public typealias FlatTranspose = Plain<FlatTransposeMember>
  public enum FlatTransposeMember: PlainMember {
    public static var mnemonic: String { "vector.flat_transpose" }
    public static var documentation: String {
      """
      The transpose of a matrix that is written as a vector, column by column.
      """
    }
    public static var form: Form? { "$matrix attr-dict `:` type($matrix) `->` type($res)" }
    public static var signature: Signature {
      Signature(
        operands: [.init("matrix", .vector)], results: [.init("res", .vector)],
        properties: [.init("rows", .integer), .init("columns", .integer)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let rows = module.property("rows", of: operation)?.integerValue ?? 0
      let columns = module.property("columns", of: operation)?.integerValue ?? 0
      let type = module.operandTypes(of: operation)[0]
      return type.vectorType?.shape == [rows &* columns]
        && module.resultTypes(of: operation)[0] == type
        ? [] : ["must take and give \(rows &* columns) elements"]
    }
  }

  public typealias Interleave = Plain<InterleaveMember>
  public enum InterleaveMember: PlainMember {
    public static var mnemonic: String { "vector.interleave" }
    public static var documentation: String { "The elements of two vectors, in turn." }
    public static var form: Form? { "$lhs `,` $rhs attr-dict `:` type($lhs) `->` type($result)" }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", .vector), .init("rhs", .vector)],
        results: [.init("result", .vector)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let shape = types[0].vectorType?.shape ?? []
      let target = module.resultTypes(of: operation)[0]
      return types[0] == types[1] && !shape.isEmpty && target.elementType == types[0].elementType
        && target.vectorType?.shape == shape.dropLast() + [2 * (shape.last ?? 0)]
        ? [] : ["must take two vectors of one type and give one twice as long"]
    }
  }

  public typealias Deinterleave = Plain<DeinterleaveMember>
  public enum DeinterleaveMember: PlainMember {
    public static var mnemonic: String { "vector.deinterleave" }
    public static var documentation: String {
      "The elements of a vector at even and at odd places."
    }
    public static var form: Form? {
      Form(
        "$source attr-dict `:` type($source) `->` custom<Types>(type($res1), type($res2))",
        ["Types": types])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .vector)],
        results: [.init("res1", .vector), .init("res2", .vector)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let source = module.operandTypes(of: operation)[0]
      let shape = source.vectorType?.shape ?? []
      let targets = module.resultTypes(of: operation)
      return targets[0] == targets[1] && !shape.isEmpty && (shape.last ?? 0) % 2 == 0
        && targets[0].elementType == source.elementType
        && targets[0].vectorType?.shape == shape.dropLast() + [(shape.last ?? 0) / 2]
        ? [] : ["must give two vectors of one type, half as long as the one that it takes"]
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      guard let both: Interleave = module.match(definitionOf: module.operand(0, of: operation))
      else { return nil }
      return both.operands.map { .value($0) }
    }
  }

  public typealias FromElements = Plain<FromElementsMember>
  public enum FromElementsMember: PlainMember {
    public static var mnemonic: String { "vector.from_elements" }
    public static var documentation: String { "A vector of given elements, in row-major order." }
    public static var form: Form? { "$elements attr-dict `:` type($result)" }
    public static var signature: Signature {
      Signature(
        operands: [.init("elements", .any, .variadic)], results: [.init("result", .vector)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard let type = module.resultTypes(of: operation)[0].vectorType,
        type.shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue })
          == module.operandCount(of: operation),
        module.operandTypes(of: operation).allSatisfy({ $0 == type.element })
      else { return ["must have an operand of the element type for each element"] }
      return []
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let elements = constants.compactMap { $0?.elementBytes }
      guard elements.count == constants.count else { return nil }
      return [
        .constant(
          .dense(
            DenseElements(
              type: module.resultTypes(of: operation)[0], bytes: elements.flatMap { $0 })))
      ]
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("equal-elements", on: FromElements.self) { vector, operation, rewriter in
          guard let first = vector.operands.first, vector.operands.allSatisfy({ $0 == first })
          else { return .noMatch("the elements differ") }
          rewriter.replace(operation, with: Splat(first, to: vector.resultTypes[0]))
          return .rewritten
        }
      ])
    }
  }

  public typealias Step = Plain<StepMember>
  public enum StepMember: PlainMember {
    public static var mnemonic: String { "vector.step" }
    public static var documentation: String { "The numbers 0, 1, 2 and so on." }
    public static var form: Form? { "attr-dict `:` type($result)" }
    public static var signature: Signature {
      Signature(results: [.init("result", .vector)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let type = module.resultTypes(of: operation)[0].vectorType
      return type?.shape.count == 1 && type?.element == .index ? [] : ["must give indices, 1-D"]
    }
  }

  public typealias VScale = Plain<VScaleMember>
  public enum VScaleMember: PlainMember {
    public static var mnemonic: String { "vector.vscale" }
    public static var documentation: String {
      """
      How many times longer than written a scalable vector is on this machine.
      """
    }
    public static var form: Form? { "attr-dict" }
    public static var signature: Signature {
      Signature(results: [.init("res", .index)])
    }
  }
}
