import IR

extension LLVM {
  /// What a value of an instruction may be: LLVM has no `index`, no tensors and no memrefs.
  static let valueType = TypeConstraint("a type of LLVM") { isValue($0) }
  /// An address.
  static let pointer = TypeConstraint("a pointer of LLVM") { $0.cast(to: PointerType.self) != nil }
  static let integerLike = TypeConstraint("an integer, or a vector of them") {
    TypeConstraint.fixedIntegerLike.holds($0) && isValue($0)
  }
  static let floatLike = TypeConstraint("a float, or a vector of them") {
    TypeConstraint.floatLike.holds($0) && isValue($0)
  }
  static let integerOrPointerLike = TypeConstraint(
    "an integer, a pointer, or a vector of them"
  ) {
    integerLike.holds($0) || $0.cast(to: PointerType.self) != nil
      || $0.cast(to: PointerVectorType.self) != nil
  }
  static let pointerLike = TypeConstraint("a pointer of LLVM, or a vector of them") {
    $0.cast(to: PointerType.self) != nil || $0.cast(to: PointerVectorType.self) != nil
  }

  static let integer = TypeConstraint("an integer") { $0.isInteger && isValue($0) }
  static let anyFloat = TypeConstraint("a float of LLVM") { $0.isFloat && isValue($0) }
  static let word = TypeConstraint("i32", onlyType: .i32) { $0 == .i32 }
  static let byte = TypeConstraint("i8", onlyType: .i8) { $0 == .i8 }
  static let defaultPointer = TypeConstraint("'!llvm.ptr'", onlyType: ptr) { $0 == ptr }
  static let token = TypeConstraint("'!llvm.token'", onlyType: .of(TokenType())) {
    $0 == .of(TokenType())
  }
  static let anyVector = TypeConstraint("a vector of LLVM") {
    $0.vectorType != nil && isValue($0) || $0.cast(to: PointerVectorType.self) != nil
  }
  static let maskVector = TypeConstraint("a vector of i1") {
    $0.vectorType?.element == .i1 && isValue($0)
  }
  static let integerVector = TypeConstraint("a vector of integers") {
    $0.vectorType?.element.isInteger == true && isValue($0)
  }
  static let floatVector = TypeConstraint("a vector of floats") {
    $0.vectorType?.element.isFloat == true && isValue($0)
  }
  static let pointerVector = TypeConstraint("a vector of pointers") {
    $0.cast(to: PointerVectorType.self) != nil
  }

  /// What memory may hold.
  static let memoryType = TypeConstraint("a type of LLVM that memory can hold") {
    isValue($0) && hasSize($0)
  }
  /// A type as a property, of which memory may be made.
  static let elementType = AttributeConstraint("a type that memory can hold") {
    $0.typeValue.map { hasSize($0) } ?? false
  }

  /// Whether memory may hold values of this type.
  static func hasSize(_ type: Type) -> Bool {
    guard case .dialect(let dialect) = type, dialect.mnemonic.hasPrefix("llvm.") else {
      return true
    }
    if let array = type.cast(to: ArrayType.self) { return hasSize(array.element) }
    if let structure = type.cast(to: StructType.self) {
      return structure.isReference || structure.fields?.allSatisfy { hasSize($0) } ?? false
    }
    if let target = type.cast(to: TargetType.self) {
      // As MLIR 19: those that LLVM keeps as a pointer or a predicate.
      return target.name.hasPrefix("spirv.") || target.name == "aarch64.svcount"
    }
    return isElement(type)
  }

  /// Whether an array or a structure may hold values of this type.
  static func isElement(_ type: Type) -> Bool {
    guard case .dialect(let dialect) = type else { return true }
    return ![
      VoidType.mnemonic, FunctionType.mnemonic, TokenType.mnemonic, MetadataType.mnemonic,
    ].contains(dialect.mnemonic)
  }

  /// Whether a value of LLVM may have this type.
  static func isValue(_ type: Type) -> Bool {
    switch type {
    case .integer(_, .signless): true
    case .float(let kind): [.f16, .bf16, .f32, .f64, .f80, .f128].contains(kind)
    case .vector(let vector): vector.shape.count == 1 && isValue(vector.element)
    case .dialect(let dialect):
      dialect.mnemonic.hasPrefix("llvm.") && dialect.mnemonic != VoidType.mnemonic
        && dialect.mnemonic != FunctionType.mnemonic
    default: false
    }
  }
}
