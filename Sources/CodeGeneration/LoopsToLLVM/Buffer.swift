import Dialects
import IR
import Support

/// Memory that a memref of the source stands for: where its first element is, and how far apart
/// its elements are.
struct Buffer {
  /// A size or stride, in elements.
  enum Extent: Hashable {
    case constant(Int)
    case value(ValueID)
    /// The function's interface does not tell it.
    case unknown
  }

  /// The address of the element whose indices are all zero.
  var pointer: ValueID
  var element: Type
  var sizes: [Extent]
  var strides: [Extent]
  /// Whether `pointer` may be away from where the memory begins.
  var isShifted = false
  /// Bytes, where this function allocated the memory.
  var byteCount: ValueID?

  /// Memory as a type describes it: compact and row-major unless it has a layout.
  init(pointer: ValueID, type: MemRefType, sizes: [Extent]? = nil) {
    self.pointer = pointer
    self.element = type.element
    self.sizes = sizes ?? type.shape.map { $0.map { .constant($0) } ?? .unknown }
    if case .strided(let strides, let offset)? = type.layout {
      self.strides = strides.map { $0.map { .constant($0) } ?? .unknown }
      isShifted = offset != 0
    } else {
      strides = []
    }
  }
}

extension LoopLowering {
  /// Memory of a memref, compact unless its type has a layout; `dynamic` are its dynamic sizes.
  mutating func makeBuffer(
    _ pointer: ValueID, _ type: MemRefType, dynamic: [ValueID]? = nil,
    at operation: OperationID
  ) throws(Diagnostic) -> Buffer {
    var sizes: [Buffer.Extent] = []
    var left = (dynamic ?? [])[...]
    for size in type.shape {
      if let size {
        sizes.append(.constant(size))
      } else {
        sizes.append(left.popFirst().map { .value($0) } ?? .unknown)
      }
    }
    var buffer = Buffer(pointer: pointer, type: type, sizes: sizes)
    switch type.layout {
    case nil: buffer.strides = compactStrides(sizes)
    case .strided?: break
    default:
      throw failure(operation, "memory with a layout that is an affine map cannot be lowered")
    }
    return buffer
  }

  /// Strides of row-major memory without gaps.
  private mutating func compactStrides(_ sizes: [Buffer.Extent]) -> [Buffer.Extent] {
    var strides: [Buffer.Extent] = []
    var stride = Buffer.Extent.constant(1)
    for size in sizes.reversed() {
      strides.append(stride)
      stride = multiply(stride, size)
    }
    return strides.reversed()
  }

  /// The product of two extents.
  mutating func multiply(_ a: Buffer.Extent, _ b: Buffer.Extent) -> Buffer.Extent {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): return .constant(x &* y)
    case (.constant(1), let other), (let other, .constant(1)): return other
    case (.unknown, _), (_, .unknown): return .unknown
    case (.value(let x), .value(let y)): return .value(build.insert(LLVM.Mul(x, y)))
    case (.constant(let x), .value(let y)), (.value(let y), .constant(let x)):
      return .value(build.insert(LLVM.Mul(y, constant(x))))
    }
  }

  /// The sum of two extents.
  mutating func add(_ a: Buffer.Extent, _ b: Buffer.Extent) -> Buffer.Extent {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): return .constant(x &+ y)
    case (.constant(0), let other), (let other, .constant(0)): return other
    case (.unknown, _), (_, .unknown): return .unknown
    case (.value(let x), .value(let y)): return .value(build.insert(LLVM.Add(x, y)))
    case (.constant(let x), .value(let y)), (.value(let y), .constant(let x)):
      return .value(build.insert(LLVM.Add(y, constant(x))))
    }
  }

  /// An index operand as an extent.
  func extent(_ value: ValueID) throws(Diagnostic) -> Buffer.Extent {
    if let number = constantInteger(value) { return .constant(number) }
    return .value(try self.value(value))
  }

  /// The memory that a value of memref type stands for.
  func buffer(_ value: ValueID, at operation: OperationID) throws(Diagnostic) -> Buffer {
    guard let buffer = buffers[value] else {
      throw failure(operation, "the memref is used before it is lowered, or outside of its scope")
    }
    return buffer
  }

  /// The address of the element at the indices.
  mutating func address(
    in buffer: Buffer, _ indices: [ValueID], at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    var position = Buffer.Extent.constant(0)
    for (index, stride) in zip(indices, buffer.strides) {
      position = add(position, multiply(try extent(index), stride))
    }
    return try address(of: buffer.pointer, position, buffer.element, at: operation)
  }

  /// The address `position` elements after a pointer.
  mutating func address(
    of pointer: ValueID, _ position: Buffer.Extent, _ element: Type, at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    guard let inMemory = element.loweredInMemory else {
      throw failure(operation, "the type \(element) cannot be lowered to instructions")
    }
    switch position {
    case .constant(0): return pointer
    case .constant(let number):
      // Numbers beyond 32 bits do not fit the constant indices.
      let index: LLVM.ElementIndex =
        abs(number) < 1 << 30 ? .constant(number) : .value(constant(number))
      return build.insert(LLVM.GetElementPointer(pointer, [index], of: inMemory))
    case .value(let value):
      return build.insert(LLVM.GetElementPointer(pointer, [.value(value)], of: inMemory))
    case .unknown:
      throw failure(
        operation,
        "the address needs a size of the memref that the function's interface does not pass; use"
          + " memory of one dimension and compute the index")
    }
  }

  // MARK: Booleans in memory

  /// Loads a value of the source type `type`; a `i1` is a byte in memory.
  mutating func load(_ type: Type, from pointer: ValueID, at operation: OperationID)
    throws(Diagnostic) -> ValueID
  {
    guard let inMemory = type.loweredInMemory else { return try rejectType(type, operation) }
    let value = build.insert(
      LLVM.Load(
        pointer, as: inMemory, alignment: type.elementType.byteCount,
        isNonTemporal: source.property("nontemporal", of: operation)?.boolValue ?? false))
    return fromMemory(value, as: type)
  }

  /// Stores a value of the source type `type`.
  mutating func store(
    _ value: ValueID, _ type: Type, to pointer: ValueID, at operation: OperationID
  ) throws(Diagnostic) {
    build.insertOperation(
      LLVM.Store(
        toMemory(value, from: type), to: pointer, alignment: type.elementType.byteCount,
        isNonTemporal: source.property("nontemporal", of: operation)?.boolValue ?? false))
  }

  /// The value for what was read from memory: a byte is `true` unless it is zero.
  mutating func fromMemory(_ value: ValueID, as type: Type) -> ValueID {
    guard type.elementType == .i1 else { return value }
    let bytes = build.module.type(of: value)
    return build.insert(LLVM.ICmp(.notEqual, value, constant(0, bytes)))
  }

  /// The value to write to memory.
  mutating func toMemory(_ value: ValueID, from type: Type) -> ValueID {
    guard type.elementType == .i1, let bytes = type.loweredInMemory else { return value }
    return build.insert(LLVM.ZExt(value, to: bytes))
  }

  private func rejectType(_ type: Type, _ operation: OperationID) throws(Diagnostic) -> ValueID {
    _ = try lowered(type, at: operation)
    throw failure(operation, "the type \(type) cannot be kept in memory")
  }
}
