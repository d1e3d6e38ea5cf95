import Support

/// Constant data on an operation: a value that prints as MLIR's text.
public indirect enum Attribute: Hashable, Sendable {
  case unit
  /// `5 : i32`, `true` (an `i1`), `3 : index`. Signless values are stored sign-extended.
  case integer(Int, Type)
  /// An integer of more than 64 bits whose value does not fit an `Int`, which would be `integer`.
  case wideInteger(Int128, Type)
  /// `2.5 : f32`. Stored as the bits of a `Double`, so that NaNs are equal to themselves.
  case float(bits: UInt64, Type)
  /// A number of `f80` or `f128` that no `Double` equals, which would be `float`: the bits of its own
  /// format.
  case wideFloat(bits: UInt128, Type)
  case string(String)
  /// Bytes in quotes that are not UTF-8, and so not `string`.
  case byteString([UInt8])
  /// `"text" : type`, by its bytes; what the type means is the dialect's affair.
  case typedString([UInt8], Type)
  case array([Attribute])
  /// `{name = value}`, sorted by name.
  case dictionary(AttributeDictionary)
  case type(Type)
  /// `@root::@nested`.
  case symbol(String, nested: [String])
  /// `dense<…> : tensor<…>`.
  case dense(DenseElements)
  /// `dense_resource<key> : tensor<…>`: the data are in the module's resources.
  case denseResource(key: String, Type)
  /// `sparse<[[0, 1]], [5]> : tensor<…>`.
  case sparse(SparseElements)
  /// `distinct[0]<…>`: equal to another only if the numbers are equal too.
  case distinct(Int, Attribute)
  /// `array<i32: 1, 2>`; floats as the bits of a `Double`, `i1` as 0 or 1.
  case denseArray(Type, [Int])
  case affineMap(AffineMap)
  case affineSet(AffineSet)
  /// `strided<[?, 1], offset: 3>`; a missing number is dynamic.
  case strided([Int?], offset: Int?)
  case location(Location)
  /// A dialect's own attribute, `#dialect.name<body>`.
  case dialect(DialectAttribute)
}

/// Names with values, sorted by name.
public struct AttributeDictionary: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  public private(set) var entries: [Entry]

  public struct Entry: Hashable, Sendable {
    public var name: String
    public var value: Attribute

    public init(name: String, value: Attribute) {
      self.name = name
      self.value = value
    }
  }

  public init() { entries = [] }

  /// The entries in any order; `nil` if two have the same name.
  public init?(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.name < $1.name }
    for (left, right) in zip(self.entries, self.entries.dropFirst()) where left.name == right.name {
      return nil
    }
  }

  public init(dictionaryLiteral elements: (String, Attribute)...) {
    entries = []
    for (name, value) in elements { self[name] = value }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// The value with a name; setting `nil` removes it.
  public subscript(name: String) -> Attribute? {
    get {
      // Dictionaries are short: a linear search beats hashing.
      for entry in entries where entry.name == name { return entry.value }
      return nil
    }
    set {
      let place = entries.firstIndex { $0.name >= name } ?? entries.count
      let exists = place < entries.count && entries[place].name == name
      switch (newValue, exists) {
      case (let value?, true): entries[place].value = value
      case (let value?, false): entries.insert(Entry(name: name, value: value), at: place)
      case (nil, true): entries.remove(at: place)
      case (nil, false): break
      }
    }
  }
}

/// An `affine_map<(d0)[s0] -> (…)>`.
///
/// Results use dimensions `d0…` and symbols named `s0…`.
public struct AffineMap: Hashable, Sendable {
  public var dimensionCount: Int
  public var symbolCount: Int
  public var results: [IndexExpression]

  public init(dimensionCount: Int, symbolCount: Int = 0, _ results: [IndexExpression]) {
    self.dimensionCount = dimensionCount
    self.symbolCount = symbolCount
    self.results = results
  }
}

/// An `affine_set<(d0)[s0] : (e >= 0, f == 0)>`.
public struct AffineSet: Hashable, Sendable {
  public struct Constraint: Hashable, Sendable {
    public var expression: IndexExpression
    /// `== 0`; otherwise `>= 0`.
    public var isEquality: Bool

    public init(_ expression: IndexExpression, isEquality: Bool) {
      self.expression = expression
      self.isEquality = isEquality
    }
  }

