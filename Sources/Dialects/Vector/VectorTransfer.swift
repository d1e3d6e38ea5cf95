import IR
import Support

extension Vector {
  public typealias TransferRead = Plain<TransferReadMember>
  public enum TransferReadMember: PlainMember {
    public static var mnemonic: String { "vector.transfer_read" }
    public static var documentation: String {
      """
      A vector read from a part of memory by a map of its dimensions; what lies outside is the
      padding.
      """
    }
    public static var form: Form? {
      Form(
        """
        $source `` `[` $indices `]` `,` $padding (`,` $mask^)?
        custom<Rest>($permutation_map, $in_bounds, attr-dict, type($source), type($vector))
        """,
        ["Rest": .transferRead])
    }
    public static var traits: Traits { [.readsMemory] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("source", memory), .init("indices", .index, .variadic), .init("padding", .any),
          .init("mask", .vector, .optional),
        ], results: [.init("vector", .vector)],
        properties: [
          .init("permutation_map", .affineMap), .init("in_bounds", .array),
          Signature.operandSegmentSizes,
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let groups = module.operandSegments(of: operation, count: 4)
      return transferProblems(
        operation, memory: groups[0], indices: groups[1],
        vector: module.resultTypes(of: operation)[0], in: module)
        + (groups[2].first.map { module.type(of: $0) }
          == module.operandTypes(of: operation)[0].elementType
          ? [] : ["must have a padding of the element type of its memory"])
    }

    public static func simplerForm(
      of operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> SimplerForm? {
      simplerTransfer(
        operation, memoryAt: 0, vector: module.resultTypes(of: operation)[0], in: module)
    }
  }

  public typealias TransferWrite = Plain<TransferWriteMember>
  public enum TransferWriteMember: PlainMember {
    public static var mnemonic: String { "vector.transfer_write" }
    public static var documentation: String {
      """
      Writes a vector to a part of memory by a map of its dimensions; what lies outside is
      left out.
      """
    }
    public static var form: Form? {
      Form(
        """
        $vector `,` $source `` `[` $indices `]` (`,` $mask^)? custom<Rest>($permutation_map,
        $in_bounds, attr-dict, type($vector), type($source), type($result))
        """,
        ["Rest": .transferWrite])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("vector", .vector), .init("source", memory),
          .init("indices", .index, .variadic), .init("mask", .vector, .optional),
        ], results: [.init("result", .tensor, .optional)],
        properties: [
          .init("permutation_map", .affineMap), .init("in_bounds", .array),
          Signature.operandSegmentSizes,
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let groups = module.operandSegments(of: operation, count: 4)
      return transferProblems(
        operation, memory: groups[1], indices: groups[2],
        vector: module.operandTypes(of: operation)[0], in: module)
    }

    public static func simplerForm(
      of operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> SimplerForm? {
      simplerTransfer(
        operation, memoryAt: 1, vector: module.operandTypes(of: operation)[0], in: module)
    }
  }

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

  public typealias TypeCast = Plain<TypeCastMember>
  public enum TypeCastMember: PlainMember {
    public static var mnemonic: String { "vector.type_cast" }
    public static var documentation: String { "Memory of a static shape as memory of one vector." }
    public static var form: Form? { "$memref attr-dict `:` type($memref) `to` type($result)" }
    public static var signature: Signature {
      Signature(operands: [.init("memref", .memref)], results: [.init("result", .memref)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard let source = module.operandTypes(of: operation)[0].memrefType,
        let target = module.resultTypes(of: operation)[0].memrefType, target.shape.isEmpty,
        let vector = target.element.vectorType, source.shape == vector.shape,
        source.element == vector.element
      else { return ["must give memory of one vector of the shape of its memory"] }
      return []
    }
  }
}

extension Vector {
  /// Memory, or a tensor that stands for it.
  static let memory = TypeConstraint("a memref or tensor") {
    switch $0 {
    case .memref, .tensor: true
    default: false
    }
  }
}

extension Type {
  /// The sizes of a memref, tensor or vector, `nil` where dynamic.
  fileprivate var extents: [Int?] {
    switch self {
    case .memref(let type): type.shape
    case .tensor(let type): type.shape
    case .vector(let type): type.shape.map { $0 }
    default: []
    }
  }
}

/// What is wrong with a transfer between a vector and memory.
private func transferProblems(
  _ operation: OperationID, memory: [ValueID], indices: [ValueID], vector: Type, in module: Module
) -> [String] {
  guard let memory = memory.first.map({ module.type(of: $0) }), let vector = vector.vectorType
  else { return ["must have memory and a vector"] }
  var problems: [String] = []
  if memory.elementType.elementType != vector.element {
    problems.append("must keep the element type")
  }
  if indices.count != memory.extents.count {
    problems.append("must have an index for each dimension of its memory")
  }
  let map = module.affineMap("permutation_map", of: operation)
  let isPlain = map.results.allSatisfy { $0.dimensionNumber != nil || $0 == 0 }
  let inner = memory.elementType.vectorType?.shape.count ?? 0
  if map.dimensionCount != memory.extents.count || map.symbolCount != 0 || !isPlain
    || map.results.count + inner != vector.shape.count
  {
    problems.append("must have a map from the dimensions of its memory to those of its vector")
  }
  let bounds = module.property("in_bounds", of: operation)?.arrayValue ?? []
  if bounds.count != map.results.count || bounds.contains(where: { $0.boolValue == nil }) {
    problems.append("must say of each dimension of the vector whether it is in bounds")
  }
  return problems
}

/// A transfer that knows what is in bounds, and looks through casts that only hide sizes.
private func simplerTransfer(
  _ operation: OperationID, memoryAt place: Int, vector: Type, in module: Module
) -> SimplerForm? {
  var operands = module.operands(of: operation)
  let groups = module.operandSegments(of: operation, count: 4)
  guard place < operands.count, let shape = vector.vectorType, shape.scalable.isEmpty else {
    return nil
  }
  operands[place] = module.withoutHidingCast(operands[place])
  let sizes = module.type(of: operands[place]).extents
  let map = module.affineMap("permutation_map", of: operation)
  let indices = groups[place + 1]
  var properties = module.properties(of: operation)
  let bounds = properties["in_bounds"]?.arrayValue ?? []
  let known = zip(zip(map.results, bounds), shape.shape).map { entry, extent -> Attribute in
    let (result, bound) = entry
    if bound.boolValue == true { return bound }
    // A dimension that is broadcast reads one element, which the other bounds are about.
    guard let axis = result.dimensionNumber, axis < sizes.count, axis < indices.count,
      let size = sizes[axis],
      let first = module.constantValue(of: indices[axis])?.integerValue, first >= 0,
      first <= size, extent <= size - first
    else { return result.dimensionNumber == nil ? .bool(true) : bound }
    return .bool(true)
  }
  if known.count == bounds.count { properties["in_bounds"] = .array(known) }
  return SimplerForm(operands: operands, properties: properties)
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
