import IR
import Support

extension Vector {
  public typealias CompressStore = Plain<CompressStoreMember>
  public enum CompressStoreMember: PlainMember {
    public static var mnemonic: String { "vector.compressstore" }
    public static var documentation: String {
      """
      Writes the elements where the mask holds one after the other.
      """
    }
    public static var form: Form? {
      """
      $base `` `[` $indices `]` `,` $mask `,` $valueToStore attr-dict `:` type($base) `,`
      type($mask) `,` type($valueToStore)
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("base", .memref), .init("indices", .index, .variadic), .init("mask", .vector),
          .init("valueToStore", .vector),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      packedProblems(
        operation, vector: module.operandTypes(of: operation).last ?? .none, in: module)
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("known-compress-mask", on: CompressStore.self) { store, operation, rewriter in
          guard store.operands.count >= 3 else { return .noMatch }
          let mask = store.operands[store.operands.count - 2]
          switch rewriter.module.constantValue(of: mask)?.uniformElement {
          case .integer(0)?: break
          case .integer?:
            rewriter.insert(
              Store(
                store.operands[store.operands.count - 1], to: store.operands[0],
                Array(store.operands.dropFirst().dropLast(2))), before: operation)
          default: return .noMatch("the mask is not known")
          }
          rewriter.erase(operation)
          return .rewritten
        }
      ])
    }
  }

  public typealias ExpandLoad = Plain<ExpandLoadMember>
  public enum ExpandLoadMember: PlainMember {
    public static var mnemonic: String { "vector.expandload" }
    public static var documentation: String {
      """
      Elements of memory, one after the other, where the mask holds, and of another vector
      elsewhere.
      """
    }
    public static var form: Form? {
      """
      $base `` `[` $indices `]` `,` $mask `,` $pass_thru attr-dict `:` type($base) `,`
      type($mask) `,` type($pass_thru) `into` type($result)
      """
    }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("base", .memref), .init("indices", .index, .variadic), .init("mask", .vector),
          .init("pass_thru", .vector),
        ], results: [.init("result", .vector)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      packedProblems(operation, vector: module.resultTypes(of: operation)[0], in: module)
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("known-expand-mask", on: ExpandLoad.self) { load, operation, rewriter in
          guard load.operands.count >= 3 else { return .noMatch }
          let mask = load.operands[load.operands.count - 2]
          switch rewriter.module.constantValue(of: mask)?.uniformElement {
          case .integer(0)?:
            rewriter.replace(operation, with: [load.operands[load.operands.count - 1]])
          case .integer?:
            rewriter.replace(
              operation,
              with: Load(
                load.operands[0], Array(load.operands.dropFirst().dropLast(2)),
                as: load.resultTypes[0]))
          default: return .noMatch("the mask is not known")
          }
          return .rewritten
        }
      ])
    }
  }
}

/// What is wrong with a transfer of elements one after the other.
private func packedProblems(
  _ operation: OperationID, vector: Type, in module: Module
) -> [String] {
  let types = module.operandTypes(of: operation)
  guard types.count >= 3, let memory = types[0].memrefType else {
    return ["must have memory, a mask and a vector"]
  }
  var problems: [String] = []
  if types.count - 3 != memory.shape.count {
    problems.append("must have an index for each dimension of its memory")
  }
  if types[types.count - 1] != vector || memory.element != vector.elementType {
    problems.append("must keep the element type")
  }
  if types[types.count - 2] != vector.withElement(.i1) {
    problems.append("must have a mask of the shape of its vector")
  }
  return problems
}
