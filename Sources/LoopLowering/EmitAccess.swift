import Dialects
import IR
import Support

// Loads and stores: contiguous, the same for all lanes, or scattered.

extension LoopEmitter {
  mutating func emit(_ load: Program.Load) -> ValueID {
    let type = source.bufferType(of: load.buffer) ?? .init([], .f32)
    if let perByte = type.element.elementsPerByte {
      return emitPacked(load, type, perByte: perByte)
    }
    let memref = memory[load.buffer] ?? build.insertIndex(0)
    let address = linearAddress(load.map, load.indices, type)
    let element = type.element.inMemory
    let exists = existence(of: load, type)
    let loaded: ValueID
    if let lane, varies(address) {
      let mask = exists.map { narrowed(self.mask, to: $0) } ?? self.mask
      let vector = Type.vector(VectorType([lane.width], element))
      let base = address.linear(in: lane.leaf)
      if let base, base.coefficient == 1, !varies(base.rest) {
        let start = value(of: base.rest)
        if let mask, exists != nil || !isInRegisters(type, from: base.rest, width: lane.width) {
          let rest = zero(vector)
          loaded = build.insert(Vector.MaskedLoad(memref, [start], mask: mask, passThrough: rest))
        } else {
          loaded = build.insert(Vector.Load(memref, [start], as: vector))
          if load.isNonTemporal { streamAccess(giving: loaded) }
        }
      } else if let base, mask == nil, !varies(base.rest),
        let stride = base.coefficient.constantValue,
        (2...longestStride(lane.width)).contains(stride)
      {
        loaded = loadStrided(
          memref, from: base.rest, stride: stride, as: vector, width: lane.width)
      } else if base == nil, mask == nil, let pick = pick(of: address, lane) {
        loaded = loadPicked(memref, pick, as: vector, width: lane.width)
      } else if hasUnitSteps(address) {
        let count = exists == nil ? assumptions.simplified(type.elementCount) : nil
        loaded = loadClamped(
          memref, at: address, count: count, lane: lane, as: vector, mask: mask)
      } else {
        loaded = gather(memref, address, as: vector, mask: mask, width: lane.width)
      }
    } else if let exists {
      loaded = choice(exists, element) { emitter in
        let place = emitter.value(of: address)
        return emitter.build.insert(MemRef.Load(memref, [place]))
      } otherwise: {
        $0.zero(element)
      }
    } else {
      let place = value(of: address)
      loaded = build.insert(MemRef.Load(memref, [place]))
      if load.isNonTemporal { streamAccess(giving: loaded) }
    }
    guard type.element == .i1 else { return loaded }
    let none = zero(build.module.type(of: loaded))
    return build.insert(Arith.CmpI(.notEqual, loaded, none))
  }

  mutating func emit(_ prefetch: Program.Prefetch) {
    let type = source.bufferType(of: prefetch.buffer) ?? .init([], .f32)
    let address = linearAddress(prefetch.map, prefetch.indices, type)
    guard let memref = memory[prefetch.buffer], !varies(address) else { return }
    let place = value(of: address)
    build.insertOperation(MemRef.Prefetch(memref, [place], locality: prefetch.locality))
  }

  /// Marks a load or store as one that the caches need not keep.
  private mutating func stream(_ access: OperationID) {
    build.module.setProperty("nontemporal", of: access, to: .bool(true))
  }

  private mutating func streamAccess(giving value: ValueID) {
    if let load = build.module.definingOperation(of: value) { stream(load) }
  }

  /// Whether the buffer has elements, where a load may look for the nearest of none; `nil` where it
  /// has some for sure.
  ///
  /// Only an index that is kept within the buffer, or is computed, can be wrong: others come from
  /// loops over the buffer's sizes, which do not run when it is empty.
  mutating func existence(
    of load: Program.Load, _ type: Program.BufferType
  ) -> ValueID? {
    let mayFail = zip(load.map, type.shape).contains { index, size in
      !assumptions.isNonNegative(size - 1) && isClampedOrComputed(simplified(index, load.indices))
    }
    guard mayFail else { return nil }
    let count = value(of: assumptions.simplified(type.elementCount))
    let none = build.insertIndex(0)
    return build.insert(Arith.CmpI(.signedGreater, count, none))
  }

  func isClampedOrComputed(_ index: IndexExpression) -> Bool {
    index.terms.contains { term in
      term.factors.contains { factor in
        switch factor {
        case .symbol: false
        case .dimension(let leaf): assumptions.dimensions[leaf] == nil
        case .minimum, .maximum: true
        case .floorDivision(let left, let right), .remainder(let left, let right):
          isClampedOrComputed(left) || isClampedOrComputed(right)
        }
      }
    }
  }

  /// The lanes of a mask, or all, if a condition holds, else none.
  mutating func narrowed(_ mask: ValueID?, to condition: ValueID) -> ValueID {
    let all = splat(condition)
    return mask.map { build.insert(Arith.AndI($0, all)) } ?? all
  }

