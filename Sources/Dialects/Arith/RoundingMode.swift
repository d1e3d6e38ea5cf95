import IR

extension Arith {
  /// How `truncf` rounds; the numbers are MLIR's.
  public enum RoundingMode: Int, Sendable, CaseIterable {
    case toNearestEven, downward, upward, towardZero, toNearestAway

    /// The mode that an attribute tells; to nearest even where there is none, `nil` if it tells none.
    public init?(_ attribute: Attribute?) {
      guard let attribute else {
        self = .toNearestEven
        return
      }
      guard case .integer(let number, .i32) = attribute else { return nil }
      self.init(rawValue: number)
    }

    /// The same as the standard library has it.
    public var rule: FloatingPointRoundingRule {
      switch self {
      case .toNearestEven: .toNearestOrEven
      case .downward: .down
      case .upward: .up
      case .towardZero: .towardZero
      case .toNearestAway: .toNearestOrAwayFromZero
      }
    }

    /// What forms write.
    var word: String {
      switch self {
      case .toNearestEven: "to_nearest_even"
      case .downward: "downward"
      case .upward: "upward"
      case .towardZero: "toward_zero"
      case .toNearestAway: "to_nearest_away"
      }
    }

    static var constraint: AttributeConstraint {
      let words = allCases.map { "\($0.rawValue), \($0.word)" }.joined(separator: "; ")
      return AttributeConstraint("an i32 of these: \(words)") { RoundingMode($0) != nil }
    }
  }
}

extension FormDirective {
  /// How a number is rounded, if that is said: `toward_zero`.
  static func roundingMode(_ property: String) -> FormDirective {
    .word(
      property, of: Arith.RoundingMode.allCases.map(\.word), isOptional: true,
      word: { Arith.RoundingMode($0)?.word },
      value: { word in
        Arith.RoundingMode.allCases.first { $0.word == word }.map { .integer($0.rawValue, .i32) }
      })
  }
}
