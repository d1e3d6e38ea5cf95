import Dialects
import IR
import Support

/// A primitive that rewrites first and is checked afterwards: for packages that add one of their own and
/// prove nothing themselves.
///
///     public struct Reverse: CheckedPrimitive {
///       public static var mnemonic: String { "mine.reverse" }
///       public static var parameters: [Parameter<Self>] { [.loop(\.loop)] }
///       public func rewrite(_ program: inout ScheduledProgram) throws(Refusal) -> [Target] { … }
///     }
///
/// After `rewrite` the program is compared with the one before, as `check` says. What is found wrong
/// is a refusal, and nothing has changed.
public protocol CheckedPrimitive: DeclaredPrimitive {
  /// Changes the program; it need not ask whether that is legal.
  ///
  /// - Returns: what each result of the operation stands for.
  /// - Throws: a refusal of what the primitive is not for.
  func rewrite(_ program: inout ScheduledProgram) throws(Refusal) -> [Target]
  /// How the result is compared with the program before.
  static var check: ResultCheck { get }
}

/// What is shown about a program that a primitive has rewritten.
public enum ResultCheck: Hashable, Sendable {
  /// For all sizes: the blocks run for the same iterators, touch the same elements, and every
  /// dependence between them points forwards still.
  ///
  /// Terms of a reduction may change places, unless `isBitExact`: then floats round as before.
  case dependences(isBitExact: Bool = false)
  /// For all sizes: what is read has been written, accesses lie inside their buffers, parallel iterations
  /// are independent. For some sizes: the outputs are the same, by running both programs.
  ///
  /// For primitives that make new blocks, or change what blocks compute.
  case values(TranslationValidation = TranslationValidation())
}

extension CheckedPrimitive {
  public static var check: ResultCheck { .dependences() }

  public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let before = program
    let targets = try rewrite(&program)
    if program.isTrusted { return targets }
    switch Self.check {
    case .dependences(let isBitExact):
      try program.requireSameInstances(as: before, isBitExact: isBitExact)
    case .values(let validation):
      try program.requireSound(before)
      try validation.requireSameValues(before, program)
    }
    return targets
  }
}

extension Schedule {
  /// Applies a step as `apply`, and runs the program before and after it on some sizes as well.
  ///
  /// - Throws: the refusal, or one that says at which sizes and element the results differ; nothing has
  ///   changed then.
  @discardableResult
  public mutating func apply(
    _ primitive: some SchedulePrimitive, validating validation: TranslationValidation
  ) throws(Refusal) -> [ValueID] {
    var next = self
    let results = try next.apply(primitive)
    do throws(Refusal) {
      try validation.requireSameValues(module, next.module, function)
    } catch {
      var refusal = error
      refusal.primitive = type(of: primitive).verb
      throw refusal
    }
    self = next
    return results
  }
}
