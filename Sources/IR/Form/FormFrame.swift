import Support

/// What has been read of an operation in a form of its own.
struct FormFrame {
  let form: BoundForm
  /// How many results are named in front of it.
  let namedResults: Int
  /// Where the operation's part of each stack begins.
  let firstOperand: Int
  let firstType: Int
  let firstResultType: Int
  var properties = AttributeDictionary()
  var attributes = AttributeDictionary()
  var regions: [RegionID] = []
  /// What the first block of the region to come takes.
  var arguments: [FormArgument] = []
  var successors: [BlockID] = []
}

/// An operand that was read, with the number of its slot; `-1` for one of all operands.
struct SlotOperand {
  var slot: Int
  var use: OperandUse
}

/// A type that was read, with the number of the slot whose it is; `-1` for one of all.
struct SlotType {
  var slot: Int
  var type: UInt32
}

/// The argument of a region's first block, as it was read before the region.
public struct FormArgument: Sendable {
  let name: Token
  public var type: Type
  /// Where it came from, if that was written.
  public var location = OperationParser.ArgumentLocation.none
  /// The name without the `%`; `nil` if it is only a number, as values without a name have.
  public let suggestedName: String?
}
