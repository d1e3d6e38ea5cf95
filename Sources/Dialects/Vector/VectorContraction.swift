import IR
import Support

extension Vector {
  public enum IteratorType: String, AttributeDefinition, CaseIterable {
    case parallel, reduction

    public static var mnemonic: String { "vector.iterator_type" }
    public static var documentation: String {
      "Whether an iterator is in the result or summed over."
    }
    public var body: String? { rawValue }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> IteratorType {
      guard let type = IteratorType(rawValue: body ?? "") else {
        throw .error("expected 'parallel' or 'reduction', found '\(body ?? "")'")
      }
      return type
    }
  }
  public typealias Contract = Plain<ContractMember>
  public enum ContractMember: PlainMember {
    public static var mnemonic: String { "vector.contract" }
    public static var documentation: String {
      """
      Sums products of the elements of two vectors into a third, by maps of an iteration
      space.
      """
    }
    public static var form: Form? {
      Form(
        """
        custom<Maps>($indexing_maps, $iterator_types, $kind, attr-dict) $lhs `,` $rhs `,`
        $acc custom<More> `:` type($lhs) `,` type($rhs) `into` type($result)
        """,
        ["Maps": attributes, "More": moreAttributes])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", .vector), .init("rhs", .vector), .init("acc", .any)],
        results: [.init("result", .any)],
        properties: [
          .init("indexing_maps", .array), .init("iterator_types", .array),
          .init("kind", .dialect(CombiningKind.self), optional: true),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let maps = (module.property("indexing_maps", of: operation)?.arrayValue ?? []).compactMap(
        \.affineMapValue)
      let iterators = (module.property("iterator_types", of: operation)?.arrayValue ?? [])
        .compactMap { $0.cast(to: IteratorType.self) }
      var problems: [String] = []
      if module.resultTypes(of: operation)[0] != types[2] {
        problems.append("must give the type of its accumulator")
      }
      guard maps.count == 3,
        maps.allSatisfy({ $0.dimensionCount == iterators.count && $0.symbolCount == 0 }),
        maps.allSatisfy({ $0.results.allSatisfy { $0.dimensionNumber != nil } })
      else {
        return problems + [
          "must have three maps of its \(iterators.count) iterators to dimensions, and as many iterators"
        ]
      }
      // Each iterator has one extent, and a reduction does not reach the result.
      var extents: [Int: Int] = [:]
      for (map, type) in zip(maps, types) {
        let shape = type.vectorType?.shape ?? []
        guard map.results.count == shape.count else {
          return problems + ["must have maps with a result for each dimension of their vectors"]
        }
        for (number, size) in zip(map.results.compactMap(\.dimensionNumber), shape) {
          if let other = extents[number], other != size {
            problems.append("has an iterator with the extents \(other) and \(size)")
          }
          extents[number] = size
        }
      }
      let kept = Set(maps[2].results.compactMap(\.dimensionNumber))
      for (number, iterator) in iterators.enumerated()
      where (iterator == .reduction) == kept.contains(number) {
        problems.append(
          "must reduce over the iterators that the result does not have, and no other")
        break
      }
      return problems
    }

    /// A vector with a dimension for each iterator, of the elements of the result: the shape of its
    /// masks.
    static func iterationSpace(of operation: OperationID, in module: Module) -> Type? {
      let maps = (module.property("indexing_maps", of: operation)?.arrayValue ?? []).compactMap(
        \.affineMapValue)
      let types = module.operandTypes(of: operation)
      guard maps.count == 3, let element = module.resultTypes(of: operation).first?.elementType
      else { return nil }
      var shape = Array(repeating: 1, count: maps[0].dimensionCount)
      var scalable = shape.map { _ in false }
      for (map, type) in zip(maps, types) {
        guard let vector = type.vectorType, vector.shape.count == map.results.count else {
          continue
        }
        for (axis, result) in map.results.enumerated() {
          guard let number = result.dimensionNumber, shape.indices.contains(number) else {
            return nil
          }
          shape[number] = vector.shape[axis]
          scalable[number] = vector.scalable.indices.contains(axis) && vector.scalable[axis]
        }
      }
      return .vector(VectorType(shape, element, scalable: scalable))
    }
  }

