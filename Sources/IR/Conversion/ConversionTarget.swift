import Support

/// Which operations may be there when a conversion is done.
///
///     var target = ConversionTarget()
///     target.addLegal(dialects: "llvm")
///     target.addIllegal(dialects: "arith", "scf")
///     target.addLegal("arith.constant") { module.type(of: module.result(of: $0)) != .index }
///
/// What is said of an operation counts more than what is said of its dialect, what is said last
/// more than what was said before.
public struct ConversionTarget: Sendable {
  /// Whether an operation may stay.
  public enum Legality: Hashable, Sendable {
    case legal, illegal
    /// Nothing was said: a full conversion must convert it, a partial one may leave it.
    case unknown
  }

  /// Tells whether an operation may stay.
  public typealias Condition = @Sendable (OperationID, Module) -> Bool

  private var dialects: [String: Legality] = [:]
  private var operations: [String: Legality] = [:]
  private var conditions: [String: Condition] = [:]

  public init() {}

  /// Every operation of these dialects may stay.
  public mutating func addLegal(dialects names: String...) {
    for name in names { dialects[name] = .legal }
  }

  /// No operation of these dialects may stay.
  public mutating func addIllegal(dialects names: String...) {
    for name in names { dialects[name] = .illegal }
  }

  /// Operations of this name may stay, those for which the condition holds if there is one.
  public mutating func addLegal(_ name: String, where condition: Condition? = nil) {
    operations[name] = .legal
    conditions[name] = condition
  }

  /// No operation of this name may stay.
  public mutating func addIllegal(_ name: String) {
    operations[name] = .illegal
    conditions[name] = nil
  }

  /// Whether an operation may stay.
  public func legality(of operation: OperationID, in module: Module) -> Legality {
    let name = module.name(of: operation)
    if let condition = conditions[name] { return condition(operation, module) ? .legal : .illegal }
    return operations[name] ?? dialects[String(name.prefix { $0 != "." })] ?? .unknown
  }
}
