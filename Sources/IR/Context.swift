import Support

/// What modules share: the registered dialects, and the tables that intern types, attributes,
/// locations and names.
///
/// Handles from one context mean nothing in another.
///
/// The dialects are fixed when a context is made; the tables only grow, and reading them takes no
/// lock, so any number of threads may work with one context.
public final class Context: Sendable {
  public let dialects: [Dialect]
  /// Whether operations, types and attributes of dialects not registered here may be used.
  public let allowsUnregisteredDialects: Bool

  @usableFromInline let types = Interner<Type>()
  @usableFromInline let attributes = Interner<Attribute>()
  @usableFromInline let dictionaries = Interner<AttributeDictionary>()
  let locations = LocationTable()
  @usableFromInline let names = Interner<String>()
  /// What the registered operations declare, by the number of their names, which are the first.
  let facts: ContiguousArray<OperationFacts>
  /// Their signatures, by the same numbers.
  let signatures: ContiguousArray<Signature>
  private let operations: [String: any OperationDefinition.Type]
  private let typeDefinitions: [String: any TypeDefinition.Type]
  private let attributeDefinitions: [String: any AttributeDefinition.Type]

  public init(dialects: [Dialect], allowsUnregisteredDialects: Bool = false) {
    self.dialects = dialects
    self.allowsUnregisteredDialects = allowsUnregisteredDialects
    var operations: [String: any OperationDefinition.Type] = [:]
    var types: [String: any TypeDefinition.Type] = [:]
    var attributes: [String: any AttributeDefinition.Type] = [:]
    for dialect in dialects {
      for definition in dialect.operations { operations[definition.mnemonic] = definition }
      for definition in dialect.types { types[definition.mnemonic] = definition }
      for definition in dialect.attributes { attributes[definition.mnemonic] = definition }
    }
    // In a fixed order, so that the same context has the same numbers.
    let sorted = operations.sorted { $0.key < $1.key }.map(\.value)
    for definition in sorted { _ = names.intern(definition.mnemonic) }
    signatures = ContiguousArray(sorted.map { $0.signature })
    facts = ContiguousArray(zip(sorted, signatures).map { OperationFacts($0, $1) })
    self.operations = operations
    self.typeDefinitions = types
    self.attributeDefinitions = attributes
    // Row zero of this table must be the empty dictionary.
    _ = dictionaries.intern(AttributeDictionary())
    _ = locations.intern(.unknown)
  }

  /// The declaration of the operation called `mnemonic`, if a registered dialect has one.
  public func definition(named mnemonic: String) -> (any OperationDefinition.Type)? {
    operations[mnemonic]
  }

  /// The Swift type that declares the operation whose name has this number.
  func kind(numbered name: UInt32) -> ObjectIdentifier? {
    Int(name) < facts.count ? facts[Int(name)].kind : nil
  }

  /// The declaration of the type called `mnemonic` (`dialect.name`).
  public func typeDefinition(named mnemonic: String) -> (any TypeDefinition.Type)? {
    typeDefinitions[mnemonic]
  }

  /// The declaration of the attribute called `mnemonic` (`dialect.name`).
  public func attributeDefinition(named mnemonic: String) -> (any AttributeDefinition.Type)? {
    attributeDefinitions[mnemonic]
  }

  /// Whether a dialect with this namespace is registered.
  public func hasDialect(named name: String) -> Bool { dialects.contains { $0.name == name } }
}

/// A namespace of operations, types and attributes: plain data, passed to a `Context`.
public struct Dialect: Sendable {
  public let name: String
  /// What it is for, for people; see `OperationDefinition.documentation`.
  public let documentation: String
  public let operations: [any OperationDefinition.Type]
  public let types: [any TypeDefinition.Type]
  public let attributes: [any AttributeDefinition.Type]
  /// The operation that gives a constant, for a value and its type; `nil` if the dialect has none
  /// for that type.
  ///
  /// Used to write down what folding finds.
  public let makeConstant: (@Sendable (Attribute, Type) -> OperationState?)?
  /// How operations from binary files of older versions are brought up to date.
  public let upgrade: DialectUpgrade?

  public init(
    name: String, documentation: String = "", operations: [any OperationDefinition.Type] = [],
    types: [any TypeDefinition.Type] = [], attributes: [any AttributeDefinition.Type] = [],
    makeConstant: (@Sendable (Attribute, Type) -> OperationState?)? = nil,
    upgrade: DialectUpgrade? = nil
  ) {
    self.name = name
    self.documentation = documentation
    self.operations = operations
    self.types = types
    self.attributes = attributes
    self.makeConstant = makeConstant
    self.upgrade = upgrade
  }
}