  public typealias OuterProduct = Plain<OuterProductMember>
  public enum OuterProductMember: PlainMember {
    public static var mnemonic: String { "vector.outerproduct" }
    public static var documentation: String {
      """
      The products of every element of one vector and every element of another, combined with
      a third operand if there is one.
      """
    }
    public static var form: Form? {
      Form(
        """
        $lhs `,` $rhs (`,` $acc^)? attr-dict `:` custom<Types>(type($lhs), type($rhs),
        type($result))
        """,
        ["Types": types])
    }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("lhs", .vector), .init("rhs", .any), .init("acc", .vector, .optional),
        ], results: [.init("result", .vector)],
        properties: [.init("kind", .dialect(CombiningKind.self), optional: true)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let left = types[0].vectorType?.shape ?? []
      let right = types[1].vectorType?.shape ?? []
      let result = module.resultTypes(of: operation)[0]
      guard left.count == 1, right.count <= 1, result.vectorType?.shape == left + right,
        types.allSatisfy({ $0.elementType == result.elementType })
      else {
        return ["must give a row for each element of its first operand, as long as its second"]
      }
      return types.count == 2 || types[2] == result ? [] : ["must give the type that it adds to"]
    }
  }

  public typealias MatrixMultiply = Plain<MatrixMultiplyMember>
  public enum MatrixMultiplyMember: PlainMember {
    public static var mnemonic: String { "vector.matrix_multiply" }
    public static var documentation: String {
      """
      The product of two matrices that are written as vectors, column by column.
      """
    }
    public static var form: Form? {
      "$lhs `,` $rhs attr-dict `:` `(` type($lhs) `,` type($rhs) `)` `->` type($res)"
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", .vector), .init("rhs", .vector)],
        results: [.init("res", .vector)],
        properties: [
          .init("lhs_rows", .integer), .init("lhs_columns", .integer),
          .init("rhs_columns", .integer),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      func number(_ name: String) -> Int {
        module.property(name, of: operation)?.integerValue ?? 0
      }
      let types = module.operandTypes(of: operation) + module.resultTypes(of: operation)
      let sizes = [
        number("lhs_rows") &* number("lhs_columns"),
        number("lhs_columns") &* number("rhs_columns"),
        number("lhs_rows") &* number("rhs_columns"),
      ]
      return types.map { $0.vectorType?.shape } == sizes.map { [$0] }
        ? [] : ["must take and give \(sizes[0]), \(sizes[1]) and \(sizes[2]) elements"]
    }
  }

  public typealias MultiReduction = Plain<MultiReductionMember>
  public enum MultiReductionMember: PlainMember {
    public static var mnemonic: String { "vector.multi_reduction" }
    public static var documentation: String {
      """
      The elements along some dimensions combined, with an accumulator.
      """
    }
    public static var form: Form? {
      """
      $kind `,` $source `,` $acc $reduction_dims attr-dict `:` type($source) `to`
      type($dest)
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .vector), .init("acc", .any)], results: [.init("dest", .any)],
        properties: [
          .init("kind", .dialect(CombiningKind.self)), .init("reduction_dims", .integerList),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let shape = types[0].vectorType?.shape ?? []
      let reduced = module.property("reduction_dims", of: operation)?.integerArrayValue ?? []
      guard reduced.allSatisfy({ shape.indices.contains($0) }), Set(reduced).count == reduced.count
      else { return ["must reduce dimensions of its operand, each once"] }
      let kept = shape.indices.filter { !reduced.contains($0) }.map { shape[$0] }
      guard module.resultTypes(of: operation)[0] == types[1],
        types[1].vectorType?.shape ?? [] == kept, types[1].elementType == types[0].elementType
      else { return ["must give, and add to, the dimensions that it does not reduce, \(kept)"] }
      return []
    }
  }

  public typealias Scan = Plain<ScanMember>
  public enum ScanMember: PlainMember {
    public static var mnemonic: String { "vector.scan" }
    public static var documentation: String {
      """
      The elements along a dimension combined step by step, and the last step.
      """
    }
    public static var form: Form? {
      Form(
        """
        $kind `,` $source `,` $initial_value attr-dict `:` custom<Types>(type($source),
        type($initial_value), type($dest), type($accumulated_value))
        """,
        ["Types": .types(of: ["source", "initial_value"]) { $0 }])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("source", .vector), .init("initial_value", .vector)],
        results: [.init("dest", .vector), .init("accumulated_value", .vector)],
        properties: [
          .init("kind", .dialect(CombiningKind.self)), .init("reduction_dim", .integer),
          .init("inclusive", .bool),
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let shape = types[0].vectorType?.shape ?? []
      let axis = module.property("reduction_dim", of: operation)?.integerValue ?? 0
      guard shape.indices.contains(axis) else {
        return ["must go along a dimension of its operand"]
      }
      var rest = shape
      rest.remove(at: axis)
      return types[1].vectorType?.shape == rest && module.resultTypes(of: operation) == types
        ? [] : ["must start from, and end in, the other dimensions, \(rest)"]
    }
  }
}
