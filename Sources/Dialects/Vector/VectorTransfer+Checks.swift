import IR
import Support

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
func transferProblems(
  _ operation: OperationID, memory: [ValueID], indices: [ValueID], vector: Type, mask: [ValueID],
  in module: Module
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
  let dimensions = map.results.compactMap(\.dimensionNumber)
  if Set(dimensions).count < dimensions.count {
    problems.append("must have a map that names each dimension of its memory at most once")
  }
  let bounds = module.property("in_bounds", of: operation)?.arrayValue ?? []
  if bounds.count != map.results.count || bounds.contains(where: { $0.boolValue == nil }) {
    problems.append("must say of each dimension of the vector whether it is in bounds")
  } else if zip(map.results, bounds).contains(where: {
    $0.dimensionNumber == nil && $1.boolValue == false
  }) {
    problems.append("must be in bounds along dimensions that are repeated")
  }
  if inner == 0, let mask = mask.first.map({ module.type(of: $0) }) {
    let expected = transferMask(vector, map)
    if mask != expected {
      problems.append(
        expected.map { "must have a mask of type '\($0)', not '\(mask)'" }
          ?? "reads or writes one element, so it has no mask")
    }
  }
  return problems
}

/// A transfer that knows what is in bounds, and looks through casts that only hide sizes.
func simplerTransfer(
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

/// The type of a transfer's mask: a Boolean for each element of the memory, in its order; `nil` if
/// the map names no dimension of it.
func transferMask(_ vector: VectorType, _ map: AffineMap) -> Type? {
  let axes = map.results.indices.filter {
    map.results[$0].dimensionNumber != nil && $0 < vector.shape.count
  }
  guard !axes.isEmpty else { return nil }
  let order = axes.sorted {
    (map.results[$0].dimensionNumber ?? 0) < (map.results[$1].dimensionNumber ?? 0)
  }
  return .vector(
    VectorType(
      order.map { vector.shape[$0] }, .i1,
      scalable: vector.scalable.isEmpty ? [] : order.map { vector.scalable[$0] }))
}