  public var dimensionCount: Int
  public var symbolCount: Int
  public var constraints: [Constraint]

  public init(dimensionCount: Int, symbolCount: Int = 0, _ constraints: [Constraint]) {
    self.dimensionCount = dimensionCount
    self.symbolCount = symbolCount
    self.constraints = constraints
  }
}

/// Elements of a tensor or vector with a static shape, little-endian, row-major.
public struct DenseElements: Hashable, Sendable {
  /// A tensor or vector type with a static shape.
  public var type: Type
  /// All elements, or one if `isSplat`.
  ///
  /// An element takes whole bytes, the unused bits zero; a complex number is two.
  public var bytes: [UInt8]
  /// Whether one element stands for all.
  public var isSplat: Bool
  /// The bytes of elements that are strings; empty otherwise.
  public var strings: [[UInt8]]

  /// Elements that are all equal become a splat, so that equal constants are `==`.
  public init(type: Type, bytes: [UInt8], isSplat: Bool = false, strings: [[UInt8]] = []) {
    self.type = type
    self.bytes = bytes
    self.isSplat = isSplat
    self.strings = strings
    if !isSplat { becomeSplatIfUniform() }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(isSplat)
    hasher.combine(strings)
  }

  private mutating func becomeSplatIfUniform() {
    if let first = strings.first {
      guard strings.allSatisfy({ $0 == first }) else { return }
      strings = [first]
      isSplat = true
    } else if let width = type.elementType.denseByteWidth, width > 0, bytes.count >= width {
      // Elements are all equal if each byte equals the one an element further on.
      let isUniform = bytes.withUnsafeBytes { bytes in
        var index = width
        while index < bytes.count, bytes[index] == bytes[index - width] { index += 1 }
        return index == bytes.count
      }
      guard isUniform else { return }
      bytes.removeLast(bytes.count - width)
      isSplat = true
    }
  }
}

/// A tensor that is zero but for some elements.
public struct SparseElements: Hashable, Sendable {
  /// A tensor or vector type with a static shape.
  public var type: Type
  /// The coordinates, `tensor<NxRxi64>` for N elements of rank R.
  public var indices: DenseElements
  /// The values at them, `tensor<Nx…>`.
  public var values: DenseElements

  public init(type: Type, indices: DenseElements, values: DenseElements) {
    self.type = type
    self.indices = indices
    self.values = values
  }
}

/// An attribute that a dialect defines; see `TypeDefinition`.
public protocol AttributeDefinition: Hashable, Sendable {
  /// `dialect.name`, as after the `#`.
  static var mnemonic: String { get }
  /// What it is, for people; see `OperationDefinition.documentation`.
  static var documentation: String { get }
  /// The text between `<` and `>`; `nil` when there is no body.
  var body: String? { get }
  /// What text that uses aliases calls such attributes; see `TypeDefinition`.
  static var aliasName: String? { get }
  /// Reads what `body` printed.
  static func parse(body: String?, in context: Context) throws(Diagnostic) -> Self
  /// Whether `other` is the same kind of value and equal, told without a box for either.
  func isEqual(to other: any AttributeDefinition) -> Bool
}

extension AttributeDefinition {
  @inlinable public func isEqual(to other: any AttributeDefinition) -> Bool {
    (other as? Self) == self
  }

  public static var documentation: String { "" }
  public static var aliasName: String? { nil }
}

/// Any dialect's attribute, or one of a dialect that is not registered.
public struct DialectAttribute: Hashable, Sendable {
  public let value: any AttributeDefinition
  public let mnemonic: String

  public init(_ value: some AttributeDefinition) {
    self.value = value
    self.mnemonic = type(of: value).mnemonic
  }

  init(opaque: OpaqueAttribute) {
    self.value = opaque
    self.mnemonic = opaque.name
  }

  public static func == (left: DialectAttribute, right: DialectAttribute) -> Bool {
    left.value.isEqual(to: right.value)
  }

  public func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

/// An attribute of a dialect that the context does not know; kept as text.
public struct OpaqueAttribute: AttributeDefinition {
  public static var mnemonic: String { "opaque" }
  public let name: String
  public let body: String?
  /// The type that is written behind it, if there is one.
  public let type: Type?

  public static func parse(
    body: String?, in context: Context
  ) throws(Diagnostic) -> OpaqueAttribute {
    OpaqueAttribute(name: mnemonic, body: body, type: nil)
  }
}
