import IR
import Support

extension MemRef {
  public typealias Copy = Plain<CopyMember>
  public enum CopyMember: PlainMember {
    public static var mnemonic: String { "memref.copy" }
    public static var documentation: String {
      """
      Copies memory to memory of the same shape that does not overlap it.
      """
    }
    public static var form: Form? {
      "$source `,` $target attr-dict `:` type($source) `to` type($target)"
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(operands: [.init("source", anyMemref), .init("target", anyMemref)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      if types[0].elementType != types[1].elementType {
        return ["must copy between memory of one element type"]
      }
      guard let source = types[0].memrefType, let target = types[1].memrefType,
        !source.shape.fits(target.shape)
      else { return [] }
      return ["must copy between memory of one shape"]
    }

    public static func simplerForm(
      of operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> SimplerForm? {
      SimplerForm(operands: module.operands(of: operation).map { module.withoutHidingCast($0) })
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("needless-copy", on: Copy.self) { copy, operation, rewriter in
          let isEmpty = copy.operands.contains {
            rewriter.module.type(of: $0).memrefType?.shape.contains(0) ?? false
          }
          guard copy.operands.count == 2, isEmpty || copy.operands[0] == copy.operands[1] else {
            return .noMatch("the memory differs")
          }
          rewriter.erase(operation)
          return .rewritten
        }
      ])
    }
  }

  public typealias AssumeAlignment = Plain<AssumeAlignmentMember>
  public enum AssumeAlignmentMember: PlainMember {
    public static var mnemonic: String { "memref.assume_alignment" }
    public static var documentation: String {
      """
      Promises that memory begins at a multiple of a number of bytes.
      """
    }
    public static var form: Form? { "$memref `,` $alignment attr-dict `:` type($memref)" }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("memref", .memref)], properties: [.init("alignment", .number(.i32))])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let alignment = module.property("alignment", of: operation)?.integerValue ?? 0
      return alignment > 0 && alignment & (alignment - 1) == 0
        ? [] : ["must promise a power of two, not \(alignment)"]
    }
  }

  public typealias Realloc = Plain<ReallocMember>
  public enum ReallocMember: PlainMember {
    public static var mnemonic: String { "memref.realloc" }
    public static var documentation: String {
      """
      Memory with what other memory begins with, which is given back.
      """
    }
    public static var form: Form? {
      """
      $source (`(` $dynamicResultSize^ `)`)? attr-dict `:` type($source) `to`
      type($result)
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .memref), .init("dynamicResultSize", .index, .optional)],
        results: [.init("result", .memref)],
        properties: [.init("alignment", .integer, optional: true)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let source = module.operandTypes(of: operation)[0].memrefType
      let target = module.resultTypes(of: operation)[0].memrefType
      guard source?.shape.count == 1, target?.shape.count == 1, source?.element == target?.element
      else { return ["must take and give 1-D memory of one element type"] }
      let isDynamic = target?.shape == [nil]
      return isDynamic == (module.operandCount(of: operation) == 2)
        ? [] : ["must have the dynamic size of its result, and no other"]
    }
  }

  public typealias ExtractAlignedPointer = Plain<ExtractAlignedPointerMember>
  public enum ExtractAlignedPointerMember: PlainMember {
    public static var mnemonic: String { "memref.extract_aligned_pointer_as_index" }
    public static var documentation: String {
      """
      The address where the data of memory begin, before its offset.
      """
    }
    public static var form: Form? { "$source attr-dict `:` type($source) `->` type(results)" }
    public static var signature: Signature {
      Signature(operands: [.init("source", anyMemref)], results: [.init("aligned_pointer", .index)])
    }
  }

  public typealias ExtractStridedMetadata = Plain<ExtractStridedMetadataMember>
  public enum ExtractStridedMetadataMember: PlainMember {
    public static var mnemonic: String { "memref.extract_strided_metadata" }
    public static var documentation: String {
      """
      The memory without its shape, then its offset, sizes and strides.
      """
    }
    public static var form: Form? { "$source attr-dict `:` type($source) `->` type(results)" }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .memref)],
        results: [
          .init("base_buffer", .memref), .init("offset", .index),
          // As many sizes as strides, so one group will do.
          .init("sizes_and_strides", .index, .variadic),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let rank = module.operandTypes(of: operation)[0].memrefType?.shape.count ?? 0
      return module.resultCount(of: operation) == 2 + 2 * rank
        ? [] : ["must give a size and a stride for each of \(rank) dimensions"]
    }

    /// Numbers that the type tells.
    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("known-metadata", on: ExtractStridedMetadata.self) {
          metadata, operation, rewriter in
          guard let source = metadata.operands.first,
            let type = rewriter.module.type(of: source).memrefType,
            let (strides, offset) = type.stridesAndOffset
          else { return .noMatch("the layout is a map") }
          let results = rewriter.module.results(of: operation).dropFirst()
          let known = zip(results, [offset] + type.shape + strides).compactMap { result, number in
            rewriter.module.hasUses(result) ? number.map { (result, $0) } : nil
          }
          guard !known.isEmpty else { return .noMatch("nothing that is asked for is known") }
          for (result, number) in known {
            let constant = rewriter.insert(Arith.Constant.index(number), before: operation)
            let value = rewriter.module.result(of: constant)
            rewriter.replaceAllUses(of: result, with: value)
          }
          return .rewritten
        }
      ])
    }
  }
}
