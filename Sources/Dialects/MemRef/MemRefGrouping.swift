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
      let problems = groupingProblems(operation, wide: types.0, narrow: types.1, in: module)
      return problems.isEmpty ? gapProblems(operation, types.0, in: module) : problems
    }

    /// Dimensions that become one must lie behind each other without gaps, as far as is known.
    private static func gapProblems(
      _ operation: OperationID, _ type: Type, in module: Module
    ) -> [String] {
      guard let memory = type.memrefType, let (strides, _) = memory.stridesAndOffset else {
        return []
      }
      let groups = module.property("reassociation", of: operation)?.arrayValue ?? []
      for group in groups.map({ $0.integerArrayValue ?? [] }) {
        // Where dimensions of size 1 lie does not matter.
        let own = group.filter { memory.shape[$0] != 1 }
        for (outer, inner) in zip(own, own.dropFirst()) {
          guard let size = memory.shape[inner], let stride = strides[inner],
            let found = strides[outer], found != stride &* size
          else { continue }
          return [
            "joins dimensions \(outer) and \(inner) of '\(type)', between which there are gaps: "
              + "the stride is \(found), not \(stride &* size)"
          ]
        }
      }
      return []
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      foldGrouping(operation, undoing: ExpandShape.self, in: module)
    }

    /// `collapse_shape (collapse_shape m)  -->  collapse_shape m`, and of an expansion as far as it
    /// undoes it.
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
        },
        undoing(Self.mnemonic),
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

    /// `expand_shape (expand_shape m)  -->  expand_shape m`, and of a collapse as far as it undoes it.
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
        },
        undoing(Self.mnemonic),
      ])
    }
  }
}

/// The one change of shape that two are, where the second undoes a part of the first, of row-major
/// memory of static sizes.
///
///     %0 = collapse_shape %m [[0, 1], [2, 3]] : 2x3x4x5 into 6x20
///     %1 = expand_shape %0 [[0], [1, 2]]      : 6x20 into 6x4x5     -->  collapse_shape %m [[0, 1], [2], [3]]
private func undoing(_ mnemonic: String) -> RewriteRule {
  RewriteRule("undo-grouping", root: mnemonic) { operation, rewriter in
    guard let middle = rewriter.module.operands(of: operation).first,
      let first = rewriter.module.definingOperation(of: middle),
      rewriter.module.name(of: first) != mnemonic,
      [MemRef.CollapseShape.mnemonic, MemRef.ExpandShape.mnemonic].contains(
        rewriter.module.name(of: first)),
      let source = rewriter.module.operands(of: first).first,
      let before = rewriter.module.type(of: source).plainShape,
      let type = rewriter.module.resultTypes(of: operation).first, let after = type.plainShape
    else { return .noMatch("no static shape was changed the other way before") }
    if before.count > after.count, let groups = before.groups(of: after) {
      rewriter.replace(
        operation,
        with: MemRef.CollapseShape(
          [source], resultTypes: [type], properties: ["reassociation": groups]))
    } else if before.count < after.count, let groups = after.groups(of: before) {
      rewriter.replace(
        operation,
        with: MemRef.ExpandShape(
          [source], resultTypes: [type],
          properties: ["reassociation": groups, "static_output_shape": .i64Array(after)]))
    } else {
      return .noMatch("neither shape groups the other one's dimensions")
    }
    return .rewritten
  }
}

extension Type {
  /// The sizes of memory that is row-major, all static and more than one.
  fileprivate var plainShape: [Int]? {
    guard let memref = memrefType, memref.layout == nil else { return nil }
    let sizes = memref.shape.compactMap { $0 }
    return sizes.count == memref.shape.count && sizes.allSatisfy { $0 > 1 } ? sizes : nil
  }
}

extension [Int] {
  /// How these sizes, in order, multiply to those of `narrow`, as a `reassociation`; `nil` if they do
  /// not.
  fileprivate func groups(of narrow: [Int]) -> Attribute? {
    var groups: [[Int]] = []
    var next = 0
    for size in narrow {
      var (group, product) = ([Int](), 1)
      while next < count, product < size {
        product = product.multipliedReportingOverflow(by: self[next]).partialValue
        group.append(next)
        next += 1
      }
      guard product == size else { return nil }
      groups.append(group)
    }
    guard next == count else { return nil }
    return .array(groups.map { .array($0.map { .i64($0) }) })
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
