import Support

/// A type: a value that prints as MLIR's text.
///
/// Equal types are `==`; rows hold them interned.
public indirect enum Type: Hashable, Sendable {
  /// `i32`, `si8`, `ui64`.
  case integer(width: Int, Signedness)
  /// `index`: an integer as wide as an address.
  case index
  /// `f32`, `bf16`, …
  case float(FloatKind)
  /// `none`.
  case none
  /// `tensor<?x768xf32, #encoding>`.
  case tensor(TensorType)
  /// `tensor<*xf32>`.
  case unrankedTensor(Type)
  /// `memref<?xf32, strided<[1]>, 1>`.
  case memref(MemRefType)
  /// `memref<*xf32>`.
  case unrankedMemref(Type, memorySpace: Attribute?)
  /// `vector<16xf32>`, `vector<[4]xf32>`.
  case vector(VectorType)
  /// `(i32) -> f32`.
  case function(FunctionType)
  /// `tuple<i32, f32>`.
  case tuple([Type])
  /// `complex<f32>`.
  case complex(Type)
  /// A dialect's own type, `!dialect.name<body>`.
  case dialect(DialectType)
}

/// How an integer's top bit reads.
public enum Signedness: Hashable, Sendable { case signless, signed, unsigned }

/// The floating-point formats of MLIR, by their names in the text form; those of less than eight bits,
/// `f8E3M4` and `f8E8M0FNU` only since MLIR 20.
public enum FloatKind: String, Hashable, Sendable, CaseIterable {
  case f16, bf16, tf32, f32, f64, f80, f128
  case f8E5M2, f8E4M3, f8E4M3FN, f8E5M2FNUZ, f8E4M3FNUZ, f8E4M3B11FNUZ, f8E3M4
  /// A power of two without a sign: the scale of a block of numbers.
  case f8E8M0FNU
  case f6E2M3FN, f6E3M2FN, f4E2M1FN

  /// Bits in storage.
  public var width: Int {
    switch self {
    case .f16, .bf16: return 16
    case .tf32: return 19
    case .f32: return 32
    case .f64: return 64
    case .f80: return 80
    case .f128: return 128
    case .f6E2M3FN, .f6E3M2FN: return 6
    case .f4E2M1FN: return 4
    default: return 8
    }
  }
}

/// A ranked tensor.
///
/// A missing size is dynamic.
public struct TensorType: Hashable, Sendable {
  public var shape: [Int?]
  public var element: Type
  public var encoding: Attribute?

  public init(_ shape: [Int?], _ element: Type, encoding: Attribute? = nil) {
    self.shape = shape
    self.element = element
    self.encoding = encoding
  }
}

/// A ranked piece of memory.
///
/// No layout means row-major and compact.
public struct MemRefType: Hashable, Sendable {
  public var shape: [Int?]
  public var element: Type
  public var layout: Attribute?
  public var memorySpace: Attribute?

  public init(
    _ shape: [Int?], _ element: Type, layout: Attribute? = nil, memorySpace: Attribute? = nil
  ) {
    self.shape = shape
    self.element = element
    self.layout = layout
    self.memorySpace = memorySpace
  }
}

/// A vector register's worth of values; sizes are positive.
public struct VectorType: Hashable, Sendable {
  public var shape: [Int]
  /// Which dimensions are multiplied by the machine's vector scale; empty when none is.
  public var scalable: [Bool]
  public var element: Type

  public init(_ shape: [Int], _ element: Type, scalable: [Bool] = []) {
    self.shape = shape
    self.element = element
    self.scalable = scalable.contains(true) ? scalable : []
  }
}

/// What a function takes and gives.
public struct FunctionType: Hashable, Sendable {
  public var inputs: [Type]
  public var results: [Type]

  public init(_ inputs: [Type], _ results: [Type]) {
    self.inputs = inputs
    self.results = results
  }
}

/// A type that a dialect defines: a struct that prints and reads the body between `<` and `>`.
public protocol TypeDefinition: Hashable, Sendable {
  /// `dialect.name`, as after the `!`.
  static var mnemonic: String { get }
  /// What it is, for people; see `OperationDefinition.documentation`.
  static var documentation: String { get }
  /// The text between `<` and `>`; `nil` when the type has no body.
  var body: String? { get }
  /// What text that uses aliases calls such types, as in `!name` and `!name1`; `nil` to write them
  /// out.
  static var aliasName: String? { get }
  /// Reads what `body` printed.
  static func parse(body: String?, in context: Context) throws(Diagnostic) -> Self
  /// Whether `other` is the same kind of value and equal, told without a box for either.
  func isEqual(to other: any TypeDefinition) -> Bool
}

extension TypeDefinition {
  @inlinable public func isEqual(to other: any TypeDefinition) -> Bool { (other as? Self) == self }

  public static var documentation: String { "" }
  public static var aliasName: String? { nil }
}

/// Any dialect's type, or one of a dialect that is not registered.
public struct DialectType: Hashable, Sendable {
  public let value: any TypeDefinition
  public let mnemonic: String

  public init(_ value: some TypeDefinition) {
    self.value = value
    self.mnemonic = type(of: value).mnemonic
  }

  init(opaque: OpaqueType) {
    self.value = opaque
    self.mnemonic = opaque.name
  }

  public static func == (left: DialectType, right: DialectType) -> Bool {
    left.value.isEqual(to: right.value)
  }

  public func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

/// A type of a dialect that the context does not know; kept as text.
public struct OpaqueType: TypeDefinition {
  public static var mnemonic: String { "opaque" }
  public let name: String
  public let body: String?

  public static func parse(body: String?, in context: Context) throws(Diagnostic) -> OpaqueType {
    OpaqueType(name: mnemonic, body: body)
  }
}

extension Type {
  public static let i1 = Type.integer(width: 1, .signless)
  public static let i8 = Type.integer(width: 8, .signless)
  public static let i16 = Type.integer(width: 16, .signless)
  public static let i32 = Type.integer(width: 32, .signless)
  public static let i64 = Type.integer(width: 64, .signless)
  public static let f16 = Type.float(.f16)
  public static let bf16 = Type.float(.bf16)
  public static let f32 = Type.float(.f32)
  public static let f64 = Type.float(.f64)

  /// A dialect's type.
  public static func of(_ definition: some TypeDefinition) -> Type {
    .dialect(DialectType(definition))
  }

  /// A type of an unregistered dialect: `name` is `dialect.name`.
  public static func opaque(name: String, body: String?) -> Type {
    .dialect(DialectType(opaque: OpaqueType(name: name, body: body)))
  }

  /// This as a dialect's own type, if it is one.
  public func cast<Definition: TypeDefinition>(to: Definition.Type) -> Definition? {
    if case .dialect(let type) = self { return type.value as? Definition }
    return nil
  }

  public var isFloat: Bool { if case .float = self { true } else { false } }
  public var isInteger: Bool { if case .integer = self { true } else { false } }

  /// The element type of a tensor, memref or vector; the type itself otherwise.
  public var elementType: Type {
    switch self {
    case .tensor(let type): return type.element
    case .memref(let type): return type.element
    case .vector(let type): return type.element
    case .unrankedTensor(let element), .unrankedMemref(let element, _): return element
    default: return self
    }
  }

  /// Bits of a scalar in storage; `index` counts as 64.
  ///
  /// `nil` for anything that is not a scalar.
  public var bitWidth: Int? {
    switch self {
    case .integer(let width, _): return width
    case .index: return 64
    case .float(let kind): return kind.width
    default: return nil
    }
  }
}
