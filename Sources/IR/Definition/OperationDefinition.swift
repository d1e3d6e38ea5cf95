import Support

/// An operation, declared once: the same struct declares it, is inserted to build it, and comes
/// back as a typed snapshot when it is matched.
///
/// Behaviour beyond this is opt-in by conformance, in a file of its own: `VerifiableOperation`,
/// `FoldableOperation`, and whatever interfaces a dialect or a pass defines.
public protocol OperationDefinition: Sendable {
  /// `dialect.verb_or_noun`, as in the text form.
  static var mnemonic: String { get }
  /// What it does, for people, in Markdown: a summary, and after an empty line whatever else there
  /// is to know, with an example of its text indented by four spaces.
  ///
  /// The pages under `docs/dialects` and the language server show it.
  static var documentation: String { get }
  /// What holds for every such operation.
  static var traits: Traits { get }
  /// The shape of the operation, for the generic verifier and the documentation.
  static var signature: Signature { get }
  /// How it is written for people; `nil` if only in the generic form.
  static var form: Form? { get }
  /// Reads an operation of this kind. Called only on operations whose name is `mnemonic`; must not
  /// trap on one that does not verify.
  init(_ operation: OperationID, in module: Module)
  /// What to create. `kind` and `location` are filled in by whoever inserts it, and so are the
  /// result types when the operation is `ResultTypeInferring`.
  var state: OperationState { get }
  /// What to create in `module`: `state`, unless the operation is `ResultTypeInferring`.
  func state(in module: Module) -> OperationState

  /// This declaration as one that folds, if it is one; likewise the next two.
  ///
  /// Never written by hand: the protocols answer. A cast would ask the same of the whole program's
  /// conformances, for every operation at every start.
  static var foldable: (any FoldableOperation.Type)? { get }
  static var simplifiable: (any InPlaceFoldableOperation.Type)? { get }
  static var verifiable: (any VerifiableOperation.Type)? { get }
}

extension OperationDefinition {
  public static var foldable: (any FoldableOperation.Type)? { nil }
  public static var simplifiable: (any InPlaceFoldableOperation.Type)? { nil }
  public static var verifiable: (any VerifiableOperation.Type)? { nil }

  /// The names that only properties may have.
  static var inherentNames: Set<String> {
    let signature = signature
    func areDivided(_ slots: [Signature.Slot]) -> Bool {
      slots.filter { $0.arity != .one }.count > 1
    }
    var names = Set(signature.properties.map(\.name))
    if areDivided(signature.operands) { names.insert("operandSegmentSizes") }
    if areDivided(signature.results) { names.insert("resultSegmentSizes") }
    return names
  }

  /// The properties that say nothing if they have these values.
  static var impliedProperties: [(name: String, value: Attribute)] {
    signature.properties.compactMap { property in property.implied.map { (property.name, $0) } }
  }

  public static var documentation: String { "" }
  public static var form: Form? { nil }
  public func state(in module: Module) -> OperationState { state }
}

/// An operation whose result types follow from its operands, so that nobody needs to give them.
public protocol ResultTypeInferring: OperationDefinition {
  /// The types of the results, from the types that the operands have in `module`.
  func resultTypes(in module: Module) -> [Type]
}

extension ResultTypeInferring {
  public func state(in module: Module) -> OperationState {
    var state = state
    state.resultTypes = resultTypes(in: module)
    return state
  }
}

/// Facts about every operation of a kind.
public struct Traits: OptionSet, Hashable, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No effect but its results: may be erased when unused, merged when equal, moved.
  public static let pure = Traits(rawValue: 1 << 0)
  /// Must be the last operation of its block.
  public static let terminator = Traits(rawValue: 1 << 1)
  /// Its regions see no value from outside.
  public static let isolatedFromAbove = Traits(rawValue: 1 << 2)
  /// Operands may be swapped.
  public static let commutative = Traits(rawValue: 1 << 3)
  /// All operands and results have one type.
  public static let sameOperandsAndResultType = Traits(rawValue: 1 << 4)
  /// Every region has exactly one block.
  public static let singleBlock = Traits(rawValue: 1 << 5)
  /// Its blocks need no terminator.
  public static let noTerminator = Traits(rawValue: 1 << 6)
  /// Has a `sym_name` that is unique in its symbol table.
  public static let symbol = Traits(rawValue: 1 << 7)
  /// Holds symbols.
  public static let symbolTable = Traits(rawValue: 1 << 8)
  /// Values in its regions may be used before they are defined (a graph region).
  public static let graphRegion = Traits(rawValue: 1 << 9)
  /// A constant: no operands, one result, its value in the property `value`.
  public static let constantLike = Traits(rawValue: 1 << 10)
  /// Only reads memory: may be erased when unused.
  public static let readsMemory = Traits(rawValue: 1 << 11)
  /// Has no effect but that of the operations inside it (a loop, a condition), and ends.
  public static let recursivelyPure = Traits(rawValue: 1 << 12)
  /// Undefined for some operands (division by zero), so that it must not run where it did not.
  public static let undefinedForSome = Traits(rawValue: 1 << 13)
  /// Runs its regions any number of times, or never.
  public static let loop = Traits(rawValue: 1 << 14)
  /// All operands have one type.
  public static let sameOperandTypes = Traits(rawValue: 1 << 16)
  /// Leaves the function around it; its operands are what the call gives.
  public static let returns = Traits(rawValue: 1 << 15)
}

