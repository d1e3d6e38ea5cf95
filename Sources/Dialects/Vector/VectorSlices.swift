import IR
import Support

extension Vector {
  public typealias ExtractStridedSlice = Plain<ExtractStridedSliceMember>
  public enum ExtractStridedSliceMember: PlainMember {
    public static var mnemonic: String { "vector.extract_strided_slice" }
    public static var documentation: String { "A part of a vector." }
    public static var form: Form? { "$vector attr-dict `:` type($vector) `to` type($result)" }
    public static var signature: Signature {
      Signature(
        operands: [.init("vector", .vector)], results: [.init("result", .vector)],
        properties: [
          .init("offsets", .integerArray), .init("sizes", .integerArray),
          .init("strides", .integerArray),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let source = module.operandTypes(of: operation)[0].vectorType
      let target = module.resultTypes(of: operation)[0].vectorType
      guard let source, let target, source.element == target.element,
        let part = Slice(operation, in: module, of: source.shape),
        target.shape == part.sizes + source.shape.dropFirst(part.sizes.count)
      else { return ["must give a part that lies in its vector, of its sizes and element type"] }
      return []
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let source = module.operand(0, of: operation)
      let type = module.resultTypes(of: operation)[0]
      if module.type(of: source) == type { return [.value(source)] }
      if let element = constants[0]?.uniformElement {
        return Attribute.uniform(element, of: type).map { [.constant($0)] }
      }
      // What was put at this very place.
      if let insert: InsertStridedSlice = module.match(definitionOf: source),
        insert.properties["offsets"] == module.property("offsets", of: operation),
        insert.properties["strides"] == module.property("strides", of: operation),
        let part = insert.operands.first, module.type(of: part) == type
      {
        return [.value(part)]
      }
      guard let elements = constants[0]?.vectorElements,
        let shape = module.type(of: source).vectorType?.shape,
        let slice = Slice(operation, in: module, of: shape)
      else { return nil }
      return Attribute.vector(of: slice.places(in: shape), in: elements, type)
        .map { [.constant($0)] }
    }

    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("part-of-repetition", on: ExtractStridedSlice.self) {
          slice, operation, rewriter in
          guard let source = slice.operands.first,
            let repeated = rewriter.module.repeatedScalar(in: source)
          else { return .noMatch("the vector is not a repetition") }
          rewriter.replace(operation, with: Broadcast(repeated, to: slice.resultTypes[0]))
          return .rewritten
        }
      ])
    }
  }

  public typealias InsertStridedSlice = Plain<InsertStridedSliceMember>
  public enum InsertStridedSliceMember: PlainMember {
    public static var mnemonic: String { "vector.insert_strided_slice" }
    public static var documentation: String { "A vector with a part of it replaced." }
    public static var form: Form? {
      Form(
        """
        $source `,` $dest attr-dict `:` custom<Types>(type($source), type($dest),
        type($res))
        """,
        ["Types": .types(of: ["source", "dest"], separator: "into") { [$0[1]] }])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .vector), .init("dest", .vector)],
        results: [.init("res", .vector)],
        properties: [.init("offsets", .integerArray), .init("strides", .integerArray)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      guard let part = types[0].vectorType?.shape, let whole = types[1].vectorType?.shape,
        types[0].elementType == types[1].elementType, part.count <= whole.count,
        let offsets = module.property("offsets", of: operation)?.integerArrayValue,
        offsets.count == whole.count, module.resultTypes(of: operation)[0] == types[1]
      else { return ["must put a vector into one of the same element type, which it gives"] }
      let padded = Array(repeating: 1, count: whole.count - part.count) + part
      let fits = zip(zip(offsets, padded), whole).allSatisfy { place, size in
        place.0 >= 0 && place.0 <= size && place.1 <= size - place.0
      }
      return fits ? [] : ["must put the part where it lies in the vector"]
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let operands = module.operands(of: operation)
      if module.type(of: operands[0]) == module.type(of: operands[1]) {
        return [.value(operands[0])]
      }
      // A part of the very vector, put back.
      if let slice: ExtractStridedSlice = module.match(definitionOf: operands[0]),
        slice.operands.first == operands[1],
        slice.properties["offsets"] == module.property("offsets", of: operation),
        slice.properties["strides"] == module.property("strides", of: operation)
      {
        return [.value(operands[1])]
      }
      guard case .integer(let a)? = constants[0]?.uniformElement,
        case .integer(let b)? = constants[1]?.uniformElement
      else {
        guard case .float(let a)? = constants[0]?.uniformElement,
          case .float(let b)? = constants[1]?.uniformElement, a.bitPattern == b.bitPattern
        else { return nil }
        return [.value(operands[1])]
      }
      return a == b ? [.value(operands[1])] : nil
    }
  }

  public typealias ScalableExtract = Plain<ScalableExtractMember>
  public enum ScalableExtractMember: PlainMember {
    public static var mnemonic: String { "vector.scalable.extract" }
    public static var documentation: String { "A part of a vector whose length the machine tells." }
    public static var form: Form? {
      "$source `` `[` $pos `]` attr-dict `:` type($res) `from` type($source)"
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .vector)], results: [.init("res", .vector)],
        properties: [.init("pos", .integer)])
    }
  }

  public typealias ScalableInsert = Plain<ScalableInsertMember>
  public enum ScalableInsertMember: PlainMember {
    public static var mnemonic: String { "vector.scalable.insert" }
    public static var documentation: String {
      """
      A vector whose length the machine tells, with a part of it replaced.
      """
    }
    public static var form: Form? {
      Form(
        """
        $source `,` $dest `` `[` $pos `]` attr-dict `:` custom<Types>(type($source),
        type($dest), type($res))
        """,
        ["Types": .types(of: ["source", "dest"], separator: "into") { [$0[1]] }])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .vector), .init("dest", .vector)],
        results: [.init("res", .vector)], properties: [.init("pos", .integer)])
    }
  }
}

/// A part of a shape: offsets, sizes and strides of its first dimensions.
private struct Slice {
  var offsets, sizes, strides: [Int]

  /// The part that an operation takes; `nil` if it does not lie in `shape`.
  init?(_ operation: OperationID, in module: Module, of shape: [Int]) {
    func numbers(_ name: String) -> [Int] {
      module.property(name, of: operation)?.integerArrayValue ?? []
    }
    offsets = numbers("offsets")
    sizes = numbers("sizes")
    strides = numbers("strides")
    guard offsets.count == sizes.count, strides.count == sizes.count, sizes.count <= shape.count,
      strides.allSatisfy({ $0 == 1 })
    else { return nil }
    for axis in sizes.indices {
      guard offsets[axis] >= 0, sizes[axis] > 0, offsets[axis] <= shape[axis],
        sizes[axis] <= shape[axis] - offsets[axis]
      else { return nil }
    }
  }

  /// The numbers of the part's elements, row-major, among all of the shape.
  func places(in shape: [Int]) -> [Int] {
    var places = [0]
    for (axis, size) in shape.enumerated() {
      let kept = axis < sizes.count ? offsets[axis]..<offsets[axis] + sizes[axis] : 0..<size
      places = places.flatMap { place in kept.map { place * size + $0 } }
    }
    return places
  }
}
