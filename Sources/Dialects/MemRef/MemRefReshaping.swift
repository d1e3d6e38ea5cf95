import IR
import Support

extension MemRef {
  public typealias Reshape = Plain<ReshapeMember>
  public enum ReshapeMember: PlainMember {
    public static var mnemonic: String { "memref.reshape" }
    public static var documentation: String {
      "The same memory with sizes that are read from other memory."
    }
    public static var form: Form? {
      """
      $source `(` $shape `)` attr-dict `:` `(` type($source) `,` type($shape) `)` `->`
      type($result)
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", anyMemref), .init("shape", .memref)],
        results: [.init("result", anyMemref)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let operands = module.operandTypes(of: operation)
      let result = module.resultTypes(of: operation)[0]
      var problems: [String] = []
      if operands[0].elementType != result.elementType {
        problems.append("must keep the element type")
      }
      guard let shape = operands[1].memrefType, shape.shape.count == 1,
        shape.element == .index || shape.element.isInteger
      else { return problems + ["must take its sizes from a 1-D memref of integers"] }
      if let rank = result.memrefType?.shape.count, let count = shape.shape[0], count != rank {
        problems.append("must take \(rank) sizes, one for each dimension; it takes \(count)")
      }
      return problems
    }
  }

  public typealias Transpose = Plain<TransposeMember>
  public enum TransposeMember: PlainMember {
    public static var mnemonic: String { "memref.transpose" }
    public static var documentation: String {
      "The same memory with its dimensions in another order."
    }
    public static var form: Form? {
      Form(
        "$in custom<Permutation>($permutation) attr-dict `:` type($in) `to` type($result)",
        ["Permutation": permutation])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("in", .memref)], results: [.init("result", .memref)],
        properties: [.init("permutation", .affineMap)])
    }
    /// `(d0, d1) -> (d1, d0)`.
    private static var permutation: FormDirective {
      FormDirective(
        write: { operation, writer in
          writer.write(affineMapBody: writer.module.affineMap("permutation", of: operation))
        },
        read: { (reader) throws(FormFailure) in
          reader.set("permutation", .affineMap(try reader.readAffineMapBody()))
        })
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let source = module.operandTypes(of: operation)[0].memrefType?.shape ?? []
      let target = module.resultTypes(of: operation)[0].memrefType?.shape ?? []
      let order = module.affineMap("permutation", of: operation).permutation ?? []
      guard order.count == source.count, target.count == source.count else {
        return ["must have a permutation of the \(source.count) dimensions of its operand"]
      }
      return order.map { source[$0] } == target
        ? [] : ["must give the sizes of its operand in the order of the permutation"]
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let order = module.affineMap("permutation", of: operation).permutation
      let source = module.operand(0, of: operation)
      return order.map { $0 == Array($0.indices) } == true
        && module.type(of: source) == module.resultTypes(of: operation)[0]
        ? [.value(source)] : nil
    }
  }

  public typealias Rank = Plain<RankMember>
  public enum RankMember: PlainMember {
    public static var mnemonic: String { "memref.rank" }
    public static var documentation: String { "How many dimensions memory has." }
    public static var form: Form? { "$memref attr-dict `:` type($memref)" }
    public static var signature: Signature {
      Signature(operands: [.init("memref", anyMemref)], results: [.init("result", .index)])
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      module.operandTypes(of: operation)[0].memrefType.map {
        [.constant(.index($0.shape.count))]
      }
    }
  }

  public typealias MemorySpaceCast = Plain<MemorySpaceCastMember>
  public enum MemorySpaceCastMember: PlainMember {
    public static var mnemonic: String { "memref.memory_space_cast" }
    public static var documentation: String { "The same memory seen in another memory space." }
    public static var form: Form? { "$source attr-dict `:` type($source) `to` type($dest)" }
    public static var signature: Signature {
      Signature(operands: [.init("source", anyMemref)], results: [.init("dest", anyMemref)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      func withoutSpace(_ type: Type) -> Type {
        switch type {
        case .memref(var memref):
          memref.memorySpace = nil
          return .memref(memref)
        case .unrankedMemref(let element, _): return .unrankedMemref(element, memorySpace: nil)
        default: return type
        }
      }
      return withoutSpace(module.operandTypes(of: operation)[0])
        == withoutSpace(module.resultTypes(of: operation)[0])
        ? [] : ["must change nothing but the memory space"]
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let source = module.operand(0, of: operation)
      let target = module.resultTypes(of: operation)[0]
      if module.type(of: source) == target { return [.value(source)] }
      guard let earlier: MemorySpaceCast = module.match(definitionOf: source),
        module.type(of: earlier.operands[0]) == target
      else { return nil }
      return [.value(earlier.operands[0])]
    }
  }
}

extension AffineMap {
  /// Which dimension each result is, if the map is a permutation.
  var permutation: [Int]? {
    let order = results.compactMap(\.dimensionNumber)
    return symbolCount == 0 && order.count == dimensionCount && results.count == dimensionCount
      && Set(order) == Set(0..<dimensionCount) ? order : nil
  }
}
