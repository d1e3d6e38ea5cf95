import Support

/// How an operation that may not stay is replaced by others.
///
///     ConversionRule("widen-index", on: Arith.AddI.self) { sum, operands, conversion in
///       conversion.replace { build in [build.insert(Arith.AddI(operands[0], operands[1]))] }
///       return .rewritten
///     }
///
/// A rule matches before it changes anything: after `noMatch` the module must be as it was.
public struct ConversionRule: Sendable {
  /// Tries the rule at the operation of `conversion`; `operands` are of the converted types.
  public typealias Body =
    @Sendable (_ operands: [ValueID], _ conversion: inout OperationConversion) throws ->
    RewriteOutcome

  /// Kebab-case, for messages and statistics.
  public let name: String
  /// The name of the operation it converts.
  public let root: String
  /// Of the rules for one operation, those with more are tried first.
  public let benefit: Int
  public let convert: Body

  public init(_ name: String, root: String, benefit: Int = 1, _ convert: @escaping Body) {
    self.name = name
    self.root = root
    self.benefit = benefit
    self.convert = convert
  }

  /// A rule for operations of one kind, which it gets as a typed snapshot.
  public init<Definition: OperationDefinition>(
    _ name: String, on definition: Definition.Type, benefit: Int = 1,
    _ convert:
      @escaping @Sendable (Definition, [ValueID], inout OperationConversion) throws ->
      RewriteOutcome
  ) {
    self.init(name, root: Definition.mnemonic, benefit: benefit) { operands, conversion in
      let snapshot = Definition(conversion.operation, in: conversion.module)
      return try convert(snapshot, operands, &conversion)
    }
  }
}

/// An operation while a rule converts it.
public struct OperationConversion: Sendable {
  /// For reading; changes go through the methods.
  public internal(set) var module: Module
  /// The operation that is converted.
  public let operation: OperationID
  public let types: TypeConverter
  /// Casts that stand between values of old and new types, to be removed at the end.
  var casts: Set<OperationID>

  /// Replaces the operation by what `body` builds in its place: a value for each result.
  ///
  /// Where their types are new, operations that are not converted yet go on to see the old ones.
  public mutating func replace(_ body: (inout Builder) throws -> [ValueID]) rethrows {
    let location = module.location(of: operation)
    let values = try module.build(at: .before(operation), location: location, body)
    precondition(values.count == module.resultCount(of: operation), "one value for every result")
    for (old, new) in zip(module.results(of: operation), values) where module.hasUses(old) {
      let seen = cast(new, to: module.type(of: old), at: .before(operation))
      module.replaceAllUses(of: old, with: seen)
    }
    module.erase(operation)
  }

  /// Changes the operation in place.
  ///
  /// Its operands become those of the converted types, which is done for the caller.
  public mutating func modify(_ operands: [ValueID], _ body: (inout Module) throws -> Void) rethrows
  {
    module.setOperands(of: operation, to: operands)
    try body(&module)
  }

  /// Gives the results of the operation, which stays, their converted types.
  public mutating func convertResults() {
    for result in module.results(of: operation) {
      let old = module.type(of: result)
      retype(result, from: old, at: .after(operation))
    }
  }

  /// Gives the arguments of a region's blocks their converted types.
  public mutating func convertArguments(of region: RegionID) {
    for block in module.blocks(in: region) {
      for argument in module.arguments(of: block) {
        retype(argument, from: module.type(of: argument), at: .atStart(of: block))
      }
    }
  }

  private mutating func retype(_ value: ValueID, from old: Type, at point: InsertionPoint) {
    let new = types.convert(old)
    guard new != old else { return }
    let uses = module.uses(of: value)
    module.setType(of: value, to: new)
    guard !uses.isEmpty else { return }
    let seen = cast(value, to: old, at: point)
    for use in uses { module.setOperand(use.index, of: use.operation, to: seen) }
  }

  /// `value` seen as a value of `type`, by a cast if it is not one.
  mutating func cast(_ value: ValueID, to type: Type, at point: InsertionPoint) -> ValueID {
    if module.type(of: value) == type { return value }
    // Back from where it came.
    if let definer = module.definingOperation(of: value), casts.contains(definer) {
      let source = module.operand(0, of: definer)
      if module.type(of: source) == type { return source }
    }
    let cast = module.insert(
      OperationState(
        name: Self.castName, kind: castKind, operands: [value], resultTypes: [type],
        location: module.location(of: value)), at: point)
    casts.insert(cast)
    return module.result(of: cast)
  }

  private var castKind: ObjectIdentifier? {
    module.context.definition(named: Self.castName).map { ObjectIdentifier($0) }
  }

  static let castName = "builtin.unrealized_conversion_cast"
}
