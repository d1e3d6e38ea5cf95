/// A form whose names have been looked up in its operation's signature.
///
/// A class only so that it is passed around by one pointer; it never changes.
final class BoundForm: Sendable {
  let definition: any OperationDefinition.Type
  let signature: Signature
  let elements: [BoundElement]
  let operandTypes: [TypeSource]
  let resultTypes: [TypeSource]
  /// Whether `operandSegmentSizes` tells the groups of operands.
  let hasOperandSegments: Bool
  /// The properties that a dictionary in the form holds, by their number.
  let loose: [Int]
  let isIsolated: Bool

  /// Where a form takes a type from.
  enum TypeSource: Hashable, Sendable {
    /// It is written.
    case written
    case only(Type)
    /// That of an operand or result whose type is written: all have one type.
    case common
    /// The type of the value that is named, which is defined above.
    case definition
    /// The type of a property's value.
    case property(Int)
    /// What the operation gives for its operands.
    case inferred
  }

  /// - Throws: what is wrong with the form.
  init(_ form: Form, of definition: any OperationDefinition.Type) throws(FormPatternError) {
    if let problem = form.problem { throw FormPatternError(message: problem) }
    var binder = FormBinder(form, definition)
    elements = try binder.bindAll()
    self.definition = definition
    signature = binder.signature
    operandTypes = binder.operandTypes
    resultTypes = binder.resultTypes
    hasOperandSegments = binder.hasOperandSegments
    loose = binder.loose
    isIsolated = definition.traits.contains(.isolatedFromAbove)
  }
}

/// A part of a form, with the numbers of what it names.
indirect enum BoundElement: Sendable {
  case literal([UInt8])
  case space(Bool)
  case operand(Int)
  case property(Int)
  case typedProperty(Int)
  case operandType(Int)
  case resultType(Int)
  case operands, operandTypes, resultTypes, functionalType, briefType
  case attributes(keyword: Bool)
  case properties
  case region(Int)
  case body(Int)
  case successor(Int)
  case successors
  case custom(FormDirective)
  case optional([BoundElement], Anchor)

  /// What an optional group depends on.
  enum Anchor: Sendable {
    case operand(Int)
    case property(Int)
    case results
    case operands
  }
}

extension [BoundElement] {
  /// The first element that is more than a space.
  var firstText: BoundElement? {
    first { if case .space = $0 { false } else { true } }
  }
}

extension OperationDefinition {
  /// What is wrong with the operation's form; `nil` if nothing is, or there is no form.
  ///
  /// An operation whose form is wrong is written and read in the generic form only.
  public static var formProblem: String? {
    guard let form else { return nil }
    do {
      _ = try BoundForm(form, of: self)
      return nil
    } catch {
      return "the form of '\(mnemonic)': \(error.message)"
    }
  }

  /// The form, if it is right.
  static var boundForm: BoundForm? {
    guard let form else { return nil }
    return try? BoundForm(form, of: self)
  }
}

extension Dialect {
  /// What is wrong with the forms of its operations; a dialect's tests hold it to be nothing.
  public var formProblems: [String] { operations.compactMap { $0.formProblem } }
}
