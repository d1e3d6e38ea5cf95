import Dialects
import IR
import Support

extension LoopEvaluator {
  /// Reductions and products; `nil` for others.
  ///
  /// Sums go from the accumulator on, in row-major order of what is summed over.
  func combineVectors(
    _ operation: OperationID, _ name: String, mask: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes]? {
    switch name {
    case Vector.Reduction.mnemonic:
      let source = try needed("vector", of: operation, thread)
      let start = try lanes("acc", of: operation, thread)
      return [try reduce(source, Set([0]), start, mask, operation)]
    case Vector.MultiReduction.mnemonic:
      let source = try needed("source", of: operation, thread)
      let start = try needed("acc", of: operation, thread)
      let axes = Set(numbers("reduction_dims", of: operation))
      return [try reduce(source, axes, start, mask, operation)]
    case Vector.Scan.mnemonic: return try scan(operation, thread)
    case Vector.Contract.mnemonic: return [try contract(operation, mask, thread)]
    case Vector.OuterProduct.mnemonic: return [try outerProduct(operation, mask, thread)]
    case Vector.MatrixMultiply.mnemonic: return [try matrixProduct(operation, thread)]
    default: return nil
    }
  }

  /// The elements combined over some axes.
  private func reduce(
    _ source: Lanes, _ axes: Set<Int>, _ start: Lanes?, _ mask: Lanes?, _ operation: OperationID
  ) throws(Diagnostic) -> Lanes {
    let type = module.resultTypeOrNone(of: operation)
    let combine = try combination(of: operation, on: type.elementType)
    let kept = source.shape.indices.filter { !axes.contains($0) }
    let shape = kept.map { source.shape[$0] }
    let count = shape.reduce(1, *)
    var sums: [Attribute?] =
      start.map { $0.elements } ?? Array(repeating: nil, count: count)
    let target = Lanes(shape, [])
    for (number, place) in source.places.enumerated() where mask?.isSet[number] ?? true {
      guard let slot = target.number(of: kept.map { place[$0] }) else { continue }
      if let sum = sums[slot] {
        sums[slot] = try apply(combine, [sum, source.elements[number]], at: operation)
      } else {
        sums[slot] = source.elements[number]
      }
    }
    var elements: [Attribute] = []
    for sum in sums {
      // Nothing at all was combined: the neutral element.
      let empty = neutral(operation, type.elementType)
      guard let element = sum ?? empty else {
        throw failure(operation, "there is nothing to combine")
      }
      elements.append(element)
    }
    return Lanes(shape, elements)
  }

  private func neutral(_ operation: OperationID, _ type: Type) -> Attribute? {
    let kind =
      module.property("kind", of: operation)?.cast(to: Vector.CombiningKind.self) ?? .add
    let reduction = Arith.ReductionKind.allCases.first {
      $0.word == kind.operation(on: type).dropFirst("arith.".count)
    }
    return reduction.flatMap { $0.neutral(type) }
  }

  /// What stands before each element combined, with it or without, and in the end everything.
  private func scan(
    _ operation: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes] {
    let source = try needed("source", of: operation, thread)
    var sums = try needed("initial_value", of: operation, thread)
    let axis = module.property("reduction_dim", of: operation)?.integerValue ?? 0
    let isInclusive = module.property("inclusive", of: operation)?.boolValue ?? false
    let type = module.resultTypeOrNone(of: operation).elementType
    let combine = try combination(of: operation, on: type)
    var result = source
    // Along the axis, whatever the others are.
    let order = source.places.enumerated().sorted { $0.element[axis] < $1.element[axis] }
    for (number, place) in order {
      var others = place
      others.remove(at: axis)
      guard let slot = sums.number(of: others) else { continue }
      let before = sums.elements[slot]
      // With it, the initial value does not count; without it, the last element does not.
      if isInclusive {
        let after =
          place[axis] == 0
          ? source.elements[number]
          : try apply(combine, [before, source.elements[number]], at: operation)
        result.elements[number] = after
        sums.elements[slot] = after
      } else {
        result.elements[number] = before
        guard place[axis] < source.shape[axis] - 1 else { continue }
        sums.elements[slot] = try apply(
          combine, [before, source.elements[number]], at: operation)
      }
    }
    return [result, sums]
  }

