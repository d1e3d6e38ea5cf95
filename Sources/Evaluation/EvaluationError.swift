import IR
import Support

/// Why an operation could not be evaluated.
///
/// Whoever knows the operation adds the place.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String
  /// The complete diagnostic, when something inside the operation already knew the place.
  public var place: Diagnostic?

  public init(_ message: String) { self.message = message }

  public init(_ diagnostic: Diagnostic) {
    message = diagnostic.message
    place = diagnostic
  }

  public var description: String { message }

  static func unsupportedElement(_ type: Type) -> EvaluationError {
    EvaluationError("no value can hold an element of type '\(type)'")
  }

  /// This as a diagnostic about an operation.
  func located(_ operation: OperationID, in module: Module) -> Diagnostic {
    .error("'\(module.name(of: operation))': \(message)", at: module.location(of: operation))
  }
}
