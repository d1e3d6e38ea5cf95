import IR
import Support

/// An operation that tells its result's shape from its operands' shapes.
///
/// This is the whole interface: whoever inserts, verifies or refines such an operation knows nothing
/// else of it.
public protocol ShapeInferring: ResultTypeInferring, VerifiableOperation {
  /// The type of the result, as exact as the types of the operands allow.
  ///
  /// - Throws: a diagnostic without a place when the operands do not fit each other.
  func resultType(in module: Module) throws(Diagnostic) -> Type
}

extension ShapeInferring {
  public func resultTypes(in module: Module) -> [Type] {
    [(try? resultType(in: module)) ?? Toy.anyTensor]
  }

  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let place = module.location(of: operation)
    do throws(Diagnostic) {
      let inferred = try Self(operation, in: module).resultType(in: module)
      let type = module.type(of: module.result(of: operation))
      if !type.isToyCompatible(with: inferred) {
        diagnostics.error(
          "the result of '\(mnemonic)' is '\(inferred)' here, not '\(type)'", at: place)
      }
    } catch {
      diagnostics.error(error.message, at: place, notes: error.notes)
    }
  }
}
