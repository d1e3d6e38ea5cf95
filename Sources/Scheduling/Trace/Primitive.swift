import IR

/// A step of a schedule: a rewrite of a tensor program that cannot change its results.
///
/// A primitive is also the operation of the `schedule` dialect that records it: its operands are
/// what it is applied to, its properties how, its results what it made. A package that declares one
/// and registers it in the context of its schedules has added a primitive.
public protocol SchedulePrimitive: OperationDefinition {
  /// Changes the program, or refuses.
  ///
  /// What is left behind by a refusal is thrown away, so a primitive may check as it goes.
  ///
  /// - Returns: what each result of the operation stands for.
  func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target]
  /// The step as Swift; `name` gives the variable of a value.
  func swiftCall(_ name: (ValueID) -> String) -> String
  /// Whether it rewrites the program; what only finds something in it needs no checks behind it.
  static var changesProgram: Bool { get }
  /// Whether its numbers are sizes, factors and the like, and its buffers what they lead to: then both are
  /// limited.
  static var isLimited: Bool { get }
  /// Whether the method of `Schedule` gives its results as an array.
  static var returnsArray: Bool { get }
}

extension SchedulePrimitive {
  /// The name without the dialect.
  public static var verb: String {
    mnemonic.split(separator: ".").last.map(String.init) ?? mnemonic
  }

  public static var traits: Traits { [] }
  /// `%loop {factor = 14, tail = guard}`: what it is applied to, then how.
  public static var form: Form? { .listing(signature) }
  public static var changesProgram: Bool { true }
  public static var isLimited: Bool { true }
  public static var returnsArray: Bool { false }
}
