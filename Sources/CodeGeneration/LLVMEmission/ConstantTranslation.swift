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
    case (.float(let bits, _), .float):
      return LLVMConstReal(native, Double(bitPattern: bits))
    case (.dense(let elements), .vector(let vector)):
      var list = try constants(elements, count: vector.shape.reduce(1, *), at: operation)
      return LLVMConstVector(&list, UInt32(list.count))
    case (.dense(let elements), _):
      if let array = type.cast(to: LLVM.ArrayType.self) {
        var list = try constants(elements, count: array.count, at: operation)
        return LLVMConstArray2(
          try self.type(array.element, at: operation), &list, UInt64(list.count))
      }
    case (.string, _), (.byteString, _):
      let bytes = (value.stringBytes ?? []).map { CChar(bitPattern: $0) }
      return LLVMConstStringInContext2(context, bytes, bytes.count, 1)
    default: break
    }
    throw failure(operation, "LLVM has no constant of type \(type) for \(value)")
  }

  /// The elements of a dense constant, one by one.
  private mutating func constants(
    _ elements: DenseElements, count: Int, at operation: OperationID
  ) throws(Diagnostic) -> [LLVMValueRef?] {
    let element = elements.type.elementType
    guard let width = element.bitWidth, width <= 64 else {
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
      var bits: UInt64 = 0
      for byte in elements.bytes[start..<start + size].reversed() {
        bits = bits << 8 | UInt64(byte)
      }
      if width == 1 { bits &= 1 }
      let integer = LLVMConstInt(asInteger, bits, 0)
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
    case .dense(let elements)? where !elements.isSplat:
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
    let native = LLVMAddGlobal(module, type, global.name)
    if let value { LLVMSetInitializer(native, value) }
    LLVMSetLinkage(native, global.linkage.native)
    LLVMSetGlobalConstant(native, global.isConstant ? 1 : 0)
    try setAlignment(native, global.alignment, operation)
  }
}
