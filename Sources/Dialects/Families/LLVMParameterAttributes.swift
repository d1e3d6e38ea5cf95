import IR
import Support

/// What LLVM's attributes of parameters and results, as `llvm.noalias`, may stand on, in functions of
/// any dialect.
enum LLVMParameterAttributes {
  /// What an attribute's value must be.
  private enum Value: String {
    case unit = "no value"
    case integer = "a number"
    case type = "a type"

    func holds(_ value: Attribute) -> Bool {
      switch self {
      case .unit: value == .unit
      case .integer: value.integerValue != nil
      case .type: value.typeValue != nil
      }
    }
  }

  private enum Place: String {
    case pointer = "a pointer"
    case integer = "an integer"
    case anything

    func holds(_ type: Type) -> Bool {
      switch self {
      // Types that LLVM does not have become others before it sees them.
      case .pointer: !LLVM.isValue(type) || type.cast(to: LLVM.PointerType.self) != nil
      case .integer: !LLVM.isValue(type) || type.isInteger
      case .anything: true
      }
    }
  }

  private static let rules: [String: (value: Value, place: Place, isForResults: Bool)] = [
    "llvm.align": (.integer, .pointer, true),
    "llvm.byref": (.type, .pointer, false),
    "llvm.byval": (.type, .pointer, false),
    "llvm.dereferenceable": (.integer, .pointer, true),
    "llvm.dereferenceable_or_null": (.integer, .pointer, true),
    "llvm.inalloca": (.type, .pointer, false),
    "llvm.inreg": (.unit, .anything, true),
    "llvm.nest": (.unit, .pointer, false),
    "llvm.noalias": (.unit, .pointer, true),
    "llvm.nocapture": (.unit, .pointer, false),
    "llvm.nofree": (.unit, .pointer, false),
    "llvm.nonnull": (.unit, .pointer, true),
    "llvm.noundef": (.unit, .anything, true),
    "llvm.preallocated": (.type, .pointer, false),
    "llvm.readnone": (.unit, .pointer, false),
    "llvm.readonly": (.unit, .pointer, false),
    "llvm.returned": (.unit, .anything, false),
    "llvm.signext": (.unit, .integer, true),
    "llvm.sret": (.type, .pointer, false),
    "llvm.writeonly": (.unit, .pointer, false),
    "llvm.zeroext": (.unit, .integer, true),
  ]

  /// What is wrong with an attribute of a parameter or result of this type.
  static func problem(
    with name: String, _ value: Attribute, on type: Type, isResult: Bool
  ) -> String? {
    guard let rule = rules[name] else { return nil }
    if isResult, !rule.isForResults { return "'\(name)' is for arguments only" }
    if !rule.value.holds(value) { return "'\(name)' takes \(rule.value.rawValue), not '\(value)'" }
    if !rule.place.holds(type) { return "'\(name)' is for \(rule.place.rawValue), not '\(type)'" }
    return nil
  }
}
