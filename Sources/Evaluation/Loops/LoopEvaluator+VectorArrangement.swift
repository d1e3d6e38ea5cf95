import Dialects
import IR
import Support

extension LoopEvaluator {
  /// Operations that give the elements of their operands in another order; `nil` for others.
  func arrange(
    _ operation: OperationID, _ name: String, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes]? {
    let shape = module.resultTypeOrNone(of: operation).vectorType?.shape ?? []
    func gather(_ source: Lanes, _ from: ([Int]) -> [Int]) throws(Diagnostic) -> [Lanes] {
      var elements: [Attribute] = []
      for place in Lanes.places(shape) {
        guard let number = source.number(of: from(place)) else {
          throw failure(operation, "takes an element from outside of its operand")
        }
        elements.append(source.elements[number])
      }
      return [Lanes(shape, elements)]
    }
    switch name {
    case Vector.Broadcast.mnemonic, Vector.Splat.mnemonic:
      let source = try lanes(module.operand(0, of: operation), thread, at: operation)
      return try gather(source) { place in
        zip(source.shape, place.suffix(source.shape.count)).map { $0 == 1 ? 0 : $1 }
      }
    case Vector.ShapeCast.mnemonic:
      let source = try lanes(module.operand(0, of: operation), thread, at: operation)
      return [Lanes(shape, source.elements)]
    case Vector.Bitcast.mnemonic:
      return try reinterpret(operation, thread)
    case Vector.Transpose.mnemonic:
      let order = numbers("permutation", of: operation)
      return try gather(needed("vector", of: operation, thread)) { place in
        order.indices.map { axis in
          order.firstIndex(of: axis).map { place[$0] } ?? -1
        }
      }
    case Vector.FlatTranspose.mnemonic:
      // Columns follow one another.
      let rows = module.property("rows", of: operation)?.integerValue ?? 1
      let columns = module.property("columns", of: operation)?.integerValue ?? 1
      return try gather(needed("matrix", of: operation, thread)) { place in
        [place[0] / columns + place[0] % columns * rows]
      }
    case Vector.ExtractStridedSlice.mnemonic:
      let offsets = numbers("offsets", of: operation)
      let strides = numbers("strides", of: operation)
      return try gather(needed("vector", of: operation, thread)) { place in
        place.enumerated().map { axis, index in
          axis < offsets.count ? offsets[axis] + index * strides[axis] : index
        }
      }
    case Vector.InsertStridedSlice.mnemonic:
      let source = try needed("source", of: operation, thread)
      var target = try needed("dest", of: operation, thread)
      let offsets = numbers("offsets", of: operation)
      let strides = numbers("strides", of: operation)
      let skipped = target.shape.count - source.shape.count
      for (place, element) in zip(source.places, source.elements) {
        let indices = target.shape.indices.map { axis in
          axis < skipped
            ? offsets[axis] : offsets[axis] + place[axis - skipped] * strides[axis - skipped]
        }
        guard let number = target.number(of: indices) else {
          throw failure(operation, "puts an element outside of the vector")
        }
        target.elements[number] = element
      }
      return [target]
    case Vector.Shuffle.mnemonic:
      let first = try needed("v1", of: operation, thread)
      let second = try needed("v2", of: operation, thread)
      let count = first.shape.first ?? 1
      var result = Lanes(shape, [])
      for number in numbers("mask", of: operation) {
        let part =
          first.shape.isEmpty
          ? (number == 0 ? first : second)
          : number < count ? first.part(at: [number]) : second.part(at: [number - count])
        guard let part else { throw failure(operation, "there is no element \(number)") }
        result.elements += part.elements
      }
      return [result]
    case Vector.Interleave.mnemonic:
      let (left, right) = (
        try needed("lhs", of: operation, thread), try needed("rhs", of: operation, thread)
      )
      return [Lanes(shape, zip(left.elements, right.elements).flatMap { [$0, $1] })]
    case Vector.Deinterleave.mnemonic:
      let source = try needed("source", of: operation, thread)
      return [0, 1].map { start in
        Lanes(
          shape,
          stride(from: start, to: source.elements.count, by: 2).map { source.elements[$0] })
      }
    default: return nil
    }
  }

