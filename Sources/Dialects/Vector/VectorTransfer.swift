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
        vector: module.resultTypes(of: operation)[0], mask: groups[3], in: module)
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
        vector: module.operandTypes(of: operation)[0], mask: groups[3], in: module)
        + (module.affineMap("permutation_map", of: operation).results.contains {
          $0.dimensionNumber == nil
        } ? ["must have a map without repeated dimensions"] : [])
    }

    public static func simplerForm(
      of operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> SimplerForm? {
      simplerTransfer(
        operation, memoryAt: 1, vector: module.operandTypes(of: operation)[0], in: module)
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
        let vector = target.element.vectorType
      else { return ["must give memory of one vector of the shape of its memory"] }
      let inner = source.element.vectorType
      let shape = source.shape + (inner?.shape ?? []).map { Optional($0) }
      guard shape == vector.shape.map({ Optional($0) }),
        (inner?.element ?? source.element) == vector.element
      else { return ["must give memory of one vector of the shape of its memory"] }
      if source.layout != nil || target.layout != nil {
        return ["needs memory whose elements follow one another, without a layout"]
      }
      return source.memorySpace == target.memorySpace ? [] : ["must stay in its memory space"]
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
