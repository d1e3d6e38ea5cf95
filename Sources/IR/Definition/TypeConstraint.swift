/// A condition on a type, with the words that a diagnostic uses for it.
public struct TypeConstraint: Sendable {
  /// As in "operand 0 must be …".
  public var summary: String
  public var holds: @Sendable (Type) -> Bool
  /// The one type that satisfies it, if there is only one, so that a form need not name it.
  public var onlyType: Type?

  public init(
    _ summary: String, onlyType: Type? = nil, _ holds: @escaping @Sendable (Type) -> Bool
  ) {
    self.summary = summary
    self.onlyType = onlyType
    self.holds = holds
  }

  public static let any = TypeConstraint("any type") { _ in true }
  public static let index = TypeConstraint("index", onlyType: .index) { $0 == .index }
  public static let integer = TypeConstraint("an integer") { $0.isInteger }
  public static let float = TypeConstraint("a float") { $0.isFloat }
  public static let boolean = TypeConstraint("i1", onlyType: .i1) { $0 == .i1 }
  public static let tensor = TypeConstraint("a ranked tensor") {
    if case .tensor = $0 { true } else { false }
  }
  public static let memref = TypeConstraint("a memref") {
    if case .memref = $0 { true } else { false }
  }
  public static let vector = TypeConstraint("a vector") {
    if case .vector = $0 { true } else { false }
  }
  /// A float, or a vector or tensor of floats.
  public static let floatLike = TypeConstraint("a float, or a vector or tensor of floats") {
    $0.holdsNumbers && $0.elementType.isFloat
  }
  /// A signless integer or index, or a vector or tensor of them.
  public static let integerLike = TypeConstraint(
    "an integer or index, or a vector or tensor of them"
  ) { $0.holdsNumbers && ($0.elementType.isSignless || $0.elementType == .index) }
  /// The same without `index`.
  public static let fixedIntegerLike = TypeConstraint("an integer, or a vector or tensor of them") {
    $0.holdsNumbers && $0.elementType.isSignless
  }
  /// An `i1`, or a vector or tensor of `i1`.
  public static let booleanLike = TypeConstraint("i1, or a vector or tensor of i1") {
    $0.holdsNumbers && $0.elementType == .i1
  }

  /// Types defined by a dialect.
  public static func dialect<Definition: TypeDefinition>(
    _ definition: Definition.Type
  ) -> TypeConstraint {
    TypeConstraint("!\(Definition.mnemonic)") { $0.cast(to: Definition.self) != nil }
  }
}

extension Type {
  /// Whether this is a scalar or a vector or tensor of them, and no memory.
  fileprivate var holdsNumbers: Bool {
    switch self {
    case .memref, .unrankedMemref: false
    default: true
    }
  }

  /// Whether this is an integer that does not say whether it has a sign.
  fileprivate var isSignless: Bool { if case .integer(_, .signless) = self { true } else { false } }
}
