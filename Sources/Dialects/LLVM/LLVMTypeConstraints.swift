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