  /// The bytes of a vector as elements of another width.
  private func reinterpret(
    _ operation: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes] {
    let source = try lanes(module.operand(0, of: operation), thread, at: operation)
    let type = module.resultTypeOrNone(of: operation)
    let widths = [module.type(of: module.operand(0, of: operation)), type].map {
      $0.elementType.bitWidth ?? 0
    }
    let bytes = source.elements.compactMap(\.elementBytes).flatMap { $0 }
    guard widths.allSatisfy({ $0 % 8 == 0 && $0 > 0 }),
      let lanes = Lanes(.dense(DenseElements(type: type, bytes: bytes)))
    else { throw failure(operation, "elements of parts of bytes cannot be evaluated") }
    return [lanes]
  }

  /// Operations that take or put single elements, or make them; `nil` for others.
  func select(
    _ operation: OperationID, _ name: String, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes]? {
    let type = module.resultTypeOrNone(of: operation)
    let shape = type.vectorType?.shape ?? []
    switch name {
    case Vector.Extract.mnemonic:
      let extract = Vector.Extract(operation, in: module)
      let place = try settle(extract.position, extract.dynamic, thread, at: operation)
      return [
        try inside(operation, lanes(extract.vector, thread, at: operation).part(at: place))
      ]
    case Vector.Insert.mnemonic:
      let insert = Vector.Insert(operation, in: module)
      let place = try settle(insert.position, insert.dynamic, thread, at: operation)
      var target = try lanes(insert.vector, thread, at: operation)
      let isInside = target.put(try lanes(insert.value, thread, at: operation), at: place)
      return [try inside(operation, isInside ? target : nil)]
    case Vector.ExtractElement.mnemonic:
      let source = try needed("vector", of: operation, thread)
      let place = try lanes("position", of: operation, thread)?.elements[0].integerValue
      return [try inside(operation, source.part(at: place.map { [$0] } ?? []))]
    case Vector.InsertElement.mnemonic:
      var target = try needed("dest", of: operation, thread)
      let place = try lanes("position", of: operation, thread)?.elements[0].integerValue
      let isInside = target.put(
        try needed("source", of: operation, thread), at: place.map { [$0] } ?? [])
      return [try inside(operation, isInside ? target : nil)]
    case Vector.FromElements.mnemonic:
      var elements: [Attribute] = []
      for value in module.operands(of: operation) {
        elements += try lanes(value, thread, at: operation).elements
      }
      return [Lanes(shape, elements)]
    case Vector.Step.mnemonic:
      return [Lanes(shape, (0..<(shape.first ?? 0)).map { .index($0) })]
    case Vector.CreateMask.mnemonic:
      return [mask(shape, try integers(module.operands(of: operation), thread, at: operation))]
    case Vector.ConstantMask.mnemonic:
      return [mask(shape, numbers("mask_dim_sizes", of: operation))]
    default: return nil
    }
  }

  /// Set where every index is below its size.
  private func mask(_ shape: [Int], _ sizes: [Int]) -> Lanes {
    // A mask without dimensions has one size all the same.
    guard !shape.isEmpty else { return Lanes([], [.bool((sizes.first ?? 0) > 0)]) }
    let set = Lanes.places(shape).map { zip($0, sizes).allSatisfy { $0 < $1 } }
    return Lanes(shape, set.map { .bool($0) })
  }

  private func settle(
    _ position: [Int?], _ dynamic: [ValueID], _ thread: LoopThread, at operation: OperationID
  ) throws(Diagnostic) -> [Int] {
    var left = try integers(dynamic, thread, at: operation)[...]
    return position.map { $0 ?? left.popFirst() ?? -1 }
  }

  private func inside(_ operation: OperationID, _ part: Lanes?) throws(Diagnostic) -> Lanes {
    guard let part else { throw failure(operation, "the position is outside of the vector") }
    return part
  }
}