  /// Sums of products over an iteration space, into the accumulator.
  private func contract(
    _ operation: OperationID, _ mask: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> Lanes {
    let left = try needed("lhs", of: operation, thread)
    let right = try needed("rhs", of: operation, thread)
    var sums = try needed("acc", of: operation, thread)
    let maps = (module.property("indexing_maps", of: operation)?.arrayValue ?? [])
      .compactMap(\.affineMapValue)
    guard maps.count == 3 else { throw failure(operation, "there must be three maps") }
    var extents = Array(repeating: 1, count: maps[0].dimensionCount)
    for (map, lanes) in zip(maps, [left, right, sums]) {
      for (result, size) in zip(map.results, lanes.shape) {
        if let axis = result.dimensionNumber { extents[axis] = size }
      }
    }
    let type = module.resultTypeOrNone(of: operation).elementType
    let multiply = try multiplication(operation, type)
    let combine = try combination(of: operation, on: type)
    for (number, point) in Lanes.places(extents).enumerated() where mask?.isSet[number] ?? true {
      func place(_ map: AffineMap) -> [Int] {
        map.results.map { $0.dimensionNumber.map { point[$0] } ?? 0 }
      }
      guard let a = left.number(of: place(maps[0])), let b = right.number(of: place(maps[1])),
        let c = sums.number(of: place(maps[2]))
      else { throw failure(operation, "the maps lead outside of the vectors") }
      let product = try multiply(left.elements[a], right.elements[b])
      sums.elements[c] = try apply(combine, [sums.elements[c], product], at: operation)
    }
    return sums
  }

  /// Products of all pairs, into the accumulator.
  private func outerProduct(
    _ operation: OperationID, _ mask: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> Lanes {
    let left = try needed("lhs", of: operation, thread)
    let right = try needed("rhs", of: operation, thread)
    let start = try lanes("acc", of: operation, thread)
    let type = module.resultTypeOrNone(of: operation)
    let multiply = try multiplication(operation, type.elementType)
    let combine = try combination(of: operation, on: type.elementType)
    var elements: [Attribute] = []
    for a in left.elements {
      for b in right.elements {
        let number = elements.count
        let product = try multiply(a, b)
        guard let start else {
          elements.append(product)
          continue
        }
        let isSet = mask?.isSet[number] ?? true
        elements.append(
          isSet
            ? try apply(combine, [start.elements[number], product], at: operation)
            : start.elements[number])
      }
    }
    return Lanes(type.vectorType?.shape ?? [], elements)
  }

  /// The product of matrices whose columns follow one another.
  private func matrixProduct(
    _ operation: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> Lanes {
    func size(_ name: String) -> Int { module.property(name, of: operation)?.integerValue ?? 0 }
    let (rows, depth, columns) = (size("lhs_rows"), size("lhs_columns"), size("rhs_columns"))
    let left = try needed("lhs", of: operation, thread)
    let right = try needed("rhs", of: operation, thread)
    guard left.elements.count == rows * depth, right.elements.count == depth * columns else {
      throw failure(operation, "the sizes are not those of the vectors")
    }
    let type = module.resultTypeOrNone(of: operation).elementType
    let multiply = try multiplication(operation, type)
    let add = try fold(
      Vector.CombiningKind.add.operation(on: type), of: [type, type], type, at: operation)
    var elements: [Attribute] = []
    for column in 0..<columns {
      for row in 0..<rows {
        var sum: Attribute?
        for step in 0..<depth {
          let product = try multiply(
            left.elements[row + step * rows], right.elements[step + column * depth])
          if let so = sum {
            sum = try apply(add, [so, product], at: operation)
          } else {
            sum = product
          }
        }
        if let sum { elements.append(sum) }
      }
    }
    return Lanes([rows * columns], elements)
  }

  /// A product of elements, each of which may be narrower than the result.
  private func multiplication(
    _ operation: OperationID, _ type: Type
  ) throws(Diagnostic) -> (Attribute, Attribute) throws(Diagnostic) -> Attribute {
    let multiply = try fold(
      Vector.CombiningKind.mul.operation(on: type), of: [type, type], type, at: operation)
    func widened(_ value: Attribute) throws(Diagnostic) -> Attribute {
      guard let own = value.type, own != type else { return value }
      let name = type.isFloat ? Arith.ExtF.mnemonic : Arith.ExtSI.mnemonic
      return try apply(
        try fold(name, of: [own], type, at: operation), [value], at: operation)
    }
    return { a, b throws(Diagnostic) in
      try apply(multiply, [try widened(a), try widened(b)], at: operation)
    }
  }
}