/// The shape of an operation: what the generic verifier checks and the documentation lists.
public struct Signature: Sendable {
  public struct Slot: Sendable {
    public enum Arity: Sendable { case one, optional, variadic }

    public var name: String
    public var constraint: TypeConstraint
    public var arity: Arity

    public init(_ name: String, _ constraint: TypeConstraint, _ arity: Arity = .one) {
      self.name = name
      self.constraint = constraint
      self.arity = arity
    }
  }

  public struct Property: Sendable {
    public var name: String
    public var constraint: AttributeConstraint
    public var isOptional: Bool
    /// What it means that there is none; readers leave out a property that says so.
    public var implied: Attribute?

    public init(
      _ name: String, _ constraint: AttributeConstraint, optional: Bool = false,
      implied: Attribute? = nil
    ) {
      self.name = name
      self.constraint = constraint
      self.isOptional = optional
      self.implied = implied
    }
  }

  public var operands: [Slot]
  public var results: [Slot]
  public var properties: [Property]
  /// How many regions; `nil` for any number.
  public var regions: Int?
  /// How many successors; `nil` for any number.
  public var successors: Int?
  /// The operations that it may be directly in; empty for any.
  public var parents: [String]
  /// The operation that every block of its regions ends in; `nil` for any terminator.
  public var terminator: String?

  public init(
    operands: [Slot] = [], results: [Slot] = [], properties: [Property] = [], regions: Int? = 0,
    successors: Int? = 0, parents: [String] = [], terminator: String? = nil
  ) {
    self.operands = operands
    self.results = results
    self.properties = properties
    self.regions = regions
    self.successors = successors
    self.parents = parents
    self.terminator = terminator
  }
}

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
    $0.elementType.isFloat
  }
  /// A signless integer or index, or a vector or tensor of them.
  public static let integerLike = TypeConstraint(
    "an integer or index, or a vector or tensor of them"
  ) { $0.elementType.isInteger || $0.elementType == .index }
  /// An `i1`, or a vector or tensor of `i1`.
  public static let booleanLike = TypeConstraint("i1, or a vector or tensor of i1") {
    $0.elementType == .i1
  }

  /// Types defined by a dialect.
  public static func dialect<Definition: TypeDefinition>(
    _ definition: Definition.Type
  ) -> TypeConstraint {
    TypeConstraint("!\(Definition.mnemonic)") { $0.cast(to: Definition.self) != nil }
  }
}

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

/// An operation with rules beyond its signature.
public protocol VerifiableOperation: OperationDefinition {
  /// Reports what is wrong with `operation`; its signature has already been checked.
  static func verify(_ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics)
}

extension VerifiableOperation {
  public static var verifiable: (any VerifiableOperation.Type)? { Self.self }
}

/// What an operation is known to compute.
public enum FoldResult: Sendable {
  /// An existing value.
  case value(ValueID)
  /// A constant of the result's type.
  case constant(Attribute)
}

/// What an operation becomes when it is simplified without being replaced; `nil` for what stays.
public struct SimplerForm: Sendable {
  public var operands: [ValueID]?
  public var properties: AttributeDictionary?

  public init(operands: [ValueID]? = nil, properties: AttributeDictionary? = nil) {
    self.operands = operands
    self.properties = properties
  }
}

/// An operation that can be simplified in place: a dynamic position that is a constant, a view that
/// adds nothing.
public protocol InPlaceFoldableOperation: OperationDefinition {
  /// The simpler form of `operation`, if it has one; `constants` holds the value of each operand
  /// that is a constant.
  static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm?
}

extension InPlaceFoldableOperation {
  public static var simplifiable: (any InPlaceFoldableOperation.Type)? { Self.self }
}

/// An operation that can often be computed at compile time.
public protocol FoldableOperation: OperationDefinition {
  /// What every result is, when that is known; `nil` when it is not. `constants` holds the value of
  /// each operand that is a constant.
  static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]?
}

extension FoldableOperation {
  public static var foldable: (any FoldableOperation.Type)? { Self.self }
}
