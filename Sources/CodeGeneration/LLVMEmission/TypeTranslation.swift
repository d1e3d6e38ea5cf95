import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// LLVM's type for a type of the `llvm` dialect.
  mutating func type(
    _ type: Type, at operation: OperationID
  ) throws(Diagnostic) -> LLVMTypeRef {
    if let known = types[type] { return known }
    guard let made = try makeType(type, at: operation) else {
      throw failure(operation, "LLVM has no type for \(type)")
    }
    types[type] = made
    return made
  }

  private mutating func makeType(
    _ type: Type, at operation: OperationID
  ) throws(Diagnostic) -> LLVMTypeRef? {
    switch type {
    // LLVM has no type without bits, and none wider.
    case .integer(let width, _):
      return (1...8_388_608).contains(width) ? LLVMIntTypeInContext(context, UInt32(width)) : nil
    case .float(.f16): return LLVMHalfTypeInContext(context)
    case .float(.bf16): return LLVMBFloatTypeInContext(context)
    case .float(.f32): return LLVMFloatTypeInContext(context)
    case .float(.f64): return LLVMDoubleTypeInContext(context)
    case .float(.f80): return LLVMX86FP80TypeInContext(context)
    case .float(.f128): return LLVMFP128TypeInContext(context)
    case .vector(let vector):
      guard vector.shape.count == 1, vector.scalable.isEmpty else { return nil }
      guard vector.shape[0] <= Type.mostLanes else {
        throw failure(operation, "the vector \(type) \(Type.tooManyLanes)")
      }
      return LLVMVectorType(
        try self.type(vector.element, at: operation), UInt32(vector.shape[0]))
    case .dialect: return try makeDialectType(type, at: operation)
    default: return nil
    }
  }

  private mutating func makeDialectType(
    _ type: Type, at operation: OperationID
  ) throws(Diagnostic) -> LLVMTypeRef? {
    if let pointer = type.cast(to: LLVM.PointerType.self) {
      return LLVMPointerTypeInContext(context, UInt32(pointer.addressSpace))
    }
    if let vector = type.cast(to: LLVM.PointerVectorType.self), !vector.isScalable {
      return LLVMVectorType(LLVMPointerTypeInContext(context, 0), UInt32(vector.count))
    }
    if type.cast(to: LLVM.VoidType.self) != nil { return LLVMVoidTypeInContext(context) }
    if type.cast(to: LLVM.TokenType.self) != nil { return LLVMTokenTypeInContext(context) }
    if type.cast(to: LLVM.MetadataType.self) != nil { return LLVMMetadataTypeInContext(context) }
    if let target = type.cast(to: LLVM.TargetType.self) {
      var parameters = try list(target.types, at: operation)
      var numbers = target.numbers.map { UInt32(truncatingIfNeeded: $0) }
      return LLVMTargetExtTypeInContext(
        context, target.name, &parameters, UInt32(parameters.count), &numbers,
        UInt32(numbers.count))
    }
    if let array = type.cast(to: LLVM.ArrayType.self) {
      return LLVMArrayType2(try self.type(array.element, at: operation), UInt64(array.count))
    }
    if let structure = type.cast(to: LLVM.StructType.self) {
      return try makeStruct(structure, at: operation)
    }
    if let function = type.cast(to: LLVM.FunctionType.self) {
      var parameters = try list(function.parameters, at: operation)
      return LLVMFunctionType(
        try self.type(function.result, at: operation), &parameters, UInt32(parameters.count),
        function.isVariadic ? 1 : 0)
    }
    return nil
  }

  /// A structure that holds itself has no size, and so no type here.
  private mutating func makeStruct(
    _ structure: LLVM.StructType, at operation: OperationID
  ) throws(Diagnostic) -> LLVMTypeRef? {
    guard !structure.isReference else { return nil }
    let named = structure.name.map { LLVMStructCreateNamed(context, $0) }
    guard let types = structure.fields else { return named ?? nil }
    var fields = try list(types, at: operation)
    guard let named else {
      return LLVMStructTypeInContext(
        context, &fields, UInt32(fields.count), structure.isPacked ? 1 : 0)
    }
    LLVMStructSetBody(named, &fields, UInt32(fields.count), structure.isPacked ? 1 : 0)
    return named
  }

  private mutating func list(
    _ types: [Type], at operation: OperationID
  ) throws(Diagnostic) -> [LLVMTypeRef?] {
    var result: [LLVMTypeRef?] = []
    for type in types { result.append(try self.type(type, at: operation)) }
    return result
  }
}