  /// Elements anywhere, one for each lane or for those of a mask.
  mutating func gather(
    _ memref: ValueID, _ address: IndexExpression, as vector: Type, mask: ValueID?, width: Int
  ) -> ValueID {
    let (offsets, start) = (self.vector(of: address), build.insertIndex(0))
    let (lanes, rest) = (mask ?? allLanes(width), zero(vector))
    return build.insert(
      Vector.Gather(memref, [start], offsets: offsets, mask: lanes, passThrough: rest))
  }

  /// What `body` gives if a condition holds, else what `otherwise` gives.
  mutating func choice(
    _ condition: ValueID, _ type: Type, _ body: (inout LoopEmitter) -> ValueID,
    otherwise: (inout LoopEmitter) -> ValueID
  ) -> ValueID {
    let operation = build.insertOperation(SCF.If(condition, resultTypes: [type]))
    for number in 0..<2 {
      let region = build.module.region(number, of: operation)
      let block = build.module.appendBlock(to: region)
      inside(block) { emitter in
        let value = number == 0 ? body(&emitter) : otherwise(&emitter)
        emitter.build.insertOperation(SCF.Yield([value]))
      }
    }
    return build.module.result(of: operation)
  }

  mutating func emit(_ store: Program.Store, at location: Location) throws(Diagnostic) {
    let type = source.bufferType(of: store.buffer) ?? .init([], .f32)
    let memref = memory[store.buffer] ?? build.insertIndex(0)
    let address = linearAddress(store.map, store.indices, type)
    guard type.element.elementsPerByte == nil else {
      throw .error(
        "elements of '\(type.element)' share bytes, so that none can be written; store an 'i8' instead",
        at: location)
    }
    var stored = values[store.value] ?? indices[store.value].map { value(of: $0) }
    if type.element == .i1, let flag = stored {
      let byte: Type =
        lane.flatMap { isVector(flag) ? .vector(VectorType([$0.width], .i8)) : nil } ?? .i8
      stored = build.insert(Arith.ExtUI(flag, to: byte))
    }
    guard let value = stored else {
      throw .error("a value is stored that was never computed", at: location)
    }
    guard let lane else {
      let place = self.value(of: address)
      let written = build.insertOperation(MemRef.Store(value, to: memref, [place]))
      if store.isNonTemporal { stream(written) }
      return
    }
    guard varies(address) else {
      throw .error("all lanes of a vectorised loop store to one element", at: location)
    }
    let whole = splat(value)
    let base = address.linear(in: lane.leaf)
    if let base, base.coefficient == 1, !varies(base.rest) {
      let start = self.value(of: base.rest)
      if let mask, isInRegisters(type, from: base.rest, width: lane.width) {
        // A vector that is always stored whole stays in a register; lanes that are off keep theirs.
        let old: ValueID = build.insert(
          Vector.Load(memref, [start], as: build.module.type(of: whole)))
        let merged: ValueID = build.insert(Arith.Select(mask, whole, old))
        build.insertOperation(Vector.Store(merged, to: memref, [start]))
      } else if let mask {
        build.insertOperation(Vector.MaskedStore(whole, to: memref, [start], mask: mask))
      } else {
        let written = build.insertOperation(Vector.Store(whole, to: memref, [start]))
        if store.isNonTemporal { stream(written) }
      }
    } else {
      let (offsets, start) = (vector(of: address), build.insertIndex(0))
      let lanes = mask ?? allLanes(lane.width)
      build.insertOperation(
        Vector.Scatter(whole, to: memref, [start], offsets: offsets, mask: lanes))
    }
  }

  /// Whether all lanes from `start` belong to a buffer of registers, so that none needs a mask.
  private func isInRegisters(
    _ type: Program.BufferType, from start: IndexExpression, width: Int
  ) -> Bool {
    guard type.scope == .register, let start = start.constantValue,
      let count = type.elementCount.constantValue
    else { return false }
    return start >= 0 && start + width <= count
  }

  /// The position of an element in row-major order.
  func linearAddress(
    _ map: [IndexExpression], _ operands: [ValueID], _ type: Program.BufferType
  ) -> IndexExpression {
    var address = IndexExpression.zero
    for (index, stride) in zip(map, type.strides) {
      address += withoutHeldBounds(simplified(index, operands)) * stride
    }
    return assumptions.simplified(address)
  }

  mutating func zero(_ type: Type) -> ValueID {
    let element = type.elementType
    let scalar =
      element.isFloat ? build.insertFloat(0, element) : build.insertInteger(0, element)
    return splatIfVector(scalar, type)
  }

  private mutating func splatIfVector(_ scalar: ValueID, _ type: Type) -> ValueID {
    guard case .vector = type else { return scalar }
    return build.insert(Vector.Broadcast(scalar, to: type))
  }

  private mutating func allLanes(_ width: Int) -> ValueID {
    let flag = build.insertInteger(1, .i1)
    return build.insert(Vector.Broadcast(flag, to: .vector(VectorType([width], .i1))))
  }
}
