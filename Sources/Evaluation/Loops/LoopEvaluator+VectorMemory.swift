import Dialects
import IR
import Support

extension LoopEvaluator {
  /// Reads and writes of whole vectors; `nil` for others.
  mutating func access(
    _ operation: OperationID, _ name: String, mask: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes]? {
    let reads = module.resultCount(of: operation) > 0
    switch name {
    case Vector.TransferRead.mnemonic, Vector.TransferWrite.mnemonic:
      return try transfer(operation, reads: reads, mask: mask, thread)
    case Vector.Load.mnemonic, Vector.MaskedLoad.mnemonic, Vector.Store.mnemonic,
      Vector.MaskedStore.mnemonic:
      return try accessNeighbours(operation, reads: reads, isPacked: false, mask, thread)
    case Vector.ExpandLoad.mnemonic, Vector.CompressStore.mnemonic:
      return try accessNeighbours(operation, reads: reads, isPacked: true, mask, thread)
    case Vector.Gather.mnemonic, Vector.Scatter.mnemonic:
      return try accessScattered(operation, reads: reads, mask, thread)
    default: return nil
    }
  }

  /// Both masks, that of the operation and that around it.
  private func joined(_ own: Lanes?, _ outer: Lanes?) -> [Bool]? {
    guard let own, let outer else { return (own ?? outer)?.isSet }
    return zip(own.isSet, outer.isSet).map { $0 && $1 }
  }

  /// What is there, in memory or in the vector that is written.
  private struct Access {
    var view: MemoryView
    var base: [Int]
    /// What is written, or what stands where nothing is read.
    var lanes: Lanes
    var mask: [Bool]?
  }

