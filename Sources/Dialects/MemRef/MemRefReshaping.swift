import IR
import Support

extension MemRef {
  public typealias CollapseShape = Plain<CollapseShapeMember>
  public enum CollapseShapeMember: PlainMember {
    public static var mnemonic: String { "memref.collapse_shape" }
    public static var documentation: String { "The same memory with groups of dimensions as one." }
    public static var form: Form? {
      "$src $reassociation attr-dict `:` type($src) `into` type($result)"
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("src", .memref)], results: [.init("result", .memref)],
        properties: [.init("reassociation", .array)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = (module.operandTypes(of: operation)[0], module.resultTypes(of: operation)[0])
      return groupingProblems(operation, wide: types.0, narrow: types.1, in: module)
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      foldGrouping(operation, undoing: ExpandShape.self, in: module)
    }

    /// `collapse_shape (collapse_shape m)  -->  collapse_shape m`.
    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("join-collapses", on: CollapseShape.self) { outer, operation, rewriter in
          guard let memory = outer.operands.first,
            let inner: CollapseShape = rewriter.module.match(definitionOf: memory),
            let groups = inner.groups?.joined(by: outer.groups)
          else { return .noMatch("the memory was not collapsed before") }
          var joined = outer
          joined.operands = inner.operands
          joined.properties["reassociation"] = groups
          rewriter.replace(operation, with: joined)
          return .rewritten
        }
      ])
    }
  }

  public typealias ExpandShape = Plain<ExpandShapeMember>
  public enum ExpandShapeMember: PlainMember {
    public static var mnemonic: String { "memref.expand_shape" }
    public static var documentation: String {
      """
      The same memory with dimensions as several; `static_output_shape` and the operands after
      the memory are the new sizes.
      """
    }
    public static var form: Form? {
      Form(
        """
        $src $reassociation `output_shape` custom<Sizes>($output_shape,
        $static_output_shape) attr-dict `:` type($src) `into` type($result)
        """,
        ["Sizes": .indices("output_shape", "static_output_shape")])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("src", .memref), .init("output_shape", .index, .variadic)],
        results: [.init("result", .memref)],
        properties: [
          .init("reassociation", .array), .init("static_output_shape", .integerArray),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = (module.operandTypes(of: operation)[0], module.resultTypes(of: operation)[0])
      let sizes =
        module.property("static_output_shape", of: operation)?.integerArrayValue ?? []
      var problems = groupingProblems(operation, wide: types.1, narrow: types.0, in: module)
      if let shape = types.1.memrefType?.shape, sizes.map({ $0 == Int.min ? nil : $0 }) != shape {
        problems.append("must say the sizes of its result in 'static_output_shape'")
      }
      let dynamic = sizes.filter { $0 == Int.min }.count
      if dynamic != module.operandCount(of: operation) - 1 {
        problems.append("must have its \(dynamic) dynamic sizes as operands")
      }
      return problems
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      foldGrouping(operation, undoing: CollapseShape.self, in: module)
    }

    /// `expand_shape (expand_shape m)  -->  expand_shape m`.
    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("join-expansions", on: ExpandShape.self) { outer, operation, rewriter in
          guard let memory = outer.operands.first,
            let inner: ExpandShape = rewriter.module.match(definitionOf: memory),
            let groups = outer.groups?.joined(by: inner.groups)
          else { return .noMatch("the memory was not expanded before") }
          var joined = outer
          joined.operands = Array(inner.operands.prefix(1) + outer.operands.dropFirst())
          joined.properties["reassociation"] = groups
          rewriter.replace(operation, with: joined)
          return .rewritten
        }
      ])
    }
  }

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

/// What is wrong with the groups by which `wide` has the dimensions of `narrow`.
private func groupingProblems(
  _ operation: OperationID, wide: Type, narrow: Type, in module: Module
) -> [String] {
  guard let wide = wide.memrefType, let narrow = narrow.memrefType else { return [] }
  var problems: [String] = []
  if wide.element != narrow.element { problems.append("must keep the element type") }
  let groups = (module.property("reassociation", of: operation)?.arrayValue ?? []).map {
    $0.integerArrayValue ?? []
  }
  guard groups.count == narrow.shape.count, groups.flatMap({ $0 }) == Array(wide.shape.indices)
  else {
    return problems + [
      "must divide the \(wide.shape.count) dimensions, in order, into \(narrow.shape.count) groups"
    ]
  }
  for (group, size) in zip(groups, narrow.shape) where !group.isEmpty {
    let sizes = group.map { wide.shape[$0] }
    let known = sizes.compactMap { $0 }.reduce(1, { $0 &* $1 })
    if sizes.contains(nil) == (size != nil) || size.map({ $0 != known }) ?? false {
      problems.append("must have groups whose sizes multiply to those of the other side")
      break
    }
  }
  return problems
}

extension Plain {
  /// Which dimensions of the side that has more are one of the other side.
  fileprivate var groups: [[Int]]? {
    properties["reassociation"]?.arrayValue.map { $0.map { $0.integerArrayValue ?? [] } }
  }
}

extension [[Int]] {
  /// These groups, joined as others say: `[[0, 1], [2]]` by `[[0, 1]]` is `[[0, 1, 2]]`.
  fileprivate func joined(by others: [[Int]]?) -> Attribute? {
    guard let others, others.joined().allSatisfy({ indices.contains($0) }) else { return nil }
    return .array(others.map { .array($0.flatMap { self[$0] }.map { .i64($0) }) })
  }
}

/// A grouping that changes nothing, or that undoes another one.
private func foldGrouping<Other>(
  _ operation: OperationID, undoing other: Plain<Other>.Type, in module: Module
) -> [FoldResult]? {
  let source = module.operand(0, of: operation)
  let target = module.resultTypes(of: operation)[0]
  if module.type(of: source) == target { return [.value(source)] }
  guard let earlier: Plain<Other> = module.match(definitionOf: source),
    let original = earlier.operands.first, module.type(of: original) == target,
    earlier.properties["reassociation"] == module.property("reassociation", of: operation),
    target.memrefType?.shape.contains(nil) == false
  else { return nil }
  return [.value(original)]
}
