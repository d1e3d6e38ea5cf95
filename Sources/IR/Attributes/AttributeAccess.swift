extension Attribute {
  /// A dialect's attribute.
  public static func of(_ definition: some AttributeDefinition) -> Attribute {
    .dialect(DialectAttribute(definition))
  }

  /// An attribute of an unregistered dialect: `name` is `dialect.name`.
  ///
  /// `type` is what is written behind it.
  public static func opaque(name: String, body: String?, type: Type? = nil) -> Attribute {
    .dialect(DialectAttribute(opaque: OpaqueAttribute(name: name, body: body, type: type)))
  }

  /// `true` or `false`, an `i1`.
  public static func bool(_ value: Bool) -> Attribute { .integer(value ? -1 : 0, .i1) }
  /// An `i64`.
  public static func i64(_ value: Int) -> Attribute { .integer(value, .i64) }
  /// An `index`.
  public static func index(_ value: Int) -> Attribute { .integer(value, .index) }
  /// A float: the number of the format `type` nearest to `value`.
  public static func float(_ value: Double, _ type: Type) -> Attribute {
    guard case .float(let kind) = type else { return .float(bits: value.bitPattern, type) }
    return .float(bits: kind.rounded(value).bitPattern, type)
  }
  /// A top-level symbol, `@name`.
  public static func symbol(_ name: String) -> Attribute { .symbol(name, nested: []) }
  /// `array<i64: …>`.
  public static func i64Array(_ values: [Int]) -> Attribute { .denseArray(.i64, values) }
  /// `array<i32: …>`.
  public static func i32Array(_ values: [Int]) -> Attribute { .denseArray(.i32, values) }

  public var integerValue: Int? { if case .integer(let value, _) = self { value } else { nil } }
  /// A string, UTF-8 or not.
  public static func string(bytes: [UInt8]) -> Attribute {
    String(validating: bytes, as: UTF8.self).map(Attribute.string) ?? .byteString(bytes)
  }

  public var boolValue: Bool? {
    if case .integer(let value, .i1) = self { value != 0 } else { nil }
  }
  public var floatValue: Double? {
    if case .float(let bits, _) = self { Double(bitPattern: bits) } else { nil }
  }
  public var stringValue: String? { if case .string(let value) = self { value } else { nil } }
  /// The bytes of a string, UTF-8 or not.
  public var stringBytes: [UInt8]? {
    switch self {
    case .string(let text): Array(text.utf8)
    case .byteString(let bytes): bytes
    default: nil
    }
  }
  public var typeValue: Type? { if case .type(let value) = self { value } else { nil } }
  public var symbolValue: String? {
    if case .symbol(let value, let nested) = self, nested.isEmpty { value } else { nil }
  }
  public var arrayValue: [Attribute]? { if case .array(let value) = self { value } else { nil } }
  /// The numbers of a dense integer array, or of an array of integers.
  public var integerArrayValue: [Int]? {
    switch self {
    case .denseArray(_, let values): return values
    case .array(let values):
      let integers = values.compactMap(\.integerValue)
      return integers.count == values.count ? integers : nil
    default: return nil
    }
  }
  public var dictionaryValue: AttributeDictionary? {
    if case .dictionary(let value) = self { value } else { nil }
  }
  public var affineMapValue: AffineMap? {
    if case .affineMap(let value) = self { value } else { nil }
  }

  /// This as a dialect's own attribute, if it is one.
  public func cast<Definition: AttributeDefinition>(to: Definition.Type) -> Definition? {
    if case .dialect(let attribute) = self { return attribute.value as? Definition }
    return nil
  }

  /// The type of a typed attribute.
  public var type: Type? {
    switch self {
    case .integer(_, let type), .wideInteger(_, let type), .float(_, let type),
      .wideFloat(_, let type), .denseResource(_, let type):
      return type
    case .dense(let elements): return elements.type
    case .sparse(let elements): return elements.type
    case .typedString(_, let type): return type
    default: return nil
    }
  }
}
