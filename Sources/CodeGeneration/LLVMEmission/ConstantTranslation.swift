import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// LLVM's constant for an attribute.
  mutating func constant(
    _ value: Attribute, _ type: Type, at operation: OperationID
  ) throws(Diagnostic) -> LLVMValueRef {
    let native = try self.type(type, at: operation)
    switch (value, type) {
    case (.integer(let number, _), .integer):
      return LLVMConstInt(native, UInt64(bitPattern: Int64(number)), 1)
    case (.wideInteger(let number, _), .integer(let width, _)):
      return wideConstant(UInt128(bitPattern: number), fill: number < 0 ? .max : 0, width: width)
    case (.wideFloat(let bits, _), .float(let kind)):
      return LLVMConstBitCast(wideConstant(bits, width: kind.width), native)
    case (.float(let bits, _), .float(let kind)) where kind.width > 64:
      let pattern = kind.encode(Double(bitPattern: bits))
      return LLVMConstBitCast(wideConstant(pattern, width: kind.width), native)
    case (.float(let bits, _), .float):
      return LLVMConstReal(native, Double(bitPattern: bits))
    case (.float, .integer):
      let bits = (value.elementBytes ?? []).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return LLVMConstInt(native, bits, 0)
    case (.array(let parts), _):
      if let fields = type.cast(to: LLVM.StructType.self)?.fields, fields.count == parts.count {
        var list: [LLVMValueRef?] = []
        for (part, field) in zip(parts, fields) {
          list.append(try constant(part, field, at: operation))
        }
        return LLVMConstNamedStruct(native, &list, UInt32(list.count))
      }
    case (.dense(let elements), _):
      var shape: [Int] = []
      var left = type
      while let array = left.cast(to: LLVM.ArrayType.self) {
        shape.append(array.count)
        left = array.element
      }
      if case .vector(let vector) = left {
        shape += vector.shape
        left = vector.element
      }
      var count = 1
      for size in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: size)
        guard !overflow, product <= Self.greatestConstant else {
          throw failure(
            operation, "a constant of type \(type) is too large; read it from memory instead")
        }
        count = product
      }
      let list = try constants(elements, count: count, at: operation)
      return try nest(list[...], in: type, at: operation)
    case (.string, _), (.byteString, _):
      let bytes = (value.stringBytes ?? []).map { CChar(bitPattern: $0) }
      return LLVMConstStringInContext2(context, bytes, bytes.count, 1)
    default: break
    }
    throw failure(operation, "LLVM has no constant of type \(type) for \(value)")
  }

  /// An integer of more than 64 bits; those beyond 128 are like `fill`.
  private func wideConstant(
    _ bits: UInt128, fill: UInt64 = 0, width: Int
  ) -> LLVMValueRef {
    var words = [UInt64(truncatingIfNeeded: bits), UInt64(truncatingIfNeeded: bits >> 64)]
    while words.count * 64 < width { words.append(fill) }
    return LLVMConstIntOfArbitraryPrecision(
      LLVMIntTypeInContext(context, UInt32(width)), UInt32(words.count), words)
  }

  /// How many elements a constant may have: LLVM holds each by itself.
  private static let greatestConstant = 1 << 26

  /// Elements, in order, as an array of arrays or vectors.
  private mutating func nest(
    _ elements: ArraySlice<LLVMValueRef?>, in type: Type, at operation: OperationID
  ) throws(Diagnostic) -> LLVMValueRef {
    guard let array = type.cast(to: LLVM.ArrayType.self) else {
      var list = Array(elements)
      guard case .vector = type else {
        guard let only = list.first ?? nil, list.count == 1 else {
          throw failure(operation, "LLVM has no constant of type \(type) of \(list.count) elements")
        }
        return only
      }
      return LLVMConstVector(&list, UInt32(list.count))
    }
    let size = array.count == 0 ? 0 : elements.count / array.count
    var list: [LLVMValueRef?] = []
    for part in 0..<array.count {
      let start = elements.startIndex + part * size
      list.append(try nest(elements[start..<start + size], in: array.element, at: operation))
    }
    return LLVMConstArray2(
      try self.type(array.element, at: operation), &list, UInt64(list.count))
  }

  /// The elements of a dense constant, one by one.
  private mutating func constants(
    _ elements: DenseElements, count: Int, at operation: OperationID
  ) throws(Diagnostic) -> [LLVMValueRef?] {
    let element = elements.type.elementType
    guard let width = element.bitWidth, width <= 128 else {
      throw failure(operation, "constants of \(element) cannot be translated")
    }
    let size = max(1, (width + 7) / 8)
    guard elements.bytes.count == size * (elements.isSplat ? 1 : count) else {
      throw failure(
        operation, "the constant holds \(elements.bytes.count) bytes, not \(size * count)")
    }
    let native = try type(element, at: operation)
    let asInteger = LLVMIntTypeInContext(context, UInt32(width))
    let list = stride(from: 0, to: elements.bytes.count, by: size).map { start in
      var bits: UInt128 = 0
      for byte in elements.bytes[start..<start + size].reversed() {
        bits = bits << 8 | UInt128(byte)
      }
      if width == 1 { bits &= 1 }
      let integer =
        width > 64
        ? wideConstant(bits, width: width)
        : LLVMConstInt(asInteger, UInt64(truncatingIfNeeded: bits), 0)
      // Through the bits, so that NaNs keep theirs.
      return element.isFloat ? LLVMConstBitCast(integer, native) : integer
    }
    return elements.isSplat ? Array(repeating: list[0], count: count) : list
  }

  /// Declares a global, with its value.
  mutating func declareGlobal(
    _ operation: OperationID, _ global: LLVM.Global
  ) throws(Diagnostic) {
    let value: LLVMValueRef?
    switch global.value {
    case .dense(let elements)? where !elements.isSplat && elements.liesWithoutGaps:
      // The bytes at once: big tables would be slow, one element at a time.
      value = elements.bytes.withUnsafeBytes { bytes in
        LLVMConstStringInContext2(
          context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, 1)
      }
    case let other?: value = try constant(other, global.type, at: operation)
    case nil: value = nil
    }
    let type: LLVMTypeRef? =
      if let value { LLVMTypeOf(value) } else { try self.type(global.type, at: operation) }
    let space = source.property("addr_space", of: operation)?.integerValue ?? 0
    let native = LLVMAddGlobalInAddressSpace(
      module, type, global.name, UInt32(truncatingIfNeeded: space))
    if let value {
      LLVMSetInitializer(native, value)
    } else if ![.external, .externWeak].contains(global.linkage) {
      // Without a value, and here: it may hold anything.
      LLVMSetInitializer(native, LLVMGetUndef(type))
    }
    LLVMSetLinkage(native, global.linkage.native)
    LLVMSetGlobalConstant(native, global.isConstant ? 1 : 0)
    if source.property("thread_local_", of: operation) != nil { LLVMSetThreadLocal(native, 1) }
    if let native { setSymbol(native, operation) }
    try setAlignment(native, global.alignment, operation)
  }

  /// Gives a global the value that its region computes of constants and addresses.
  ///
  /// It is built in a function that goes again: what LLVM's builder does not fold is no constant.
  mutating func initialize(_ operation: OperationID) throws(Diagnostic) {
    guard let global = source.match(operation, as: LLVM.Global.self),
      let body = source.body(of: operation), let native = LLVMGetNamedGlobal(module, global.name)
    else { return }
    var none: LLVMTypeRef?
    let type = LLVMFunctionType(LLVMVoidTypeInContext(context), &none, 0, 0)
    let scratch = LLVMAddFunction(module, "", type)
    defer { LLVMDeleteFunction(scratch) }
    LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(context, scratch, ""))
    for inner in source.operations(in: body) {
      guard source.isA(inner, LLVM.Return.self) else {
        try emit(inner)
        for result in source.results(of: inner) {
          if let value = values[result], LLVMIsConstant(value) != 0 { continue }
          throw failure(inner, "the value of the global '\(global.name)' must be constant")
        }
        continue
      }
      LLVMSetInitializer(native, try operand(0, of: inner))
    }
  }
}

extension DenseElements {
  /// Whether the bytes are those that LLVM gives an array: there is padding behind an `i24` or an `f80`.
  fileprivate var liesWithoutGaps: Bool {
    (type.elementType.denseByteWidth ?? 0).nonzeroBitCount == 1
  }
}
