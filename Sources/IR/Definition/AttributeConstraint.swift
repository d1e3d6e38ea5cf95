/// A condition on an attribute, with the words that a diagnostic uses for it.
public struct AttributeConstraint: Sendable {
  public var summary: String
  public var holds: @Sendable (Attribute) -> Bool
  /// How a form writes such attributes.
  public var spelling: Spelling

  /// How a form writes an attribute of which it is known what it must be.
  public enum Spelling: Sendable {
    /// In full, but `i64` and `f64` go without saying.
    case attribute
    /// `unit`, which a form tells by the words around it.
    case presence
    /// A string, without quotes if it is a word.
    case word
    /// A string, as the symbol `@name`.
    case symbolName
    /// `array<i64: 1, 2>` as `[1, 2]`.
    case integers
    /// An integer of one type, or an `f64`, which goes without saying.
    case number(Type)
    /// A dialect's attribute by its body alone, in angle brackets unless it has square ones.
    case body(any AttributeDefinition.Type)
  }

  public init(
    _ summary: String, spelling: Spelling = .attribute,
    _ holds: @escaping @Sendable (Attribute) -> Bool
  ) {
    self.summary = summary
    self.spelling = spelling
    self.holds = holds
  }

  public static let any = AttributeConstraint("any attribute") { _ in true }
  public static let integer = AttributeConstraint("an integer") { $0.integerValue != nil }
  /// An integer of one type and of a range.
  public static func integer(_ range: ClosedRange<Int>, _ type: Type) -> AttributeConstraint {
    AttributeConstraint("a number of type \(type) from \(range.lowerBound) to \(range.upperBound)")
    {
      if case .integer(let number, type) = $0 { range.contains(number) } else { false }
    }
  }
  /// An integer of one type, or an `f64`, which forms write without the type.
  public static func number(_ type: Type) -> AttributeConstraint {
    AttributeConstraint("a number of type \(type)", spelling: .number(type)) {
      ($0.integerValue != nil || $0.floatValue != nil) && $0.type == type
    }
  }
  public static let bool = AttributeConstraint("true or false") { $0.boolValue != nil }
  public static let float = AttributeConstraint("a float") { $0.floatValue != nil }
  public static let string = AttributeConstraint("a string") { $0.stringValue != nil }
  /// A string that need not be UTF-8.
  public static let byteString = AttributeConstraint("a string") { $0.stringBytes != nil }
  /// A string that forms write without quotes if it is a word.
  public static let word = AttributeConstraint("a string", spelling: .word) {
    $0.stringValue != nil
  }
  public static let symbol = AttributeConstraint("a symbol") { $0.symbolValue != nil }
  /// A string that names a symbol.
  public static let symbolName = AttributeConstraint("a string", spelling: .symbolName) {
    $0.stringValue != nil
  }
  public static let type = AttributeConstraint("a type") { $0.typeValue != nil }
  public static let array = AttributeConstraint("an array") { $0.arrayValue != nil }
  public static let integerArray = AttributeConstraint("an array of integers", spelling: .integers)
  {
    $0.integerArrayValue != nil
  }
  /// The same, which forms write in full, so that an array of attributes stays one.
  public static let integerList = AttributeConstraint("an array of integers") {
    $0.integerArrayValue != nil
  }
  public static let affineMap = AttributeConstraint("an affine map") { $0.affineMapValue != nil }
  public static let unit = AttributeConstraint("unit", spelling: .presence) { $0 == .unit }

  /// Attributes defined by a dialect.
  public static func dialect<Definition: AttributeDefinition>(
    _ definition: Definition.Type
  ) -> AttributeConstraint {
    AttributeConstraint("#\(Definition.mnemonic)", spelling: .body(definition)) {
      $0.cast(to: Definition.self) != nil
    }
  }
}