  private func access(
    of operation: OperationID, _ outer: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> Access {
    let base = module.formOperands("base", of: operation)?.first ?? .missing
    let indices = module.formOperands("indices", of: operation) ?? []
    let own = try lanes("mask", of: operation, thread)
    let written = try lanes("valueToStore", of: operation, thread)
    let given = try lanes("pass_thru", of: operation, thread)
    let shape = module.resultTypeOrNone(of: operation).vectorType?.shape ?? []
    return Access(
      view: try memory(base, thread, at: operation),
      base: try integers(indices, thread, at: operation),
      lanes: written ?? given ?? Lanes(shape, []),
      mask: joined(own, outer))
  }

  /// Elements beside one another; where packed, only those that the mask holds for take a place.
  private mutating func accessNeighbours(
    _ operation: OperationID, reads: Bool, isPacked: Bool, _ outer: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes] {
    let access = try access(of: operation, outer, thread)
    var result = access.lanes.elements
    var next = 0
    for (number, place) in access.lanes.places.enumerated() {
      let isSet = access.mask?[number] ?? true
      var indices = access.base
      let skipped = indices.count - place.count
      guard skipped >= 0 else { throw failure(operation, "the memory has too few dimensions") }
      for (axis, index) in place.enumerated() {
        indices[skipped + axis] &+= isPacked ? next : index
      }
      if isSet {
        next += 1
        if reads {
          let element = try element(access.view, indices, at: operation)
          if number < result.count { result[number] = element } else { result.append(element) }
        } else {
          try write(.constant(result[number]), access.view, indices, at: operation)
        }
      } else if reads, number >= result.count {
        throw failure(operation, "nothing is given for an element that is not read")
      }
    }
    return reads ? [Lanes(access.lanes.shape, result)] : []
  }

  /// Elements at places of their own, along the last dimension.
  private mutating func accessScattered(
    _ operation: OperationID, reads: Bool, _ outer: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes] {
    let access = try access(of: operation, outer, thread)
    let offsets = try needed("index_vec", of: operation, thread)
    var result = access.lanes.elements
    for number in result.indices where access.mask?[number] ?? true {
      var indices = access.base
      guard !indices.isEmpty, let offset = offsets.elements[number].integerValue else {
        throw failure(operation, "the memory has no dimension")
      }
      indices[indices.count - 1] &+= offset
      if reads {
        result[number] = try element(access.view, indices, at: operation)
      } else {
        try write(.constant(result[number]), access.view, indices, at: operation)
      }
    }
    return reads ? [Lanes(access.lanes.shape, result)] : []
  }

  private func element(
    _ view: MemoryView, _ indices: [Int], at operation: OperationID
  ) throws(Diagnostic) -> Attribute {
    guard case .constant(let element) = try read(view, indices, at: operation) else {
      throw failure(operation, "only numbers can be read from memory")
    }
    return element
  }

  // MARK: Memory of vectors

  /// Memory whose elements are vectors: what were its last dimensions are theirs.
  func memoryOfVectors(
    _ operation: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> LoopValue? {
    guard module.isA(operation, Vector.TypeCast.self) else { return nil }
    var view = try memory(module.operand(0, of: operation), thread, at: operation)
    let type = module.resultTypeOrNone(of: operation).elementType
    let count = type.vectorType?.shape.count ?? 0
    guard view.vector == nil, count <= view.sizes.count else {
      throw failure(operation, "memory of vectors has no dimensions to give to others")
    }
    view.vector = type
    view.vectorStrides = Array(view.strides.suffix(count))
    view.sizes.removeLast(count)
    view.strides.removeLast(count)
    return .memory(view)
  }

  /// Where the elements of a vector in memory are.
  private func parts(
    _ view: MemoryView, _ indices: [Int], at operation: OperationID
  ) throws(Diagnostic) -> MemoryView {
    guard let place = view.place(of: indices) else {
      throw failure(operation, "the indices \(indices) are outside of the sizes \(view.sizes)")
    }
    return MemoryView(
      buffer: view.buffer, offset: place, sizes: view.vector?.vectorType?.shape ?? [],
      strides: view.vectorStrides)
  }

  func read(
    _ type: Type, _ view: MemoryView, _ indices: [Int], at operation: OperationID
  ) throws(Diagnostic) -> LoopValue {
    let parts = try parts(view, indices, at: operation)
    var elements: [Attribute] = []
    for place in parts.allIndices { elements.append(try element(parts, place, at: operation)) }
    guard let value = Lanes(parts.sizes, elements).value(as: type) else {
      throw failure(operation, "elements of '\(type)' cannot be evaluated")
    }
    return value
  }

  mutating func writeVector(
    _ value: LoopValue, _ view: MemoryView, _ indices: [Int], at operation: OperationID
  ) throws(Diagnostic) {
    let parts = try parts(view, indices, at: operation)
    guard case .constant(let constant) = value, let lanes = Lanes(constant) else {
      throw failure(operation, "only vectors can be written to memory of vectors")
    }
    for (place, element) in zip(parts.allIndices, lanes.elements) {
      try write(.constant(element), parts, place, at: operation)
    }
  }

  // MARK: Transfers

  /// `vector.transfer_read` and `vector.transfer_write`: by a map, with masks over the memory's
  /// dimensions, and nothing outside of the memory.
  private mutating func transfer(
    _ operation: OperationID, reads: Bool, mask outer: Lanes?, _ thread: LoopThread
  ) throws(Diagnostic) -> [Lanes] {
    let source = module.formOperands("source", of: operation)?.first ?? .missing
    let view = try memory(source, thread, at: operation)
    let base = try integers(
      module.formOperands("indices", of: operation) ?? [], thread, at: operation)
    let map = module.property("permutation_map", of: operation)?.affineMapValue
    let axes = (map?.results ?? []).map(\.dimensionNumber)
    let inBounds = (module.property("in_bounds", of: operation)?.arrayValue ?? []).map {
      $0.boolValue ?? false
    }
    let own = try lanes("mask", of: operation, thread)
    let padding = try lanes("padding", of: operation, thread)
    let given = reads ? nil : try needed("vector", of: operation, thread)
    let shape =
      given?.shape ?? module.resultTypeOrNone(of: operation).vectorType?.shape ?? []
    // A mask has the used dimensions of the memory, in their order.
    let used = axes.compactMap(\.self).sorted()
    let maskAxes = used.compactMap { axis in axes.firstIndex(of: axis) }
    let masks = [own, outer].compactMap(\.self)
    var elements: [Attribute] = []
    for (number, place) in Lanes.places(shape).enumerated() {
      var indices = base
      var isInside = true
      for (axis, index) in zip(axes, place) {
        if let axis, indices.indices.contains(axis) { indices[axis] &+= index }
      }
      for (position, axis) in axes.enumerated() {
        guard let axis, !(position < inBounds.count && inBounds[position]) else { continue }
        isInside = isInside && (0..<view.sizes[axis]).contains(indices[axis])
      }
      for mask in masks {
        let slot = mask.number(of: maskAxes.map { place[$0] })
        isInside = isInside && (slot.map { mask.isSet[$0] } ?? true)
      }
      if let given {
        guard isInside else { continue }
        try write(.constant(given.elements[number]), view, indices, at: operation)
      } else if isInside {
        elements.append(try element(view, indices, at: operation))
      } else if let padding, let element = padding.elements.first {
        elements.append(element)
      }
    }
    return reads ? [Lanes(shape, elements)] : []
  }
}
