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
  /// An access that, with the property `volatile_` or an `ordering`, must happen as it is written: it
  /// then has an effect of its own, whatever else is said.
  public static let mayBeOrdered = Traits(rawValue: 1 << 19)
  /// Has no effect but that of the operations inside it (a loop, a condition), and ends.
  public static let recursivelyPure = Traits(rawValue: 1 << 12)
  /// Undefined for some operands (division by zero), so that it must not run where it did not.
  public static let undefinedForSome = Traits(rawValue: 1 << 13)
  /// Runs its regions any number of times, or never.
  public static let loop = Traits(rawValue: 1 << 14)
  /// All operands have one type.
  public static let sameOperandTypes = Traits(rawValue: 1 << 16)
  /// Holds symbols, and names in it that it does not hold mean those of the table around it: what is
  /// inside is copied elsewhere.
  public static let seesSymbolsAround = Traits(rawValue: 1 << 17)
  /// A constant whose value may be spelled as another type than that of its result; only where it is
  /// not, folding sees it.
  public static let convertsConstant = Traits(rawValue: 1 << 18)
  /// Leaves the function around it; its operands are what the call gives.
  public static let returns = Traits(rawValue: 1 << 15)
}
