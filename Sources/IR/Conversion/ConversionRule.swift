import Support

/// How an operation that may not stay is replaced by others.
///
///     ConversionRule("widen-index", on: Arith.AddI.self) { sum, operands, conversion in
///       conversion.replace { build in [build.insert(Arith.AddI(operands[0], operands[1]))] }
///       return .rewritten
///     }
///
/// Where a type becomes none or several, a rule takes a list of values for each operand:
///
///     ConversionRule("flatten-sum", expanding: Complex.Add.self) { sum, operands, conversion in
///       conversion.replaceExpanding { build in
///         [zip(operands[0], operands[1]).map { build.insert(Arith.AddF($0, $1)) }]
///       }
///       return .rewritten
///     }
///
/// Many operations only pass values on: `rebuilding` makes a rule for those.
public struct ConversionRule: Sendable {
  /// Tries the rule at the operation of `conversion`; `operands` are of the converted types.
  ///
  /// There is a list for each operand of the operation.
  public typealias Body =
    @Sendable (_ operands: [[ValueID]], _ conversion: inout OperationConversion) throws ->
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

  /// A rule for operations of one kind, which it gets as a typed snapshot, with one value for each
  /// operand; it does not match where an operand became none or several.
  public init<Definition: OperationDefinition>(
    _ name: String, on definition: Definition.Type, benefit: Int = 1,
    _ convert:
      @escaping @Sendable (Definition, [ValueID], inout OperationConversion) throws ->
      RewriteOutcome
  ) {
    self.init(name, root: Definition.mnemonic, benefit: benefit) { operands, conversion in
      if let place = operands.firstIndex(where: { $0.count != 1 }) {
        return .noMatch(
          "operand \(place) became \(operands[place].count) values, and the rule takes one")
      }
      let snapshot = Definition(conversion.operation, in: conversion.module)
      return try convert(snapshot, operands.flatMap { $0 }, &conversion)
    }
  }

  /// A rule for operations of one kind, with a list of values for each operand.
  public init<Definition: OperationDefinition>(
    _ name: String, expanding definition: Definition.Type, benefit: Int = 1,
    _ convert:
      @escaping @Sendable (Definition, [[ValueID]], inout OperationConversion) throws ->
      RewriteOutcome
  ) {
    self.init(name, root: Definition.mnemonic, benefit: benefit) { operands, conversion in
      let snapshot = Definition(conversion.operation, in: conversion.module)
      return try convert(snapshot, operands, &conversion)
    }
  }

  /// A rule for operations that only pass values on, as functions, calls, branches, loops and
  /// conditions do: they stay what they are, with operands, results, arguments of their regions'
  /// blocks and the type of a function converted.
  public static func rebuilding(_ definition: any OperationDefinition.Type) -> ConversionRule {
    ConversionRule("rebuild-\(definition.mnemonic)", root: definition.mnemonic) {
      operands, conversion in
      conversion.rebuild(operands)
      return .rewritten
    }
  }
}
